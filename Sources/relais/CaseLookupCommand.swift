import ArgumentParser
import Referrals
import RelaisClient
import Wire

/// `relais case lookup`: where the legs of a case are, as an agency may see it.
struct CaseLookupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lookup",
        abstract: "Tells an agency where the legs of a case of its own are.",
        discussion: """
            The case is named by its reference, by the number of its enterprise, or by the \
            agency's own reference. It says of each leg who must act next and by when; relais case \
            show tells a supervisor how it came there.

            EXAMPLES
              relais case lookup RL-2026-000123-7 --insecure --as agency:1819
              relais case lookup 1819-88213 --insecure --as agency:1819
              relais case lookup 0403.019.261 --insecure --as agency:1819 -o jsonl
            """
    )

    private static let columns = [
        Column("leg", "LEG", .name), Column("need", "NEED"), Column("state", "STATE"),
        Column("owner", "OWNER"), Column("waiting", "WHY"), Column("deadline", "DEADLINE", .day),
        Column("outcome", "OUTCOME"),
    ]

    @Argument(
        help: ArgumentHelp(
            "The reference of a case, the number of an enterprise, or one's own reference.",
            valueName: "ref|bce|own-ref"
        )
    )
    var name: String

    @Flag(help: "The name is one's own reference, whatever it looks like.")
    var own = false

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "agency")
        guard connection.principal != nil || !connection.insecure else {
            throw ValidationError("with --insecure say --as agency:NAME")
        }
        _ = try subject()
    }

    func run() throws {
        let subject = try subject()
        let identity = try connection.identity(of: "agency", default: "anybody")
        let rows = try GatewayCall.run {
            let link = try Connection(
                to: connection.endpoint(or: DefaultEndpoint.intake),
                identity: identity
            )
            var rows: [Row] = []
            var cursor: String?
            repeat {
                let page = try link.ask(
                    .lookup(subject, after: cursor),
                    until: .now + connection.patience
                )
                rows += page.raw.compactMap { Row(Array($0)) }
                cursor = page.text("next")
            } while cursor != nil
            return rows
        }
        try Question.show(
            Listing(columns: CaseLookupCommand.columns, rows: rows),
            as: output.format
        )
    }

    /// What is asked for: what looks like a reference of a case must be one.
    func subject() throws -> CaseName {
        guard (1...64).contains(name.unicodeScalars.count) else {
            throw ValidationError("a name of a case is 1 to 64 characters")
        }
        if own { return .agencyRef(Confidential(name)) }
        if let reference = CaseID(name.uppercased()) { return .reference(reference) }
        if let enterprise = EnterpriseNumber(name) { return .enterprise(enterprise) }
        guard !name.uppercased().hasPrefix("RL-") else {
            throw ValidationError(
                "\(PlainText.clean(name)) is no reference such as RL-2026-000123-7: a digit may be"
                    + " wrong; if it is one of your own, say --own"
            )
        }
        return .agencyRef(Confidential(name))
    }
}
