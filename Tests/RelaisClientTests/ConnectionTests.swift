import GatewayDouble
import Referrals
import RelaisClient
import Testing
import Wire

@Suite struct `A connection` {
    @Test func `finds the answer to its question among what is pushed`() throws {
        let gateway = try FakeGateway { heard in
            [
                .push(.drain(retryAfter: .seconds(1))),
                .lines(kind: "pong", re: 4_711, []),
                .answer(.pong(now: Moment(seconds: 0))),
            ]
        }
        let connection = try Connection(to: gateway.endpoint)
        let answer = try connection.ask(.ping(Credit()), until: soon())
        #expect(answer.kind == "pong")
        #expect(try connection.next(until: soon())?.kind == "drain")
    }

    @Test func `gives what is pushed in its order`() throws {
        let gateway = try FakeGateway { heard in
            (1...5).map { .lines(kind: "offer", re: nil, ["{\"n\":\($0)}"]) }
        }
        let connection = try Connection(to: gateway.endpoint)
        _ = try connection.send(.mine(), until: soon())
        var numbers: [Int?] = []
        for _ in 1...5 { numbers.append(try connection.next(until: soon())?.lines[0].integer("n")) }
        #expect(numbers == [1, 2, 3, 4, 5])
    }

    @Test func `says that nobody answered when the time is over`() throws {
        let gateway = try FakeGateway { _ in [] }
        let connection = try Connection(to: gateway.endpoint)
        #expect(throws: ClientFailure.silent(endpoint: gateway.endpoint)) {
            try connection.ask(.mine(), until: .now + .milliseconds(50))
        }
    }

    @Test func `says that nobody answered where nobody listens`() throws {
        let endpoint = "ipc:///tmp/relais-nobody-listens-here"
        let connection = try Connection(to: endpoint)
        #expect(throws: ClientFailure.silent(endpoint: endpoint)) {
            try connection.ask(.mine(), until: .now + .milliseconds(50))
        }
        #expect(connection.lastHeard == nil)
    }

    @Test func `tells who speaks`() throws {
        let gateway = try FakeGateway { _ in [.answer(.legs([]))] }
        let connection = try Connection(to: gateway.endpoint, as: Principal("partner:ced"))
        _ = try connection.ask(.mine(), until: soon())
        #expect(gateway.heard.first?.header.speaker == Principal("partner:ced"))
    }

    @Test func `gives an error of the gateway to whoever asked`() throws {
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.notFound, detail: "no such leg")))]
        }
        let connection = try Connection(to: gateway.endpoint)
        let refusal = GatewayError(code: 404, name: "not_found", detail: "no such leg", words: [])
        #expect(throws: ClientFailure.refused(refusal)) {
            try connection.ask(.mine(), until: soon())
        }
    }

    @Test func `goes on after bytes that are no message`() throws {
        let gateway = try FakeGateway { _ in
            [.bytes([0xFF, 0x00]), .bytes([]), .bytes(Array("[]\n".utf8)), .answer(.legs([]))]
        }
        let connection = try Connection(to: gateway.endpoint)
        #expect(try connection.ask(.mine(), until: soon()).kind == "legs")
    }

    @Test func `is another one to the gateway once it is renewed`() throws {
        let gateway = try FakeGateway { _ in [.answer(.legs([]))] }
        let connection = try Connection(to: gateway.endpoint)
        _ = try connection.ask(.mine(), until: soon())
        try connection.renew()
        _ = try connection.ask(.mine(), until: soon())
        let heard = gateway.heard
        #expect(heard[0].route != heard[1].route)
        #expect(heard[0].header.seq != heard[1].header.seq)
    }

    @Test func `knows an endpoint that is none`() throws {
        #expect(throws: ClientFailure.self) { try Connection(to: "nowhere") }
    }
}
