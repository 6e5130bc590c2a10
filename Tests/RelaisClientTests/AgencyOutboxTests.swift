import GatewayDouble
import Referrals
import Synchronization
import Testing
import Wire

@testable import RelaisClient

/// A gateway with a journal of its own: it stores each line once, by its bytes, and each takes a position.
private final class Stored: Sendable {
    struct State {
        var journal: UInt64 = 0xABC
        var position: UInt64 = 0
        var lines: [[UInt8]] = []
        var behind = 0
    }

    let state = Mutex(State())

    /// Loses everything after this position.
    func cut(to position: UInt64) {
        state.withLock { state in
            state.lines.removeSubrange(Int(position)...)
            state.position = position
        }
    }

    /// Begins another journal.
    func exchange() {
        state.withLock { state in
            state.lines = []
            state.position = 0
            state.journal += 1
        }
    }

    var lines: [[UInt8]] { state.withLock { $0.lines } }

    func answer(_ heard: FakeGateway.Heard) -> [FakeGateway.Saying] {
        guard case .publish(let publish)? = heard.header.inquiry else { return [] }
        return state.withLock { state in
            let own = point(state.position, of: state.journal)
            if let known = publish.known,
                known.journal != state.journal || known.position > own.position
            {
                state.behind += 1
                return [.answer(.error(ErrorMessage(.journalBehind, detail: "x", journal: own)))]
            }
            let lines = heard.lines.enumerated().map { index, line in
                var receipt = ReceiptLine(line: index + 1, id: "e", code: 200, status: .stored)
                if state.lines.contains(line) {
                    receipt.code = 202
                } else {
                    state.lines.append(line)
                    state.position += 1
                }
                receipt.journal = point(state.position, of: state.journal)
                return receipt
            }
            return [.answer(.receipt(lines))]
        }
    }
}

private func client(_ gateway: FakeGateway, _ outbox: Outbox) throws -> AgencyClient {
    AgencyClient(try Connection(to: gateway.endpoint), outbox: outbox, greets: false, pace: .brisk)
}

@Suite struct `An agency's client with an outbox` {
    @Test func `sends what an earlier one had taken, before its own`() throws {
        let place = OutboxPlace()
        do { _ = try place.open().take([event(1), event(2)]) }
        let stored = Stored()
        let gateway = try FakeGateway(stored.answer)
        let outbox = try place.open()
        let client = try client(gateway, outbox)
        #expect(try client.publish([event(3)], until: soon()))
        #expect(stored.lines == (try (1...3).map { try event($0).line }))
        #expect(client.takeReceipts().map(\.mark) == [0, 0, 3])
    }

    @Test func `takes events without a gateway`() throws {
        let place = OutboxPlace()
        do {
            let connection = try Connection(to: "ipc:///tmp/relais-nobody-takes-this")
            let client = AgencyClient(connection, outbox: try place.open())
            try client.submit([try event(1), try event(2)])
            #expect(try client.submit(try event(3), until: .now))
        }
        #expect(try place.open().unsettled == 3)
    }

    @Test func `brings receipts again that nobody had dealt with`() throws {
        let place = OutboxPlace()
        let stored = Stored()
        let gateway = try FakeGateway(stored.answer)
        do {
            let client = try client(gateway, place.open())
            #expect(try client.publish([event(1), event(2)], until: soon()))
            #expect(client.takeReceipts().map(\.outcome) == [.stored, .stored])
            // It ends before it is used again: as if it had been killed with the receipts in hand.
        }
        let client = try client(gateway, place.open())
        #expect(try client.settle(until: soon()))
        #expect(client.takeReceipts().map(\.outcome) == [.again, .again])
        #expect(stored.lines.count == 2)
    }

    @Test func `has done with receipts once it is used again`() throws {
        let place = OutboxPlace()
        let stored = Stored()
        let gateway = try FakeGateway(stored.answer)
        do {
            let client = try client(gateway, place.open())
            #expect(try client.publish([event(1), event(2)], until: soon()))
            _ = client.takeReceipts()
            try client.close()
        }
        let outbox = try place.open()
        #expect(outbox.unsettled == 0)
        #expect(outbox.known == point(2))
    }

