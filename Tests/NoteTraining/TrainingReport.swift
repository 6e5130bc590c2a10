import Triage

/// The figures of a cross-validation, in words.
struct TrainingReport {
    private let notes: [LabelledNote]
    private let scores: [[Double]]
    private let thresholds: Thresholds

    init(_ notes: [LabelledNote], _ scores: [[Double]], _ thresholds: Thresholds) {
        self.notes = notes
        self.scores = scores
        self.thresholds = thresholds
    }

    /// A line a judgement, and a line for the alarm, over the notes that `takes` takes.
    func lines(_ title: String, _ takes: (LabelledNote) -> Bool = { _ in true }) -> [String] {
        let places = notes.indices.filter { takes(notes[$0]) }
        guard !places.isEmpty else { return [] }
        var lines = ["\(title): \(places.count) notes"]
        for judgement in NoteJudgement.allCases where judgement != .alarm {
            var counts = Counts()
            for place in places {
                counts.add(
                    said: says(place, judgement),
                    right: notes[place].deserves(judgement)
                )
            }
            lines.append(
                "  \(judgement.name): precision \(percent(counts.precision)), "
                    + "recall \(percent(counts.recall)), F1 \(percent(counts.f1))"
            )
        }
        lines.append(
            "  alarm: raised for \(share(places, .crisis)) of crisis, \(share(places, .verify)) of verify, "
                + "\(share(places, .none)) of ordinary notes"
        )
        return lines
    }

    private func share(_ places: [Int], _ danger: Danger) -> String {
        let all = places.filter { notes[$0].danger == danger }
        let raised = all.filter { says($0, .alarm) }
        return
            "\(raised.count)/\(all.count) (\(percent(Double(raised.count) / Double(max(1, all.count)))))"
    }

    private func says(_ place: Int, _ judgement: NoteJudgement) -> Bool {
        scores[place][judgement.rawValue] >= thresholds.values[judgement.rawValue]
    }

    private func percent(_ value: Double) -> String {
        let thousandths = Int((value * 1_000).rounded())
        return "\(thousandths / 10).\(thousandths % 10)%"
    }
}
