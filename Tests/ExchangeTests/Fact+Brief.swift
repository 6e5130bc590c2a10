import Exchange
import Referrals
import Triage

extension Fact {
    /// What happened in two or three words, so that a test reads as the story it tells.
    var brief: String {
        switch matter {
        case .recorderStarted: "started"
        case .bundleActivated: "bundle"
        case .caseOpened(let opened): opened.follows == nil ? "opened" : "opened, follows"
        case .caseReopened: "reopened"
        case .caseClosed: "case closed"
        case .requestStored: "request"
        case .statusStored(let status): "status \(status.kind.name)"
        case .corrected(let correction): correction.content == nil ? "retracted" : "corrected"
        case .consentGiven: "consent given"
        case .consentWithdrawn: "consent withdrawn"
        case .legOpened(let opened): "leg \(opened.need.name)"
        case .legJoined(let joined): "joined \(joined.leg.ordinal) \(joined.urgency.name)"
        case .lineHeld: "line held"
        case .ordered: "ordered"
        case .queueSet(let set): "queue \(set.queue) \(set.standing)"
        case .surgeSet(let set): set.isOn ? "surge" : "surge ends"
        case .clockAccepted: "clock accepted"
        case .casesMerged(let caseID, let into): "\(caseID) goes on in \(into)"
        case .cessationTold(_, let day): "ceased \(day.iso8601)"
        case .bankruptcyTold(_, let day): "bankrupt \(day.iso8601)"
        case .noticed(let notice): "told \(notice.partner) \(notice.kind.name)"
        case .acknowledged(_, let through): "acknowledged \(through)"
        case .contentOpened: "content opened"
        case .caseErased: "erased"
        case .erasureAsked: "erasure asked"
        case .noteRead(let read): "note \(read.event) read \(read.reading.danger.name)"
        case .legPlaced, .offered, .accepted, .declined, .assignmentEnded, .reported,
            .cancelRequested, .legClosed, .overdue, .stepped, .died, .replayed, .legSharpened,
            .partnersExcluded:
            briefOfLeg
        }
    }

    private var briefOfLeg: String {
        switch matter {
        case .legPlaced(let placed):
            "placed \(placed.queue?.description ?? "nowhere")"
                + placed.also.map { "+\($0)" }.joined()
                + (placed.hold.map { " \($0.name)" } ?? "")
        case .offered(let offer): "offered \(offer.queue)"
        case .accepted: "accepted"
        case .declined: "declined"
        case .assignmentEnded(let ended): "ended \(ended.reason)"
        case .reported(let report): "reported \(report.verb.name)"
        case .cancelRequested: "asked to stop"
        case .legClosed(let closed): "closed \(closed.outcome.name)"
        case .overdue(_, let which): "overdue \(which)"
        case .stepped(let stepped): "stepped \(stepped.action)"
        case .died(_, let cause): "died \(cause)"
        case .replayed: "replayed"
        case .legSharpened(let sharpened): "sharpened \(sharpened.urgency.name)"
        case .partnersExcluded(_, let unwanted):
            "without " + unwanted.map(\.partner.description).joined(separator: "+")
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .requestStored, .statusStored, .corrected, .consentGiven, .consentWithdrawn, .legOpened,
            .legJoined, .noticed, .acknowledged, .contentOpened, .lineHeld, .ordered, .queueSet,
            .surgeSet, .clockAccepted, .casesMerged, .caseErased, .erasureAsked, .cessationTold,
            .bankruptcyTold,
            .noteRead:
            ""
        }
    }
}
