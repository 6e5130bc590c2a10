import Exchange
import Referrals
import Triage

extension Checker {
    /// Counts what seldom happens and can be told from the journal.
    mutating func countFacts() {
        var out: [LegID: Int] = [:]
        var urgencies: [LegID: Urgency] = [:]
        var open = 0
        for fact in facts {
            switch fact.matter {
            case .legOpened(let opened):
                open += 1
                urgencies[opened.leg] = opened.urgency
            case .legSharpened(let sharpened):
                if urgencies[sharpened.leg] != sharpened.urgency {
                    count(fact.by == .relais ? .lawStepped : .sharpened)
                }
                urgencies[sharpened.leg] = sharpened.urgency
            case .cessationTold: count(.legalDayTold)
            case .legJoined: count(.legJoined)
            case .caseReopened: count(.caseReopened)
            case .bundleActivated: if open > 0 { count(.rulesChanged) }
            case .consentWithdrawn, .consentGiven: break
            case .legPlaced(let placed):
                if placed.hold == .blockedByConsent { count(.blockedByConsent) }
                if placed.hold == .waitsForOtherLeg { count(.waitedForOther) }
                if !placed.also.isEmpty { count(.widened) }
                if placed.passedOver.contains(where: { $0.reason == .excluded }) {
                    count(.partnerUnwanted)
                }
            case .offered(let offer):
                out[offer.leg, default: 0] += 1
                if out[offer.leg] == 2 { count(.offeredToSeveral) }
            case .accepted(let accepted): out[accepted.leg] = 0
            case .declined(let declined):
                out[declined.leg] = max(0, (out[declined.leg] ?? 0) - 1)
                if declined.suggested != nil { count(.suggested) }
            case .assignmentEnded(let ended):
                out[ended.leg] = max(0, (out[ended.leg] ?? 0) - 1)
                tally(ended.reason)
            case .reported(let report): tally(report.verb)
            case .legClosed(let closed):
                open -= 1
                if out[closed.leg] ?? 0 > 0 || fact.by == .relais { break }
                if case .agency = fact.by { count(.closedUnaccepted) }
            case .caseErased: count(.erased)
            case .overdue(_, let which): if which == .handle { count(.handleMissed) }
            case .stepped(let stepped):
                if stepped.until == nil { count(.stepped) } else { count(.reminded) }
            case .died: count(.died)
            case .noticed(let notice):
                if notice.kind == .queuesChanged { count(.queuesChanged) }
                if notice.kind == .consentWithdrawn { count(.consentRecalled) }
            case .recorderStarted, .caseOpened, .caseClosed, .requestStored, .statusStored,
                .corrected, .cancelRequested, .acknowledged, .contentOpened, .lineHeld, .ordered,
                .queueSet, .surgeSet, .clockAccepted, .casesMerged, .replayed, .erasureAsked,
                .partnersExcluded, .noteRead, .bankruptcyTold:
                break
            }
        }
    }

    private mutating func tally(_ reason: AssignmentEnded.Reason) {
        switch reason {
        case .outrun: count(.outrun)
        case .silent: count(.fellSilent)
        case .returned: count(.givenBack)
        case .redirected: count(.redirected)
        case .lapsed, .expired, .recalled, .rerouted: break
        }
    }

    private mutating func tally(_ verb: ReportVerb) {
        switch verb {
        case .complete: count(.completed)
        case .fail: count(.failed)
        case .declineLate: count(.declinedLate)
        case .confirmCancel: count(.cancelConfirmed)
        case .resume: count(.resumed)
        case .contact, .schedule, .noShow, .start, .hold, .redirect, .refuseCancel: break
        }
    }
}
