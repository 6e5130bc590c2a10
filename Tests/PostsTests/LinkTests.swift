import Exchange
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `A new link` {
    @Test func `is not told what the old one asked`() {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        scene.send([SampleEvents.request("e1")])
        scene.turn()
        scene.step(.linked)
        #expect(scene.sync() == [])
        scene.send([SampleEvents.request("e1")])
        #expect(scene.turn() == ["2 < receipt 202"])
    }

    @Test func `still hears of rules that were put in force over the old one`() {
        var scene = RecorderScene()
        let files = BundleFiles(address: SampleBundle.other.address, files: [])
        scene.folder = .good(files, SampleBundle.other)
        scene.isDiskSlow = true
        scene.step(.reload)
        scene.turn()
        scene.step(.linked)
        #expect(scene.sync().first == "bundle")
    }

    @Test func `is passed over by an answer of the journal to the old one`() throws {
        let scene = try RecorderScene.accepted()
        let open = Put.Ask.open(OpenInquiry(leg: RecorderScene.leg, by: "q"))
        var recorder = scene.recorder
        let put = Put(
            ticket: Ticket(90),
            principal: .partner(partner("money")),
            session: SessionID(1),
            ask: open
        )
        _ = recorder.step(.put(put), at: scene.now)
        _ = recorder.step(.turn, at: scene.now)
        let point = RecorderScene.point(at: Position(UInt64(scene.facts.count) + 1))
        var asked: [ReadID] = []
        for case .journal(.unseal(let id, _)) in recorder.step(.committed(point), at: scene.now) {
            asked.append(id)
        }
        _ = recorder.step(.linked, at: scene.now)
        let id = try #require(asked.first)
        #expect(recorder.step(.contents(id, []), at: scene.now).isEmpty)
    }
}
