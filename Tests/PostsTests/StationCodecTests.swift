import Exchange
import Journal
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `What the stations say to each other` {
    @Test(arguments: StationSamples.all)
    func `is spelled so, in version 1, for ever`(sample: StationSamples.Sample) throws {
        let bytes = StationCodec.encode([sample.message])
        #expect(bytes.hexadecimal == (try StationSamples.goldens()[sample.name]))
    }

    @Test(arguments: StationSamples.all)
    func `is read as it was written`(sample: StationSamples.Sample) throws {
        let bytes = StationCodec.encode([sample.message])
        let read = try StationCodec.decode(bytes)
        #expect(read.count == 1)
        #expect(StationCodec.encode(read) == bytes)
    }

    @Test func `goes many a frame`() throws {
        let bytes = StationCodec.encode(StationSamples.all.map(\.message))
        #expect(try StationCodec.decode(bytes).count == StationSamples.all.count)
    }

    @Test func `of another version is not read`() throws {
        var bytes = StationCodec.encode([.beat])
        bytes[0] = 3
        #expect(throws: CodecFault(offset: 0, expected: .version(2))) {
            try StationCodec.decode(bytes)
        }
    }

    @Test(arguments: StationSamples.all)
    func `is refused when it is cut anywhere`(sample: StationSamples.Sample) throws {
        let bytes = StationCodec.encode([sample.message])
        for end in bytes.indices.dropFirst() where end > 1 {
            #expect(throws: CodecFault.self) { try StationCodec.decode(Array(bytes[..<end])) }
        }
    }

    @Test(arguments: StationSamples.all)
    func `with a bit turned is refused, or read and written the same`(
        sample: StationSamples.Sample
    ) {
        let bytes = StationCodec.encode([sample.message])
        for index in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[index] ^= 1 << UInt8(bit)
                do throws(CodecFault) {
                    let read = try StationCodec.decode(other)
                    #expect(StationCodec.encode(read) == other)
                } catch {
                    continue
                }
            }
        }
    }
}

@Suite struct `A message that goes on to a recorder elsewhere` {
    @Test func `is read there as the gateway read it`() throws {
        var scene = GatewayScene()
        let frame = Array(#"{"v":1,"kind":"follow","seq":7,"as":"agency:north","max":3}"#.utf8)
        let input = Gateway.Input.message(
            GatewayScene.Peer.north.route,
            frames: [frame],
            user: nil
        )
        guard case .put(let put) = scene.gateway.step(input, at: scene.now).first else {
            Issue.record("nothing went to the recorder")
            return
        }
        let read = try #require(PutLetter(put).read())
        #expect(read.seq == 7)
        guard case .follow(let follow) = read.put.ask else {
            Issue.record("it is another question there")
            return
        }
        #expect(follow.max == 3)
    }

    @Test func `has its lines decoded there, with the verdicts that a dispatcher gave them`() throws
    {
        let lines = [SampleEvents.request("e1"), "{}", SampleEvents.request("e2")]
        let letter = try Self.letter(lines) { SampleEvents.judge($0) }
        let read = try #require(letter.read())
        guard case .publish(_, let verdict) = read.put.ask else {
            Issue.record("it is no publish there")
            return
        }
        #expect(verdict.bundle == SampleBundle.bundle.address)
        let here = SampleEvents.judge(SampleEvents.work(lines, ticket: 1))
        #expect(verdict.lines.map(\.line) == [1, 2, 3])
        for (there, here) in zip(verdict.lines, here.lines) {
            switch (there.outcome, here.outcome) {
            case (.event(let event, let verdict), .event(let same, let other)):
                #expect(event == same)
                #expect(verdict == other)
            case (.refused(let refusal), .refused(let same)): #expect(refusal == same)
            default: Issue.record("another outcome there")
            }
        }
    }

    @Test func `leaves a line that has killed unopened`() throws {
        let lines = ["{ this kills"]
        let letter = try Self.letter(lines) { work in
            var work = work
            work.poisoned = [LineDigest.of(Array(lines[0].utf8)[...])]
            return SampleEvents.judge(work)
        }
        guard case .publish(_, let verdict) = try #require(letter.read()).put.ask,
            case .poison(let bytes) = try #require(verdict.lines.first).outcome
        else {
            Issue.record("it was opened")
            return
        }
        #expect(bytes == Confidential(Array(lines[0].utf8)))
    }

    @Test func `is not read where its verdict is of other lines`() throws {
        let one = try Self.letter([SampleEvents.request("e1")]) { SampleEvents.judge($0) }
        var two = try Self.letter([SampleEvents.request("e1"), "{}"]) { SampleEvents.judge($0) }
        two.verdict = one.verdict
        #expect(two.read() == nil)
        #expect(Reply(two.unreadable)?.text("error") == "internal")
    }

    /// What goes to the recorder of a message of these lines, judged so.
    static func letter(
        _ lines: [String],
        _ judge: (WorkRequest) -> WorkVerdict
    ) throws -> PutLetter {
        var scene = GatewayScene()
        let header = #"{"v":1,"kind":"publish","seq":1,"as":"agency:north"}"#
        let frame = Array(([header] + lines).joined(separator: "\n").utf8)
        let input = Gateway.Input.message(
            GatewayScene.Peer.north.route,
            frames: [frame],
            user: nil
        )
        guard case .work(_, let request) = scene.gateway.step(input, at: scene.now).first else {
            throw StationSamples.Missing()
        }
        let work = try StationCodec.decode(StationCodec.encode([.request(request)]))
        guard case .request(let there) = work.first else { throw StationSamples.Missing() }
        let spelled = try StationCodec.decode(StationCodec.encode([.verdict(judge(there))]))
        guard case .verdict(let verdict) = spelled.first,
            case .put(let put) = scene.gateway.step(.verdict(0, verdict), at: scene.now).first,
            case .put(let letter) = try StationCodec.decode(
                StationCodec.encode([.put(PutLetter(put))])
            ).first
        else { throw StationSamples.Missing() }
        return letter
    }
}
