import Exchange
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `The door of the dispatchers` {
    private let id: [UInt8] = [0, 1]

    private func said(_ effects: [WorkDoor.Effect]) -> [String] {
        effects.flatMap { effect -> [String] in
            switch effect {
            case .send(let id, let frame): LinkScene.names(frame).map { "to \(id[1]): \($0)" }
            case .gateway(.dispatcher(let number, let name, let room, _)):
                ["\(name) is \(number), room \(room)"]
            case .gateway(.dispatcherGone(let number)): ["\(number) is gone"]
            case .gateway(.verdict(let number, let verdict)):
                ["\(number) judged \(verdict.ticket.number)"]
            case .gateway: ["another input"]
            }
        }
    }

    private func ready(_ bundle: Digest? = nil) -> [UInt8] {
        let ready = StationMessage.Ready(
            name: "one",
            bundle: bundle,
            room: 4,
            killers: Killers()
        )
        return StationCodec.encode([.ready(ready)])
    }

    private var verdict: [UInt8] {
        let verdict = WorkVerdict(
            ticket: Ticket(7),
            bundle: SampleBundle.bundle.address,
            lines: []
        )
        return StationCodec.encode([.verdict(verdict)])
    }

    @Test func `tells a dispatcher the rules before it is given anything`() {
        var door = WorkDoor()
        _ = door.take(SampleBundle.files)
        #expect(
            said(door.hear(ready(), from: id, named: nil, at: LinkScene.start))
                == ["to 1: bundle", "one is 1, room 4"]
        )
    }

    @Test func `tells no rules to who has them`() {
        var door = WorkDoor()
        _ = door.take(SampleBundle.files)
        let ready = ready(SampleBundle.files.address)
        #expect(
            said(door.hear(ready, from: id, named: nil, at: LinkScene.start)) == [
                "one is 1, room 4"
            ]
        )
    }

    @Test func `tells other rules to all who are there`() {
        var door = WorkDoor()
        _ = door.hear(ready(), from: id, named: nil, at: LinkScene.start)
        #expect(said(door.take(SampleBundle.files)) == ["to 1: bundle"])
        #expect(said(door.take(SampleBundle.files)) == [])
    }

    @Test func `calls a dispatcher what its key calls it`() {
        var door = WorkDoor()
        let effects = door.hear(ready(), from: id, named: "dispatcher:north", at: LinkScene.start)
        #expect(said(effects) == ["dispatcher:north is 1, room 4"])
    }

    @Test func `has whoever did not say ready begin anew`() {
        var door = WorkDoor()
        #expect(
            said(door.hear(verdict, from: id, named: nil, at: LinkScene.start)) == [
                "to 1: stranger"
            ]
        )
        #expect(door.strangers == 1)
    }

    @Test func `answers a stranger's frame once, whatever is in it`() {
        var door = WorkDoor()
        let frame = StationCodec.encode([StationMessage](repeating: .beat, count: 100))
        #expect(
            said(door.hear(frame, from: id, named: nil, at: LinkScene.start)) == ["to 1: stranger"]
        )
        #expect(door.strangers == 1)
    }

    @Test func `hears one greeting in a frame, and tells the rules once on a connection`() {
        var door = WorkDoor()
        _ = door.take(SampleBundle.files)
        let frame = ready() + ready().dropFirst() + ready().dropFirst()
        #expect(
            said(door.hear(frame, from: id, named: nil, at: LinkScene.start))
                == ["to 1: bundle", "one is 1, room 4"]
        )
        #expect(door.garbage == 2)
        #expect(
            said(door.hear(ready(), from: id, named: nil, at: LinkScene.start))
                == ["1 is gone", "one is 2, room 4"]
        )
    }

    @Test func `takes who says ready again for another`() {
        var door = WorkDoor()
        _ = door.hear(ready(), from: id, named: nil, at: LinkScene.start)
        #expect(
            said(door.hear(ready(), from: id, named: nil, at: LinkScene.start))
                == ["1 is gone", "one is 2, room 4"]
        )
        #expect(
            said(door.hear(verdict, from: id, named: nil, at: LinkScene.start)) == ["2 judged 7"]
        )
    }

    @Test func `takes who is silent for four seconds for gone`() {
        var door = WorkDoor()
        _ = door.hear(ready(), from: id, named: nil, at: LinkScene.start)
        #expect(said(door.tick(at: LinkScene.start + .seconds(4))) == ["to 1: beat"])
        #expect(said(door.tick(at: LinkScene.start + .milliseconds(4_001))) == ["1 is gone"])
        #expect(door.count == 0)
    }

    @Test func `hears that one lives by anything it says`() {
        var door = WorkDoor()
        _ = door.hear(ready(), from: id, named: nil, at: LinkScene.start)
        let beat = StationCodec.encode([.beat])
        _ = door.hear(beat, from: id, named: nil, at: LinkScene.start + .seconds(3))
        #expect(said(door.tick(at: LinkScene.start + .seconds(6))) == ["to 1: beat"])
    }

    @Test func `knows at once of one who goes in order, or cannot be reached`() {
        var door = WorkDoor()
        _ = door.hear(ready(), from: id, named: nil, at: LinkScene.start)
        let bye = StationCodec.encode([.bye])
        #expect(said(door.hear(bye, from: id, named: nil, at: LinkScene.start)) == ["1 is gone"])
        _ = door.hear(ready(), from: id, named: nil, at: LinkScene.start)
        #expect(said(door.lose(id)) == ["2 is gone"])
        #expect(said(door.lose(id)) == [])
    }

    @Test func `counts garbage and says nothing to it`() {
        var door = WorkDoor()
        #expect(said(door.hear([2, 99], from: id, named: nil, at: LinkScene.start)) == [])
        #expect(
            said(door.hear([], from: id, named: nil, at: LinkScene.start)) == [
                "to 1: refused version"
            ]
        )
        #expect(
            said(door.hear([7], from: id, named: nil, at: LinkScene.start)) == [
                "to 1: refused version"
            ]
        )
        #expect(door.garbage == 3)
    }

    @Test func `does not read a frame of more messages than any station sends`() {
        var door = WorkDoor()
        _ = door.hear(ready(), from: id, named: nil, at: LinkScene.start)
        let most = [StationMessage](repeating: .beat, count: StationCodec.frameMessagesMax)
        _ = door.hear(StationCodec.encode(most), from: id, named: nil, at: LinkScene.start)
        #expect(door.garbage == 0)
        let more = StationCodec.encode(most + [.beat])
        #expect(said(door.hear(more, from: id, named: nil, at: LinkScene.start)) == [])
        #expect(door.garbage == 1)
    }

    @Test func `takes nothing from a dispatcher that a recorder would say`() {
        var door = WorkDoor()
        _ = door.hear(ready(), from: id, named: nil, at: LinkScene.start)
        let forged = StationCodec.encode([.done(Ticket(1), [], acknowledges: false), .keys([])])
        #expect(said(door.hear(forged, from: id, named: nil, at: LinkScene.start)) == [])
        #expect(door.garbage == 2)
    }
}

