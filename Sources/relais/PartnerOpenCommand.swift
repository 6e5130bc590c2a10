import ArgumentParser
import Referrals
import RelaisClient
import Wire

/// `relais partner open`: who an accepted leg is about, and what was said, again.
struct PartnerOpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Shows who an accepted leg is about, and the notes of its need.",
        discussion: """
            What is shown names a person: each opening is written into the journal, with whoever \
            --by says. A leg that the partner has not accepted, or that is closed or another's, is \
            not known here.

            EXAMPLES
              relais partner open RL-2026-000123-7/1 --by kim --insecure \\
                --as partner:ced
              relais partner open RL-2026-000123-7/1 --by kim -o json \\
                --key ced.key_secret --server-key gateway.key
            """
    )

    @Argument(
        help: ArgumentHelp("The leg, as in RL-2026-000123-7/1.", valueName: "leg"),
        transform: LegID.read
    )
    var leg: LegID

    @Option(
        help: ArgumentHelp("Who reads it: a pseudonym of the partner's own.", valueName: "name")
    )
    var by: String

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try PartnerQuestion.validate(connection)
        guard (1...64).contains(by.unicodeScalars.count) else {
            throw ValidationError("--by is 1 to 64 characters")
        }
    }

    func run() throws {
        let row = try PartnerQuestion(connection).ask { client in
            try client.open(leg: leg, by: by).raw.first.flatMap { Row(Array($0)) }
        }
        guard let row else {
            throw Trouble(
                .dataRefused,
                "\(leg) is with you, and its content is not given any more: the person's consent does"
                    + " not cover you, or it was erased"
            )
        }
        guard output.format == .table else {
            let columns = ["leg", "need", "person"].map { Column($0, $0.uppercased()) }
            return try Question.show(Listing(columns: columns, rows: [row]), as: output.format)
        }
        var output = StandardOutput()
        for line in PartnerOpenCommand.sheet(of: row, width: Terminal.width) {
            try output.writeLine(line)
        }
        try output.flush()
    }

    /// The content, a field a line; each note, and what is too long for a line, goes on below.
    static func sheet(of row: Row, width: Int) -> [String] {
        let names = row.fields
        let left = (names.map(\.count).max() ?? 0) + Table.gap
        return names.flatMap { name -> [String] in
            let items = row.items(name) ?? [row.words(name) ?? "-"]
            let lines = items.flatMap { JourneyTimeline.wrap($0, to: max(20, width - left)) }
            return (lines.isEmpty ? ["-"] : lines).enumerated().map { index, line in
                PlainText.pad(index == 0 ? name : "", to: left) + line
            }
        }
    }
}
