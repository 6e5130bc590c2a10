import GatewayDouble
import Referrals
import RelaisClient
import Synchronization
import Testing
import Wire

/// Events with marks from 1, each of about so many bytes.
private func events(_ count: Int, bytes: Int = 40) -> [OutgoingEvent] {
    (1...count).compactMap { mark in
        let text = "{\"mark\":\(mark),\"x_filler\":\"\""
        let filler = String(repeating: "x", count: max(0, bytes - text.utf8.count - 2))
        return OutgoingEvent(mark: mark, line: Array((text.dropLast() + filler + "\"}").utf8))
    }
}

/// A receipt that stores every line.
private func stored(_ heard: FakeGateway.Heard) -> FakeGateway.Saying {
    .answer(
        .receipt(
            heard.lines.indices.map {
                ReceiptLine(line: $0 + 1, id: "e", code: 200, status: .stored)
            }
        )
    )
}

private let journalPoint = JournalPoint(
    journal: 0xABC,
    position: Position(7),
    head: Digest(1, 2, 3, 4)
)

@Suite struct `An agency's client` {
    @Test func `sends 600 events in order in messages of at most 256 lines`() throws {
        let gateway = try FakeGateway { [stored($0)] }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        #expect(try client.publish(events(600), until: soon()))
        #expect(gateway.heard.map(\.lines.count) == [256, 256, 88])
        #expect(gateway.heard.flatMap(\.lines) == events(600).map(\.line))
    }

    @Test func `cuts a batch before 256 KiB`() throws {
        let gateway = try FakeGateway { [stored($0)] }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        #expect(try client.publish(events(9, bytes: 65_535), until: soon()))
        #expect(gateway.heard.map(\.lines.count) == [4, 4, 1])
    }

    @Test func `gives each event its receipt as it was received`() throws {
        let line =
            "{\"line\":1,\"id\":\"a\",\"code\":200,\"status\":\"stored\",\"new\":{\"b\":[1]}}"
        let gateway = try FakeGateway { heard in
            [.lines(kind: "receipt", re: heard.header.seq, [line])]
        }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        #expect(try client.publish(events(1), until: soon()))
        let receipt = try #require(client.takeReceipts().first)
        #expect(receipt.line == Array(line.utf8))
        #expect(receipt.mark == 1)
        #expect(receipt.outcome == .stored)
    }

    @Test(arguments: [ErrorName.storage, .window, .rate, .internal, .timeInFuture])
    func `sends the same body under a new number after a passing error`(error: ErrorName) throws {
        let gateway = try FakeGateway { heard in
            heard.index == 0
                ? [.answer(.error(ErrorMessage(error, detail: "busy")))] : [stored(heard)]
        }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        #expect(try client.publish(events(3), until: soon()))
        let heard = gateway.heard
        #expect(heard.count == 2)
        #expect(heard[0].lines == heard[1].lines)
        #expect(heard[0].header.seq != heard[1].header.seq)
        #expect(client.takeReceipts().count == 3)
    }

