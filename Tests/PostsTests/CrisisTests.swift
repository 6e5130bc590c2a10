import Posts
import Referrals
import Testing
import Wire

@Suite struct `What to show at once` {
    private static let crisis = #"{"code":"treasury.vat","urgency":"crisis"}"#

    @Test func `comes with a crisis that is stored`() throws {
        var scene = RecorderScene()
        let lines = try scene.publish(SampleEvents.request("e1", needs: [Self.crisis]))
        #expect(lines.first?.showNow.map(\.number) == ["112"])
    }

    @Test func `comes again with a repeat`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1", needs: [Self.crisis]))
        let lines = try scene.publish(SampleEvents.request("e1", needs: [Self.crisis]))
        #expect(lines.first?.code == 202)
        #expect(lines.first?.showNow.map(\.number) == ["112"])
    }

    @Test func `comes with a screening of L2`() throws {
        var scene = RecorderScene()
        let screening = #","screening":{"done":true,"result":"L2"}"#
        let lines = try scene.publish(SampleEvents.request("e1", more: screening))
        #expect(lines.first?.showNow.count == 1)
    }

    @Test func `comes with a line that is refused`() throws {
        var scene = RecorderScene()
        let bad = SampleEvents.request("e1", needs: [Self.crisis], more: #","nonsense":1"#)
        let lines = try scene.publish(bad)
        #expect(lines.first?.code == 422)
        #expect(lines.first?.showNow.map(\.number) == ["112"])
    }

    @Test func `comes with a line that is put off`() throws {
        var scene = RecorderScene()
        scene.step(.room(false))
        let lines = try scene.publish(SampleEvents.request("e1", needs: [Self.crisis]))
        #expect(lines.first?.code == 503 && lines.first?.showNow.count == 1)
    }

    @Test func `comes with a correction that makes a crisis of its request`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        let patch = #"{"needs":[{"code":"treasury.vat","urgency":"crisis"}]}"#
        let lines = try scene.publish(SampleEvents.correction("c1", of: "e1", patch: patch))
        #expect(lines.first?.code == 200 && lines.first?.showNow.count == 1)
    }

    @Test func `does not come with anything else`() throws {
        var scene = RecorderScene()
        let lines = try scene.publish(SampleEvents.request("e1"), "garbage")
        #expect(lines.allSatisfy { $0.showNow.isEmpty })
    }
}
