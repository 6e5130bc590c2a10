import Dispatch
import Foundation
import GatewayDouble
import Referrals
import RelaisClient
import Synchronization
import Testing
import Wire

/// A directory for an outbox, removed in the end.
private final class Place {
    let path = FileManager.default.temporaryDirectory.appending(path: "relais-outbox-\(UUID())")
        .path

    deinit {
        // What is left in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: path)
    }

    func publish(
        _ count: Int,
        to endpoint: String,
        meanwhile: (Int32) throws -> Void = { _ in }
    ) throws -> ProgramRun {
        let text = (0..<count).map { "{\"id\":\"\($0)\"}\n" }.joined()
        return try ProgramRun(
            ["publish"] + (count > 0 ? ["-"] : []) + [
                "--outbox", path, "--insecure", "--as", "agency:1819", "--endpoint", endpoint,
                "--timeout", "5",
            ],
            stdin: text,
            meanwhile: meanwhile
        )
    }
}

/// What a gateway has stored, and a client that it may kill.
private final class Counter: Sendable {
    let stored = Mutex<[[UInt8]]>([])
    let client = Mutex<Int32>(0)
    let isStarted = DispatchSemaphore(value: 0)

    /// Stores what is new of it.
    func answer(_ heard: FakeGateway.Heard) -> [FakeGateway.Saying] {
        guard case .publish? = heard.header.inquiry else { return [] }
        let lines = stored.withLock { stored in
            heard.lines.enumerated().map { index, line in
                var receipt = ReceiptLine(line: index + 1, id: "e", code: 200, status: .stored)
                if stored.contains(line) { receipt.code = 202 } else { stored.append(line) }
                return receipt
            }
        }
        return [.answer(.receipt(lines))]
    }

    func kill() {
        isStarted.wait()
        client.withLock { _ = Glibc.kill($0, SIGKILL) }
    }

    func note(_ number: Int32) {
        client.withLock { $0 = number }
        isStarted.signal()
    }
}

@Suite struct `The program with an outbox` {
    @Test func `keeps what nobody takes, and sends it with the next run`() throws {
        let place = Place()
        let first = try ProgramRun(
            [
                "publish", "-", "--outbox", place.path, "--insecure", "--as", "agency:1819",
                "--endpoint", "ipc://\(place.path)-nobody", "--timeout", "0.2",
            ],
            stdin: "{\"id\":\"1\"}\n{\"id\":\"2\"}"
        )
        #expect(first.code == 69)
        #expect(first.words.contains("safe in \(place.path)"), "\(first.words)")
        let counter = Counter()
        let gateway = try FakeGateway(counter.answer)
        let second = try place.publish(0, to: gateway.endpoint)
        #expect(second.code == 0, "\(second.words)")
        #expect(second.words == "relais: 0 read, 2 left from before: 2 stored\n")
        let lines = second.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("{\"input\":null,\"place\":1,\"line\":1,") == true)
    }

    @Test func `has nothing left when all have their receipts`() throws {
        let place = Place()
        let counter = Counter()
        let gateway = try FakeGateway(counter.answer)
        #expect(try place.publish(600, to: gateway.endpoint).code == 0)
        let second = try place.publish(0, to: gateway.endpoint)
        #expect(second.words == "relais: 0 read: 0 stored\n")
        #expect(counter.stored.withLock { $0.count } == 600)
    }

    @Test(arguments: [
        (message: 0, isAnswered: false), (message: 0, isAnswered: true),
        (message: 1, isAnswered: false), (message: 2, isAnswered: true),
    ])
    func `killed while a message is under way has each event stored once`(
        message: Int,
        isAnswered: Bool
    ) throws {
        let place = Place()
        let counter = Counter()
        let gateway = try FakeGateway { heard in
            guard case .publish? = heard.header.inquiry else { return [] }
            let answer =
                heard.index == message && !isAnswered ? [] : counter.answer(heard)
            if heard.index == message { counter.kill() }
            return answer
        }
        let first = try place.publish(700, to: gateway.endpoint, meanwhile: counter.note)
        #expect(first.code == SIGKILL)
        let second = try place.publish(700, to: gateway.endpoint)
        #expect(second.code == 0, "\(second.words)")
        #expect(counter.stored.withLock { $0.count } == 700)
        #expect(try place.publish(0, to: gateway.endpoint).words.contains("0 read: 0 stored"))
    }

    @Test func `keeps its events and ends with 77 when it may not publish any more`() throws {
        let place = Place()
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.notAllowed, detail: "the key was revoked")))]
        }
        let run = try place.publish(3, to: gateway.endpoint)
        #expect(run.code == 77)
        #expect(run.words.contains("3 still to be sent"), "\(run.words)")
        #expect(run.words.contains("the key was revoked"), "\(run.words)")
        #expect(try Outbox(place.path).unsettled == 3)
    }

    @Test func `ends with 75 while another has the outbox`() throws {
        let place = Place()
        let outbox = try Outbox(place.path)
        let run = try place.publish(1, to: "ipc:///tmp/relais-nobody-is-asked")
        #expect(run.code == 75)
        #expect(run.words.contains("another process"), "\(run.words)")
        #expect(outbox.unsettled == 0)
    }

    @Test func `does not use an outbox that others can look into`() throws {
        let place = Place()
        do { _ = try Outbox(place.path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
        let run = try place.publish(1, to: "ipc:///tmp/relais-nobody-is-asked")
        #expect(run.code == 77)
        #expect(run.words.contains("chmod"), "\(run.words)")
    }
}
