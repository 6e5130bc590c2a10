import SplitMix
import Triage

/// A weight for each feature, learnt so that notes which deserve a yes lie a margin above 0 and all others below.
///
/// A support vector machine with a squared hinge, solved in its dual, one note after the other. Notes are taken
/// in an order drawn from a fixed seed, and nothing but additions, multiplications and divisions is used: the same
/// notes give the same weights, bit for bit.
struct LinearJudge {
    /// What a note on the wrong side costs, against large weights.
    static let cost = 0.25
    /// How often every note is looked at, at most.
    static let roundMax = 60
    /// Where nothing moves by more than this, the weights are found.
    static let tolerance = 0.01

    /// What a score begins with.
    private(set) var bias = 0.0
    /// The weight of each feature, times how much it counts.
    private(set) var weights: [Double]

    /// Learns from the notes at `places` which deserve a yes.
    init(_ corpus: Corpus, _ scales: Scales, places: [Int], deserves: (LabelledNote) -> Bool) {
        let rows = places.map { scales.row(corpus.rows[$0]) }
        let signs = places.map { deserves(corpus.notes[$0]) ? 1.0 : -1.0 }
        let yes = Double(signs.count { $0 > 0 })
        let worth = (max(1, Double(signs.count) - yes) / max(1, yes)).squareRoot()
        let damp = signs.map { 1 / (2 * LinearJudge.cost * ($0 > 0 ? worth : 1)) }
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
                for feature in row.features {
                    sum += plain[Int(feature)] * scales.values[Int(feature)]
                }
                let slope = signs[place] * (sum * row.factor + bias) - 1 + damp[place] * pull[place]
                let next = max(0, pull[place] - slope / (2 + damp[place]))
                let step = (next - pull[place]) * signs[place]
                guard step != 0 else { continue }
                moved = max(moved, abs(step))
                pull[place] = next
                for feature in row.features {
                    plain[Int(feature)] += step * row.factor * scales.values[Int(feature)]
                }
                bias += step
            }
            if moved < LinearJudge.tolerance * LinearJudge.cost { break }
        }
        weights = plain.indices.map { plain[$0] * scales.values[$0] }
    }

    /// The sum of two, since the sum of two linear judges is one.
    static func + (left: LinearJudge, right: LinearJudge) -> LinearJudge {
        var sum = left
        sum.bias += right.bias
        for place in sum.weights.indices { sum.weights[place] += right.weights[place] }
        return sum
    }

    /// The score of a note.
    func score(_ row: (features: [Int32], factor: Double)) -> Double {
        row.features.reduce(0.0) { $0 + weights[Int($1)] } * row.factor + bias
    }

    /// One judge a judgement, in the order of all of them.
    static func all(_ corpus: Corpus, _ scales: Scales, places: [Int]) -> [LinearJudge] {
        var judges = NoteJudgement.allCases.map { judgement in
            LinearJudge(corpus, scales, places: places) { $0.deserves(judgement) }
        }
        // Who is in danger weighs twice: an alarm is first of all for them.
        let crisis = judges[NoteJudgement.crisis.rawValue]
        judges[NoteJudgement.alarm.rawValue] = judges[NoteJudgement.alarm.rawValue] + crisis
        return judges
    }
}
