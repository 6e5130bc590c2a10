import ArgumentParser
import RelaisClient

/// `relais status`: how the whole stands.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows how the whole stands: journal, cases, legs, sessions, counts.",
        discussion: """
            Exit code 0 means that a gateway and a recorder answered. The table has a line a \
            figure; the other formats have one row.

            EXAMPLES
              relais status --insecure
              relais status --insecure -o json
            """
    )

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let rows = try Question(connection).ask("status")
        guard output.format == .table else {
            let columns = (rows.first?.fields ?? []).map { Column($0, $0) }
            return try Question.show(Listing(columns: columns, rows: rows), as: output.format)
        }
        var output = StandardOutput()
        for line in rows.flatMap(StatusCommand.lines) { try output.writeLine(line) }
        try output.flush()
    }

    /// A line a figure, the names before them in one column.
    static func lines(_ row: Row) -> [String] {
        let names = row.fields
        let width = names.map(\.count).max() ?? 0
        return names.map { field in
            let name = PlainText.spaced(PlainText.clean(field))
            let value = row.words(field) ?? "-"
            return PlainText.cut(
                PlainText.pad(name, to: width) + "  " + ClockTime.minutes(value),
                to: 80
            )
        }
    }
}
