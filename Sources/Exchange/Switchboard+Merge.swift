public import Referrals
import Triage

/// Two cases of the same enterprise or person become one journey.
///
/// `from` goes on in `into`, for good: it keeps its reference, its events, its words and what was said of
/// consent, and whatever names it from then on means `into`. The agencies of both may see both.
///
/// - A case into which others went may go into a third; names follow to the end. No case goes into itself,
///   and a trial never meets a real case.
/// - Two cases that are named by the numbers of enterprises and share none are merged only where the order
///   says that they are different. Then nothing joins: a leg that ended as the duplicate of another
///   enterprise's would leave somebody without help, for good.
/// - The open legs of `from` go on under their names and owners until they are closed. Where a need is open
///   in both, the leg that nobody has accepted ends as a `duplicate`, and its agencies ask for the other from
///   then on; where both are accepted, both go on. What only people may look at, and what a partner was
///   asked to stop, joins nothing.
/// - Whom the person did not want in one of them gets no leg of either from then on.
/// - Consent does not go over: what an agency said of a person in one case carries no leg of the other. That
///   two cases are of one enterprise does not make them of one person, and what was agreed to was agreed to
///   for the help asked then. So a leg that only an agency of `from` still asks for waits until that agency
///   says, for that person, that there is consent. What is said after the merge is heard in all of them, and
///   what is withdrawn then is withdrawn everywhere.
extension Switchboard {
    /// The facts that merge one case into another; none when it was done before.
    ///
    /// - Parameters:
    ///   - from: the case that goes on in the other.
    ///   - into: the other, or one that has gone on in it.
    ///   - areDifferent: whether they are one journey though they are of two enterprises or persons.
    ///   - author: who merges them.
    ///   - now: the time of record.
    /// - Returns: the facts to write and then to apply, in order.
    /// - Throws: ``Refusal/caseUnknown`` for a case that does not exist, ``Refusal/cannotMerge`` for two that
    ///   cannot be one, ``Refusal/enterpriseDiffers`` for two of different enterprises that nobody said are.
    public func merge(
        _ from: CaseID,
        into: CaseID,
        different areDifferent: Bool = false,
        by author: Author,
        at now: Moment
    ) throws(Refusal) -> [Fact] {
        guard let source = cases[from], let target = cases[root(of: into)] else {
            throw .caseUnknown
        }
        guard source.merged == nil else {
            guard root(of: from) == target.id else { throw .cannotMerge }
            return []
        }
        guard source.id != target.id, isTrial(source) == isTrial(target) else {
            throw .cannotMerge
        }
        guard areDifferent || kinship(of: source.id, and: target.id) != .different else {
            throw .enterpriseDiffers
        }
        let events = source.agencies.count + target.agencies.count
        guard max(source.events.count, target.events.count) + events < Int(UInt16.max) else {
            throw .caseFull
        }
        let merged = Fact(at: now, by: author, matter: .casesMerged(from, into: target.id))
        let facts = areDifferent ? [] : becomingOne(source, target, by: author, at: now)
        return numbered(withFreed([merged] + facts, at: now))
    }

    /// What follows for the legs of two cases that are of one enterprise or person: whom the person did not want in
    /// one has the legs of neither, and what both ask for is asked for once.
    private func becomingOne(
        _ source: Case,
        _ target: Case,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        let unwanted = (self.unwanted(in: source) + self.unwanted(in: target)).unwanted
        let from = excluding(unwanted, from: source, by: author, at: now)
        let into = excluding(unwanted, from: target, by: author, at: now)
        let joined = joining(from.file, to: into.file, by: author, at: now)
        var facts = from.facts + into.facts + joined
        let done = joined.compactMap { fact -> LegID? in
            if case .legClosed(let closed) = fact.matter { return closed.leg }
            return nil
        }
        for excluding in [from, into] {
            let recalled = recall(excluding, after: joined, by: author, at: now)
            facts += recalled.facts
            guard !recalled.closed.isEmpty else { continue }
            facts += closing(excluding.file, with: recalled.closed + done, at: now)
        }
        for file in [source, target] {
            facts += excludingElsewhere(unwanted, besides: file, by: author, at: now)
        }
        return facts
    }

    /// The legs that both cases ask for become one each.
    private func joining(
        _ source: Case,
        to target: Case,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        let pairs = source.legs.compactMap { leg in
            target.duplicate(of: leg).map { (source: leg, target: $0) }
        }
        var facts: [Fact] = []
        var closed: [LegID] = []
        for pair in pairs {
            let isKept = pair.target.outlasts(pair.source)
            let (kept, lost) =
                isKept ? (pair.target, pair.source) : (pair.source, pair.target)
            let (keeper, loser) = isKept ? (target, source) : (source, target)
            guard lost.state.engagement == nil else { continue }
            facts += handOver(lost, of: loser, to: kept, of: keeper, by: author, at: now)
            facts += end(lost, with: .duplicate, by: author, at: now)
            closed.append(lost.id)
        }
        for file in [source, target] where closed.contains(where: { $0.caseID == file.id }) {
            facts += closing(file, with: closed, at: now)
        }
        return facts
    }

