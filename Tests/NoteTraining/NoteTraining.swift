import Foundation
import Triage

/// `relais-train`: learns the weights of the small model from the notes of the corpus and writes their file.
@main
struct NoteTraining {
    /// The most bytes the file of the weights may have.
    static let fileMax = 1_000_000
    /// The files of notes it learns from, below the folder of the notes; never the half set aside.
    static let files = [
        "open", "more", "na", "nb", "nc", "nd", "pe", "pf", "pg", "ph", "qa", "qb", "qc", "qd",
        "ra", "rb", "rc", "rd", "re", "rf", "sa", "sb", "sc", "sd", "se", "sf",
        "tb", "tc", "tf", "tg", "ua", "ub", "uc", "ud", "ue", "uf", "ug", "uh",
        "va", "vb", "vc", "vd", "ve", "vf", "vg", "vh",
    ]

    private let root: String
    private let concepts: NoteConcepts
    private let corpus: Corpus

    init(root: String) throws {
        self.root = root
        let path = "\(root)/config/bundle/\(NoteConcepts.fileName)"
        concepts = try NoteConcepts(bytes: Array(try Data(contentsOf: URL(filePath: path))))
        let notes = try NoteTraining.files.flatMap { name -> [LabelledNote] in
            let path = "\(root)/Tests/Notes/\(name).jsonl"
            guard FileManager.default.fileExists(atPath: path) else { return [] }
            return try LabelledNote.read(path)
        }
        corpus = Corpus(notes, by: concepts)
    }

    /// Learns, says how well it does on notes not learnt from, and gives the bytes of the file.
    func train() -> [UInt8] {
        let hands = CrossValidation(corpus) { $0.hand }
        let thresholds = Thresholds(corpus.notes, scores: hands.scores)
        let report = TrainingReport(corpus.notes, hands.scores, thresholds)
        say(report.lines("Each hand left out in turn, all"))
        for language in Set(corpus.notes.map(\.language)).sorted() {
            say(report.lines("Each hand left out in turn, \(language)") { $0.language == language })
        }
        for hand in Set(corpus.notes.map(\.hand)).sorted() {
            say(report.lines("The hand \(hand) left out") { $0.hand == hand })
        }
        let places = Array(corpus.notes.indices)
        let (judges, scales) = LinearJudge.sparing(corpus, places: places)
        return NoteModel.file(
            words: [
                "Made by compose/train from the notes of Tests/Notes and \(NoteConcepts.fileName);",
                "not to be edited: change those and run it again.",
                "A judgement: bias, threshold alone, threshold beside the lexicon, in thousandths.",
                "A feature: mass, then its weight for "
                    + NoteJudgement.allCases.map(\.name).joined(separator: ", ") + ".",
            ],
            offsets: offsets(judges, thresholds),
            lines: lines(judges, scales)
        )
    }

    private func offsets(_ judges: [LinearJudge], _ thresholds: Thresholds) -> [NoteModel.Offset] {
        NoteJudgement.allCases.map { judgement in
            let unit = Double(NoteModel.scoreUnit)
            let threshold = Int32((thresholds.values[judgement.rawValue] * unit).rounded())
            return NoteModel.Offset(
                bias: Int32((judges[judgement.rawValue].bias * unit).rounded()),
                threshold: threshold,
                beside: threshold - Int32(Thresholds.beside(judgement) * unit)
            )
        }
    }

    private func lines(_ judges: [LinearJudge], _ scales: Scales) -> [NoteModel.Line] {
        var lines: [NoteModel.Line] = []
        for feature in corpus.spellings.indices where scales.values[feature] > 0 {
            let weights = judges.map { judge in
                Int16(
                    clamping: Int((judge.weights[feature] * Double(NoteModel.weightUnit)).rounded())
                )
            }
            let scale = scales.values[feature]
            let mass = Int32((scale * scale * Double(NoteModel.massUnit)).rounded())
            guard mass > 0 else { continue }
            lines.append(
                NoteModel.Line(spelling: corpus.spellings[feature], mass: mass, weights: weights)
            )
        }
        return lines
    }

    /// How long the model takes for a note of about 300 letters: the median of many rounds.
    private func times(of model: NoteModel) -> [String] {
        let texts = corpus.notes.map(\.text).filter { (280..<340).contains($0.utf8.count) }
        guard !texts.isEmpty else { return [] }
        var sum: Int64 = 0
        func median(_ body: (String) -> Void) -> Double {
            let rounds = (0..<200).map { _ in
                let taken = ContinuousClock().measure { for text in texts { body(text) } }
                return Double(taken.components.attoseconds) / 1e12 / Double(texts.count)
            }
            return rounds.sorted()[rounds.count / 2]
        }
        let reading = median { sum &+= Int64(Prose($0).words.count) }
        let both = median { sum &+= Int64(model.scores(of: Prose($0))[.crisis]) }
        return [
            "\(texts.count) notes: \(tenth(reading)) us to read, \(tenth(both - reading)) us to weigh (\(sum))"
        ]
    }

    private func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    private func say(_ lines: [String]) {
        for line in lines { FileHandle.standardError.write(Data((line + "\n").utf8)) }
    }

    static func main() throws {
        let words = CommandLine.arguments.dropFirst()
        let isCheck = words.contains("--check")
        let root = words.first { !$0.hasPrefix("--") } ?? "."
        let training = try NoteTraining(root: root)
        let bytes = training.train()
        guard bytes.count <= fileMax else {
            throw TrainingFault("the weights have \(bytes.count) bytes, more than \(fileMax)")
        }
        let model = try NoteModel(bytes: bytes, concepts: training.concepts)
        if words.contains("--time") { training.say(training.times(of: model)) }
        let file = URL(filePath: "\(root)/config/bundle/\(NoteModel.fileName)")
        guard isCheck else {
            try Data(bytes).write(to: file)
            return
        }
        guard Array(try Data(contentsOf: file)) == bytes else {
            training.say(["\(NoteModel.fileName) is not what training gives: run compose/train"])
            exit(1)
        }
        training.say(["\(NoteModel.fileName) is what training gives"])
    }
}
