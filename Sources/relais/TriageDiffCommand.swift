import ArgumentParser
import Configuration
import Referrals
import Triage
import Wire

/// `relais triage diff`: what one bundle says otherwise than another.
struct TriageDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tells what one folder of rules says otherwise than another.",
        discussion: """
            Rules, partners, calendars, classes of deadlines, who may connect and the entries of \
            the lexicons are told apart by their names, wherever they stand: one is added or \
            removed, or says something else in a field. Of lists in which the order counts also \
            what has moved is told. How a file is written and what stands in comments is not \
            compared.

            A row is a change: the file, the entry, the field, and what was said before and is \
            after. Both folders must be without a mistake.

            EXAMPLES
              relais triage diff config/bundle draft
              relais triage diff config/bundle draft -o json
            """
    )

    @Argument(help: ArgumentHelp("The folder of the rules before.", valueName: "a"))
    var before: String

    @Argument(help: ArgumentHelp("The folder of the rules after.", valueName: "b"))
    var after: String

    @OptionGroup var output: OutputOptions

    private static let columns = [
        Column("file", "FILE"), Column("entry", "ENTRY"), Column("field", "FIELD"),
        Column("change", "CHANGE"), Column("before", "BEFORE"), Column("after", "AFTER"),
    ]

    func run() throws {
        let addresses = try [before, after].map { try BundleSource(folder: $0).bundle.address }
        var rows: [Row] = []
        for name in TriageDiffCommand.names {
            rows += try changes(of: name).compactMap { TriageDiffCommand.row(name, $0) }
        }
        try Question.show(
            Listing(columns: TriageDiffCommand.columns, rows: rows),
            as: output.format
        )
        let told = addresses.map { String($0.hexadecimal.prefix(12)) }
        Words.say("\(rows.count) changes from \(told[0]) to \(told[1])")
    }

    /// The files that are compared, in the order in which they are told.
    private static let names =
        ["triage.yaml", "directory.yaml", "deadlines.yaml", "calendars.yaml", "access.yaml"]
        + SignalLanguage.allCases.map(\.fileName) + [NoteConcepts.fileName, NoteModel.fileName]

    private func changes(of name: String) throws -> [TreeChange] {
        let folders = [before, after].map { TreeFolder(path: $0) }
        do throws(TreeFolder.Fault) {
            guard name.hasSuffix(".yaml") else {
                let (old, new) = (try folders[0].bytes(of: name), try folders[1].bytes(of: name))
                return TriageDiffCommand.whole(old, new) { "\($0.count) bytes" }
            }
            let (old, new) = (try folders[0].tree(of: name), try folders[1].tree(of: name))
            guard let old, let new else {
                return TriageDiffCommand.whole(old, new) { _ in "the file" }
            }
            return TreeChange.between(old, and: new)
        } catch {
            throw Trouble(.configuration, lines: error.lines)
        }
    }

    /// The change of a file that is compared only as a whole.
    private static func whole<Whole: Equatable>(
        _ old: Whole?,
        _ new: Whole?,
        _ told: (Whole) -> String
    ) -> [TreeChange] {
        guard old != new else { return [] }
        let kind: TreeChange.Kind = old == nil ? .added : new == nil ? .removed : .changed
        return [
            TreeChange(
                entry: "",
                field: "",
                kind: kind,
                before: old.map(told),
                after: new.map(told),
                line: 1
            )
        ]
    }

    private static func row(_ file: String, _ change: TreeChange) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("file", file)
        writer.member("line", change.line)
        writer.member("entry", change.entry)
        writer.member("field", change.field)
        writer.member("change", change.kind.rawValue)
        writer.key("before")
        if let before = change.before { writer.string(before) } else { writer.null() }
        writer.key("after")
        if let after = change.after { writer.string(after) } else { writer.null() }
        writer.endObject()
        return Row(writer.bytes)
    }
}
