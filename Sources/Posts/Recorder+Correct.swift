import Exchange
import Journal
import Referrals
import Triage
import Wire

extension Recorder {
    /// The content that must be unsealed before this line can be settled; nil when there is none.
    func sealedTarget(of judged: JudgedLine, _ publishing: Publishing) -> ContentID? {
        guard publishing.target == nil, !publishing.isTargetGone,
            case .event(let event, _) = judged.outcome,
            case .correction(let correction) = event.matter, correction.patch != nil,
            board.takenID(fingerprint(event.id, event.content, from: event.agency).key) == nil,
            let id = contentID(of: correction, from: event.agency),
            unwritten(id) == nil
        else { return nil }
        return id
    }

    /// Where the content stands that a correction changes; nil when it is unknown or not the agency's.
    private func contentID(of correction: Correction, from agency: AgencyID) -> ContentID? {
        guard let taken = board.takenID(eventKey(correction.event, from: agency)),
            let caseID = taken.caseID, let file = board.cases[caseID],
            Int(taken.event) < file.events.count,
            let ordinal = file.events[Int(taken.event)].content
        else { return nil }
        return ContentID(caseID: caseID, ordinal: ordinal)
    }

    /// A correction, applied to the content of its event and judged again.
    func correct(
        _ correction: Correction,
        _ event: AgencyEvent,
        _ mark: Fingerprint,
        _ publishing: Publishing,
        _ now: Moment
    ) throws(EventRefusal) -> Command {
        var command = CorrectCommand(
            agency: event.agency,
            event: mark,
            target: eventKey(correction.event, from: event.agency),
            revised: .enteredInError
        )
        guard let patch = correction.patch else { return .correct(command) }
        guard let id = contentID(of: correction, from: event.agency),
            let content = publishing.target ?? unwritten(id)
        else { throw EventRefusal(.notFound, field: "/data/of", detail: noSuchEvent) }
        let revised = try Revision.apply(
            patch,
            to: content.bytes,
            time: event.time,
            at: clock.judging
        )
        switch revised.matter {
        case .referral(let referral):
            command.revised = .request(
                referral,
                board.bundle.verdict(for: referral, from: event.agency, at: now),
                referral.enterprise.number.map { enterprise($0) },
                content: revised.content
            )
        case .status(let report):
            command.revised = .status(report, content: revised.content)
        case .correction:
            throw EventRefusal(.notCorrectable, field: "/data/of", detail: notCorrectable)
        }
        return .correct(command)
    }

    /// Content that is decided on but not yet on disk.
    private func unwritten(_ id: ContentID) -> CaseContent? {
        for batch in [pending, writing] {
            for record in batch {
                if let content = record.contents.first(where: { $0.id == id }) { return content }
            }
        }
        return nil
    }
}

private let noSuchEvent = "there is no event of yours with this id whose content still exists"
private let notCorrectable = "a correction cannot be corrected: correct the event itself again"

extension Command {
    /// Whether a correction makes a crisis of its request.
    var isCrisis: Bool {
        guard case .correct(let command) = self,
            case .request(_, let verdict, _, _) = command.revised
        else { return false }
        return verdict.isCrisis
    }
}
