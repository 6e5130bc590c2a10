import Exchange
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `The recorder's end of a link` {
    private func said(_ effects: [EndEffect<Recorder.Input>]) -> [String] {
        effects.flatMap { effect -> [String] in
            switch effect {
            case .send(let frame): LinkScene.names(frame)
            case .own(.linked): ["linked"]
            case .own(.put(let put)): ["put \(put.ticket.number)"]
            case .own(.sessionEnded(let session)): ["\(session.number) ended"]
            case .own: ["another input"]
            case .renew(let pause): ["renew after \(pause.wholeMilliseconds)"]
            case .alarm(let words): ["alarm: \(words)"]
            }
        }
    }

    private func end() -> RecorderEnd {
        RecorderEnd(`The door of the recorder`.link(), keys: [[1]])
    }

    private func linked() -> RecorderEnd {
        var end = end()
        _ = end.step(.opened, at: LinkScene.start)
        _ = end.step(.frame(StationCodec.encode([.linked(epoch: 5)])), at: LinkScene.start)
        return end
    }

    private func follow(_ ticket: UInt64) throws -> [UInt8] {
        let frame = Array(#"{"v":1,"kind":"follow","seq":70,"as":"agency:north"}"#.utf8)
        let principal = try #require(Principal("agency:north"))
        let put = Put(
            ticket: Ticket(ticket),
            principal: principal,
            session: nil,
            ask: .mine(),
            letter: Put.Letter(frame: frame, at: LinkScene.start)
        )
        return StationCodec.encode([.put(PutLetter(put))])
    }

    @Test func `says first what it is, and the keys`() {
        var end = end()
        #expect(said(end.step(.opened, at: LinkScene.start)) == ["link", "keys"])
    }

    @Test func `begins when the gateway says so`() {
        var end = end()
        _ = end.step(.opened, at: LinkScene.start)
        let linked = StationCodec.encode([.linked(epoch: 5)])
        #expect(said(end.step(.frame(linked), at: LinkScene.start)) == ["linked"])
    }

    @Test func `takes nothing of the link before`() throws {
        var end = end()
        _ = end.step(.opened, at: LinkScene.start)
        #expect(said(end.step(.frame(try follow(1)), at: LinkScene.start)) == [])
    }

    @Test func `replies to a ticket once, under the number that its message had`() throws {
        var end = linked()
        #expect(said(end.step(.frame(try follow(1)), at: LinkScene.start)) == ["put 1"])
        let done = RecorderEnd.Own.gateway(.done(Ticket(1), .message(.progress([]))))
        _ = end.step(.own(done), at: LinkScene.start)
        _ = end.step(.own(done), at: LinkScene.start)
        let effects = end.step(.tick, at: LinkScene.start)
        #expect(said(effects) == ["done 1"])
        guard case .send(let frame) = effects.first,
            case .done(_, let bytes, _) = try StationCodec.decode(frame).first
        else { return }
        #expect(Reply(bytes)?.re == 70)
        #expect(end.surplus == 1)
    }

    @Test func `replies to nothing that an earlier link asked`() throws {
        var end = linked()
        _ = end.step(.frame(try follow(1)), at: LinkScene.start)
        _ = end.step(.opened, at: LinkScene.start)
        _ = end.step(.frame(StationCodec.encode([.linked(epoch: 6)])), at: LinkScene.start)
        let done = RecorderEnd.Own.gateway(.done(Ticket(1), .message(.progress([]))))
        _ = end.step(.own(done), at: LinkScene.start)
        #expect(said(end.step(.tick, at: LinkScene.start)) == [])
    }

    @Test func `pushes nothing to sessions of an earlier link`() {
        var end = end()
        _ = end.step(.opened, at: LinkScene.start)
        let push = RecorderEnd.Own.gateway(.push(SessionID(1), .message(.notice([]))))
        _ = end.step(.own(push), at: LinkScene.start)
        #expect(said(end.step(.tick, at: LinkScene.start)) == [])
    }

    @Test func `answers in the recorder's place what cannot be read`() {
        var end = linked()
        let put = Put(
            ticket: Ticket(1),
            principal: .agency(agency("north")),
            session: nil,
            ask: .mine(),
            letter: Put.Letter(frame: Array("{".utf8), at: LinkScene.start)
        )
        let frame = StationCodec.encode([.put(PutLetter(put))])
        #expect(said(end.step(.frame(frame), at: LinkScene.start)) == [])
        #expect(said(end.step(.tick, at: LinkScene.start)) == ["done 1"])
        #expect(end.unreadable == 1)
    }

    @Test func `makes a new connection when the gateway is silent, or does not know it`() {
        var end = linked()
        #expect(said(end.step(.tick, at: LinkScene.start + .seconds(2))) == ["beat"])
        #expect(
            said(end.step(.tick, at: LinkScene.start + .milliseconds(4_001))) == ["renew after 0"]
        )
        let stranger = StationCodec.encode([.stranger])
        #expect(said(end.step(.frame(stranger), at: LinkScene.start)) == ["renew after 0"])
    }

    @Test func `tries again later when it is refused, and says why`() {
        var end = linked()
        let refused = StationCodec.encode([.refused(.security)])
        #expect(
            said(end.step(.frame(refused), at: LinkScene.start)) == [
                "alarm: the gateway does not take this recorder: one of the two speaks with keys and"
                    + " the other without",
                "renew after 5000",
            ]
        )
    }

    @Test func `begins a later link with the rules and keys of now`() throws {
        var end = linked()
        let rules = Gateway.Input.bundle(LinkScene.badFiles, SampleBundle.other)
        _ = end.step(.own(.gateway(rules)), at: LinkScene.start)
        _ = end.step(.own(.keys([[1], [2]])), at: LinkScene.start)
        let said = try end.step(.opened, at: LinkScene.start).flatMap { effect in
            guard case .send(let frame) = effect else { return [StationMessage]() }
            return try StationCodec.decode(frame)
        }
        guard case .link(let link) = said.first, case .keys(let keys) = said.last else {
            Issue.record("it began with something else")
            return
        }
        #expect(link.bundle == LinkScene.badFiles)
        #expect(keys.count == 2)
    }
}