    @Test func `waits as long as the gateway asks before it sends again`() throws {
        let gateway = try FakeGateway { heard in
            var error = ErrorMessage(.storage, detail: "busy")
            error.retryAfter = .milliseconds(300)
            return heard.index == 0 ? [.answer(.error(error))] : [stored(heard)]
        }
        var pace = RetryPace.brisk
        pace.spreadHundredths = 0
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: pace)
        let begin = ContinuousClock.now
        #expect(try client.publish(events(1), until: soon()))
        #expect(ContinuousClock.now - begin >= .milliseconds(300))
    }

    @Test func `sends a deferred event again, alone`() throws {
        let gateway = try FakeGateway { heard in
            guard heard.index == 0 else { return [stored(heard)] }
            var lines = heard.lines.indices.map {
                ReceiptLine(line: $0 + 1, id: "e", code: 200, status: .stored)
            }
            lines[1].code = 300
            lines[1].status = .deferred
            lines[1].error = .referenceNotYetKnown
            return [.answer(.receipt(lines))]
        }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        let sent = events(3)
        #expect(try client.publish(sent, until: soon()))
        #expect(gateway.heard.last?.lines == [sent[1].line])
        #expect(client.takeReceipts().map(\.mark) == [1, 3, 2])
    }

    @Test func `sends an event again that a receipt does not name`() throws {
        let gateway = try FakeGateway { heard in
            guard heard.index == 0 else { return [stored(heard)] }
            return [.answer(.receipt([ReceiptLine(line: 2, id: "e", code: 200, status: .stored)]))]
        }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        let sent = events(2)
        #expect(try client.publish(sent, until: soon()))
        #expect(gateway.heard.last?.lines == [sent[0].line])
    }

    @Test func `takes a final error as the refusal of every event`() throws {
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.notAllowed, detail: "no")))]
        }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        #expect(try client.publish(events(2), until: soon()))
        let receipts = client.takeReceipts()
        #expect(receipts.map(\.mark) == [1, 2])
        #expect(receipts.allSatisfy { $0.outcome == .refused("not_allowed") && $0.code == 403 })
        #expect(gateway.heard.count == 1)
    }

    @Test func `tells what was stored before from what is new`() throws {
        let gateway = try FakeGateway { heard in
            [.answer(.receipt([ReceiptLine(line: 1, id: "e", code: 202, status: .stored)]))]
        }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        #expect(try client.publish(events(1), until: soon()))
        #expect(client.takeReceipts().map(\.outcome) == [.again])
    }

    @Test func `sends again what nobody answered, and makes a new socket after three silences`()
        throws
    {
        let gateway = try FakeGateway { heard in heard.index < 3 ? [] : [stored(heard)] }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        #expect(try client.publish(events(2), until: soon()))
        let heard = gateway.heard
        #expect(heard.count == 4)
        #expect(heard[0].route == heard[2].route)
        #expect(heard[2].route != heard[3].route)
        #expect(Set(heard.map(\.lines)).count == 1)
    }

    @Test func `says hello on each new socket`() throws {
        let gateway = try FakeGateway { heard in
            guard case .publish? = heard.header.inquiry else { return [] }
            return heard.index < 3 ? [] : [stored(heard)]
        }
        let client = AgencyClient(try Connection(to: gateway.endpoint), pace: .brisk)
        #expect(try client.publish(events(1), until: soon()))
        let heard = gateway.heard
        #expect(gateway.kinds.filter { $0 == "hello" }.count == 2)
        #expect(heard.first?.route != heard.last?.route)
    }

    @Test func `has no more messages unanswered than its window`() throws {
        let unanswered = Mutex<(numbers: [Int], most: Int)>(([], 0))
        let gateway = try FakeGateway { heard in
            // It holds its answers back until a whole window, or the last message, has come.
            let numbers = unanswered.withLock { state in
                state.numbers.append(heard.header.seq ?? 0)
                state.most = max(state.most, state.numbers.count)
                guard state.numbers.count == 16 || heard.index == 39 else { return [Int]() }
                defer { state.numbers = [] }
                return state.numbers
            }
            return numbers.map { number in
                .lines(
                    kind: "receipt",
                    re: number,
                    (1...256).map {
                        "{\"line\":\($0),\"id\":null,\"code\":200,\"status\":\"stored\"}"
                    }
                )
            }
        }
        var pace = RetryPace.brisk
        pace.answerWithin = .seconds(5)
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: pace)
        #expect(try client.publish(events(256 * 40), until: soon()))
        #expect(unanswered.withLock { $0.most } == 16)
        #expect(client.takeReceipts().count == 256 * 40)
    }

    @Test func `stops where the journal is not the one that was receipted`() throws {
        let point = journalPoint
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.journalBehind, detail: "behind", journal: point)))]
        }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        client.known = point
        #expect(throws: ClientFailure.journalBehind(point)) {
            try client.publish(events(1), until: soon())
        }
        #expect(client.unsettledMarks == [1])
    }

    @Test func `tells the gateway which journal it knows`() throws {
        let point = journalPoint
        let gateway = try FakeGateway { [stored($0)] }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        client.known = point
        #expect(try client.publish(events(1), until: soon()))
        guard case .publish(let publish)? = gateway.heard.first?.header.inquiry else {
            Issue.record("no publish was heard")
            return
        }
        #expect(publish.known == point)
    }

    @Test
    func `sends nothing new after a drain, and comes back on a new socket when it is told to`()
        throws
    {
        let gateway = try FakeGateway { heard in
            heard.index > 0
                ? [stored(heard)] : [.push(.drain(retryAfter: .milliseconds(300))), stored(heard)]
        }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        #expect(try client.publish([event(1)], until: soon()))
        let begin = ContinuousClock.now
        #expect(try client.publish([event(2)], until: soon()))
        // A fifth less than it was asked for at the least: others come a fifth later.
        #expect(ContinuousClock.now - begin > .milliseconds(200))
        #expect(Set(gateway.heard.map(\.route)).count == 2)
    }

    @Test func `sends at once on the new link what was under way on one that broke`() throws {
        let place = "ipc:///tmp/relais-agency-\(UInt32.random(in: 0...UInt32.max))"
        var first: FakeGateway? = try FakeGateway(at: place) { _ in [] }
        var pace = RetryPace.brisk
        pace.answerWithin = .seconds(60)
        let backoff = Backoff(first: .milliseconds(5), longest: .milliseconds(20))
        let connection = try Connection(to: place, identity: .account, backoff: backoff)
        let client = AgencyClient(connection, greets: false, pace: pace)
        #expect(try !client.publish([event(1)], until: .now + .milliseconds(50)))
        #expect(first?.hears("publish") == true)
        first = nil
        let second = try FakeGateway(at: place) { [stored($0)] }
        #expect(try client.settle(until: soon()))
        #expect(second.heard.count == 1)
    }

    @Test func `keeps what is not settled when the time is over`() throws {
        let gateway = try FakeGateway { _ in [] }
        let client = AgencyClient(try Connection(to: gateway.endpoint), greets: false, pace: .brisk)
        #expect(try !client.publish(events(2), until: .now + .milliseconds(50)))
        #expect(client.unsettledMarks == [1, 2])
        #expect(client.takeReceipts().isEmpty)
    }
}
