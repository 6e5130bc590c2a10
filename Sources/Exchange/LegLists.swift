public import Referrals

/// The open legs that somebody asks for as a list: each partner's, the dead, the late.
///
/// They follow from the legs and are kept in step with them, so that nobody who asks for ten legs has a
/// million cases read for it.
struct LegLists: Sendable {
    /// The legs that each partner has, offered or accepted.
    private(set) var held: [PartnerID: LegSet] = [:]
    /// The legs that a person must look at, for no hand-over brings them forward.
    private(set) var dead = LegSet()
    /// The legs of which a deadline has passed unmet.
    private(set) var late = LegSet()
    /// The legs that wait before the desk only because a queue drains that could have them.
    private(set) var sidelined = LegSet()

    /// Enters a leg that was not known before.
    mutating func enter(_ leg: Leg) {
        for partner in leg.state.holders { held[partner, default: LegSet()].insert(leg.id) }
        if leg.isDead { dead.insert(leg.id) }
        if leg.isLate { late.insert(leg.id) }
        if leg.state.isSidelined { sidelined.insert(leg.id) }
    }

    /// Keeps step with a leg that has changed.
    mutating func note(_ leg: LegID, _ before: Leg.State, _ after: Leg.State) {
        if before.isSidelined != after.isSidelined {
            if after.isSidelined { sidelined.insert(leg) } else { sidelined.remove(leg) }
        }
        if before.isWithSeveral || after.isWithSeveral {
            let (former, present) = (before.holders, after.holders)
            for partner in former where !present.contains(partner) { drop(leg, of: partner) }
            for partner in present where !former.contains(partner) { give(leg, to: partner) }
            return
        }
        let (former, present) = (before.assignment?.partner, after.assignment?.partner)
        guard former != present else { return }
        if let former { drop(leg, of: former) }
        if let present { give(leg, to: present) }
    }

    /// Keeps step with a leg that is dead from now on, or no longer.
    mutating func note(_ leg: LegID, isDead: Bool) {
        if isDead { dead.insert(leg) } else { dead.remove(leg) }
    }

    /// Keeps step with a leg that is late from now on, or no longer.
    mutating func note(_ leg: LegID, isLate: Bool) {
        if isLate { late.insert(leg) } else { late.remove(leg) }
    }

    private mutating func give(_ leg: LegID, to partner: PartnerID) {
        held[partner, default: LegSet()].insert(leg)
    }

    private mutating func drop(_ leg: LegID, of partner: PartnerID) {
        held[partner]?.remove(leg)
        if held[partner]?.count == 0 { held[partner] = nil }
    }
}

extension Leg {
    /// Whether a person must look at it, for no hand-over brings it forward.
    public var isDead: Bool { (death != nil || hold == .held) && !state.isClosed }

    /// Whether it is open and a deadline of it has passed unmet.
    public var isLate: Bool { !overdue.isEmpty && !state.isClosed }
}

extension Leg.State {
    /// Whether it waits, and nothing but a queue that drains keeps it before the desk.
    var isSidelined: Bool {
        guard case .waiting(let waiting) = self else { return false }
        return waiting.hold == .paused
    }

    /// The partners that have it, offered or accepted.
    fileprivate var holders: [PartnerID] {
        guard case .waiting(let waiting) = self else {
            return assignment.map { [$0.partner] } ?? []
        }
        return waiting.offers.map(\.assignment.partner)
    }

    /// Whether it waits while offers of it are out.
    fileprivate var isWithSeveral: Bool {
        guard case .waiting(let waiting) = self else { return false }
        return !waiting.offers.isEmpty
    }
}

extension Switchboard {
    /// The legs that a partner has, offered ones among them, behind a leg and in the order of their names,
    /// until `take` wants no more.
    public func eachLeg(
        of partner: PartnerID,
        after leg: LegID? = nil,
        _ take: (Leg) -> Bool
    ) {
        each(lists.held[partner] ?? LegSet(), after: leg, take)
    }

    /// The legs that a person must look at, in the same way.
    public func eachDeadLeg(after leg: LegID? = nil, _ take: (Leg) -> Bool) {
        each(lists.dead, after: leg, take)
    }

    /// The legs of which a deadline has passed unmet, in the same way.
    public func eachLateLeg(after leg: LegID? = nil, _ take: (Leg) -> Bool) {
        each(lists.late, after: leg, take)
    }

    /// The legs that a partner has, offered ones among them, in the order of their names.
    public func legs(of partner: PartnerID) -> [Leg] {
        var legs: [Leg] = []
        eachLeg(of: partner) { leg in
            legs.append(leg)
            return true
        }
        return legs
    }

    private func each(_ set: LegSet, after last: LegID?, _ take: (Leg) -> Bool) {
        set.each(after: last) { id in
            guard let leg = leg(id) else { preconditionFailure("only legs that exist are listed") }
            return take(leg)
        }
    }

    /// Whether the lists are what a look at every leg gives.
    func faultsOfLists(with legs: [Leg]) -> [String] {
        var again = LegLists()
        for leg in legs { again.enter(leg) }
        var faults: [String] = []
        for partner in Set(again.held.keys).union(lists.held.keys).sorted()
        where again.held[partner]?.all != lists.held[partner]?.all {
            faults.append("the list of what \(partner) has is not that of its legs")
        }
        if again.dead.all != lists.dead.all {
            faults.append("the list of the dead is not that of the legs")
        }
        if again.late.all != lists.late.all {
            faults.append("the list of the late is not that of the legs")
        }
        if again.sidelined.all != lists.sidelined.all {
            faults.append("the list of what waits for a queue that drains is not that of the legs")
        }
        return faults
    }
}

extension LegSet {
    /// All of them, in order.
    fileprivate var all: [LegID] {
        var all: [LegID] = []
        each(after: nil) { leg in
            all.append(leg)
            return true
        }
        return all
    }
}
