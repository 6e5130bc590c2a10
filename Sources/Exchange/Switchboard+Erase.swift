public import Referrals

/// A case is erased when two supervisors have ordered it, the second within a day of the first.
///
///                 order           order of another, in time
///     closed ------------> asked ---------------------------> erased, for good
///                          |   ^
///                          '---'  the same supervisor's order, or one that comes too late: asked anew
///
/// What goes is the whole journey: the case in which others have gone on is erased with them, and whoever
/// names one of those means all, for they are of one person. What stays in the chain are codes and
/// pseudonyms; ids that its events have taken stay taken, for nothing; whoever had accepted a leg of it is
/// told to destroy what it holds.
extension Switchboard {
    /// How long an erasure that was asked for waits for the second supervisor.
    public static let erasureWait = Span.hours(24)

    /// The facts that erase a journey, or ask for it.
    ///
    /// - Parameters:
    ///   - id: a case of the journey.
    ///   - facts: the facts of its cases, by which those who hold words of it are known.
    ///   - supervisor: who orders it.
    ///   - now: the time of record.
    /// - Returns: the facts to write and then to apply, in order.
    /// - Throws: ``Refusal/caseUnknown`` for a case that does not exist or was erased, ``Refusal/legsOpen``
    ///   while somebody is to act on a leg of it.
    func erase(
        _ id: CaseID,
        told facts: [Fact],
        by supervisor: SupervisorID,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        let files = journey(of: id)
        guard let whole = files.first else { throw .caseUnknown }
        guard files.allSatisfy({ $0.legs.allSatisfy(\.state.isClosed) }) else { throw .legsOpen }
        let author = Author.supervisor(supervisor)
        guard let asked = erasures[whole.id], asked.by != supervisor, now <= asked.until else {
            let until = now + Switchboard.erasureWait
            return [Fact(at: now, by: author, matter: .erasureAsked(whole.id, until: until))]
        }
        let told = Switchboard.holders(in: facts).map { holder in
            notice(.erased, to: holder.partner, about: holder.leg, at: now)
        }
        return told
            + files.reversed().map { Fact(at: now, by: author, matter: .caseErased($0.id)) }
    }

    /// The cases that are one journey with a case, first the one in which all others have gone on; none when
    /// there is no such case.
    public func journey(of caseID: CaseID) -> [Case] {
        guard let whole = cases[root(of: caseID)] else { return [] }
        return [whole] + absorbed(by: whole.id)
    }

    /// The partners that have accepted legs, each with each of its legs once, in the order of the legs.
    private static func holders(in facts: [Fact]) -> [Holder] {
        var holders: Set<Holder> = []
        for fact in facts {
            guard case .accepted(let accepted) = fact.matter,
                case .partner(let partner, _) = fact.by
            else { continue }
            holders.insert(Holder(leg: accepted.leg, partner: partner))
        }
        return holders.sorted { ($0.leg, $0.partner) < ($1.leg, $1.partner) }
    }

    /// Notes that an erasure was asked for; those that were asked for in vain are forgotten.
    mutating func note(_ fact: Fact, asks caseID: CaseID, until: Moment) {
        guard case .supervisor(let supervisor) = fact.by else {
            preconditionFailure("only a supervisor asks for an erasure")
        }
        erasures = erasures.filter { $0.value.until >= fact.at }
        erasures[caseID] = ErasureAsked(caseID: caseID, by: supervisor, until: until)
    }

    /// Forgets a case: all that is kept of it is that ids were used.
    ///
    /// Keyed hashes are not sorted by case, so it looks through all of them, and nothing else is decided meanwhile.
    mutating func erase(_ caseID: CaseID) {
        guard let file = cases[caseID] else {
            preconditionFailure("only a case that was opened is erased, and once")
        }
        for key in namesakes.filter({ $0.value.contains(caseID) }).keys { forget(key, of: caseID) }
        for key in lookups.keys(where: { $0 == caseID }) { forget(key, of: caseID) }
        for event in file.events.indices {
            numbers[EventPlace(caseID: caseID, event: UInt16(event))] = nil
        }
        for key in taken.keys(where: { $0.caseID == caseID }) {
            taken[key] = TakenID(sameness: .zero, caseID: nil, event: 0)
        }
        absorbed[caseID] = nil
        if let into = file.merged {
            let left = absorbed[into]?.filter { $0 != caseID } ?? []
            absorbed[into] = left.isEmpty ? nil : left
        }
        erasures[caseID] = nil
        cases.remove(caseID)
    }
}

/// A partner that has, or had, the words of a leg.
private struct Holder: Hashable {
    let leg: LegID
    let partner: PartnerID
}

/// What one supervisor has asked for and another may order.
public struct ErasureAsked: Equatable, Sendable {
    /// The case to erase, with those that have gone on in it.
    public var caseID: CaseID
    /// Who asked.
    public var by: SupervisorID
    /// Until when another may order it.
    public var until: Moment

    /// `by` asks for the erasure of `caseID`.
    public init(caseID: CaseID, by: SupervisorID, until: Moment) {
        self.caseID = caseID
        self.by = by
        self.until = until
    }
}
