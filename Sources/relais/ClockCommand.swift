import ArgumentParser
import Referrals
import RelaisClient

/// `relais clock`: whether the recorder believes its clock, and what to do if not.
struct ClockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "Shows whether the recorder believes its clock, and accepts it.",
        discussion: """
            A clock that steps by more than two minutes, or that is behind the journal by more \
            than one when the recorder starts, is not believed. Requests, offers and answers go on; \
            the time is counted on from the last one that was believed, legs become due by it, and \
            nothing else is decided by the clock until it is accepted, or says again what was counted.
            """,
        subcommands: [ClockShowCommand.self, ClockAcceptCommand.self]
    )
}

/// `relais clock show`: what the clock says and what was counted.
struct ClockShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the time of record, what the clock says, and whether it is believed.",
        discussion: """
            EXAMPLES
              relais clock show --insecure
              relais clock show --insecure -o json
            """
    )

    static let columns = [
        Column("clock", "CLOCK"),
        Column("now", "TIME OF RECORD", .time),
        Column("wall", "CLOCK SAYS", .time),
        Column("clock_doubted_since", "NOT BELIEVED SINCE", .time),
    ]

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let rows = try Question(connection).ask("status")
        try Question.show(
            Listing(columns: ClockShowCommand.columns, rows: rows),
            as: output.format
        )
    }
}

/// `relais clock accept`: the clock is right.
struct ClockAcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Says that the recorder's clock is right, so that it is believed again.",
        discussion: """
            Set the clock right first, and look at it with relais clock show. What it would have \
            decided meanwhile it then decides at once. Who accepted it and why is written into the \
            journal.

            EXAMPLES
              relais clock accept --insecure --reason "battery dead; set right" --dry-run
              relais clock accept --insecure --reason "battery dead; set right"
            """
    )

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.acceptClock, over: connection)
    }
}
