import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `A verdict under other rules` {
    @Test func `is given back, and nothing of it is stored`() {
        var scene = RecorderScene()
        let ticket = scene.send([SampleEvents.request("e1")], under: SampleBundle.other)
        #expect(scene.turn() == [])
        #expect(scene.replies[ticket] == nil && scene.facts.isEmpty)
    }

    @Test func `takes those of its agency behind it with it, until it comes again`() {
        var scene = RecorderScene()
        #expect(Self.put(&scene, 1, "e1", under: SampleBundle.other) == ["judge 1 again"])
        #expect(Self.put(&scene, 2, "e2") == ["judge 2 again"])
        #expect(Self.put(&scene, 1, "e1") == [])
        #expect(Self.put(&scene, 2, "e2") == [])
        #expect(scene.turn() == ["append 6", "1 < receipt 200", "2 < receipt 200"])
    }

    @Test func `lets those of another agency pass`() {
        var scene = RecorderScene()
        Self.put(&scene, 1, "e1", under: SampleBundle.other)
        scene.send([SampleEvents.request("e2", from: "south")], from: "south")
        #expect(scene.turn() == ["append 4", "2 < receipt 200"])
    }

    @Test func `is forgotten with the link it came by`() {
        var scene = RecorderScene()
        Self.put(&scene, 7, "e1", under: SampleBundle.other)
        scene.step(.linked)
        #expect(Self.put(&scene, 8, "e2") == [])
    }

    @discardableResult
    private static func put(
        _ scene: inout RecorderScene,
        _ ticket: UInt64,
        _ id: String,
        under bundle: Bundle = SampleBundle.bundle
    ) -> [String] {
        let work = SampleEvents.work([SampleEvents.request(id)], ticket: ticket)
        let verdict = SampleEvents.judge(work, under: bundle)
        let inquiry = PublishInquiry(lines: work.lines)
        return scene.put("agency:north", .publish(inquiry, verdict), in: nil, under: ticket)
    }
}
