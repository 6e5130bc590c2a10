import Referrals

/// Finds needs and facts that two rows of the class table fit, or none.
///
/// A condition divides the values of its fact into those that meet it and those that do not; all conditions on one
/// fact together divide them into a few kinds. Every combination of kinds is asked, so that nothing is missed: of
/// a count the ends of each range and the numbers beside them stand for all others, of a code or a language one
/// that nobody named.
struct ClassCover {
    /// What a row of the class table may ask about: what has one value in a request, and does not come from rows.
    static let keys = Condition.Key.allCases.filter { key in
        switch key {
        case .declared, .heard, .consent, .contradiction: false
        default: true
        }
    }

    /// How many combinations are asked for one need at most; more conditions than that nobody can read either.
    private static let combinationsMax = 50_000

    /// Values of one fact that all conditions take alike.
    private struct Kind {
        /// The rows whose condition in `when` takes them, or which have none on this fact.
        var when: UInt64
        /// The rows whose condition in `unless` takes them, or which have none on this fact.
        var unless: UInt64
        /// One of the values, in words.
        var words: String
    }

    private let rows: [ClassRow]
    private var kinds: [[Kind]] = []
    private var denying: UInt64 = 0
    private(set) var overlaps: [Overlap] = []
    private(set) var gap: String?

    struct Overlap {
        var first: Int
        var second: Int
        var facts: String
    }

    /// Tells the overlaps and the gaps of a table, each pair of rows and each gap once.
    static func tell(
        _ rows: [ClassRow],
        _ items: [Branch],
        in table: Branch,
        _ reader: inout TreeReader
    ) {
        var told: Set<[Int]> = []
        var gaps: [(facts: String, needs: [Need])] = []
        for need in Need.allCases {
            let places = rows.indices.filter { rows[$0].concerns(need) }
            guard places.count <= 64, let cover = ClassCover(places.map { rows[$0] }) else {
                reader.fault(
                    table,
                    expected: "fewer rows and conditions for \(need.name)",
                    found: "more than can be held against each other"
                )
                return
            }
            for overlap in cover.overlaps {
                let (first, second) = (places[overlap.first], places[overlap.second])
                guard told.insert([first, second]).inserted else { continue }
                let line = items[first].tree.line
                reader.fault(
                    items[second],
                    expected: "no need that \(rows[first].id) on line \(line) is for as well",
                    found: "\(need.name)\(overlap.facts)"
                )
            }
            guard let gap = cover.gap else { continue }
            if let place = gaps.firstIndex(where: { $0.facts == gap }) {
                gaps[place].needs.append(need)
            } else {
                gaps.append((gap, [need]))
            }
        }
        for gap in gaps {
            let names = gap.needs.map(\.name)
            // A fourth is named rather than counted: there are always several others.
            let needs =
                names.count > 4 ? names.prefix(3) + ["\(names.count - 3) others"] : names[...]
            reader.fault(
                table,
                expected: "a row for every need, whatever the facts",
                found: "none for \(needs.joined(separator: ", "))\(gap.facts)"
            )
        }
    }

    /// Holds the rows for one need against each other; nil where there are too many combinations.
    private init?(_ rows: [ClassRow]) {
        self.rows = rows
        for (place, row) in rows.enumerated() where !row.conditions.unless.isEmpty {
            denying |= 1 << UInt64(place)
        }
        var combinations = 1
        for key in ClassCover.keys {
            let kinds = kinds(of: key)
            guard !kinds.isEmpty else { continue }
            combinations *= kinds.count
            guard combinations <= ClassCover.combinationsMax else { return nil }
            self.kinds.append(kinds)
        }
        ask(0, when: .max, unless: .max, facts: [])
    }

    private mutating func ask(_ depth: Int, when: UInt64, unless: UInt64, facts: [String]) {
        guard depth == kinds.count else {
            for kind in kinds[depth] {
                ask(
                    depth + 1,
                    when: when & kind.when,
                    unless: unless & kind.unless,
                    facts: facts + [kind.words]
                )
            }
            return
        }
        let all: UInt64 = rows.count == 64 ? .max : (1 << UInt64(rows.count)) - 1
        let fit = when & ~(unless & denying) & all
        let words = facts.isEmpty ? "" : " where " + facts.joined(separator: ", ")
        if fit == 0 { gap = gap ?? words }
        guard fit.nonzeroBitCount > 1 else { return }
        let first = fit.trailingZeroBitCount
        let second = (fit & (fit - 1)).trailingZeroBitCount
        guard !overlaps.contains(where: { $0.first == first && $0.second == second }) else {
            return
        }
        overlaps.append(Overlap(first: first, second: second, facts: words))
    }

    /// The kinds of values of a fact; none where no row asks about it.
    private func kinds(of key: Condition.Key) -> [Kind] {
        let asked = rows.flatMap { $0.conditions.when + $0.conditions.unless }
            .filter { $0.key == key }
        guard !asked.isEmpty else { return [] }
        var kinds: [Kind] = []
        for facts in key.samples(for: asked) {
            var kind = Kind(when: 0, unless: 0, words: "")
            for (place, row) in rows.enumerated() {
                let bit = UInt64(1) << UInt64(place)
                if row.conditions.when.allSatisfy({ $0.key != key || $0.holds(for: facts) }) {
                    kind.when |= bit
                }
                if row.conditions.unless.allSatisfy({ $0.key != key || $0.holds(for: facts) }) {
                    kind.unless |= bit
                }
            }
            guard !kinds.contains(where: { $0.when == kind.when && $0.unless == kind.unless })
            else { continue }
            let found = key.found(in: facts).joined(separator: " and ")
            kind.words = "\(key.rawValue) is \(found)"
            kinds.append(kind)
        }
        return kinds
    }
}

