import Referrals

/// A need that stands in a verdict although the request does not declare it.
struct NeedAddition: Equatable, Sendable {
    var need: Need
    var origin: NeedOrigin
}

extension DecisionTable {
    /// What a request is judged on beside what it declares, one need a family at most, in the order of families.
    ///
    /// A row of the safety table comes before what was only heard: of several the most urgent, then the first
    /// by its need's code. A family is added for being heard where the lexicon suggests it and the model is not
    /// far from it; where the request declares nothing also where the model alone does. What asks for nothing at all is a need `other`, which
    /// comes first, so that people look at it.
    func additions(
        to referral: Referral,
        with facts: RequestFacts,
        hearing reading: NoteReading?
    ) -> [NeedAddition] {
        var declared = FamilySet()
        for claim in referral.needs { declared.insert(FamilySet(claim.need.family)) }
        var added: [NeedAddition] = []
        var taken = declared
        for row in safety {
            guard let need = row.adds, !declared.covers(need.family),
                row.conditions.hold(for: facts)
            else { continue }
            taken.insert(FamilySet(need.family))
            add(need, of: row, to: &added)
        }
        let watched = added.count
        if let reading {
            hear(reading, besides: taken, isAlone: referral.needs.isEmpty, with: facts, &added)
        }
        let isSilent = added.count == watched && referral.needs.isEmpty
        if added.count > 1 { added.sort { $0.need.rawValue < $1.need.rawValue } }
        if isSilent, !added.contains(where: { $0.need == .other }) {
            added.insert(NeedAddition(need: .other, origin: .nothingAsked), at: 0)
        }
        return added
    }

    private func add(_ need: Need, of row: SafetyRow, to added: inout [NeedAddition]) {
        let addition = NeedAddition(need: need, origin: .added(row.id))
        guard let place = added.firstIndex(where: { $0.need.family == need.family }) else {
            added.append(addition)
            return
        }
        guard case .added(let id) = added[place].origin,
            let other = safety.first(where: { $0.id == id })
        else { return }
        let isFirst =
            (row.rank, need.rawValue, row.id.description)
            < (other.rank, added[place].need.rawValue, id.description)
        if isFirst { added[place] = addition }
    }

    private func hear(
        _ reading: NoteReading,
        besides taken: FamilySet,
        isAlone: Bool,
        with facts: RequestFacts,
        _ added: inout [NeedAddition]
    ) {
        var suggested: FamilySet = isAlone ? reading.families : []
        for need in reading.needs where reading.families.covers(need.family) {
            suggested.insert(FamilySet(need.family))
        }
        guard !suggested.isEmpty else { return }
        for family in suggested.families where !taken.covers(family) {
            let needs = reading.needs.filter { $0.family == family && $0 != .psychologicalCrisis }
            guard let need = foremost(of: needs, of: family, with: facts) else { continue }
            added.append(NeedAddition(need: need, origin: .heard))
        }
    }

    /// Of several needs heard of a family the most specific: no family alone beside its details, the most
    /// urgent, then the one whose rule stands first.
    private func foremost(
        of needs: [Need],
        of family: NeedFamily,
        with facts: RequestFacts
    ) -> Need? {
        guard needs.count > 1 else { return needs.first ?? family.whole }
        let details = needs.filter { $0 != family.whole }
        return details.min { left, right in
            let (first, second) = (rank(left, with: facts), rank(right, with: facts))
            return (first.urgency, first.rule, left.rawValue)
                < (second.urgency, second.rule, right.rawValue)
        }
    }

    private func rank(_ need: Need, with facts: RequestFacts) -> (urgency: UInt8, rule: Int) {
        let rule = rulesByNeed[Int(need.rawValue)].first { rules[$0].conditions.hold(for: facts) }
        let place = rule ?? rules.count - 1
        let urgency =
            isOlder
            ? rules[place].urgency : classes[classPlace(for: need, with: facts)].urgency
        return ((urgency ?? .normal).rawValue, place)
    }
}

extension SafetyRow {
    /// How much its need presses: the less, the more.
    fileprivate var rank: UInt8 { (atLeast ?? .normal).rawValue }
}
