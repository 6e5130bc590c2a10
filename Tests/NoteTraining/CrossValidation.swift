import Triage

/// Scores of notes by judges that have not learnt from them.
struct CrossValidation {
    /// For each note its score for each judgement.
    let scores: [[Double]]

    /// Leaves out one part after the other; `part` says which part a note is in, nil for one only learnt from.
    init(_ corpus: Corpus, part: (LabelledNote) -> String?) {
        let parts = corpus.notes.map(part)
        var scores = [[Double]](
            repeating: [Double](repeating: 0, count: NoteJudgement.allCases.count),
            count: corpus.notes.count
        )
        for left in Set(parts.compactMap(\.self)).sorted() {
            let places = corpus.notes.indices.filter { parts[$0] != left }
            let (judges, scales) = LinearJudge.sparing(corpus, places: places)
            for place in corpus.notes.indices where parts[place] == left {
                let row = scales.row(corpus.rows[place])
                scores[place] = judges.map { $0.score(row) }
            }
        }
        self.scores = scores
    }
}
