import ArgumentParser
import RelaisClient

/// Publishes by way of an outbox: what is read is on disk first, then sent, and what is left of earlier
/// runs goes before it.
final class OutboxPublisher {
    private let client: AgencyClient
    private let outbox: Outbox
    private let patience: Duration
    private var tally: PublishTally
    private var output = StandardOutput()
    private var lastProgress = ContinuousClock.now
    /// Why nothing can be sent at present.
    private var failure: ClientFailure?

    /// A publisher with the client of an outbox.
    init(_ client: AgencyClient, _ outbox: Outbox, patience: Duration) {
        self.client = client
        self.outbox = outbox
        self.patience = patience
        tally = PublishTally(isDryRun: false, showsProgress: Terminal.readsWords)
        tally.left = outbox.unsettled
    }

    /// Takes the lines of a file, if there is one, and sends all there is.
    func run(_ events: EventFile?) throws {
        do {
            if let events { try take(events) }
            try settle()
        } catch let failure as ClientFailure {
            tally.endProgress()
            throw GatewayCall.trouble(failure)
        }
        tally.endProgress()
        try end()
    }

    private func take(_ events: EventFile) throws {
        var chunk: [OutgoingEvent] = []
        while true {
            // Whoever writes slowly to our stdin has what is there taken and sent meanwhile.
            while !events.isReady(milliseconds: client.unsettled > 0 ? 0 : 1_000) {
                try send(until: .now + .milliseconds(100))
            }
            guard let line = try events.next() else { return try client.submit(chunk) }
            tally.read += 1
            if let event = OutgoingEvent(mark: line.number, line: line.bytes),
                line.count == line.bytes.count
            {
                chunk.append(event)
            } else {
                tally.setAside += 1
                tally.endProgress()
                Words.line(
                    "\(events.name):\(line.number): not taken: \(line.count) bytes, and a line has at"
                        + " most \(OutgoingEvent.bytesMax)"
                )
            }
            guard chunk.count == 256 || !events.isReady(milliseconds: 0) else { continue }
            try client.submit(chunk)
            chunk = []
            if failure == nil { try send(until: .now) }
        }
    }

    /// Sends what is there until all is settled, or nothing has been for as long as one is patient.
    private func settle() throws {
        lastProgress = .now
        while client.unsettled > 0, ContinuousClock.now - lastProgress < patience {
            try send(until: .now + .milliseconds(100))
            if let failure {
                guard failure.isAway else { return }
                self.failure = nil
            }
        }
    }

    /// Does one turn; why nothing can be sent is kept, for taking goes on all the same.
    private func send(until deadline: ContinuousClock.Instant) throws {
        client.flush()
        do throws(ClientFailure) {
            try client.turn(until: deadline)
        } catch {
            if case .outbox = error { throw error }
            failure = error
        }
        let receipts = client.takeReceipts()
        guard !receipts.isEmpty else { return }
        lastProgress = .now
        for receipt in receipts {
            tally.note(receipt)
            try output.write(OutboxPublisher.line(receipt))
        }
        // What is noted as had is on stdout first.
        try output.flush()
        tally.showProgress()
    }

    private func end() throws {
        try client.close()
        try output.flush()
        tally.unsent = outbox.unsettled
        tally.wasHeard = client.connection.lastHeard != nil
        for sentence in tally.summary { Words.say(sentence) }
        if client.journalBehind != nil {
            Words.say("the gateway's journal lacked what it had receipted: that was sent again")
        }
        if tally.unsent > 0 {
            Words.say("what is to be sent is safe in \(PlainText.clean(outbox.directory))")
        }
        if let failure, tally.unsent > 0 { throw GatewayCall.trouble(failure) }
        let code = tally.exitCode
        if code == .unavailable {
            throw GatewayCall.trouble(.silent(endpoint: client.connection.endpoint))
        }
        guard code == .success else { throw Trouble(code) }
    }

    /// A receipt as it came, with the number of its line in the file, if it has one, and its place in the
    /// outbox before the rest.
    static func line(_ receipt: EventReceipt) -> [UInt8] {
        let input = receipt.mark > 0 ? "\(receipt.mark)" : "null"
        let place = receipt.place.map { "\($0)" } ?? "null"
        return Array("{\"input\":\(input),\"place\":\(place),".utf8) + receipt.line.dropFirst()
            + [0x0A]
    }
}
