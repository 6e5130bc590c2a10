import Referrals

extension Ranking {
    /// The candidates of one rule, with what must hold of a case when one of them is chosen.
    init(of rule: Rule, in directory: Directory) {
        self.init(of: rule.queues, in: directory)
        guard let condition = rule.onlyIf else { return }
        for place in candidates.indices { candidates[place].onlyIf = condition }
    }

    /// Adds the candidates of another rule after these; a queue keeps the place it has.
    mutating func add(_ other: Ranking) {
        for (candidate, partner) in zip(other.candidates, other.partners)
        where !candidates.contains(where: { $0.queue == candidate.queue }) {
            candidates.append(candidate)
            partners.append(partner)
        }
    }
}
