import Testing

@testable import ZeroMQ

@Suite struct `Socket options` {
    static let profiles: [SocketOptions] = [
        .boundRouter(maxMessageBytes: 270_369),
        .clientDealer(maxMessageBytes: 1 << 22, sendHighWater: 64),
        .request(maxMessageBytes: 1 << 22),
        .publisher(),
        .subscriber(maxMessageBytes: 1 << 20),
    ]

    static func lockedProfiles() throws -> [SocketOptions] {
        let (server, client) = (try CurveKeyPair.make(), try CurveKeyPair.make())
        let domain = try #require(ZapDomain("desk"))
        let ours = Security.curveServer(secretKey: server.secretKey, domain: domain)
        let theirs = Security.curveClient(keys: client, serverKey: server.publicKey)
        return [
            .boundRouter(maxMessageBytes: 270_336, security: ours),
            .publisher(security: ours),
            .clientDealer(maxMessageBytes: 1 << 22, sendHighWater: 64, security: theirs),
            .request(maxMessageBytes: 1 << 22, security: theirs),
            .subscriber(maxMessageBytes: 1 << 20, security: theirs),
        ]
    }

    @Test func `with keys are in force before a socket binds`() throws {
        for profile in try Self.lockedProfiles() {
            let socket = try Socket(profile, in: Context())
            let handle = try socket.open("test")
            for setting in profile.settings where setting.canBeReadBack {
                #expect(try setting.read(from: handle) == setting.value, "\(setting.name)")
            }
        }
    }

    @Test func `with keys leave room for what the keys add`() throws {
        for profile in try Self.lockedProfiles() {
            let bytes = try #require(profile.settings.first { "\($0.name)" == "MAXMSGSIZE" })
            #expect(bytes.value == .long(Int64(profile.maxMessageBytes + 33)))
        }
    }

    @Test func `with keys enforce the domain before the key is set, and read it back`() throws {
        let settings = try Self.lockedProfiles()[0].settings.suffix(4)
        #expect(
            settings.map { "\($0.name)" } == [
                "ZAP_DOMAIN", "ZAP_ENFORCE_DOMAIN", "CURVE_SERVER", "CURVE_SECRETKEY",
            ]
        )
        #expect(settings.filter { !$0.canBeReadBack }.isEmpty)
    }

    @Test(arguments: profiles)
    func `are in force before a socket binds`(profile: SocketOptions) throws {
        let socket = try Socket(profile, in: Context())
        let handle = try socket.open("test")
        let readable = profile.settings.filter(\.canBeReadBack)
        #expect(readable.count >= 11)
        for setting in readable {
            #expect(try setting.read(from: handle) == setting.value, "\(setting.name)")
        }
    }

    @Test(arguments: profiles)
    func `never stall the input, linger or send heartbeats`(profile: SocketOptions) {
        var values: [String: OptionSetting.Value] = [:]
        for setting in profile.settings { values["\(setting.name)"] = setting.value }
        #expect(values["RCVHWM"] == .int(0))
        #expect(values["LINGER"] == .int(0))
        #expect(values["MAXMSGSIZE"] == .long(Int64(profile.maxMessageBytes)))
        #expect(values["HEARTBEAT_IVL"] == nil)
    }

    @Test func `that libzmq refuses make no socket`() throws {
        let context = try Context()
        let failure = #expect(throws: ZeroMQFailure.self) {
            _ = try Socket(.boundRouter(maxMessageBytes: 1, sendHighWater: -1), in: context)
        }
        #expect(failure?.description == "zmq_setsockopt SNDHWM: Invalid argument (22)")
    }

    @Test func `of an endpoint that is none are a failure that names it`() throws {
        let socket = try Socket(.boundRouter(maxMessageBytes: 1), in: Context())
        let failure = #expect(throws: ZeroMQFailure.self) { try socket.bind("post://rue-haute") }
        #expect(failure?.call == "zmq_bind post://rue-haute")
    }
}
