import Testing

@testable import RelaisClient
@testable import ZeroMQ

@Suite struct `The socket of a client` {
    /// What the contract asks of a client's socket, and how much it is.
    private static let asked: [(name: String, value: OptionSetting.Value)] = [
        ("LINGER", .int(0)), ("IMMEDIATE", .int(1)), ("SNDTIMEO", .int(0)), ("RCVTIMEO", .int(0)),
        ("SNDHWM", .int(1_024)), ("RCVHWM", .int(0)), ("RECONNECT_IVL", .int(250)),
        ("RECONNECT_IVL_MAX", .int(30_000)), ("MAXMSGSIZE", .long(4 << 20)),
    ]

    @Test(arguments: asked.indices)
    func `is set as the contract asks, and says so`(index: Int) throws {
        let (name, value) = Self.asked[index]
        let connection = try Connection(to: "ipc:///tmp/relais-nobody-reads-settings")
        let socket = try #require(connection.link.socket)
        let setting = try #require(socket.options.settings.first { "\($0.name)" == name })
        #expect(try setting.read(from: socket.open("test")) == value)
    }

    @Test func `sends no heartbeats of ZeroMQ, and bears no name of its own`() throws {
        let connection = try Connection(to: "ipc:///tmp/relais-nobody-reads-settings")
        let socket = try #require(connection.link.socket)
        let names = socket.options.settings.map { "\($0.name)" }
        #expect(!names.contains { $0.hasPrefix("HEARTBEAT") || $0 == "ROUTING_ID" })
    }

    @Test func `with keys leaves room for what they add, and knows whom it looks for`() throws {
        let (own, server) = (try CurveKeyPair.make(), try CurveKeyPair.make())
        let connection = try Connection(
            to: "ipc:///tmp/relais-nobody-reads-settings",
            identity: .keys(own, serverKey: server.publicKey)
        )
        let socket = try #require(connection.link.socket)
        let wanted: [(String, OptionSetting.Value)] = [
            ("MAXMSGSIZE", .long(4 << 20 + 33)), ("CURVE_SERVERKEY", .publicKey(server.publicKey)),
            ("CURVE_PUBLICKEY", .publicKey(own.publicKey)),
            ("CURVE_SECRETKEY", .secretKey(own.secretKey)),
        ]
        for (name, value) in wanted {
            let setting = try #require(socket.options.settings.first { "\($0.name)" == name })
            #expect(try setting.read(from: socket.open("test")) == value, "\(name)")
        }
    }
}

@Suite struct `A backoff` {
    @Test func `doubles from its first wait to its longest`() {
        var backoff = Backoff.link
        backoff.spreadHundredths = 0
        let waits = (1...9).map { backoff.wait(after: $0) / .milliseconds(1) }
        #expect(waits == [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    }

    @Test func `is a fifth off at most, and not always the same`() {
        let waits = (1...200).map { _ in Backoff.link.wait(after: 3) / .milliseconds(1) }
        #expect(waits.allSatisfy { (800...1_200).contains($0) })
        #expect(Set(waits).count > 1)
    }

    @Test func `spreads also what the gateway asks for`() {
        let waits = (1...200).map { _ in
            Backoff.link.wait(after: 1, asked: .seconds(10)) / .seconds(1)
        }
        #expect(waits.allSatisfy { (8...12).contains($0) })
        #expect(Set(waits).count > 1)
    }
}
