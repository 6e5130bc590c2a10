public import Referrals
import Triage

/// One leg as those who may see it are told of it.
public struct LegView: Equatable, Sendable {
    /// The leg.
    public var leg: LegID
    /// Its case.
    public var caseID: CaseID
    /// The need.
    public var need: Need
    /// Where it stands.
    public var state: LegState
    /// Who must act next: `desk`, `partner:x` or `agency:y`; empty once it is closed.
    public var owner: String
    /// When some partner must have accepted.
    public var due: Moment
    /// When its owner must have acted; nil once it is closed.
    public var deadline: Moment?
    /// Why it waits; nil when it does not.
    public var waiting: WaitingReason?
    /// When that ends of itself; nil where nobody knows.
    public var opensAt: Moment?
    /// The queue that it waits in or came from; nil when it is in none.
    public var queue: QueueID?
    /// The partner that has it; nil when none does.
    public var partner: PartnerID?
    /// How it ended; nil while it is open.
    public var outcome: Outcome?
    /// When the partner must have answered; nil when it is not offered.
    public var answerBy: Moment?
}

/// One queue as supervisors see it.
public struct QueueView: Equatable, Sendable {
    /// The queue.
    public var queue: QueueID
    /// The partner that takes from it; nil when today's directory has no such queue.
    public var partner: PartnerID?
    /// How many legs wait.
    public var waiting: Int
    /// How many are offered and not answered.
    public var offered: Int
    /// How many are accepted and not closed.
    public var open: Int
    /// How many sessions take from it.
    public var sessions: Int
    /// Since when the leg waits that has waited longest, however often it was handed out and came back; nil
    /// when none waits.
    public var oldest: Moment?
    /// When the first of the waiting legs is due; nil when none waits.
    public var nextDeadline: Moment?
    /// How many wait for each need that waits, in the order of the vocabulary.
    public var waitingByNeed: [NeedCount]
    /// How many wait for each reason, in the order of the vocabulary; together all that wait.
    public var waitingByReason: [WaitingCount]
    /// How many legs were ever put in it.
    public var arrived: UInt64
    /// How many left it by an acceptance.
    public var taken: UInt64

    /// How many legs of one need wait.
    public struct NeedCount: Equatable, Sendable {
        /// The need.
        public var need: Need
        /// How many wait for it.
        public var count: Int
    }
}

extension Owner {
    /// The owner as the wire names it; empty for nobody.
    public var text: String {
        switch self {
        case .desk: "desk"
        case .partner(let partner): "partner:\(partner)"
        case .agency(let agency): "agency:\(agency)"
        case .nobody: ""
        }
    }
}

extension Switchboard {
    /// What may be told of a leg as of now.
    public func view(of leg: Leg, at now: Moment) -> LegView {
        let wait = wait(of: leg, at: now)
        var view = LegView(
            leg: leg.id,
            caseID: leg.id.caseID,
            need: leg.need,
            state: leg.state.name,
            owner: leg.owner.text,
            due: leg.due,
            deadline: leg.state.isClosed ? nil : leg.deadline,
            waiting: wait?.reason,
            opensAt: wait?.opensAt
        )
        view.queue = leg.waitingQueue ?? leg.state.assignment?.queue
        view.partner = leg.state.assignment?.partner
        view.answerBy = leg.openOffers.map(\.answerBy).min()
        if case .closed(let outcome, _, _, _) = leg.state { view.outcome = outcome }
        return view
    }

    /// What one partner is told of a leg: of what is offered to several, its own part.
    public func view(of leg: Leg, for partner: PartnerID, at now: Moment) -> LegView {
        var view = view(of: leg, at: now)
        guard case .waiting = leg.state,
            let offer = leg.openOffers.first(where: { $0.assignment.partner == partner })
        else { return view }
        view.queue = offer.assignment.queue
        view.partner = partner
        view.answerBy = offer.answerBy
        view.deadline = offer.answerBy
        return view
    }

    /// Every queue of the directory and every other that has legs, in the order of their names.
    public func queueViews(at now: Moment) -> [QueueView] {
        let busy = desks.values.filter { $0.waiting + $0.offered + $0.open > 0 }.map(\.queue)
        return Set(bundle.directory.queues).union(busy).sorted().map { view(of: $0, at: now) }
    }

    private func view(of queue: QueueID, at now: Moment) -> QueueView {
        let desk = desks[queue] ?? Desk(queue: queue)
        var view = QueueView(
            queue: queue,
            partner: bundle.directory.partner(of: queue)?.name,
            waiting: desk.waiting,
            offered: desk.offered,
            open: desk.open,
            sessions: presence.sessionCount(for: queue),
            waitingByNeed: Need.allCases.compactMap { need in
                let count = desk.waiting(for: need)
                return count > 0 ? QueueView.NeedCount(need: need, count: count) : nil
            },
            waitingByReason: waitingCounts(in: queue, at: now),
            arrived: desk.arrived,
            taken: desk.taken
        )
        view.oldest = desk.arrivals.first?.since
        view.nextDeadline = desk.order.nextDue
        return view
    }

    /// The cases that an agency may see, in the order of their references.
    public func casesVisible(to agency: AgencyID) -> [Case] {
        cases.filter { $0.isVisible(to: agency) }
    }

    /// The leg that a partner has accepted under a lease; nil when there is none, or it has ended.
    public func engagedLeg(under lease: LeaseID) -> Leg? {
        guard let found = engaged[lease].flatMap({ leg($0.leg) }),
            found.state.engagement?.lease == lease
        else { return nil }
        return found
    }

    /// The open cases that an enterprise's keyed hash names, the newest first; trials after all others.
    ///
    /// A merged case stands for the one in which it goes on, which is open for this while either is.
    public func openCases(named enterprise: LookupKey) -> [Case] {
        guard let last = lookups[enterprise] else { return [] }
        var found: [Case] = []
        for id in namesakes[enterprise] ?? [last] {
            guard let file = cases[id], let whole = cases[root(of: id)],
                file.isOpen || whole.isOpen, !found.contains(where: { $0.id == whole.id })
            else { continue }
            found.append(whole)
        }
        return found.sorted { left, right in
            isTrial(left) == isTrial(right) ? left.id > right.id : isTrial(right)
        }
    }

    /// Whether a case is what a test agency sent.
    func isTrial(_ file: Case) -> Bool {
        file.agencies.first.map(bundle.isTest) ?? false
    }
}
