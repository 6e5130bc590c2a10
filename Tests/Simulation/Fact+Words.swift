import Exchange
import Referrals

extension Fact {
    /// The fact in one line, for whoever reads what happened.
    var inWords: String {
        let name = "\(matter)".prefix { $0 != "(" }
        let of = leg.map { " \($0)" } ?? caseID.map { " \($0)" } ?? ""
        return "\(name)\(of)\(details) by \(by)"
    }

    private var details: String {
        switch matter {
        case .legOpened(let opened):
            " \(opened.urgency) \(opened.lane) of \(opened.agency) due \(opened.due.rfc3339)"
        case .legJoined(let joined): " \(joined.urgency) \(joined.agency) due \(joined.due.rfc3339)"
        case .legSharpened(let sharpened):
            " \(sharpened.urgency)" + (sharpened.due.map { " due \($0.rfc3339)" } ?? "")
                + (sharpened.until.map { " until \($0.rfc3339)" } ?? "")
        case .legPlaced(let placed):
            " \(([placed.queue].compactMap(\.self) + placed.also).map(\.description))"
                + (placed.hold.map { " \($0)" } ?? "")
                + (placed.due.map { " due \($0.rfc3339)" } ?? "")
        case .offered(let offer): " \(offer.lease) to \(offer.queue) by \(offer.answerBy.rfc3339)"
        case .accepted(let accepted): " \(accepted.lease) handle by \(accepted.handleBy.rfc3339)"
        case .declined(let declined): " \(declined.lease)"
        case .assignmentEnded(let ended): " \(ended.lease) \(ended.reason)"
        case .reported(let report):
            " \(report.verb)" + (report.nextStep.map { " next \($0.rfc3339)" } ?? "")
        case .overdue(_, let which): " \(which)"
        case .stepped(let stepped):
            " \(stepped.action)" + (stepped.until.map { " until \($0.rfc3339)" } ?? "")
        case .noticed(let notice): " \(notice.kind) \(notice.number) to \(notice.partner)"
        case .acknowledged(let partner, let through): " \(partner) \(through)"
        case .ordered(let order): " \(order.verb) \(order.subject)"
        default: ""
        }
    }
}
