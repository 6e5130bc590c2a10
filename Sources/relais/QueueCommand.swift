import ArgumentParser
import Referrals
import RelaisClient

/// `relais queue`: what waits for whom.
struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Shows the queues of the partners; pauses, drains and resumes them.",
        subcommands: [
            QueueListCommand.self, QueuePauseCommand.self, QueueDrainCommand.self,
            QueueResumeCommand.self,
        ]
    )
}

/// `relais queue ls`: all queues, a row each.
struct QueueListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "Lists the queues: waiting, offered, open, at risk, oldest, next deadline.",
        discussion: """
            Waiting are the legs that nobody has been asked for yet, offered those a partner has \
            been asked for, open those a partner has accepted and not closed. At risk are those \
            that wait and are more likely than not accepted too late, by the pace of the last hours. \
            In and out count since the gateway started. Behind the name of a queue stands whether it is \
            paused or draining; which, until when, and whether there is a surge, is told on stderr.

            The other formats have the pace an hour, and the minutes within which a leg that came \
            now would as likely as not be accepted, and in nine cases of ten.

            EXAMPLES
              relais queue ls --insecure
              relais queue ls --insecure -o csv > queues.csv
              relais queue ls --insecure -o jsonl | grep un-pass
            """
    )

    static let columns = [
        Column("queue", "QUEUE", .queue),
        Column("waiting", "WAIT", .number),
        Column("offered", "OFFER", .number),
        Column("open", "OPEN", .number),
        Column("at_risk", "RISK", .number),
        Column("sessions", "WORKERS", .number),
        Column("oldest", "OLDEST", .day),
        Column("next_deadline", "NEXT DEADLINE", .day),
    ]

    /// What only CSV shows besides: a table of 80 columns has no room for it.
    private static let more = [
        Column("pace_per_hour", "PACE", .number),
        Column("forecast_minutes", "FORECAST", .number),
        Column("forecast_minutes_90", "AT MOST", .number),
        Column("partner", "PARTNER"), Column("in", "IN", .number), Column("out", "OUT", .number),
        Column("needs", "NEEDS"), Column("standing", "STANDING"), Column("until", "UNTIL", .time),
    ]

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        let told = try Question(connection).ask("queues")
        let columns = QueueListCommand.columns
        try Question.show(
            Listing(
                columns: output.format == .csv ? columns + QueueListCommand.more : columns,
                rows: told
            ),
            as: output.format
        )
        guard output.format == .table else { return }
        let status = try Question(connection).ask("status").first
        for sentence in QueueListCommand.notes(told, status, at: WallClock.now()) {
            Words.say(sentence)
        }
    }

    /// What is not as usual: the queues that stand still, and a surge.
    static func notes(_ queues: [Row], _ status: Row?, at now: Moment) -> [String] {
        let isSurging = status?.string("surge") == "yes"
        return queues.compactMap { QueueName($0).sentence(at: now) }
            + (isSurging ? ["the rules for a rush are in force: relais surge off ends them"] : [])
    }
}
