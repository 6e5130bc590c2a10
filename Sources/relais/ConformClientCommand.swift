import ArgumentParser
import Glibc
import Referrals
import RelaisClient
import Triage
import Wire
import ZeroMQ

/// `relais conform client`: plays the gateway's side, and sees whether a client keeps the contract.
struct ConformClientCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client",
        abstract: "Plays the gateway's side, and sees whether a client keeps the contract.",
        discussion: """
            It listens, says where in a line of JSON on stderr, and waits for the client, which is \
            told to connect there as the agency or the partner `test`: without keys, or with --key, \
            the secret key of a gateway, under any key of its own. It is \
            refused, deferred, left without an answer and sent away as the contract allows, and a \
            row says of each rule whether the client keeps it.

            An agency's client is to publish at least six good events, as it likes, and to go on \
            until all are stored or refused. A partner's client is to attach, to accept whatever \
            it is offered, and to report each to its end. A minute or two is enough.

            What a client never does that it need not do, such as a hello for an agency, is \
            skipped; so is what --skip names.

            EXAMPLES
              relais conform client --role agency --insecure
              relais conform client --role partner --insecure \\
                --listen tcp://127.0.0.1:6571
              relais conform client --role partner --insecure --skip report

            Ends with 0 when the client keeps all rules, 76 when it breaks one, 69 when no client \
            came.
            """
    )

    /// Whose client it is.
    enum Role: String, ExpressibleByArgument, CaseIterable {
        /// An agency's.
        case agency
        /// A partner's.
        case partner
    }

    @Option(help: "Whose client it is: agency or partner.")
    var role: Role

    @Option(help: ArgumentHelp("Where to listen; a port of the system's choice if it is *."))
    var listen = "tcp://127.0.0.1:*"

    @Flag(help: "Speak without keys: on loopback and ipc only.")
    var insecure = false

    @Option(
        help: ArgumentHelp(
            "The secret key of the gateway that is played; clients know its public one.",
            valueName: "file"
        )
    )
    var key: String?

    @Option(help: "The name that the client speaks as.")
    var name = "test"

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("How long to wait for all of it, in seconds.", valueName: "seconds")
    )
    var seconds = 180

    @Option(help: ArgumentHelp("Leave out this rule; may be said again.", valueName: "rule"))
    var skip: [String] = []

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard insecure != (key != nil) else {
            throw ValidationError("give --key, or say --insecure, and nothing is encrypted")
        }
        guard let place = Endpoint(listen), place.isLocal || key != nil else {
            throw ValidationError(
                "--listen is tcp://HOST:PORT or ipc://PATH, with --insecure on this machine alone"
            )
        }
        guard AgencyID(name) != nil, QueueID(name) != nil else {
            throw ValidationError("--name is 1-32 of a-z 0-9 -")
        }
        guard (1...3_600).contains(seconds) else {
            throw ValidationError("--for is a number of seconds from 1 to 3600")
        }
        let known = try exam().sheet.rules.map(\.name)
        for rule in skip where !known.contains(rule) {
            throw ValidationError(
                "no rule is called \(PlainText.clean(rule)): \(known.joined(separator: " "))"
            )
        }
    }

    func run() throws {
        do {
            var exam = try exam()
            for rule in skip { exam.sheet.skip(rule, "it was left out", at: .now) }
            let wasHeard = try hold(&exam)
            guard wasHeard else { throw Trouble(.unavailable, "no client came") }
            try tell(exam.sheet)
        } catch let failure as ZeroMQFailure {
            throw GatewayCall.trouble(.link(failure))
        }
    }

    private func exam() throws -> any ClientExam {
        guard let agency = AgencyID(name), let partner = PartnerID(name), let queue = QueueID(name)
        else { throw ValidationError("--name is 1-32 of a-z 0-9 -") }
        switch role {
        case .agency:
            var exam = AgencyExam(agency: agency, at: ConformClientCommand.wall())
            exam.isLocked = key != nil
            return exam
        case .partner:
            var exam = PartnerExam(
                partner: partner,
                queue: queue,
                at: ConformClientCommand.wall()
            )
            exam.isLocked = key != nil
            return exam
        }
    }

    /// Listens until all is settled, or the time is over; says whether anybody came.
    private func hold(_ exam: inout any ClientExam) throws -> Bool {
        let context = try Context()
        let doorkeeper = try key.map { _ in try ConformClientCommand.letAnybodyIn(context) }
        defer { doorkeeper?.stop() }
        let socket = try Socket(
            .boundRouter(maxMessageBytes: Limits.messageBytes, security: try security()),
            in: context
        )
        defer { socket.close() }
        try socket.bind(listen)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("listening", try socket.lastEndpoint())
        writer.member("role", role.rawValue)
        writer.endObject()
        Words.line(String(decoding: writer.bytes, as: UTF8.self))
        let poller = Poller([socket], bell: nil)
        let end = ContinuousClock.now + .seconds(seconds)
        var wasHeard = false
        while !exam.sheet.isSettled, ContinuousClock.now < end {
            _ = try poller.wait(milliseconds: 50)
            exam.wall = ConformClientCommand.wall()
            while let received = try socket.receive() {
                guard case .message(let frames, user: _) = received, let route = frames.first,
                    let message = ClientMessage(route: route, frames: Array(frames.dropFirst()))
                else {
                    exam.sheet.fail("form", "frames that are no message", at: .now)
                    continue
                }
                wasHeard = true
                try send(exam.hear(message, at: .now), by: socket)
            }
            try send(exam.tick(at: .now), by: socket)
        }
        exam.sheet.close(at: .now)
        return wasHeard
    }

    private func security() throws -> Security {
        guard let key, let domain = ZapDomain("conform") else { return .none }
        do throws(KeyFileRefusal) {
            let keys = try Identity.pair(ofFile: key)
            return .curveServer(secretKey: keys.secretKey, domain: domain)
        } catch {
            throw Trouble(error)
        }
    }

    /// Whose key it is does not matter: nothing is kept here, and the client is the one that is asked.
    private static func letAnybodyIn(_ context: Context) throws -> Doorkeeper {
        guard let user = UserId("client") else { preconditionFailure("client is a user's name") }
        return try Doorkeeper(in: context) { _ in .admitted(user) }
    }

    private func send(_ replies: [ClientReply], by socket: Socket) throws {
        for reply in replies {
            // A client that has gone meanwhile comes again, or breaks a rule by that.
            _ = try socket.send([reply.route] + reply.envelope + [reply.bytes])
        }
    }

    private func tell(_ sheet: ExamSheet) throws {
        var output = StandardOutput()
        try output.write(
            Listing(
                columns: [
                    Column("rule", "RULE"), Column("result", "RESULT"),
                    Column("says", "WHAT IT ASKS"),
                ],
                rows: sheet.rules.compactMap(ConformClientCommand.row)
            ).text(as: self.output.format, width: Terminal.width)
        )
        try output.flush()
        var broken = 0
        for rule in sheet.rules {
            guard case .failed(let words) = rule.result else { continue }
            broken += 1
            Words.line("\(rule.name): \(words)")
        }
        guard broken == 0 else {
            throw Trouble(.protocolBroken, "\(broken) of \(sheet.rules.count) rules are not kept")
        }
    }

    /// A rule as a row.
    static func row(_ rule: ExamSheet.Rule) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("rule", rule.name)
        switch rule.result {
        case .open, .failed: writer.member("result", "failed")
        case .held: writer.member("result", "held")
        case .skipped: writer.member("result", "skipped")
        }
        writer.member("says", rule.says)
        switch rule.result {
        case .open, .held: break
        case .failed(let words), .skipped(let words): writer.member("why", words)
        }
        writer.endObject()
        return Row(writer.bytes)
    }

    private static func wall() -> Moment {
        var time = timespec()
        let status = clock_gettime(CLOCK_REALTIME, &time)
        precondition(status == 0, "the machine has its clock")
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
