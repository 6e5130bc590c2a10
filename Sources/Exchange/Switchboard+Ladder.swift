import Referrals
import Triage

extension Switchboard {
    /// The steps of the ladder that are due for a leg nobody has accepted, and its due time.
    ///
    /// It is asked at the moment of the step where the leg stands, so one accepted meanwhile takes none.
    ///
    /// | step             | what follows                                                             |
    /// |------------------|--------------------------------------------------------------------------|
    /// | remind           | each partner that has an offer of it is told; one in whose queue it waits is |
    /// |                  | told once, until it has acknowledged that                                |
    /// | widen            | it stands in the queue of the next candidate too                          |
    /// | offer to several | it stands in the queues of all candidates that may have it                |
    /// | desk, or `due`   | it stands before the desk alone; what is out may be accepted until then,   |
    /// |                  | for whoever is reading it may yet be quicker                              |
    ///
    /// After a long stop several are due at once. Each is written, and only what the last does is done.
    mutating func climb(_ leg: Leg, in file: Case, at now: Moment) -> [Fact] {
        var facts: [Fact] = []
        var after = leg
        var last: LadderAction?
        while let moment = after.nextStepDue, moment <= now {
            let action = leg.terms.ladder[Int(after.steps)].action
            let stepped = Stepped(leg: leg.id, step: after.steps, action: action)
            facts.append(Fact(at: now, by: .relais, matter: .stepped(stepped)))
            after.steps += 1
            last = action
        }
        if leg.due <= now, !leg.overdue.contains(.due) {
            facts.append(Fact(at: now, by: .relais, matter: .overdue(leg.id, .due)))
            after.overdue.append(.due)
        }
        if after.isRaised { return facts + (leg.isRaised ? [] : raise(leg, at: now)) }
        switch last {
        case .remind?: facts += remind(leg, at: now)
        case .widen?, .offerToSeveral?: facts += widen(after, in: file, at: now)
        case .desk?, nil: break
        }
        return facts
    }

    /// The leg goes before the desk of last resort, unless it is there; why it waits, it says on.
    private func raise(_ leg: Leg, at now: Moment) -> [Fact] {
        let desk = lastResort(of: leg)
        guard leg.queues.first != desk else { return [] }
        let placed = LegPlaced(
            leg: leg.id,
            queue: desk,
            hold: leg.hold?.afterDue ?? .unrouted,
            passedOver: []
        )
        return [Fact(at: now, by: .relais, matter: .legPlaced(placed))]
    }

    /// Whoever has an offer of it is told that time runs, each partner once.
    ///
    /// A partner in whose queue it waits is told of the first leg and not of each: where thousands wait, thousands of
    /// reminders would bury what else it is told.
    private mutating func remind(_ leg: Leg, at now: Moment) -> [Fact] {
        let offered = leg.openOffers.map(\.assignment.partner)
        var told: [PartnerID] = []
        for queue in leg.queues {
            guard let partner = bundle.directory.partner(of: queue)?.name, !told.contains(partner)
            else { continue }
            if !offered.contains(partner) {
                guard !isReminded(partner), reminded.insert(partner).inserted else { continue }
            }
            told.append(partner)
        }
        return told.map { notice(.reminder, to: $0, about: leg.id, at: now) }
    }

    private func isReminded(_ partner: PartnerID) -> Bool {
        notices[partner]?.pending.contains { $0.kind == .reminder } ?? false
    }

    private func widen(_ leg: Leg, in file: Case, at now: Moment) -> [Fact] {
        guard leg.hold == nil else { return [] }
        let placed = choose(leg, in: file, at: now)
        guard placed.hold == nil, placed.queues != leg.queues else { return [] }
        return [Fact(at: now, by: .relais, matter: .legPlaced(placed))]
    }
}
