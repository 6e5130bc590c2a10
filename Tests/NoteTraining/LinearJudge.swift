import SplitMix
import Triage

/// A weight for each feature, learnt so that notes which deserve a yes lie a margin above 0 and all others below.
///
/// A support vector machine with a squared hinge, solved in its dual, one note after the other. Notes are taken
/// in an order drawn from a fixed seed, and nothing but additions, multiplications and divisions is used: the same
/// notes give the same weights, bit for bit.
struct LinearJudge {
    /// What a note on the wrong side costs, against large weights.
    static let cost = 0.35
    /// What a feature is worth that says nothing of a judgement alone, against one that does.
    static let plainWorth = 1.2
    /// How much of what weighs for a crisis weighs for an alarm as well, against what was learnt for an alarm alone.
    ///
    /// The two are learnt from the same notes with another line between yes and no, and err apart.
    static let crisisInAlarm = 0.5
    /// How often every note is looked at, at most.
    static let roundMax = 40
    /// How many features are kept: as many as fit into the file.
    static let featuresMost = 28_000
    /// Where nothing moves by more than this, the weights are found.
    static let tolerance = 0.01

    /// What a score begins with.
    private(set) var bias = 0.0
    /// The weight of each feature, times how much it counts.
    private(set) var weights: [Double]

    /// Learns from the notes at `places` which deserve a yes.
    init(_ corpus: Corpus, _ scales: Scales, places: [Int], judgement: NoteJudgement) {
        let rows = places.map { scales.row(corpus.rows[$0]) }
        let notes = places.map { corpus.notes[$0] }
        let deserves = notes.map { $0.deserves(judgement) }
        let yes = Double(deserves.count(where: \.self))
        let worth = (max(1, Double(notes.count) - yes) / max(1, yes)).squareRoot()
        let damp = notes.map { note in
            let cost = LinearJudge.cost * (note.deserves(judgement) ? worth : 1)
            return 1 / (2 * cost * note.weight(for: judgement))
        }
        let values = LinearJudge.values(scales, rows, deserves)
        let sizes = rows.map { row in
            row.features.reduce(0.0) { $0 + values[Int($1)] * values[Int($1)] } * row.factor
                * row.factor
        }
        var plain = [Double](repeating: 0, count: corpus.spellings.count)
        var pull = [Double](repeating: 0, count: rows.count)
        var order = Array(rows.indices)
        var chance = SplitMix(seed: 1819)
        for _ in 0..<LinearJudge.roundMax {
            for place in order.indices.dropFirst().reversed() {
                order.swapAt(place, Int(chance.next() % UInt64(place + 1)))
            }
            var moved = 0.0
            for place in order {
                let row = rows[place]
                guard row.factor > 0 else { continue }
                var sum = 0.0
                for feature in row.features { sum += plain[Int(feature)] * values[Int(feature)] }
                let sign = deserves[place] ? 1.0 : -1.0
                let slope = sign * (sum * row.factor + bias) - 1 + damp[place] * pull[place]
                let next = max(0, pull[place] - slope / (sizes[place] + 1 + damp[place]))
                let step = (next - pull[place]) * sign
                guard step != 0 else { continue }
                moved = max(moved, abs(step))
                pull[place] = next
                let push = step * row.factor
                for feature in row.features {
                    plain[Int(feature)] += push * values[Int(feature)]
                }
                bias += step
            }
            if moved < LinearJudge.tolerance * LinearJudge.cost { break }
        }
        weights = plain.indices.map { plain[$0] * values[$0] }
    }

    /// How much each feature counts for a judgement.
    ///
    /// That is its scale, times how much more often it stands in notes that deserve a yes than in others, or less
    /// often. Rows keep a size of 1 on average.
    private static func values(
        _ scales: Scales,
        _ rows: [(features: [Int32], factor: Double)],
        _ deserves: [Bool]
    ) -> [Double] {
        var right = [Double](repeating: 1, count: scales.values.count)
        var wrong = right
        for (row, deserved) in zip(rows, deserves) {
            for feature in row.features {
                if deserved { right[Int(feature)] += 1 } else { wrong[Int(feature)] += 1 }
            }
        }
        let yes = Double(deserves.count(where: \.self)) + 2
        let ratio = yes / (Double(deserves.count) + 4 - yes)
        var values = scales.values.indices.map { feature in
            let odds = right[feature] / (wrong[feature] * ratio)
            return scales.values[feature]
                * (plainWorth + Scales.logarithm(odds < 1 ? 1 / odds : odds))
        }
        let size = rows.reduce(0.0) { sum, row in
            row.features.reduce(0.0) { $0 + values[Int($1)] * values[Int($1)] } * row.factor
                * row.factor + sum
        }
        let unit = (Double(max(1, rows.count)) / max(size, 1e-9)).squareRoot()
        for feature in values.indices { values[feature] *= unit }
        return values
    }

    /// The score of a note.
    func score(_ row: (features: [Int32], factor: Double)) -> Double {
        row.features.reduce(0.0) { $0 + weights[Int($1)] } * row.factor + bias
    }

    /// One judge a judgement, in the order of all of them; that of an alarm leans on that of a crisis.
    static func all(_ corpus: Corpus, _ scales: Scales, places: [Int]) -> [LinearJudge] {
        var judges = NoteJudgement.allCases.map {
            LinearJudge(corpus, scales, places: places, judgement: $0)
        }
        judges[NoteJudgement.alarm.rawValue]
            .lean(on: judges[NoteJudgement.crisis.rawValue], by: crisisInAlarm)
        return judges
    }

    /// Becomes the mean of itself and another judge that counts so much.
    private mutating func lean(on other: LinearJudge, by share: Double) {
        bias = (bias + share * other.bias) / (1 + share)
        for feature in weights.indices {
            weights[feature] = (weights[feature] + share * other.weights[feature]) / (1 + share)
        }
    }

    /// Judges of the features that fit into the file: all are learnt first, those that weigh little are left out,
    /// and the others are learnt again.
    static func sparing(_ corpus: Corpus, places: [Int]) -> (judges: [LinearJudge], scales: Scales)
    {
        let every = Scales(corpus, learnFrom: places)
        let scales = every.kept(by: all(corpus, every, places: places), most: featuresMost)
        return (all(corpus, scales, places: places), scales)
    }
}