@Suite struct `The dispatcher's end of a link` {
    private func said(_ effects: [EndEffect<Dispatcher.Input>]) -> [String] {
        effects.flatMap { effect -> [String] in
            switch effect {
            case .send(let frame): LinkScene.names(frame)
            case .own(.bundle): ["bundle"]
            case .own(.request(let request)): ["request \(request.ticket.number)"]
            case .own(.marked): ["marked"]
            case .renew(let pause): ["renew after \(pause.wholeMilliseconds)"]
            case .alarm(let words): ["alarm: \(words)"]
            }
        }
    }

    private func end() -> DispatcherEnd {
        DispatcherEnd(name: "one", killers: Killers(kills: [7: 1]), read: LinkScene.read)
    }

    private let request = StationCodec.encode([.request(SampleEvents.work([], ticket: 3))])

    @Test func `says first who it is and what killed it before`() throws {
        var end = end()
        guard case .send(let frame) = end.step(.opened, at: LinkScene.start).first,
            case .ready(let ready) = try StationCodec.decode(frame).first
        else {
            Issue.record("it said something else")
            return
        }
        #expect(ready.name == "one")
        #expect(ready.bundle == nil)
        #expect(ready.killers == Killers(kills: [7: 1]))
    }

    @Test func `takes no work before it has rules`() {
        var end = end()
        _ = end.step(.opened, at: LinkScene.start)
        #expect(said(end.step(.frame(request), at: LinkScene.start)) == ["renew after 5000"])
    }

    @Test func `takes rules, then work, and sends its verdict`() {
        var end = end()
        _ = end.step(.opened, at: LinkScene.start)
        let rules = StationCodec.encode([.bundle(SampleBundle.files)])
        #expect(said(end.step(.frame(rules), at: LinkScene.start)) == ["bundle"])
        #expect(said(end.step(.frame(request), at: LinkScene.start)) == ["request 3"])
        let verdict = SampleEvents.judge(SampleEvents.work([], ticket: 3))
        _ = end.step(.own(verdict), at: LinkScene.start)
        #expect(said(end.step(.tick, at: LinkScene.start)) == ["verdict 3"])
    }

    @Test func `forgets the verdicts of a link that broke`() {
        var end = end()
        _ = end.step(.opened, at: LinkScene.start)
        _ = end.step(
            .own(SampleEvents.judge(SampleEvents.work([], ticket: 3))),
            at: LinkScene.start
        )
        _ = end.step(.opened, at: LinkScene.start)
        #expect(said(end.step(.tick, at: LinkScene.start)) == [])
    }

    @Test func `rings where it cannot read the rules`() {
        var end = end()
        _ = end.step(.opened, at: LinkScene.start)
        #expect(
            said(
                end.step(
                    .frame(StationCodec.encode([.bundle(LinkScene.badFiles)])),
                    at: LinkScene.start
                )
            ) == [
                "alarm: the rules that the gateway sent cannot be read here: triage.yaml:1: no rules",
                "renew after 5000",
            ]
        )
    }

    @Test func `goes with what it has judged`() {
        var end = end()
        _ = end.step(.opened, at: LinkScene.start)
        _ = end.step(
            .own(SampleEvents.judge(SampleEvents.work([], ticket: 3))),
            at: LinkScene.start
        )
        #expect(said(end.step(.close, at: LinkScene.start)) == ["verdict 3", "bye"])
    }
}
