import Exchange
import Referrals
import Wire

extension Fact {
    /// What an agency is told of it; nil when it is none of an agency's business.
    var progressType: ProgressType? {
        switch matter {
        case .caseOpened: .caseOpened
        case .caseReopened: .caseReopened
        case .caseClosed: .caseClosed
        case .statusStored: .statusRecorded
        case .corrected: .corrected
        case .consentGiven, .consentWithdrawn: .consentChanged
        case .legOpened: .legOpened
        case .legJoined: .legJoined
        case .legSharpened: .sharpened
        case .legPlaced(let placed):
            switch placed.hold {
            case .blockedByConsent: .blocked
            case .unrouted, .paused, .outOfRegion, .held, .dead: .unrouted
            case nil, .awaitingAnswer, .noPartnerOpen, .allFull, .noConsumerConnected,
                .rateLimited, .agencyDataMissing, .waitsForOtherLeg, .bulkLane:
                nil
            }
        case .offered: .offered
        case .accepted: .accepted
        case .declined: .declined
        case .assignmentEnded(let ended):
            switch ended.reason {
            case .returned: .returned
            case .lapsed: .lapsed
            case .expired: .expired
            case .recalled: .recalled
            case .redirected: .redirected
            case .silent: .expired
            case .outrun, .rerouted: .recalled
            }
        case .reported(let report): report.verb.progressType
        case .cancelRequested: .cancelRequested
        case .legClosed: .legClosed
        case .overdue: .overdue
        case .lineHeld: .caseOpened
        case .recorderStarted, .bundleActivated, .requestStored, .noticed, .acknowledged,
            .contentOpened, .ordered, .stepped, .queueSet, .surgeSet, .clockAccepted, .casesMerged,
            .died, .replayed, .caseErased, .erasureAsked, .cessationTold, .bankruptcyTold,
            .partnersExcluded,
            .noteRead:
            nil
        }
    }
}

extension ReportVerb {
    /// What an agency is told when a partner reports this.
    fileprivate var progressType: ProgressType {
        switch self {
        case .contact: .contacted
        case .schedule: .scheduled
        case .noShow: .noShow
        case .start: .started
        case .hold: .onHold
        case .resume: .resumed
        case .complete: .completed
        case .fail: .failed
        case .redirect: .redirected
        case .declineLate: .declinedLate
        case .confirmCancel: .cancelConfirmed
        case .refuseCancel: .cancelRefused
        }
    }
}