    @Test func `names the newest receipt's journal when it sends`() throws {
        let stored = Stored()
        let gateway = try FakeGateway(stored.answer)
        let client = try client(gateway, OutboxPlace().open())
        for mark in 1...2 {
            #expect(try client.publish([event(mark)], until: soon()))
            _ = client.takeReceipts()
        }
        let known = gateway.heard.map { heard -> JournalPoint? in
            guard case .publish(let publish)? = heard.header.inquiry else { return nil }
            return publish.known
        }
        #expect(known == [nil, point(1)])
    }

    @Test func `sends again what a journal lost, before what is new`() throws {
        let place = OutboxPlace()
        let stored = Stored()
        let gateway = try FakeGateway(stored.answer)
        let client = try client(gateway, place.open())
        #expect(try client.publish((1...4).map { try event($0) }, until: soon()))
        _ = client.takeReceipts()
        stored.cut(to: 2)
        #expect(try client.publish([event(5)], until: soon()))
        #expect(stored.lines == (try (1...5).map { try event($0).line }))
        #expect(client.journalBehind == point(2))
        #expect(client.takeReceipts().compactMap(\.place) == [3, 4, 5])
        try client.close()
        #expect(client.outbox?.known == point(5))
    }

    @Test func `sends everything of seven days again to another journal`() throws {
        let stored = Stored()
        let gateway = try FakeGateway(stored.answer)
        let client = try client(gateway, OutboxPlace().open())
        #expect(try client.publish((1...4).map { try event($0) }, until: soon()))
        _ = client.takeReceipts()
        stored.exchange()
        #expect(try client.publish([event(5)], until: soon()))
        #expect(stored.lines == (try (1...5).map { try event($0).line }))
        #expect(stored.state.withLock { $0.behind } == 1)
    }

    @Test func `voids receipts that nobody has taken when the journal has lost them`() throws {
        let stored = Stored()
        let gateway = try FakeGateway(stored.answer)
        let client = try client(gateway, OutboxPlace().open())
        #expect(try client.publish([event(1)], until: soon()))
        _ = client.takeReceipts()
        #expect(try client.publish([event(2)], until: soon()))
        stored.cut(to: 0)
        #expect(try client.publish([event(3)], until: soon()))
        #expect(client.takeReceipts().compactMap(\.place) == [1, 2, 3])
        #expect(stored.lines.count == 3)
    }

    @Test func `keeps its events when the gateway does not let it speak`() throws {
        let place = OutboxPlace()
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.notAllowed, detail: "revoked")))]
        }
        do {
            let client = try client(gateway, place.open())
            #expect(throws: ClientFailure.self) {
                try client.publish([event(1)], until: soon())
            }
            #expect(client.unsettled == 1)
        }
        #expect(try place.open().unsettled == 1)
    }

    @Test func `does not send an event before the one of its case that was put off`() throws {
        let calls = Mutex<[[String]]>([])
        let gateway = try FakeGateway { heard in
            let ids = heard.lines.map { String($0[7] - 0x30) }
            let isFirst = calls.withLock { calls in
                calls.append(ids)
                return calls.count == 1
            }
            return [
                .answer(
                    .receipt(
                        heard.lines.indices.map { index in
                            let isDeferred = isFirst && ids[index] == "1"
                            var line = ReceiptLine(
                                line: index + 1,
                                id: "e",
                                code: isDeferred ? 300 : 200,
                                status: isDeferred ? .deferred : .stored
                            )
                            if isDeferred { line.error = .timeInFuture }
                            return line
                        }
                    )
                )
            ]
        }
        let client = try client(gateway, OutboxPlace().open())
        let events = try [
            event(1, of: "a"), event(2, of: "a"), event(3, of: "b"), event(4, of: "a"),
        ]
        #expect(try client.publish(events, until: soon()))
        #expect(calls.withLock { $0 } == [["1", "3"], ["1"], ["2"], ["4"]])
    }
}
