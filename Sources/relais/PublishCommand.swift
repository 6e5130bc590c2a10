import ArgumentParser
import Referrals
import RelaisClient
import Wire

/// `relais publish`: sends the events of a file to a gateway.
struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publishes events: JSON lines from a file or from stdin.",
        discussion: """
            Each line is one event, a CloudEvent in structured JSON. With keys all go as the agency \
            that the key belongs to. With --insecure and without --as, each goes as the agency that \
            its own source names. The events of one agency stay in their order.

            The receipts are written on stdout as they come, JSON lines exactly as the gateway \
            sent them, with the number of the line in the file put before the rest as "input". A \
            line that is not sent at all (too long, or without a source) is named on stderr.

            Publishing the same file again does no harm: what is stored already is answered 202, \
            and only what is missing is added.

            EXAMPLES
              relais publish requests.jsonl --key mine.key_secret --server-key gateway.key
              relais publish requests.jsonl --insecure > receipts.jsonl
              relais publish - --insecure --as agency:1819 < requests.jsonl
              relais publish requests.jsonl --insecure --dry-run
              relais publish - --outbox outbox --key mine.key_secret \\
                --server-key gateway.key

            With --outbox an event is on disk before it is sent, and what has no receipt goes out \
            again with the next run: relais publish --outbox DIR sends what is left. An outbox \
            belongs to one agency; personal data lies in it, so it should lie on an encrypted disk. \
            Receipted events are kept in it for seven days, in case the gateway lost them.

            Ends with 0 when all events are stored; 65 when any was refused or set aside; 69 when \
            no gateway answered at all; 75 when some are still to be sent; 77 when the gateway does \
            not let the key in, or has another key than the one that was given.
            """
    )

    @Argument(help: "A file of JSON lines, or - for stdin; with --outbox it may be left out.")
    var file: String?

    @Option(
        help: ArgumentHelp(
            "Keep events in this directory until they have their receipts.",
            valueName: "dir"
        )
    )
    var outbox: String?

    @Option(
        help: ArgumentHelp(
            "live: as things happen; bulk: a backlog that may wait.",
            valueName: "lane"
        ),
        transform: PublishCommand.lane
    )
    var lane = Lane.live

    @Flag(help: "Only ask what would be stored.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "The journal of the newest receipt, as id:position:head.",
            discussion: "The gateway answers 503 journal_behind if its own does not hold it.",
            valueName: "point"
        ),
        transform: PublishCommand.point
    )
    var known: JournalPoint?

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if connection.principal != nil { try connection.mustSpeak(as: "agency") }
        guard outbox != nil else {
            if file == nil { throw ValidationError("name a file, or - for stdin") }
            return
        }
        if dryRun || known != nil {
            throw ValidationError("--outbox goes with neither --dry-run nor --known")
        }
        if connection.insecure, connection.principal == nil {
            throw ValidationError("an outbox belongs to one agency: give --as agency:NAME")
        }
    }

    func run() throws {
        if let outbox { return try publish(by: outbox) }
        let agency: Principal? =
            connection.principal == nil
            ? nil : try connection.principal(of: "agency", default: "")
        let events = try EventFile(file ?? "-", lineMax: OutgoingEvent.bytesMax)
        let postRoom = try GatewayCall.run {
            try PostRoom(
                endpoint: connection.endpoint(or: DefaultEndpoint.intake),
                agency: agency,
                keys: connection.identity(),
                lane: lane,
                isDryRun: dryRun,
                known: known,
                patience: connection.patience
            )
        }
        var tally = PublishTally(isDryRun: dryRun, showsProgress: Terminal.readsWords)
        var output = StandardOutput()
        do {
            try send(events, through: postRoom, tally: &tally, output: &output)
        } catch is StandardOutput.ReaderGone {
            // Receipts that nobody has are not known to be had: that is no good end.
            throw ExitCode.inputOutput
        } catch let failure as ClientFailure {
            tally.endProgress()
            throw GatewayCall.trouble(failure)
        }
        tally.endProgress()
        for sentence in tally.summary { Words.say(sentence) }
        let code = tally.exitCode
        if code == .unavailable {
            throw GatewayCall.trouble(.silent(endpoint: postRoom.endpoint))
        }
        guard code == .success else { throw Trouble(code) }
    }

    /// Publishes by way of an outbox.
    private func publish(by directory: String) throws {
        let events = try file.map { try EventFile($0, lineMax: OutgoingEvent.bytesMax) }
        let identity = try connection.identity(of: "agency", default: "")
        let publisher = try GatewayCall.run {
            let outbox: Outbox
            do throws(OutboxFailure) {
                outbox = try Outbox(directory)
            } catch {
                throw ClientFailure.outbox(error)
            }
            let client = AgencyClient(
                try Connection(
                    to: connection.endpoint(or: DefaultEndpoint.intake),
                    identity: identity
                ),
                outbox: outbox,
                lane: lane
            )
            return OutboxPublisher(client, outbox, patience: connection.patience)
        }
        do {
            try publisher.run(events)
        } catch is StandardOutput.ReaderGone {
            throw ExitCode.inputOutput
        }
    }

    private func send(
        _ events: EventFile,
        through postRoom: PostRoom,
        tally: inout PublishTally,
        output: inout StandardOutput
    ) throws {
        var isGoing = true
        while isGoing, let line = try events.next() {
            tally.read += 1
            switch postRoom.sort(line) {
            case .aside(let reason):
                tally.setAside += 1
                tally.endProgress()
                Words.line("\(events.name):\(line.number): not sent: \(reason)")
            case .event(let event, let sender):
                isGoing = try postRoom.submit(event, of: sender)
                if !isGoing { tally.unsent += 1 }
            }
            try write(postRoom, &tally, &output)
        }
        if isGoing {
            repeat {
                isGoing = try postRoom.settle()
                try write(postRoom, &tally, &output)
            } while isGoing && postRoom.unsettled > 0
        } else {
            while try events.next() != nil {
                tally.read += 1
                tally.unsent += 1
            }
        }
        tally.unsent += postRoom.unsettled
        tally.wasHeard = postRoom.wasHeard
        try output.flush()
    }

    private func write(
        _ postRoom: PostRoom,
        _ tally: inout PublishTally,
        _ output: inout StandardOutput
    ) throws {
        let receipts = postRoom.takeReceipts()
        guard !receipts.isEmpty else { return }
        for receipt in receipts {
            tally.note(receipt)
            try output.write(PublishCommand.line(receipt))
        }
        try output.flush()
        tally.showProgress()
    }

    /// A receipt as it came, with the number of its line in the file before the rest.
    static func line(_ receipt: EventReceipt) -> [UInt8] {
        Array("{\"input\":\(receipt.mark),".utf8) + receipt.line.dropFirst() + [0x0A]
    }

    /// Reads a lane.
    static func lane(_ text: String) throws -> Lane {
        guard let lane = Lane(rawValue: text) else {
            throw ValidationError("--lane is live or bulk")
        }
        return lane
    }

    /// Reads a point of a journal, `id:position:head` as a receipt gives the three.
    static func point(_ text: String) throws -> JournalPoint {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let journal = UInt64(parts[0], radix: 16),
            let position = UInt64(parts[1]), let head = Digest(hexadecimal: String(parts[2]))
        else { throw ValidationError("--known is id:position:head, as a receipt gives the three") }
        return JournalPoint(journal: journal, position: Position(position), head: head)
    }
}
