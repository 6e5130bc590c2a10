public import Referrals
public import Triage

/// What a bundle made of a need: the same for very many legs, which share it.
///
/// It never changes: a leg of which more becomes known gets another.
final class Judged: Hashable, Sendable {
    let need: Need
    let evidence: Evidence
    let urgency: Urgency
    let terms: Terms
    let bundle: Digest
    let rule: RuleID
    let candidates: [Candidate]
    /// Its number among those that a book's cases have in common; nil while it is in none.
    let number: Int?

    init(
        need: Need,
        evidence: Evidence,
        urgency: Urgency,
        terms: Terms,
        bundle: Digest,
        rule: RuleID,
        candidates: [Candidate],
        number: Int? = nil
    ) {
        self.need = need
        self.evidence = evidence
        self.urgency = urgency
        self.terms = terms
        self.bundle = bundle
        self.rule = rule
        self.candidates = candidates
        self.number = number
    }

    /// The same with some of it changed, in no book yet.
    func with(
        urgency: Urgency? = nil,
        terms: Terms? = nil,
        candidates: [Candidate]? = nil
    ) -> Judged {
        changed(urgency ?? self.urgency, terms ?? self.terms, candidates ?? self.candidates, nil)
    }

    /// The same under a number of a book.
    func numbered(_ number: Int) -> Judged { changed(urgency, terms, candidates, number) }

    private func changed(
        _ urgency: Urgency,
        _ terms: Terms,
        _ candidates: [Candidate],
        _ number: Int?
    ) -> Judged {
        Judged(
            need: need,
            evidence: evidence,
            urgency: urgency,
            terms: terms,
            bundle: bundle,
            rule: rule,
            candidates: candidates,
            number: number
        )
    }

    /// Whether both say the same, whatever their numbers.
    ///
    /// Two that are one, and arrays that are, are not compared by what they hold.
    static func == (left: Judged, right: Judged) -> Bool {
        if left === right { return true }
        guard left.need == right.need else { return false }
        guard left.evidence == right.evidence else { return false }
        guard left.urgency == right.urgency else { return false }
        guard left.rule == right.rule else { return false }
        guard left.bundle == right.bundle else { return false }
        guard left.terms == right.terms else { return false }
        return left.candidates == right.candidates
    }

    /// Feeds what tells nearly all of them apart; whether two are the same is told by all they have.
    func hash(into hasher: inout Hasher) {
        hasher.combine(rule)
        hasher.combine(
            UInt32(need.rawValue) << 16 | UInt32(evidence.rawValue) << 8 | UInt32(urgency.rawValue)
        )
        hasher.combine(terms.due)
        hasher.combine(bundle.words.0)
        var exclusions: UInt64 = 1
        for candidate in candidates {
            exclusions = exclusions &* 31 &+ UInt64(candidate.exclusion?.rawValue ?? 0)
            exclusions = exclusions &* 31 &+ UInt64(candidate.onlyIf?.mark ?? 0)
        }
        hasher.combine(exclusions)
    }
}

extension Leg {
    /// The need.
    public var need: Need { judged.need }

    /// How it is known.
    public var evidence: Evidence { judged.evidence }

    /// How soon; may only sharpen.
    public var urgency: Urgency {
        get { judged.urgency }
        set { if newValue != urgency { judged = judged.with(urgency: newValue) } }
    }

    /// The times of its class; those of a sharper class once it became more urgent.
    public var terms: Terms {
        get { judged.terms }
        set { if newValue != terms { judged = judged.with(terms: newValue) } }
    }

    /// The bundle that judged it.
    public var bundle: Digest { judged.bundle }

    /// The rule that ranked its candidates.
    public var rule: RuleID { judged.rule }

    /// The candidates in rank order.
    public var candidates: [Candidate] {
        get { judged.candidates }
        set { judged = judged.with(candidates: newValue) }
    }
}
