import Testing

@testable import ZeroMQ

@Suite(.timeLimit(Patience.most)) struct `A request for admission` {
    static let key = [UInt8](repeating: 7, count: 32)

    /// A good request, as frames.
    static let good: [[UInt8]] =
        ["1.0", "1", "intake", "127.0.0.1", "", "CURVE"].map {
            [UInt8]($0)
        } + [key]

    /// The good request with one frame changed.
    static func with(_ index: Int, _ bytes: [UInt8]) -> [[UInt8]] {
        var frames = good
        frames[index] = bytes
        return frames
    }

    static let odd: [[[UInt8]]] =
        [
            [], [[]], Array(good.dropLast()), Array(good.prefix(2)), good + [[]], good + [key],
            [[UInt8]](repeating: [1], count: 40),
            with(0, [UInt8]("1.1")), with(0, []), with(0, [UInt8]("1.0\0")),
            with(1, []), with(1, [UInt8](repeating: 1, count: 256)),
            with(2, []), with(2, [0xff]), with(2, [UInt8]("in take")),
            with(2, [UInt8](repeating: 0x61, count: 256)),
            with(3, []), with(3, [0]), with(3, [UInt8](repeating: 0x61, count: 256)),
            with(4, [UInt8](repeating: 1, count: 256)),
            with(5, []), with(5, [UInt8]("curve")), with(5, [UInt8]("PLAIN")),
            with(5, [UInt8]("NULL")), with(5, [UInt8]("GSSAPI")),
            with(6, []), with(6, Array(key.dropLast())), with(6, key + [7]),
            with(6, [UInt8](repeating: 7, count: 10_000)),
        ]

    @Test func `is read`() throws {
        let request = try #require(ZapRequest(Self.good))
        #expect(request.domain == ZapDomain("intake"))
        #expect(request.address == "127.0.0.1")
        #expect(request.mechanism == CurvePublicKey(Self.key).map { .curve($0) })
    }

    @Test func `without keys has no credentials`() throws {
        let frames = Array(Self.with(5, [UInt8]("NULL")).dropLast())
        #expect(try #require(ZapRequest(frames)).mechanism == .null)
    }

    @Test(arguments: odd)
    func `that is odd is no request`(frames: [[UInt8]]) {
        #expect(ZapRequest(frames) == nil)
    }

    // The doorkeeper here would admit anybody whose request it can read.
    @Test func `that is odd is answered 400 each time, and the next good one 200`() throws {
        let context = try Context()
        let user = try #require(UserId("agency:1819"))
        let doorkeeper = try Doorkeeper(in: context) { _ in .admitted(user) }
        let asker = try Socket(.asker, in: context)
        try asker.connect(Doorkeeper.endpoint)

        for frames in Self.odd {
            #expect(try asker.sendOnceLinked([[]] + frames) == .sent)
            let answer = try asker.nextFrames()
            #expect(answer.count == 7 && answer[1] == [UInt8]("1.0"), "\(frames)")
            #expect(answer.count == 7 && answer[3] == [UInt8]("400"), "\(frames)")
        }
        #expect(try asker.send([[UInt8]("no delimiter")]) == .sent)
        #expect(try asker.nextFrames().contains([UInt8]("400")))
        #expect(doorkeeper.counts.malformed == Self.odd.count + 1)
        #expect(doorkeeper.counts.admitted == 0)

        #expect(try asker.send([[]] + Self.good) == .sent)
        let answer = try asker.nextFrames()
        #expect(answer == [[]] + ["1.0", "1", "200", "OK", "agency:1819", ""].map { [UInt8]($0) })
        #expect(doorkeeper.counts.admitted == 1)
    }

    @Test func `of one who does not wait for the answer stops nobody`() throws {
        let context = try Context()
        let bell = try WakeBell()
        let user = try #require(UserId("agency:1819"))
        let doorkeeper = try Doorkeeper(in: context, ringing: bell) { _ in .admitted(user) }
        for number in 1...20 {
            let hasty = try Socket(.asker, in: context)
            try hasty.connect(Doorkeeper.endpoint)
            #expect(try hasty.send([[]] + Self.good) == .sent)
            hasty.close()
            #expect(Patience.wait(for: bell) { doorkeeper.counts.admitted == number })
        }
        let asker = try Socket(.asker, in: context)
        try asker.connect(Doorkeeper.endpoint)
        #expect(try asker.send([[]] + Self.good) == .sent)
        #expect(try asker.nextFrames().count == 7)
    }

    @Test func `gets the number of its own answer`() {
        let answer = Admission.undecided.reply(to: [9, 9])
        #expect(answer[1] == [9, 9])
        #expect(answer[2] == [UInt8]("300"))
        #expect(answer[4] == [] && answer[5] == [])
        #expect(Admission.refused.reply(to: [1])[4] == [])
    }
}

extension SocketOptions {
    /// One who asks a doorkeeper what libzmq never would.
    static let asker = SocketOptions(
        kind: .dealer,
        maxMessageBytes: 1 << 16,
        sendHighWater: 100,
        security: .none,
        framesKept: 16
    )
}
