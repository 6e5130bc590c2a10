import ArgumentParser
import Referrals
import RelaisClient
import Wire

/// `relais desk`: the desk of last resort.
struct DeskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk",
        abstract: "Shows what is before the desk of last resort.",
        subcommands: [DeskListCommand.self]
    )
}

/// `relais desk ls`: the legs that wait for a person at the desk, or that one has.
struct DeskListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "Lists the legs before the desk: why, until when, who has them.",
        discussion: """
            The desk is a partner of the directory, 1819 in the shipped one, and takes as one. A \
            person there takes the most pressing leg with the third line below, reads who it is \
            about, and then reports on it; a supervisor may give it to another with relais leg \
            reroute, or close it.

            EXAMPLES
              relais desk ls --insecure
              relais desk ls --insecure -o csv > desk.csv
              relais partner work 1819 --insecure --accept-all --once --by kim \\
                --show-content
              relais partner report RL-2026-000123-7/1 complete --outcome info_given \\
                --insecure --as partner:1819
            """
    )

    private static let columns = [
        Column("leg", "LEG", .name), Column("need", "NEED"), Column("urgency", "URGENCY"),
        Column("waiting", "WHY"), Column("due", "DUE", .day),
        Column("attempts", "TRIES", .number),
    ]

    /// What only CSV shows besides: a table of 80 columns has no room for it.
    private static let more = [Column("state", "STATE"), Column("owner", "OWNER")]

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let rows = try GatewayCall.run {
            let supervisor = try Question(connection).supervisor()
            let isDesk = AskInquiry.Condition(field: "desk", test: .equal("yes"))
            let desks = try supervisor.ask("partners", where: [isDesk]).rows
                .compactMap { Row($0)?.string("queues") }
                .flatMap { $0.split(separator: " ").map(String.init) }
            let stands = AskInquiry.Condition(field: "queue", test: .among(desks))
            let due = AskInquiry.Sorting(field: "due")
            return try supervisor.ask("legs", where: [stands], order: [due]).rows
                .compactMap { Row($0) }
        }
        let more = output.format == .csv ? DeskListCommand.more : []
        let listing = Listing(columns: DeskListCommand.columns + more, rows: rows)
        try Question.show(listing, as: output.format)
    }
}
