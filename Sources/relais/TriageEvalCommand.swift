import ArgumentParser
import Configuration
import Glibc
import Referrals
import Triage

/// `relais triage eval`: what is made of free text, against what a careful operator makes of it.
struct TriageEvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measures what is made of notes against what an operator makes of them.",
        discussion: """
            Each line is one note: id, note, and what it deserves, needs (families of needs) and \
            crisis (none, verify or crisis). Both judges read it, the lexicon and the small model, \
            and each is measured apart, then both together. A note without needs or crisis is \
            read as well, and not counted there.

            The first rows tell how often a family, a crisis, or a flag (crisis or verify) was \
            said: rightly, not though it should have been, and wrongly. The last tell what \
            matters most: crises that were not flagged, what somebody should have asked about \
            and was not flagged, and ordinary notes that were.

            EXAMPLES
              relais triage eval notes.jsonl
              relais triage eval notes.jsonl --predictions said.jsonl -o csv
              relais triage eval - --bundle config/bundle < notes.jsonl

            Ends with 65 at the first line that is no such note, and writes nothing then.
            """
    )

    @Argument(help: "A file of JSON lines, or - for stdin.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "A file for what was said: id, needs and crisis, a line a note.",
            valueName: "file"
        )
    )
    var predictions: String?

    @Option(
        help: ArgumentHelp("The folder of the rules, with its folder signals.", valueName: "dir")
    )
    var bundle = "config/bundle"

    @OptionGroup var output: OutputOptions

    func run() throws {
        let judge = try readJudge()
        let notes = try EventFile(file, lineMax: EvaluatedNote.lineMax + 1)
        var tallies = NoteTally.Judge.allCases.map { NoteTally($0) }
        var said: [UInt8] = []
        var read = 0
        while let line = try notes.next() {
            let note: EvaluatedNote
            do throws(EvaluatedNote.Fault) {
                note = try EvaluatedNote(line)
            } catch {
                throw Trouble(.dataRefused, "\(notes.name):\(line.number): \(error.words)")
            }
            read += 1
            let opinions = judge.opinions(of: Prose(note.text))
            for place in tallies.indices { tallies[place].add(note, opinions) }
            said += note.line(saying: opinions.together)
        }
        if let predictions { try TriageEvalCommand.write(said, to: predictions) }
        try Question.show(
            Listing(columns: NoteTally.columns, rows: tallies.flatMap(\.rows)),
            as: output.format
        )
        Words.say("\(read) read\(judge.lexicon == nil ? "; no lexicon" : "")")
    }

    private func readJudge() throws -> NoteJudge {
        let judge: NoteJudge?
        do throws(SignalFolder.Faults) {
            judge = try SignalFolder(path: bundle).judge()
        } catch {
            throw Trouble(.configuration, lines: error.lines)
        }
        guard let judge else {
            throw Trouble(.noInput, "\(bundle) has no lexicon and no weights below signals")
        }
        return judge
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw Trouble(.inputOutput, "\(path) cannot be written: \(reason)")
        }
        defer { close(descriptor) }
        var file = StandardOutput(descriptor: descriptor)
        try file.write(bytes)
        try file.flush()
    }
}
