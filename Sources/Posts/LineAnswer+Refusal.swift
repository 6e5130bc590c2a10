import Exchange
import Referrals
import Wire

extension LineAnswer {
    /// A line that was not even understood.
    init(unread line: Int, _ id: String?, _ refusal: LineRefusal?) {
        let unknown = LineRefusal(.badJson, field: nil, detail: ErrorName.badJson.says)
        self.init(line: line, id: id, refusing: refusal ?? unknown)
    }

    /// A line that the exchange refused.
    init(refusing refusal: Refusal, line: Int, id: String, partnerField: String) {
        let field: String? =
            switch refusal {
            case .leaseLost: "/lease"
            case .legUnknown: "/leg"
            case .partnerUnknown: partnerField
            case .wrongState: "/verb"
            case .holdTooLong: "/until"
            case .caseUnknown, .referenceNotYetKnown, .referenceUnknown, .ambiguous,
                .enterpriseDiffers, .legsOpen, .idReused, .eventUnknown, .notCorrectable, .caseFull,
                .queueUnknown, .lastResort, .queueDrains, .untilPassed, .noConsent, .unwanted,
                .refusedBefore, .notNow, .cannotMerge:
                nil
            }
        var detail = refusal.name.says
        if case .holdTooLong(let latest) = refusal {
            let days = Switchboard.holdMax.wholeMinutes / (24 * 60)
            detail = "a hold lasts \(days) days at most: now until \(latest.rfc3339)"
        }
        self.init(line: line, id: id, refusal.name, field: field, detail: detail)
        if case .wrongState(let state, let verbs) = refusal {
            self.state = state
            allowed = verbs
        }
    }

    /// A line that was sent before: the same again, or another under its id.
    init(repeating known: TakenID, _ mark: Fingerprint, line: Int, id: String) {
        if known.caseID == nil || known.says(mark.sameness) {
            self.init(line: line, id: id, code: 202)
        } else {
            self.init(line: line, id: id, .idReused, detail: ErrorName.idReused.says)
        }
    }
}