extension Condition.Key {
    /// Facts that stand for all values of this key, as far as these conditions can tell them apart.
    fileprivate func samples(for conditions: [Condition]) -> [RequestFacts] {
        switch self {
        case .language: languages(for: conditions)
        case .interpreter: bits(0...1) { $0.interpreter = $1 }
        case .channel: bits(codes.map(\.bit)) { $0.channel = $1 }
        case .digitalAccess: bits(codes.map(\.bit)) { $0.digitalAccess = $1 }
        case .urgency: bits(codes.map(\.bit)) { $0.urgency = $1 }
        case .signals: signalSets(for: conditions)
        case .legalState: bits(codes.map(\.bit)) { $0.legalState = $1 }
        case .legalDays: counts(for: conditions) { $0.legalDays = $1 }
        case .cessationDays: counts(for: conditions) { $0.cessationDays = $1 }
        case .bankruptDays: counts(for: conditions) { $0.bankruptDays = $1 }
        case .jobsAtStake: counts(for: conditions) { $0.jobsAtStake = $1 }
        case .sector, .nace: activities(for: conditions)
        case .workers: bits(codes.map(\.bit)) { $0.workers = $1 }
        case .commune: places(for: conditions)
        case .phase: bits(codes.map(\.bit)) { $0.phase = $1 }
        case .noBCE:
            bits(NoBCE.allCases.map { 1 << UInt64($0.rawValue) } + [RequestFacts.unknown]) {
                $0.noNumber = $1
            }
        case .screening: bits(codes.map(\.bit)) { $0.screening = $1 }
        case .declared, .heard, .consent, .contradiction: []
        }
    }

    private func bits(
        _ places: ClosedRange<UInt64>,
        _ set: (inout RequestFacts, UInt64) -> Void
    ) -> [RequestFacts] {
        bits(places.map { 1 << $0 }, set)
    }

    private func bits(
        _ bits: [UInt64],
        _ set: (inout RequestFacts, UInt64) -> Void
    ) -> [RequestFacts] {
        bits.map { bit in
            var facts = RequestFacts()
            set(&facts, bit)
            return facts
        }
    }

    private func languages(for conditions: [Condition]) -> [RequestFacts] {
        let named = conditions.flatMap(\.values)
        // Two letters that no list has stand for every other language.
        return (named + [0x7A7A]).map { letters in
            var facts = RequestFacts()
            facts.language = letters
            return facts
        }
    }

    private func counts(
        for conditions: [Condition],
        _ set: (inout RequestFacts, Int64?) -> Void
    ) -> [RequestFacts] {
        var counts: Set<Int64> = [0]
        for value in conditions.flatMap(\.values) where value != .max {
            counts.formUnion([max(0, Int64(value) - 1), Int64(value), Int64(value) + 1])
        }
        return ([nil] + counts.sorted().map { Optional($0) }).map { count in
            var facts = RequestFacts()
            set(&facts, count)
            return facts
        }
    }

    private func places(for conditions: [Condition]) -> [RequestFacts] {
        let named = conditions.flatMap(\.values)
        let others: [(UInt64, UInt32)] = [
            (RequestFacts.unknown, 0), (RequestFacts.inRegion, 0), (RequestFacts.outside, 0),
        ]
        let known = named.compactMap { Commune(nis: $0) }.map { commune in
            (commune.isInRegion ? RequestFacts.inRegion : RequestFacts.outside, commune.nis)
        }
        return (others + known).map { place, commune in
            var facts = RequestFacts()
            facts.place = place
            facts.commune = commune
            return facts
        }
    }

    /// Every set of the alarm signals that are named, and the empty one.
    private func signalSets(for conditions: [Condition]) -> [RequestFacts] {
        let named = conditions.reduce(UInt64(0)) { $0 | $1.bits } & ~RequestFacts.none
        let all = Signal.allCases.reduce(UInt64(0)) { $0 | 1 << UInt64($1.rawValue) }
        // One that is not named stands for all others.
        let other = (all & ~named) & (~(all & ~named) &+ 1)
        var sets: [UInt64] = [0]
        for bit in (0..<64).map({ UInt64(1) << UInt64($0) }) where (named | other) & bit != 0 {
            sets += sets.map { $0 | bit }
        }
        return bits(sets.map { $0 == 0 ? RequestFacts.none : $0 }) { $0.signals = $1 }
    }

    /// Of each version the activities that are named, each also with a digit more, and one that is not.
    private func activities(for conditions: [Condition]) -> [RequestFacts] {
        var samples = [RequestFacts()]
        let named = conditions.flatMap(\.values).map { Sector(packed: $0).digits }
        for digits in Set(named + ["00"]).sorted() {
            for length in 2...5 {
                for version in NaceVersion.allCases {
                    let filled = String((digits + "000").prefix(length))
                    guard let code = NaceCode(version: version, digits: filled) else { continue }
                    var facts = RequestFacts()
                    facts.division = code.division
                    facts.nace = code
                    samples.append(facts)
                }
            }
            guard let division = UInt8(digits.prefix(2)) else { continue }
            var facts = RequestFacts()
            facts.division = division
            samples.append(facts)
        }
        return samples
    }
}
