/// How much each feature counts in a note: the rarer among the notes learnt from, the more.
struct Scales {
    /// A concept counts so many times more than a word as rare: somebody has thought about it.
    static let conceptWorth = 2.5

    /// What fewer hands than this have written is not learnt: it tells who writes, not of what.
    static let handsMin = 2

    /// Neither is a pair of words or a piece of one in fewer notes than this: there are too many of them.
    static let notesMinOfParts = 3

    /// For each feature how much it counts; 0 for one that is not learnt.
    private(set) var values: [Double]
    /// In how many of the notes learnt from each feature stands.
    let counts: [Int]

    private init(values: [Double], counts: [Int]) {
        self.values = values
        self.counts = counts
    }

    init(_ corpus: Corpus, learnFrom places: [Int]) {
        var counts = [Int](repeating: 0, count: corpus.spellings.count)
        var hands = counts
        var lastHands = [Int](repeating: -1, count: counts.count)
        for place in corpus.byHand(places) {
            let hand = corpus.hands[place]
            for feature in corpus.rows[place] {
                counts[Int(feature)] += 1
                guard lastHands[Int(feature)] != hand else { continue }
                lastHands[Int(feature)] = hand
                hands[Int(feature)] += 1
            }
        }
        let total = Double(places.count)
        values = counts.indices.map { feature in
            guard hands[feature] >= Scales.handsMin, counts[feature] < places.count,
                !corpus.isPart[feature] || counts[feature] >= Scales.notesMinOfParts
            else { return 0 }
            let rarity = Scales.logarithm(total / Double(counts[feature]))
            return rarity * (corpus.isConcept[feature] ? Scales.conceptWorth : 1)
        }
        self.counts = counts
    }

    /// The same, with no more features than these: those that move the scores of most notes most.
    ///
    /// - Parameters:
    ///   - judges: what was learnt with all of them.
    ///   - most: how many are kept.
    /// - Returns: the scales, 0 for all others.
    func kept(by judges: [LinearJudge], most: Int) -> Scales {
        let reach = values.indices.map { feature in
            judges.reduce(0.0) { max($0, abs($1.weights[feature])) }
                * Double(counts[feature]).squareRoot()
        }
        let ranked = values.indices.filter { values[$0] > 0 }
            .sorted { (reach[$0], $1) > (reach[$1], $0) }
        var kept = Scales(values: [Double](repeating: 0, count: values.count), counts: counts)
        for feature in ranked.prefix(most) { kept.values[feature] = values[feature] }
        return kept
    }

    /// A note's features that count, and one over its size.
    func row(_ features: [Int32]) -> (features: [Int32], factor: Double) {
        let known = features.filter { values[Int($0)] > 0 }
        let mass = known.reduce(0.0) { $0 + values[Int($1)] * values[Int($1)] }
        return (known, mass > 0 ? 1 / mass.squareRoot() : 0)
    }

    /// The natural logarithm of a number from 1, of additions and divisions alone: the same on every machine.
    static func logarithm(_ value: Double) -> Double {
        var rest = value
        var halvings = 0.0
        while rest > 1.5 {
            rest /= 2
            halvings += 1
        }
        let ratio = (rest - 1) / (rest + 1)
        var power = ratio
        var sum = 0.0
        for step in 0..<30 {
            sum += power / Double(2 * step + 1)
            power *= ratio * ratio
        }
        return 2 * sum + halvings * 0.693_147_180_559_945_3
    }
}
