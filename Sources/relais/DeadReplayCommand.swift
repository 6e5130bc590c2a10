import ArgumentParser
import Referrals

/// Which of the dead an order is for, and how fast.
struct DeadChoice: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The legs; or say which by options.", valueName: "leg"),
        transform: LegID.read
    )
    var legs: [LegID] = []

    @OptionGroup var filter: DeadFilter

    @Flag(help: "All of the dead.")
    var all = false

    @Option(help: ArgumentHelp("How many a second at most.", valueName: "n"))
    var rate = 20

    func validate() throws {
        let ways = [!legs.isEmpty, !filter.isEmpty, all].count { $0 }
        guard ways == 1 else {
            throw ValidationError("name legs, or say which by options such as --cause, or --all")
        }
        guard (1...1_000).contains(rate) else {
            throw ValidationError("--rate is a number from 1 to 1000")
        }
    }
}

/// `relais dead replay`: the dead are placed as if they were new.
struct DeadReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Places the dead anew, as if they had just been asked for.",
        discussion: """
            Each leg is an order of its own, under the key and the name of the leg: whoever is cut \
            off gives the same again with the same --order-key, and none is replayed twice. A leg that \
            found no partner may be named as well; a held line is read by nobody and can only be \
            resolved. Control-C stops between two legs and says what was done.

            EXAMPLES
              relais dead replay --insecure --queue ced --reason "repaired" --dry-run
              relais dead replay --insecure --queue ced --reason "repaired" \\
                --order-key repair-1
              relais dead replay RL-2026-000123-7/1 --insecure --again \\
                --reason "asked again"
            """
    )

    @OptionGroup var choice: DeadChoice

    @Flag(help: "Ask those again that refused it.")
    var again = false

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let again = again
        try DeadRound(choice, order, connection, output, doing: "replayed").run { leg in
            .replay(leg, again: again)
        }
    }
}

/// `relais dead resolve`: the dead end with an outcome.
struct DeadResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Closes the dead with an outcome: somebody has looked at them.",
        discussion: """
            Each leg is an order of its own, under the key and the name of the leg: whoever is cut \
            off gives the same again with the same --order-key.

            EXAMPLES
              relais dead resolve RL-2026-000123-7/1 --insecure --outcome info_given \\
                --reason "called back by the desk"
              relais dead resolve --insecure --cause held --outcome duplicate \\
                --reason "sent again"
            """
    )

    @OptionGroup var choice: DeadChoice

    @Option(help: "How it ended; relais vocab outcome lists them.")
    var outcome: Outcome

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let outcome = outcome
        try DeadRound(choice, order, connection, output, doing: "resolved").run { leg in
            .resolve(leg, outcome)
        }
    }
}
