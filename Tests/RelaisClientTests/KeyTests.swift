import GatewayDouble
import Referrals
import RelaisClient
import Synchronization
import Testing
import Wire
import ZeroMQ

/// A backoff at which a test does not wait.
private let brisk = Backoff(first: .milliseconds(5), longest: .milliseconds(20))

/// A locked gateway that answers everything, the keys it lets in, and its own.
private struct LockedGateway {
    let gateway: FakeGateway
    let server: CurveKeyPair
    let agency: CurveKeyPair

    init(_ rule: (@Sendable (ZapRequest) -> Admission)? = nil) throws {
        let (server, agency) = (try CurveKeyPair.make(), try CurveKeyPair.make())
        let key = agency.publicKey
        let known: @Sendable (ZapRequest) -> Admission = { request in
            guard request.mechanism == .curve(key), let user = UserId("agency:1819#1") else {
                return .refused
            }
            return .admitted(user)
        }
        let lock = FakeGateway.Lock(server, rule: rule ?? known)
        gateway = try FakeGateway(lock: lock) { _ in [.answer(.legs([]))] }
        (self.server, self.agency) = (server, agency)
    }

    func connection(_ identity: Identity) throws -> Connection {
        try Connection(to: gateway.endpoint, identity: identity, backoff: brisk)
    }

    var known: Identity { .keys(agency, serverKey: server.publicKey) }
}

@Suite struct `A client with keys` {
    @Test func `is answered, and claims to be nobody`() throws {
        let locked = try LockedGateway()
        let connection = try locked.connection(locked.known)
        #expect(try connection.ask(.mine(), until: soon()).kind == "legs")
        #expect(locked.gateway.heard.first?.header.speaker == nil)
    }

    @Test func `learns that the gateway does not know its key`() throws {
        let locked = try LockedGateway()
        let stranger = Identity.keys(try .make(), serverKey: locked.server.publicKey)
        let connection = try locked.connection(stranger)
        let failure = ClientFailure.notLetIn(.keyRefused, endpoint: locked.gateway.endpoint)
        #expect(throws: failure) { try connection.ask(.mine(), until: soon()) }
    }

    @Test func `learns that the gateway has another key`() throws {
        let locked = try LockedGateway()
        let connection = try locked.connection(
            .keys(locked.agency, serverKey: try CurveKeyPair.make().publicKey)
        )
        let failure = ClientFailure.notLetIn(.serverKeyUnproven, endpoint: locked.gateway.endpoint)
        #expect(throws: failure) { try connection.ask(.mine(), until: soon()) }
    }

    @Test func `learns that the gateway speaks without keys`() throws {
        let gateway = try FakeGateway { _ in [.answer(.legs([]))] }
        let keys = Identity.keys(try .make(), serverKey: try CurveKeyPair.make().publicKey)
        let connection = try Connection(to: gateway.endpoint, identity: keys, backoff: brisk)
        var failure: ClientFailure?
        let deadline = soon()
        while failure != .notLetIn(.keysNotTaken, endpoint: gateway.endpoint), .now < deadline {
            do throws(ClientFailure) {
                _ = try connection.ask(.mine(), until: deadline)
            } catch {
                failure = error
            }
        }
        // Until the gateway has said so before it closed, it looks like one that has another key.
        #expect(failure == .notLetIn(.keysNotTaken, endpoint: gateway.endpoint))
        #expect(gateway.heard.isEmpty)
    }

    @Test func `learns that nobody listens`() throws {
        let endpoint = "ipc:///tmp/relais-nobody-listens-with-keys"
        let keys = Identity.keys(try .make(), serverKey: try CurveKeyPair.make().publicKey)
        let connection = try Connection(to: endpoint, identity: keys, backoff: brisk)
        #expect(throws: ClientFailure.silent(endpoint: endpoint)) {
            try connection.ask(.mine(), until: .now + .milliseconds(100))
        }
    }

    @Test func `tries again, and comes in once its key is known`() throws {
        let turns = Turns(refusing: 2)
        let locked = try LockedGateway { _ in turns.next() }
        let connection = try locked.connection(locked.known)
        var refusals = 0
        var answer: Reply?
        while answer == nil, refusals < 9 {
            do throws(ClientFailure) {
                answer = try connection.ask(.mine(), until: soon())
            } catch {
                #expect(error == .notLetIn(.keyRefused, endpoint: locked.gateway.endpoint))
                refusals += 1
            }
        }
        #expect(refusals == 2)
        #expect(answer?.kind == "legs")
    }
}

/// Whom a gateway lets in: nobody the first times, then everybody.
private final class Turns: Sendable {
    private let left: Mutex<Int>

    init(refusing count: Int) { left = Mutex(count) }

    func next() -> Admission {
        left.withLock { left in
            guard left == 0, let user = UserId("agency:1819#1") else {
                left -= 1
                return .refused
            }
            return .admitted(user)
        }
    }
}

@Suite struct `A client without keys` {
    @Test func `learns that the gateway wants some`() throws {
        let locked = try LockedGateway()
        let connection = try locked.connection(.claimed(.agency(try #require(AgencyID("1819")))))
        let failure = #expect(throws: ClientFailure.self) {
            try connection.ask(.mine(), until: soon())
        }
        // Which end is the first to see that they do not speak alike is a race.
        let faults = [HandshakeFault.keysWanted, .brokenOff]
        #expect(
            faults.contains { failure == .notLetIn($0, endpoint: locked.gateway.endpoint) },
            "\(failure.map { "\($0)" } ?? "")"
        )
    }
}

@Suite struct `A link that breaks` {
    @Test func `is made anew when the gateway is back`() throws {
        let place = "ipc:///tmp/relais-link-\(UInt32.random(in: 0...UInt32.max))"
        var first: FakeGateway? = try FakeGateway(at: place) { _ in [.answer(.legs([]))] }
        let connection = try Connection(to: place, identity: .account, backoff: brisk)
        #expect(try connection.ask(.mine(), until: soon()).kind == "legs")
        #expect(first?.heard.count == 1)
        first = nil
        // What is asked before the loss is noticed is lost with the link.
        #expect(try connection.next(until: soon()) == nil)
        let second = try FakeGateway(at: place) { _ in [.answer(.legs([]))] }
        #expect(try connection.ask(.mine(), until: soon()).kind == "legs")
        #expect(second.heard.count == 1)
        #expect(connection.cuts == 1)
    }

    @Test func `does not keep an asker waiting`() throws {
        let place = "ipc:///tmp/relais-link-\(UInt32.random(in: 0...UInt32.max))"
        var gateway: FakeGateway? = try FakeGateway(at: place) { _ in [] }
        let connection = try Connection(to: place, identity: .account, backoff: brisk)
        _ = try connection.send(.mine(), until: soon())
        #expect(gateway?.hears("mine") == true)
        gateway = nil
        #expect(try connection.next(until: soon()) == nil)
        #expect(connection.cuts == 1)
    }
}
