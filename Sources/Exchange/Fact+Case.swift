public import Referrals

extension Fact {
    /// The case that the fact is about; nil when it is about none.
    public var caseID: CaseID? {
        switch matter {
        case .recorderStarted, .bundleActivated, .acknowledged, .ordered, .queueSet, .surgeSet,
            .clockAccepted:
            nil
        case .casesMerged(let caseID, _), .caseErased(let caseID), .erasureAsked(let caseID, _),
            .cessationTold(let caseID, _), .bankruptcyTold(let caseID, _):
            caseID
        case .caseOpened(let opened): opened.caseID
        case .caseReopened(let caseID), .caseClosed(let caseID), .consentGiven(let caseID, _, _),
            .consentWithdrawn(let caseID, _, _):
            caseID
        case .requestStored(let request): request.caseID
        case .statusStored(let status): status.caseID
        case .corrected(let correction): correction.caseID
        case .lineHeld(let held): held.caseID
        case .noteRead(let read): read.caseID
        case .noticed(let notice): notice.leg?.caseID
        case .legOpened, .legJoined, .legPlaced, .offered, .accepted, .declined, .assignmentEnded,
            .reported, .cancelRequested, .legClosed, .overdue, .contentOpened, .stepped, .died,
            .replayed, .legSharpened, .partnersExcluded:
            leg?.caseID
        }
    }

    /// The leg that the fact is about; nil when it is about none or a whole case.
    public var leg: LegID? {
        switch matter {
        case .legOpened(let opened): opened.leg
        case .legJoined(let joined): joined.leg
        case .legPlaced(let placed): placed.leg
        case .offered(let offer): offer.leg
        case .accepted(let accepted): accepted.leg
        case .declined(let declined): declined.leg
        case .assignmentEnded(let ended): ended.leg
        case .reported(let report): report.leg
        case .cancelRequested(let leg, _), .overdue(let leg, _), .contentOpened(let leg, _): leg
        case .legClosed(let closed): closed.leg
        case .stepped(let stepped): stepped.leg
        case .died(let leg, _): leg
        case .replayed(let replayed): replayed.leg
        case .legSharpened(let sharpened): sharpened.leg
        case .partnersExcluded(let leg, _): leg
        case .noticed(let notice): notice.leg
        case .lineHeld(let held): held.leg
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .requestStored, .statusStored, .corrected, .consentGiven, .consentWithdrawn,
            .acknowledged, .ordered, .queueSet, .surgeSet, .clockAccepted, .casesMerged,
            .caseErased, .erasureAsked, .cessationTold, .bankruptcyTold, .noteRead:
            nil
        }
    }

    /// The number of the event within its case; 0 for facts that are no event of an agency.
    public var eventOrdinal: UInt16 {
        switch matter {
        case .requestStored(let request): request.ordinal
        case .statusStored(let status): status.ordinal
        case .corrected(let correction): correction.ordinal
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .consentGiven, .consentWithdrawn, .legOpened, .legJoined, .legPlaced, .offered,
            .accepted, .declined, .assignmentEnded, .reported, .cancelRequested, .legClosed,
            .overdue, .noticed, .acknowledged, .contentOpened, .lineHeld, .ordered, .stepped,
            .queueSet, .surgeSet, .clockAccepted, .casesMerged, .died, .replayed, .caseErased,
            .erasureAsked, .legSharpened, .cessationTold, .bankruptcyTold, .partnersExcluded,
            .noteRead:
            0
        }
    }
}
