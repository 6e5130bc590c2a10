import ArgumentParser
import Referrals
import RelaisClient
import Wire

/// `relais case`: the journey of one enterprise or person.
struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Shows where a request is, and how it came there.",
        subcommands: [
            CaseShowCommand.self, CaseLookupCommand.self, CaseWithdrawCommand.self,
            CaseMergeCommand.self, CaseEraseCommand.self,
        ]
    )
}

/// `relais case show`: the journey of a case as a timeline.
struct CaseShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the journey of a case as a timeline: when, who, what.",
        discussion: """
            The case is named by its reference, as it is read over the telephone, or by the number \
            of its enterprise, with or without spaces and points. First stand its legs as they are \
            now, by the names that relais leg takes, then the journey. It holds codes only: who the \
            person is and what was said stays sealed. The other formats have the journey alone.

            EXAMPLES
              relais case show RL-2026-000123-7 --insecure
              relais case show 0403.019.261 --insecure
              relais case show 0403.019.261 --insecure -o jsonl
            """
    )

    private static let columns = [
        Column("at", "AT", .time), Column("by", "BY"), Column("what", "WHAT"),
        Column("leg", "LEG"), Column("need", "NEED"), Column("queue", "QUEUE"),
        Column("partner", "PARTNER"),
    ]

    /// What the table of its legs shows.
    static let legColumns = [
        Column("leg", "LEG", .name), Column("need", "NEED"), Column("state", "STATE"),
        Column("owner", "OWNER"), Column("waiting", "WHY"), Column("deadline", "DEADLINE", .day),
    ]

    @Argument(
        help: ArgumentHelp(
            "The reference of a case, or the number of an enterprise.",
            valueName: "ref|bce"
        )
    )
    var name: String

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
        _ = try CaseShowCommand.condition(name)
    }

    func run() throws {
        let rows = try journey()
        guard !rows.isEmpty else {
            throw Trouble(.dataRefused, "nothing is known of \(PlainText.clean(name))")
        }
        guard output.format == .table else {
            return try Question.show(
                Listing(columns: CaseShowCommand.columns, rows: rows),
                as: output.format
            )
        }
        var output = StandardOutput()
        if let reference = rows.lazy.compactMap({ $0.string("case") }).first {
            let isOfCase = AskInquiry.Condition(field: "case", test: .equal(reference))
            let legs = try Question(connection).ask("legs", where: [isOfCase])
            let table = Table(CaseShowCommand.legColumns, legs, width: Terminal.width)
            for line in [reference, ""] + table.lines + [""] { try output.writeLine(line) }
        }
        for line in JourneyTimeline(rows: rows).lines(width: Terminal.width) {
            try output.writeLine(line)
        }
        try output.flush()
    }

    /// The steps of the journey; none when the gateway knows of no such case.
    private func journey() throws -> [Row] {
        do {
            return try Question(connection).supervisor().ask(
                "journey",
                where: [CaseShowCommand.condition(name)]
            ).rows.compactMap { Row($0) }
        } catch let failure as ClientFailure {
            guard case .refused(let error) = failure, error.code == ErrorName.notFound.code else {
                throw GatewayCall.trouble(failure)
            }
            return []
        }
    }

    /// The condition that finds the case.
    static func condition(_ name: String) throws -> AskInquiry.Condition {
        if let reference = CaseID(name.uppercased()) {
            return AskInquiry.Condition(field: "case", test: .equal(reference.description))
        }
        if let enterprise = EnterpriseNumber(name) {
            return AskInquiry.Condition(field: "bce", test: .equal(enterprise.description))
        }
        throw ValidationError(
            "\(PlainText.clean(name)) is neither a reference such as RL-2026-000123-7 nor an"
                + " enterprise number of 10 digits: a digit may be wrong"
        )
    }
}
