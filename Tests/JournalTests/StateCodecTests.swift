import Exchange
import Foundation
import Journal
import Referrals
import Testing
import Triage

@Suite struct `The state codec` {
    private func read(_ bytes: [UInt8]) throws -> SwitchboardState {
        let version = StateCodec.stateVersion
        return try #require(try StateCodec.decode(bytes, stateVersion: version))
    }

    @Test func `gives back a leg in every state`() throws {
        let state = try StateCodecSample.state()
        #expect(try read(StateCodec.encode(state)) == state)
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `gives back what facts have made`(seed: UInt64) throws {
        var story = try StateCodecStory(seed: seed, bundle: StateCodecBundle.bundle())
        try story.live(steps: 400)
        let state = story.board.state
        #expect(state.cases.count > 20)
        #expect(try read(StateCodec.encode(state)) == state)
    }

    @Test func `knows no other version`() throws {
        let bytes = StateCodec.encode(try StateCodecSample.state())
        let version = StateCodec.stateVersion + 1
        #expect(try StateCodec.decode(bytes, stateVersion: version) == nil)
    }

    @Test func `finds a state that was cut short`() throws {
        let bytes = StateCodec.encode(try StateCodecSample.state())
        for count in 0..<bytes.count {
            #expect(throws: CodecFault.self) { try read(Array(bytes[..<count])) }
        }
    }

    @Test func `survives every flipped bit`() throws {
        let bytes = StateCodec.encode(try StateCodecSample.state())
        for place in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[place] ^= 1 << UInt8(bit)
                do throws(CodecFault) {
                    _ = try StateCodec.decode(flipped, stateVersion: StateCodec.stateVersion)
                } catch {
                    #expect(error.offset <= bytes.count)
                }
            }
        }
    }

    /// Bytes that change under the same version would be read as something else after an upgrade.
    ///
    /// When this fails, count ``StateCodec/stateVersion`` up, then `RELAIS_RENDER=1 swift test`.
    @Test func `writes the bytes of its version`() throws {
        let bytes = StateCodec.encode(try StateCodecSample.state())
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/state-v\(StateCodec.stateVersion).bin")
        if ProcessInfo.processInfo.environment["RELAIS_RENDER"] == "1" {
            try Data(bytes).write(to: file)
        }
        #expect(try Array(Data(contentsOf: file)) == bytes)
    }
}

@Suite struct `A switchboard that goes on from a snapshot` {
    private func pair(seed: UInt64) throws -> (lived: StateCodecStory, resumed: Switchboard) {
        let bundle = try StateCodecBundle.bundle()
        var story = try StateCodecStory(seed: seed, bundle: bundle)
        try story.live(steps: 300)
        let bytes = StateCodec.encode(story.board.state)
        let version = StateCodec.stateVersion
        let state = try #require(try StateCodec.decode(bytes, stateVersion: version))
        return (story, Switchboard(state: state, bundle: bundle))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `comes to the same state by the same facts`(seed: UInt64) throws {
        var (story, resumed) = try pair(seed: seed)
        let known = story.facts.count
        try story.live(steps: 200)
        for fact in story.facts[known...] { resumed.apply(fact, at: resumed.position.next) }
        #expect(resumed.state == story.board.state)
        #expect(resumed.nextDeadline == story.board.nextDeadline)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `counts the same in every queue`(seed: UInt64) throws {
        let (story, resumed) = try pair(seed: seed)
        #expect(resumed.openLegs == story.board.openLegs)
        #expect(resumed.desks.keys.sorted() == story.board.desks.keys.sorted())
        for (queue, desk) in story.board.desks {
            let other = try #require(resumed.desks[queue])
            #expect(other.waiting == desk.waiting)
            #expect(other.offered == desk.offered)
            #expect(other.open == desk.open)
            #expect(
                Need.allCases.map { other.waiting(for: $0) }
                    == Need.allCases.map { desk.waiting(for: $0) }
            )
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `breaks no rule that was kept before`(seed: UInt64) throws {
        let (story, resumed) = try pair(seed: seed)
        #expect(resumed.checkInvariants() == story.board.checkInvariants())
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `hands out the same legs in the same order`(seed: UInt64) throws {
        var (story, resumed) = try pair(seed: seed)
        let queues = story.board.bundle.directory.queues
        let lived = handOuts(of: &story.board, to: story.partner, from: queues)
        let again = handOuts(of: &resumed, to: story.partner, from: queues)
        #expect(lived == again)
        #expect(!lived.isEmpty)
    }

    /// The legs that one session gets that never runs out of credit.
    private func handOuts(
        of board: inout Switchboard,
        to partner: PartnerID,
        from queues: [QueueID]
    ) -> [LegID] {
        let session = SessionID(1)
        board.presence.attach(session, partner: partner, name: "a", queues: queues)
        board.presence.credit(session, through: 1, got: nil)
        var legs: [LegID] = []
        var place = 0
        while let handOut = board.nextHandOut(at: FactCodecSamples.at + .days(1), from: &place) {
            legs.append(handOut.leg)
            board.apply(handOut.fact, at: board.position.next)
        }
        return legs
    }
}
