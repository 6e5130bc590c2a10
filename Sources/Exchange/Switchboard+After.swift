import Referrals
import Triage

extension Case {
    /// Whether a leg waits for others of the case, because a rule put their families before it.
    ///
    /// It waits for those that are still looking for a partner. A crisis waits for nothing, a need that the
    /// consent keeps from every partner lets nobody wait, and of two that would wait for each other, as
    /// rules of different bundles may have it, neither does.
    func holdsBack(_ leg: Leg) -> Bool {
        guard !leg.after.isEmpty, leg.urgency != .crisis else { return false }
        return legs.contains { $0.comes(before: leg) && !isBehind($0, leg) }
    }

    /// Whether one leg would wait, by way of others or at once, for another.
    private func isBehind(_ leg: Leg, _ other: Leg) -> Bool {
        var seen = [leg.id]
        var left = [leg]
        while let next = left.popLast() {
            guard !next.after.isEmpty, next.urgency != .crisis else { continue }
            for first in legs where !seen.contains(first.id) && first.comes(before: next) {
                if first.id == other.id { return true }
                seen.append(first.id)
                left.append(first)
            }
        }
        return false
    }
}

extension Leg {
    /// Whether it looks for a partner, and another leg comes after its family.
    fileprivate func comes(before other: Leg) -> Bool {
        guard id != other.id, other.after.covers(need.family) else { return false }
        switch state {
        case .waiting(let waiting):
            return waiting.hold != .blockedByConsent && waiting.hold != .agencyDataMissing
        case .offered: return true
        case .accepted, .inProgress, .onHold, .cancelRequested, .closed: return false
        }
    }
}

extension Switchboard {
    /// A case with the legs that a request is about to open in it, so that none overlooks another.
    func expecting(
        _ needs: [NeedVerdict],
        bundle: Digest,
        agency: AgencyID,
        request: UInt16,
        in file: Case,
        at now: Moment
    ) -> Case {
        guard needs.contains(where: { !$0.after.isEmpty }) else { return file }
        var after = file
        for judged in needs {
            let opened = opening(
                LegID(caseID: file.id, ordinal: UInt16(after.legs.count) + 1),
                judged,
                bundle: bundle,
                agency: agency,
                request: request,
                at: now
            )
            var leg = Leg(opened, at: now, arrival: position.next)
            if !file.consentCovers(judged.need, askedBy: [agency], at: now) {
                leg.state = .waiting(
                    Leg.Waiting(queue: nil, hold: .blockedByConsent, since: now)
                )
            }
            after.legs.append(leg)
        }
        return after
    }

    /// The facts, and after them the new places of the legs that wait no longer because of them.
    func withFreed(_ facts: [Fact], at now: Moment) -> [Fact] {
        var cases: [Case] = []
        for fact in facts where fact.mayFree {
            guard let caseID = fact.caseID, !cases.contains(where: { $0.id == caseID }),
                let file = self.cases[caseID],
                file.legs.contains(where: { $0.waitsForOther || $0.waitsForStanding })
            else { continue }
            cases.append(file)
        }
        guard !cases.isEmpty else { return facts }
        var all = facts
        for file in cases {
            let after = file.following(facts, at: now)
            for leg in after.legs
            where leg.waitsForOther && !after.holdsBack(leg) || leg.waitsForStanding {
                all += released(leg, in: after, at: now)
            }
        }
        return all
    }
}

extension Fact {
    /// Whether a leg that waits for another, or for its case to be as a rule asks, may go because of it.
    fileprivate var mayFree: Bool {
        switch matter {
        case .accepted, .legClosed, .bankruptcyTold: true
        case .legPlaced(let placed): placed.hold == .blockedByConsent
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
            .requestStored, .statusStored, .corrected, .consentGiven, .consentWithdrawn,
            .legOpened, .legJoined, .offered, .declined, .assignmentEnded, .reported,
            .cancelRequested, .overdue, .noticed, .acknowledged, .contentOpened, .lineHeld,
            .ordered, .stepped, .queueSet, .surgeSet, .clockAccepted, .casesMerged, .died,
            .replayed, .caseErased, .erasureAsked, .legSharpened, .cessationTold,
            .partnersExcluded, .noteRead:
            false
        }
    }
}

extension Case {
    /// The case once these facts are true, as far as goes what one of its legs waits for and who may have it.
    fileprivate func following(_ facts: [Fact], at now: Moment) -> Case {
        var after = self
        for fact in facts where fact.caseID == id {
            if case .consentWithdrawn(_, let families, let partners) = fact.matter,
                case .agency(let agency) = fact.by
            {
                let said = ConsentSaid.Matter.withdrawn(families, partners)
                let event = UInt16(events.count)
                after.consents.append(ConsentSaid(event: event, agency: agency, matter: said))
            }
            if case .bankruptcyTold(_, let day) = fact.matter { after.bankruptcy = day }
            if case .corrected(let corrected) = fact.matter { after.replace(corrected) }
            guard let leg = fact.leg, let before = self.leg(leg.ordinal) else { continue }
            let index = Int(leg.ordinal) - 1
            if case .partnersExcluded(_, let unwanted) = fact.matter {
                after.legs[index].exclude(unwanted)
            }
            if case .accepted(let accepted) = fact.matter,
                let assignment = before.state.handOver(under: accepted.lease)
            {
                after.legs[index].state = .accepted(assignment, by: accepted.handleBy)
            }
            if case .legClosed(let closed) = fact.matter {
                after.legs[index].state = .closed(closed.outcome, closed.result, at: now)
            }
            if case .legPlaced(let placed) = fact.matter {
                after.legs[index].state = .waiting(
                    Leg.Waiting(queue: placed.queue, hold: placed.hold, since: now)
                )
            }
        }
        return after
    }
}

extension Leg {
    /// Whether it waits for another leg of its case.
    fileprivate var waitsForOther: Bool {
        guard case .waiting(let waiting) = state else { return false }
        return waiting.hold == .waitsForOtherLeg
    }

    /// Whether nobody has it, and some rule named a partner that may only have it of a case that is as the rule asks.
    fileprivate var waitsForStanding: Bool {
        guard case .waiting(let waiting) = state, waiting.hold == .unrouted else { return false }
        return candidates.contains { $0.onlyIf != nil }
    }
}
