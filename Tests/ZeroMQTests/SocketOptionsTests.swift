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
