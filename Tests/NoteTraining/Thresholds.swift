import Triage

/// Where the line of each judgement is drawn, by scores of notes that were not learnt from.
struct Thresholds {
    /// Of ordinary notes by a hand not learnt from no more than this may raise an alarm; the lexicon raises others.
    static let falseAlarmMax = 0.039

    /// By how much more than best the model must be sure of a family alone: the lexicon finds others.
    static let alone = 0.1

    /// By how much more so of an insolvency, for which the lexicon knows most of the words.
    static let aloneOfInsolvency = 0.2

    /// By how much less it is content where the lexicon says so too.
    static let beside = 0.55

    /// By how much less where the lexicon has a doubt whether a life is in danger.
    static let besideOfAlarm = 0.3

    /// The line of each judgement, in the order of all of them.
    let values: [Double]

    /// Draws the lines: for an alarm the lowest that keeps false alarms rare, for all else where F1 is best.
    init(_ notes: [LabelledNote], scores: [[Double]]) {
        values = NoteJudgement.allCases.map { judgement in
            switch judgement {
            case .psychological, .treasury:
                Thresholds.best(notes, scores, judgement) + Thresholds.alone
            case .insolvency:
                Thresholds.best(notes, scores, judgement) + Thresholds.aloneOfInsolvency
            case .crisis: Thresholds.best(notes, scores, judgement)
            case .alarm: Thresholds.rare(notes, scores)
            }
        }
    }

    /// By how much less the model is content where the lexicon says the same.
    static func beside(_ judgement: NoteJudgement) -> Double {
        judgement == .alarm ? besideOfAlarm : beside
    }

    private static func rare(_ notes: [LabelledNote], _ scores: [[Double]]) -> Double {
        let ordinary = notes.indices.filter { notes[$0].danger == .none }
            .map { scores[$0][NoteJudgement.alarm.rawValue] }.sorted(by: >)
        let allowed = Int(Double(ordinary.count) * falseAlarmMax)
        return ordinary.isEmpty ? 0 : ordinary[min(allowed, ordinary.count - 1)] + 0.000_5
    }

    /// The middle of the lines whose F1 is within a hundredth of the best: a peak alone is chance.
    private static func best(
        _ notes: [LabelledNote],
        _ scores: [[Double]],
        _ judgement: NoteJudgement
    ) -> Double {
        let lines = stride(from: -1.5, through: 1.5, by: 0.02).map { line in
            var counts = Counts()
            for place in notes.indices {
                counts.add(
                    said: scores[place][judgement.rawValue] >= line,
                    right: notes[place].deserves(judgement)
                )
            }
            return (line: line, f1: counts.f1)
        }
        let peak = lines.map(\.f1).max() ?? 0
        let good = lines.filter { $0.f1 >= peak - 0.005 }.map(\.line)
        return good.isEmpty ? 0 : good[good.count / 2]
    }
}

/// How often a yes was said and right.
struct Counts {
    var hits = 0
    var misses = 0
    var wrong = 0

    /// Counts one more.
    mutating func add(said: Bool, right: Bool) {
        if said && right { hits += 1 }
        if !said && right { misses += 1 }
        if said && !right { wrong += 1 }
    }

    var precision: Double { Double(hits) / Double(max(1, hits + wrong)) }
    var recall: Double { Double(hits) / Double(max(1, hits + misses)) }
    var f1: Double { 2 * Double(hits) / Double(max(1, 2 * hits + misses + wrong)) }
}
