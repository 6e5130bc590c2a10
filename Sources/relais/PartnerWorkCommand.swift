import ArgumentParser
import Glibc
import Referrals
import RelaisClient

/// `relais partner work`: takes the offers of a queue and answers them.
struct PartnerWorkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Takes what is offered to a partner and answers it.",
        discussion: """
            QUEUE is the name of a partner: all its queues are taken. If it is the name of one of \
            several queues (hub.coaching), offers of the others are given back at once.

            Every offer and what became of it is a JSON line on stdout; and, whenever a session has \
            begun, each leg that the partner holds and this worker did not know of ("held"), or that \
            it holds no more ("gone"). The content of an accepted \
            leg (who the person is, what was said) stands there as a dash, because stdout ends in \
            files, pipes and screens that were not made for it; --show-content writes it.

            With --exec, a program decides. It gets an offer as one JSON object on stdin and \
            writes its answer on stdout:
              {"verb":"accept","by":"kim"}
              {"verb":"decline","reason":"at_capacity"}
              {"verb":"return"}
            Words after -- are its arguments. If it fails, or takes longer than --exec-timeout, \
            the offer is given back, which is no refusal; three failures in a row end the work.

            SIGINT and SIGTERM let nothing new come; what is in hand is answered, then the program \
            ends with 0. A second one gives back what is in hand.

            EXAMPLES
              relais partner work un-pass --insecure --accept-all
              relais partner work ced --insecure --exec ./decide.py -- --lang fr
              relais partner work ced --insecure --accept-all --max 10 --idle 5
            """
    )

    /// The one way in which this is written: it has no end, so it is no table.
    enum Stream: String, ExpressibleByArgument, CaseIterable {
        case jsonl
    }

    @Argument(help: "A partner, or one of its queues.")
    var queue: String

    @Argument(parsing: .postTerminator, help: "After --: arguments of the program.")
    var arguments: [String] = []

    @Flag(help: "Accept every offer.")
    var acceptAll = false

    @Option(help: ArgumentHelp("Have a program decide about each offer.", valueName: "program"))
    var exec: String?

    @Option(help: ArgumentHelp("How long the program may take.", valueName: "seconds"))
    var execTimeout = 30.0

    @Option(
        help: ArgumentHelp(
            "The pseudonym that accepts with --accept-all (default: the consumer).",
            valueName: "name"
        )
    )
    var by: String?

    @Option(
        help: ArgumentHelp(
            "The name of this worker, one of its own for each (default: host and process).",
            valueName: "name"
        )
    )
    var consumer: String?

    @Option(help: ArgumentHelp("How many offers may be in hand at once.", valueName: "n"))
    var credit = 8

    @Flag(help: "Stop after one answer.")
    var once = false

    @Option(help: ArgumentHelp("Stop after so many answers.", valueName: "n"))
    var max: Int?

    @Option(help: ArgumentHelp("Stop when no offer has come for so long.", valueName: "seconds"))
    var idle: Double?

    @Flag(help: "Write the content of accepted legs on stdout as well.")
    var showContent = false

    @Option(name: [.customShort("o"), .customLong("output")], help: "Only jsonl.")
    var format = Stream.jsonl

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard acceptAll != (exec != nil) else {
            throw ValidationError("say either --accept-all or --exec PROGRAM")
        }
        guard QueueID(queue) != nil else {
            throw ValidationError("\(PlainText.clean(queue)) is no name of a queue")
        }
        guard exec != nil || arguments.isEmpty else {
            throw ValidationError("arguments after -- belong to --exec PROGRAM")
        }
        guard (1...1_000).contains(credit) else {
            throw ValidationError("--credit is a number from 1 to 1000")
        }
        guard max.map({ $0 > 0 }) ?? true, !once || max == nil else {
            throw ValidationError("--max is a number above 0, and --once is --max 1")
        }
        guard idle.map({ $0 > 0 }) ?? true, execTimeout > 0 else {
            throw ValidationError("--idle and --exec-timeout are numbers of seconds above 0")
        }
        try connection.mustSpeak(as: "partner")
        if let named = connection.principal, named != "partner:\(partner)" {
            throw ValidationError(
                "\(PlainText.clean(queue)) is no queue of \(PlainText.clean(named))"
            )
        }
        for name in [consumer, by].compactMap(\.self) where !PartnerWorkCommand.isName(name) {
            throw ValidationError("--consumer and --by are 1 to 64 visible ASCII characters")
        }
    }

    func run() throws {
        let stop = try StopSignal()
        let identity = try connection.identity(of: "partner", default: partner)
        let name = consumer ?? PartnerWorkCommand.defaultConsumer()
        let decider: OfferAnswer.Decider =
            if let exec {
                .program(
                    exec,
                    arguments: arguments,
                    limit: .milliseconds(Int64(execTimeout * 1_000))
                )
            } else {
                .accepting(by: by ?? name)
            }
        try GatewayCall.run {
            let client = PartnerClient(
                try Connection(
                    to: connection.endpoint(or: DefaultEndpoint.desk),
                    identity: identity
                ),
                consumer: name,
                queues: namedQueue,
                patience: connection.patience
            )
            try PartnerWorker(
                client,
                queue: queue,
                decider: decider,
                credit: credit,
                bounds: PartnerWorker.Bounds(
                    answersMax: once ? 1 : max,
                    idle: idle.map { .milliseconds(Int64($0 * 1_000)) }
                ),
                patience: connection.patience,
                log: WorkLog(showsContent: showContent),
                stop: stop
            ).run()
        }
    }

    /// The one queue to take from, of a partner that has several; nil = all of the partner's.
    private var namedQueue: [QueueID]? {
        queue.contains(".") ? QueueID(queue).map { [$0] } : nil
    }

    /// The partner whose queue it is: a partner's only queue bears its name.
    private var partner: String { String(queue.prefix { $0 != "." }) }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func defaultConsumer() -> String {
        var name = [CChar](repeating: 0, count: 256)
        gethostname(&name, name.count - 1)
        let host = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        return
            "\(host.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }.prefix(40))-\(getpid())"
    }
}
