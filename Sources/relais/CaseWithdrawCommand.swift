import ArgumentParser
import Referrals

/// `relais case withdraw`: all that a case still asks for is withdrawn.
struct CaseWithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Withdraws all that a case still asks for, as its agencies would.",
        discussion: """
            What no partner has accepted is closed; a partner that has accepted is asked to stop, \
            and confirms or refuses. Cases that were merged with it are one journey, and end too.

            EXAMPLE
              relais case withdraw RL-2026-000123-7 --insecure --reason "sent twice" \\
                --outcome duplicate
            """
    )

    @Argument(
        help: ArgumentHelp("The reference of the case.", valueName: "case"),
        transform: CaseID.read
    )
    var caseID: CaseID

    @Option(help: "The outcome that its legs get; withdrawn unless said otherwise.")
    var outcome: Outcome?

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.withdrawCase(caseID, outcome ?? .withdrawn), over: connection)
    }
}

/// `relais case merge`: a case goes on in another.
struct CaseMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Has a case go on in another of the same enterprise or person.",
        discussion: """
            A need that is open in both goes on as one leg, and the other ends as a duplicate. Two \
            cases of different enterprise numbers are refused, unless --different says that they \
            are one journey all the same: then each leg goes on as it is. There is no way back: \
            try --dry-run first.

            EXAMPLE
              relais case merge RL-2026-000124-5 RL-2026-000123-7 --insecure \\
                --reason "the same shop"
            """
    )

    @Argument(
        help: ArgumentHelp("The case that ends.", valueName: "case"),
        transform: CaseID.read
    )
    var caseID: CaseID

    @Argument(help: "The case in which it goes on.", transform: CaseID.read)
    var into: CaseID

    @Flag(help: "They are of two enterprises, and one journey.")
    var different = false

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
        guard caseID != into else { throw ValidationError("a case does not go on in itself") }
    }

    func run() throws {
        try order.give(.merge(caseID, into: into, areDifferent: different), over: connection)
    }
}
