import Exchange
import Referrals
import Wire

extension EventRefusal {
    /// What the exchange refused, with the field of the event it concerns.
    init(_ refusal: Refusal, of event: AgencyEvent) {
        let field: String? =
            switch refusal {
            case .caseUnknown: event.isNamedByNumber ? "/data/bce" : "/data/case"
            case .referenceNotYetKnown, .referenceUnknown: "/data/agency_ref"
            case .ambiguous: event.isNamedByNumber ? "/data/bce" : "/data/agency_ref"
            case .enterpriseDiffers: "/data/enterprise/bce"
            case .eventUnknown, .notCorrectable: "/data/of"
            case .idReused: "/id"
            case .legsOpen: "/data/status"
            case .leaseLost, .legUnknown, .wrongState, .partnerUnknown, .caseFull, .queueUnknown,
                .lastResort, .queueDrains, .untilPassed, .holdTooLong, .noConsent, .unwanted,
                .refusedBefore, .notNow, .cannotMerge:
                nil
            }
        let isOfTwo = refusal == .ambiguous && !event.isNamedByNumber
        self.init(refusal.name, field: field, detail: isOfTwo ? twoCases : refusal.name.says)
        id = event.id
    }
}

private let twoCases = "case names one case and agency_ref another: leave out one of them"

extension AgencyEvent {
    /// Whether it is a status that names its case by the enterprise's number.
    fileprivate var isNamedByNumber: Bool {
        guard case .status(let report) = matter, case .enterprise = report.subject else {
            return false
        }
        return true
    }
}
