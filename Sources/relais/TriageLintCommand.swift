import ArgumentParser
import Configuration
import Triage
import Wire

/// `relais triage lint`: what is wrong in the rules, and what only looks so.
struct TriageLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Tells the mistakes in the rules, and what in them deserves a second look.",
        discussion: """
            Mistakes are told as relais activate would tell them: file, line, column, what was \
            expected and what was found. Where there is none, it looks on: for a rule that no \
            case names, a case that names a rule which is not there, a rule that can never have \
            a part, and, which fail nothing, a partner that no rule ranks, a need that only the \
            last resort takes, a sentence that is not said in each language.

            EXAMPLES
              relais triage lint
              relais triage lint --bundle draft
              relais triage lint --bundle draft --cases our-cases.yaml -o jsonl

            Ends with 78 at mistakes in the rules, with 65 at rules without a case, cases \
            without their rule, dead rules and mistakes in the cases, else with 0.
            """
    )

    @OptionGroup var files: TriageFiles

    @OptionGroup var output: OutputOptions

    private static let columns = [
        Column("file", "FILE"), Column("line", "LINE", .number),
        Column("column", "COLUMN", .number),
        Column("check", "CHECK"), Column("sentence", "WHAT"),
    ]

    func run() throws {
        let bundle = try files.rules()
        let cases = try files.readCases()
        let lint = TriageLint(
            bundle,
            files: try trees(),
            cases: cases,
            casesFile: files.cases
        )
        try show(lint.warnings.map(told))
        let worst = lint.warnings.count { $0.check.fails }
        let others = lint.warnings.count - worst
        Words.say("\(cases.cases.count) cases; \(worst) to put right, \(others) to look at")
        guard !lint.fails else { throw Trouble(.dataRefused) }
    }

    /// A warning with the file as it was named.
    private func told(_ warning: TriageLint.Warning) -> TriageLint.Warning {
        var warning = warning
        if warning.file != files.cases { warning.file = "\(files.bundle)/\(warning.file)" }
        return warning
    }

    private func trees() throws -> [String: Tree] {
        var trees: [String: Tree] = [:]
        for name in Bundle.fileNames {
            do throws(TreeFolder.Fault) {
                trees[name] = try TreeFolder(path: files.bundle).tree(of: name)
            } catch {
                throw Trouble(.configuration, lines: error.lines)
            }
        }
        return trees
    }

    private func show(_ warnings: [TriageLint.Warning]) throws {
        guard output.format != .table else {
            // As compilers write it, so that an editor finds the place.
            var output = StandardOutput()
            for warning in warnings { try output.writeLine(PlainText.clean("\(warning)")) }
            return try output.flush()
        }
        let rows = warnings.compactMap { warning -> Row? in
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("file", warning.file)
            writer.member("line", warning.line)
            writer.member("column", warning.column)
            writer.member("check", warning.check.rawValue)
            writer.member("fails", warning.check.fails)
            writer.member("sentence", warning.sentence)
            writer.endObject()
            return Row(writer.bytes)
        }
        try Question.show(
            Listing(columns: TriageLintCommand.columns, rows: rows),
            as: output.format
        )
    }
}