    /// The agencies that ask for one leg ask for another from now on.
    private func handOver(
        _ lost: Leg,
        of loser: Case,
        to kept: Leg,
        of keeper: Case,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        var after = kept
        after.urgency = lost.urgency.rawValue < kept.urgency.rawValue ? lost.urgency : kept.urgency
        after.due = kept.state.engagement == nil ? min(kept.due, lost.due) : kept.due
        var facts: [Fact] = []
        for agency in lost.askedBy {
            guard let place = loser.agencies.firstIndex(of: agency) else { continue }
            let joined = LegJoined(
                leg: kept.id,
                agency: agency,
                request: UInt16(keeper.events.count + place),
                urgency: after.urgency,
                due: after.due
            )
            facts.append(Fact(at: now, by: author, matter: .legJoined(joined)))
            if !after.askedBy.contains(agency) { after.askedBy.append(agency) }
        }
        guard !facts.isEmpty, after.urgency != kept.urgency else {
            return facts + released(after, in: keeper, at: now)
        }
        let (urgency, due) = (after.urgency, after.due)
        (after.urgency, after.due) = (kept.urgency, kept.due)
        let sharpened = sharpening(
            after,
            to: urgency,
            lost.terms,
            due: due,
            at: now
        )
        facts.append(Fact(at: now, by: author, matter: .legSharpened(sharpened)))
        if let partner = kept.state.engagement?.partner {
            facts.append(notice(.contentChanged, to: partner, about: kept.id, at: now))
        }
        after.sharpen(sharpened, at: now)
        after.due = due
        return facts + released(after, in: keeper, at: now)
    }

    /// What the enterprises' numbers that name two journeys tell of them.
    public func kinship(of left: CaseID, and right: CaseID) -> Kinship {
        let (these, those) = (enterprises(of: left), enterprises(of: right))
        guard !these.isEmpty, !those.isEmpty else { return .unknown }
        return these.isDisjoint(with: those) ? .different : .same
    }

    /// The keyed hashes of the enterprises that name a case, or one with which it is one journey.
    private func enterprises(of caseID: CaseID) -> Set<LookupKey> {
        let root = root(of: caseID)
        var keys: Set<LookupKey> = []
        for file in (cases[root].map { [$0] } ?? []) + absorbed(by: root) {
            for event in file.events.indices {
                let place = EventPlace(caseID: file.id, event: UInt16(event))
                if let key = numbers[place] { keys.insert(key) }
            }
        }
        return keys
    }

    /// The case in which a case goes on; itself while it stands for itself.
    public func root(of caseID: CaseID) -> CaseID {
        var root = caseID
        while let next = cases[root]?.merged { root = next }
        return root
    }

    /// The cases that have gone on in one, each with those that had gone on in it before.
    public func absorbed(by caseID: CaseID) -> [Case] {
        guard let ids = absorbed[caseID] else { return [] }
        return ids.flatMap { id in (cases[id].map { [$0] } ?? []) + absorbed(by: id) }
    }

    /// The legs of a case and of all with which it is one journey, as far as an agency may see them, in the
    /// order of their names.
    public func journey(of caseID: CaseID, for agency: AgencyID) -> [Leg] {
        let root = root(of: caseID)
        guard let whole = cases[root] else { return [] }
        let files = [whole] + absorbed(by: root)
        let legs = files.filter { $0.isVisible(to: agency) }.flatMap(\.legs)
        return files.count > 1 ? legs.sorted { $0.id < $1.id } : legs
    }

    /// Notes that one case goes on in another, for both and for the agencies of both.
    mutating func merge(_ from: CaseID, into: CaseID, at moment: Moment) {
        guard let source = cases[from], let target = cases[into] else {
            preconditionFailure("only cases that were opened are merged")
        }
        cases.edit(from) { file in
            file.merged = into
            file.welcome(target.agencies, at: moment)
        }
        cases.edit(into) { file in
            file.welcome(source.agencies, at: moment)
            file.history.append(position)
        }
        note(from, goneOnIn: into)
    }

    /// Keeps the cases that have gone on in one in the order of their references.
    mutating func note(_ from: CaseID, goneOnIn into: CaseID) {
        var all = absorbed[into] ?? []
        all.insert(from, at: all.firstIndex { $0 > from } ?? all.count)
        absorbed[into] = all
    }
}

/// Whether two cases are of one enterprise, as far as their numbers tell.
public enum Kinship: Equatable, Sendable {
    /// A number names both.
    case same
    /// Numbers name both, and none of them names both.
    case different
    /// No number names one of them, or either.
    case unknown
}

extension Case {
    /// The open leg with which another case's leg would be asked for twice; nil when there is none.
    fileprivate func duplicate(of leg: Leg) -> Leg? {
        guard leg.mayJoin else { return nil }
        return openLeg(for: leg.need).flatMap { $0.mayJoin ? $0 : nil }
    }

    /// The agencies of another case come to this one, each with an event that stands for what it asked there.
    fileprivate mutating func welcome(_ others: [AgencyID], at moment: Moment) {
        for agency in others {
            events.append(
                CaseEvent(agency: agency, kind: .merged, legs: [], content: nil, at: moment)
            )
            if !agencies.contains(agency) { agencies.append(agency) }
        }
    }
}

extension Leg {
    /// Whether it can be one with another of the same need.
    fileprivate var mayJoin: Bool {
        guard hold?.staysAtDesk != true else { return false }
        switch state {
        case .waiting, .offered, .accepted, .inProgress, .onHold: return true
        case .cancelRequested, .closed: return false
        }
    }

    /// Whether it, of the case that goes on, is the one that goes on.
    ///
    /// It is not where only the other was accepted, or where only itself lacks consent.
    fileprivate func outlasts(_ other: Leg) -> Bool {
        if state.engagement != nil { return true }
        if other.state.engagement != nil { return false }
        return hold != .blockedByConsent || other.hold == .blockedByConsent
    }
}
