import Referrals
import Triage

/// Partners that the person does not want.
///
/// What a request says of them holds for every open leg of the journey from then on, whichever event asked for
/// the leg, and for every leg that is opened later: the person has one wish, and tells it to whoever asks. It
/// is not taken back by an event that does not repeat it, nor by a correction: a supervisor would have to be
/// asked, and nobody is harmed by one partner fewer. What is out to such a partner is recalled, as where consent
/// is withdrawn; the desk of last resort keeps what it has, for nobody else would.
extension Switchboard {
    /// A case as it is once partners are excluded from its open legs.
    struct Excluding {
        /// The facts that say so.
        var facts: [Fact] = []
        /// The case with these facts.
        var file: Case
        /// The legs from which a partner is excluded that was not before.
        var legs: [LegID] = []
    }

    /// Excludes partners from the open legs of a case.
    func excluding(
        _ unwanted: [Candidate],
        from file: Case,
        by author: Author,
        at now: Moment
    ) -> Excluding {
        var excluding = Excluding(file: file)
        guard !unwanted.isEmpty else { return excluding }
        for index in file.legs.indices where !file.legs[index].state.isClosed {
            let leg = file.legs[index]
            let new = unwanted.filter { !leg.isUnwanted($0.partner) }
            guard !new.isEmpty else { continue }
            excluding.file.legs[index].exclude(new)
            excluding.legs.append(leg.id)
            let matter = Fact.Matter.partnersExcluded(leg.id, new)
            excluding.facts.append(Fact(at: now, by: author, matter: matter))
        }
        return excluding
    }

    /// What becomes of the legs from which partners were excluded: whoever is not wanted loses them.
    ///
    /// - Parameters:
    ///   - excluding: the legs, and the case in which they are.
    ///   - facts: what else follows of the same event; what this puts somewhere is where it may be.
    ///   - author: who causes it.
    ///   - now: the time of record.
    /// - Returns: the facts, and the legs that end by them.
    func recall(
        _ excluding: Excluding,
        after facts: [Fact],
        by author: Author,
        at now: Moment
    ) -> (facts: [Fact], closed: [LegID]) {
        let legs = excluding.legs.compactMap { excluding.file.leg($0.ordinal)?.heeding(facts) }
        return recall(legs, in: excluding.file, by: author, at: now)
    }

    /// Excludes partners from the open legs of the other cases that are one journey with a case.
    func excludingElsewhere(
        _ unwanted: [Candidate],
        besides file: Case,
        by author: Author,
        at now: Moment
    ) -> [Fact] {
        guard !unwanted.isEmpty else { return [] }
        return others(besides: file).flatMap { other in
            let excluding = excluding(unwanted, from: other, by: author, at: now)
            let recalled = recall(excluding, after: [], by: author, at: now)
            return excluding.facts + recalled.facts
                + closing(other, with: recalled.closed, at: now)
        }
    }

    /// Whom the person did not want in a journey so far, as a case of it is known now.
    func unwanted(in file: Case) -> [Candidate] {
        let others = others(besides: file)
        guard !file.legs.isEmpty || !others.isEmpty else { return [] }
        return (file.legs + others.flatMap(\.legs)).flatMap(\.candidates).unwanted
    }

    /// The other cases that are one journey with a case.
    private func others(besides file: Case) -> [Case] {
        guard file.merged != nil || absorbed[file.id] != nil else { return [] }
        let root = root(of: file.id)
        let all = (cases[root].map { [$0] } ?? []) + absorbed(by: root)
        return all.filter { $0.id != file.id }
    }
}

extension Verdict {
    /// The partners that the person does not want.
    var unwanted: [Candidate] {
        guard needs.contains(where: { $0.candidates.contains { $0.exclusion == .unwanted } })
        else { return [] }
        return needs.flatMap(\.candidates).unwanted
    }
}

extension [Candidate] {
    /// Those that the person does not want, a partner once.
    var unwanted: [Candidate] {
        reduce(into: []) { found, candidate in
            guard candidate.exclusion == .unwanted,
                !found.contains(where: { $0.partner == candidate.partner })
            else { return }
            found.append(candidate)
        }
    }
}

extension NeedVerdict {
    /// The same without partners that the person did not want before.
    func excluding(_ unwanted: [Candidate]) -> NeedVerdict {
        guard !unwanted.isEmpty else { return self }
        var verdict = self
        verdict.candidates.exclude(unwanted)
        return verdict
    }
}

extension Leg {
    /// Whether the person asked that a partner not have it: neither a colleague's suggestion nor an order does
    /// away with that.
    func isUnwanted(_ partner: PartnerID) -> Bool {
        candidates.contains { $0.exclusion == .unwanted && $0.partner == partner }
    }

    /// The person does not want these partners to have it.
    mutating func exclude(_ unwanted: [Candidate]) { candidates.exclude(unwanted) }
}

extension [Candidate] {
    /// All queues of these partners are excluded; a partner that was none of these comes last.
    fileprivate mutating func exclude(_ unwanted: [Candidate]) {
        for other in unwanted {
            var isKnown = false
            for index in indices where self[index].partner == other.partner {
                self[index].exclusion = .unwanted
                isKnown = true
            }
            guard !isKnown else { continue }
            append(Candidate(queue: other.queue, partner: other.partner, exclusion: .unwanted))
        }
    }
}