@Suite struct `The door of the recorder` {
    private let one: [UInt8] = [0, 1]
    private let two: [UInt8] = [0, 2]

    private func door(isInsecure: Bool = false) -> RecordDoor {
        RecordDoor(epoch: 5, isInsecure: isInsecure, read: LinkScene.read)
    }

    private func said(_ effects: [RecordDoor.Effect]) -> [String] {
        effects.flatMap { effect -> [String] in
            switch effect {
            case .send(let id, let frame): LinkScene.names(frame).map { "to \(id[1]): \($0)" }
            case .gateway(.linked): ["linked"]
            case .gateway(.unlinked): ["unlinked"]
            case .gateway(.push(let session, _)): ["push to \(session.number)"]
            case .gateway(.bundle): ["bundle"]
            case .gateway: ["another input"]
            case .rules: ["rules"]
            case .keys(let cards): ["\(cards.count) keys"]
            case .alarm(let words): ["alarm: \(words)"]
            }
        }
    }

    private func link(
        term: UInt64 = 1,
        _ files: BundleFiles = SampleBundle.files,
        isInsecure: Bool = false
    ) -> [UInt8] {
        StationCodec.encode([.link(Self.link(term: term, files, isInsecure: isInsecure))])
    }

    static func link(
        term: UInt64 = 1,
        _ files: BundleFiles = SampleBundle.files,
        isInsecure: Bool = false
    ) -> StationMessage.Link {
        let head = JournalPoint(journal: 1, position: Position(2), head: Digest(1, 2, 3, 4))
        return StationMessage.Link(
            term: term,
            bundle: files,
            head: head,
            ping: .seconds(5),
            isInsecure: isInsecure
        )
    }

