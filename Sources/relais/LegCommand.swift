import ArgumentParser
import Referrals

/// `relais leg`: what a supervisor may do to one leg.
struct LegCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leg",
        abstract: "Gives a leg to another partner, takes its offer back, or closes it.",
        subcommands: [LegRerouteCommand.self, LegWithdrawCommand.self, LegCloseCommand.self]
    )
}

/// `relais leg reroute`: a leg goes to a queue that is named.
struct LegRerouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reroute",
        abstract: "Gives a leg to a queue that is named; whoever has it is told.",
        discussion: """
            The person's consent still rules, and whom the person excluded does not get it; nor \
            does a partner that refused the leg: for that, replay it with --again. The desk of last \
            resort is 1819, unless the directory says otherwise.

            EXAMPLES
              relais leg reroute RL-2026-000123-7/1 ced --insecure --reason "asked for it"
              relais leg reroute RL-2026-000123-7/1 1819 --insecure --reason "look at it"
            """
    )

    @Argument(
        help: ArgumentHelp("The leg, as in RL-2026-000123-7/1.", valueName: "leg"),
        transform: LegID.read
    )
    var leg: LegID

    @Argument(help: "The queue that it goes to.", transform: QueueID.read)
    var queue: QueueID

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.reroute(leg, to: queue), over: connection)
    }
}

/// `relais leg withdraw`: an offer is taken back.
struct LegWithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Takes back the offer of a leg that nobody has answered.",
        discussion: """
            The leg goes to another partner that can answer in time, this once; where there is \
            none, it is offered to the same again. To withdraw all that a case asks for, see \
            relais case withdraw.

            EXAMPLE
              relais leg withdraw RL-2026-000123-7/1 --insecure --reason "it hangs"
            """
    )

    @Argument(
        help: ArgumentHelp("The leg, as in RL-2026-000123-7/1.", valueName: "leg"),
        transform: LegID.read
    )
    var leg: LegID

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.withdraw(leg), over: connection)
    }
}

/// `relais leg close`: a leg ends, whoever has it.
struct LegCloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Closes a leg with an outcome, whoever has it; they are told.",
        discussion: """
            EXAMPLE
              relais leg close RL-2026-000123-7/1 --insecure --outcome ceased_business \\
                --reason "the company register says so"
            """
    )

    @Argument(
        help: ArgumentHelp("The leg, as in RL-2026-000123-7/1.", valueName: "leg"),
        transform: LegID.read
    )
    var leg: LegID

    @Option(help: "How it ended; relais vocab outcome lists them.")
    var outcome: Outcome

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.close(leg, outcome), over: connection)
    }
}
