import ArgumentParser
import Referrals
import RelaisClient
import Wire

/// `relais dead`: what no hand-over brings forward.
struct DeadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead",
        abstract: "Shows what no hand-over brings forward; replays or resolves it.",
        discussion: """
            A leg is dead when it was lost too often in a row by whoever got it, or given back \
            again and again; a line is held when no dispatcher survived it. All of it waits before \
            the desk of last resort.
            """,
        subcommands: [
            DeadListCommand.self, DeadShowCommand.self, DeadReplayCommand.self,
            DeadResolveCommand.self,
        ]
    )
}

/// Which of the dead are meant.
struct DeadFilter: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only those that a replay gives to this queue.", valueName: "queue"),
        transform: QueueID.read
    )
    var queue: QueueID?

    @Option(
        help: ArgumentHelp(
            "Only of this cause: lost_too_often, passed_on_too_often or held.",
            valueName: "cause"
        )
    )
    var cause: String?

    @Option(help: ArgumentHelp("Only of this need.", valueName: "need"))
    var need: String?

    @Option(help: ArgumentHelp("Only of this urgency.", valueName: "urgency"))
    var urgency: String?

    @Option(help: ArgumentHelp("Only those dead since after this time.", valueName: "time"))
    var after: String?

    @Option(help: ArgumentHelp("Only those dead since before this time.", valueName: "time"))
    var before: String?

    static let causes = ["lost_too_often", "passed_on_too_often", "held"]

    func validate() throws {
        if let cause, !DeadFilter.causes.contains(cause) {
            throw ValidationError("--cause is one of \(DeadFilter.causes.joined(separator: ", "))")
        }
        if let need, Need(name: need) == nil {
            throw ValidationError("--need is no need: relais vocab need lists them")
        }
        if let urgency, Urgency(name: urgency) == nil {
            throw ValidationError("--urgency is one of crisis, urgent, soon, normal")
        }
        for time in [after, before].compactMap(\.self) where Moment(rfc3339: time) == nil {
            throw ValidationError(
                "--after and --before are times with an offset, as in 2026-03-02T18:00:00+01:00"
            )
        }
    }

    /// Whether nothing narrows it.
    var isEmpty: Bool {
        queue == nil && cause == nil && need == nil && urgency == nil && after == nil
            && before == nil
    }

    /// What the gateway is asked for.
    var conditions: [AskInquiry.Condition] {
        let fields = [
            ("to", queue?.description), ("cause", cause), ("need", need), ("urgency", urgency),
        ]
        return fields.compactMap { field, value in
            value.map { AskInquiry.Condition(field: field, test: .equal($0)) }
        }
    }

    /// Whether a row is of the time that is meant: compared as instants, whatever their offsets.
    func isMeant(_ row: Row) -> Bool {
        guard after != nil || before != nil else { return true }
        guard let since = row.string("since").flatMap({ Moment(rfc3339: $0) }) else { return false }
        let isLater = after.flatMap { Moment(rfc3339: $0) }.map { $0 < since } ?? true
        return isLater && before.flatMap { Moment(rfc3339: $0) }.map { since < $0 } ?? true
    }

    /// The dead that are meant, the longest dead first.
    func rows(from supervisor: SupervisorClient) throws(ClientFailure) -> [Row] {
        try supervisor.ask(
            "dead",
            where: conditions,
            order: [AskInquiry.Sorting(field: "since")]
        ).rows.compactMap { Row($0) }.filter(isMeant)
    }
}

/// `relais dead ls`: the dead, a row each.
struct DeadListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "Lists the dead: cause, since when, where a replay would put it.",
        discussion: """
            EXAMPLES
              relais dead ls --insecure
              relais dead ls --insecure --queue ced --cause lost_too_often -o csv
            """
    )

    static let columns = [
        Column("leg", "LEG", .name), Column("need", "NEED"), Column("cause", "CAUSE"),
        Column("since", "SINCE", .day), Column("attempts", "TRIES", .number), Column("to", "TO"),
    ]

    /// What only CSV shows besides: a table of 80 columns has no room for it.
    private static let more = [Column("urgency", "URGENCY"), Column("due", "DUE", .time)]

    @OptionGroup var filter: DeadFilter

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let rows = try GatewayCall.run {
            try filter.rows(from: Question(connection).supervisor())
        }
        let more = output.format == .csv ? DeadListCommand.more : []
        let listing = Listing(columns: DeadListCommand.columns + more, rows: rows)
        try Question.show(listing, as: output.format)
    }
}

/// `relais dead show`: one of the dead, with the journey that led there.
struct DeadShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one of the dead, and the steps that led there.",
        discussion: """
            The steps are those of the leg alone; relais case show has the whole case.

            EXAMPLES
              relais dead show RL-2026-000123-7/1 --insecure
              relais dead show RL-2026-000123-7/1 --insecure -o jsonl
            """
    )

    private static let columns = [
        Column("at", "AT", .time), Column("by", "BY"), Column("what", "WHAT"),
        Column("queue", "QUEUE"), Column("partner", "PARTNER"), Column("reason", "REASON"),
    ]

    @Argument(
        help: ArgumentHelp("The leg, as in RL-2026-000123-7/1.", valueName: "leg"),
        transform: LegID.read
    )
    var leg: LegID

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let isMeant = AskInquiry.Condition(field: "leg", test: .equal(leg.description))
        let ofCase = AskInquiry.Condition(field: "case", test: .equal(leg.caseID.description))
        let (dead, steps): ([Row], [Row]) = try GatewayCall.run {
            let supervisor = try Question(connection).supervisor()
            let dead = try supervisor.ask("dead", where: [isMeant]).rows.compactMap { Row($0) }
            guard !dead.isEmpty else { return (dead, []) }
            let steps = try supervisor.ask("journey", where: [ofCase, isMeant]).rows
            return (dead, steps.compactMap { Row($0) })
        }
        guard let row = dead.first else {
            throw Trouble(.dataRefused, "\(leg) is not among the dead: relais dead ls lists them")
        }
        if output.format == .table {
            var output = StandardOutput()
            for line in StatusCommand.lines(row) { try output.writeLine(line) }
            try output.writeLine("")
            try output.flush()
        }
        let columns = output.format == .table ? DeadShowCommand.columns : DeadListCommand.columns
        let rows = output.format == .table ? steps : dead + steps
        try Question.show(Listing(columns: columns, rows: rows), as: output.format)
    }
}
