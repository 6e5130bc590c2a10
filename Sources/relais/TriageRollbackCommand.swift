import ArgumentParser
import Referrals
import RelaisClient
import Wire

/// `relais rollback`: a bundle that was in force before is put in force again.
struct TriageRollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Puts a bundle in force again that was in force before.",
        discussion: """
            The journal keeps every bundle that was ever in force, byte for byte. Without an \
            address the last that was another than the one in force is meant: to order it twice \
            is to be where one was. With the first digits of an address, as relais triage \
            bundles lists them, it is the one that they name. The folder is not read and stays \
            as it is: relais activate takes what is in it.

            It is all or nothing, as with relais activate. Every case keeps the bundle that \
            judged it.

            EXAMPLES
              relais rollback --insecure --reason "the new rules send nobody to CED"
              relais triage rollback --insecure --reason "as in March" 3f66ccad
              relais rollback --insecure --reason "only to see" --dry-run
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The first 8 or more digits of the bundle's address; the one before without.",
            valueName: "address"
        ),
        transform: TriageRollbackCommand.bundle
    )
    var bundle: EarlierBundle?

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let inquiry = OrderInquiry(
            .activateAgain(bundle ?? .previous),
            reason: order.reason,
            key: order.keyOrNew(),
            isDryRun: order.dryRun
        )
        let done: SupervisorClient.Done
        do {
            done = try Question(connection).supervisor().order(inquiry)
        } catch let failure as ClientFailure {
            throw ActivateCommand.trouble(failure)
        }
        for sentence in done.words { Words.line(sentence) }
        Words.say(
            order.dryRun
                ? "the bundle can be put in force; nothing was changed"
                : done.hasChanged ? "the bundle is in force" : "the bundle was in force already"
        )
    }

    private static func bundle(_ text: String) throws -> EarlierBundle {
        guard let bundle = EarlierBundle(text) else {
            throw ValidationError("the address is 8 to 64 hexadecimal digits, its first ones")
        }
        return bundle
    }
}

/// `relais triage bundles`: the bundles that were in force.
struct TriageBundlesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundles",
        abstract: "Lists the bundles that were in force, and since when.",
        discussion: """
            A row is a time that a bundle came into force; the last has no end, it is the one by \
            which requests are judged. The position is that of the fact in the journal.

            EXAMPLES
              relais triage bundles --insecure
              relais triage bundles --insecure -o jsonl
            """
    )

    private static let columns = [
        Column("bundle", "BUNDLE"), Column("since", "SINCE", .time),
        Column("until", "UNTIL", .time),
        Column("position", "POSITION", .number),
    ]

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let rows = try GatewayCall.run {
            try Question(connection).supervisor().ask("bundles").rows.compactMap { Row($0) }
        }
        try Question.show(
            Listing(columns: TriageBundlesCommand.columns, rows: rows),
            as: output.format
        )
    }
}