    @Test func `says that the link is taken before anything that was open comes again`() {
        var door = door()
        #expect(said(door.hear(link(), from: one, at: LinkScene.start)) == ["rules", "linked"])
        door.put(.sessionEnded(SessionID(3)))
        #expect(said(door.flush(at: LinkScene.start)) == ["to 1: linked 5", "to 1: gone"])
    }

    @Test func `gives a later term the place of an earlier one, and never the other way about`() {
        var door = door()
        _ = door.hear(link(term: 2), from: one, at: LinkScene.start)
        #expect(
            said(door.hear(link(term: 1), from: two, at: LinkScene.start)) == [
                "to 2: refused olderTerm"
            ]
        )
        #expect(
            said(door.hear(link(term: 3), from: two, at: LinkScene.start))
                == ["to 1: stranger", "rules", "linked"]
        )
    }

    @Test func `takes nothing from one whose place another has`() {
        var door = door()
        _ = door.hear(link(term: 1), from: one, at: LinkScene.start)
        _ = door.hear(link(term: 2), from: two, at: LinkScene.start)
        let late = StationCodec.encode([.push(1, SessionID(1), [])])
        #expect(said(door.hear(late, from: one, at: LinkScene.start)) == ["to 1: stranger"])
    }

    @Test func `takes no recorder with a journal begun insecurely, nor one with keys without`() {
        var locked = door()
        #expect(
            said(locked.hear(link(isInsecure: true), from: one, at: LinkScene.start))
                == ["to 1: refused security"]
        )
        var open = door(isInsecure: true)
        #expect(
            said(open.hear(link(), from: one, at: LinkScene.start)) == ["to 1: refused security"]
        )
    }

    @Test func `refuses rules that it cannot read, and says so`() {
        var door = door()
        #expect(
            said(door.hear(link(LinkScene.badFiles), from: one, at: LinkScene.start))
                == ["to 1: refused bundle", "alarm: triage.yaml:1: no rules"]
        )
        #expect(!door.isLinked)
    }

    @Test func `is without a recorder that is silent, gone, or cannot be reached`() {
        var door = door()
        _ = door.hear(link(), from: one, at: LinkScene.start)
        _ = door.flush(at: LinkScene.start)
        #expect(said(door.tick(at: LinkScene.start + .seconds(2))) == ["to 1: beat"])
        #expect(said(door.tick(at: LinkScene.start + .milliseconds(4_001))) == ["unlinked"])
        _ = door.hear(link(), from: one, at: LinkScene.start)
        #expect(
            said(door.hear(StationCodec.encode([.bye]), from: one, at: LinkScene.start)) == [
                "unlinked"
            ]
        )
        _ = door.hear(link(), from: one, at: LinkScene.start)
        #expect(said(door.lose(two)) == [])
        #expect(said(door.lose(one)) == ["unlinked"])
    }

    @Test func `keeps nothing for a recorder that is not there`() {
        var door = door()
        door.put(.sessionEnded(SessionID(3)))
        _ = door.hear(link(), from: one, at: LinkScene.start)
        #expect(said(door.flush(at: LinkScene.start)) == ["to 1: linked 5"])
    }

    @Test func `confirms what was pushed, once a turn`() {
        var door = door()
        _ = door.hear(link(), from: one, at: LinkScene.start)
        _ = door.flush(at: LinkScene.start)
        let pushes = StationCodec.encode([
            .push(1, SessionID(8), []), .push(2, SessionID(9), []),
        ])
        #expect(
            said(door.hear(pushes, from: one, at: LinkScene.start)) == ["push to 8", "push to 9"]
        )
        #expect(said(door.flush(at: LinkScene.start)) == ["to 1: pushed 2"])
        #expect(said(door.flush(at: LinkScene.start)) == [])
    }

    @Test func `tells of the keys that the recorder tells`() {
        var door = door()
        _ = door.hear(link(), from: one, at: LinkScene.start)
        let keys = StationCodec.encode([.keys([[1], [2]])])
        #expect(said(door.hear(keys, from: one, at: LinkScene.start)) == ["2 keys"])
        #expect(said(door.hear(keys, from: two, at: LinkScene.start)) == ["to 2: stranger"])
    }
}
