import ArgumentParser
import RelaisClient

/// `relais partner legs`: what a partner has, offered or accepted.
struct PartnerLegsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "legs",
        abstract: "Lists the legs that the partner has, and by when it must act.",
        discussion: """
            Those that are offered to one of its workers are among them. Who they are about stays \
            sealed: relais partner open tells it of one.

            EXAMPLES
              relais partner legs --insecure --as partner:ced
              relais partner mine --insecure --as partner:ced -o csv > ours.csv
            """,
        aliases: ["mine"]
    )

    private static let columns = [
        Column("leg", "LEG", .name), Column("need", "NEED"), Column("state", "STATE"),
        Column("deadline", "DEADLINE", .day), Column("due", "DUE", .day),
    ]

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try PartnerQuestion.validate(connection)
    }

    func run() throws {
        let rows = try PartnerQuestion(connection).ask { client in
            try client.mine().compactMap { Row($0) }
        }
        try Question.show(
            Listing(columns: PartnerLegsCommand.columns, rows: rows),
            as: output.format
        )
    }
}
