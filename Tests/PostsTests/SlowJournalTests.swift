import Exchange
import Journal
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `A journal that takes its time` {
    private static let patch = #"{"person":{"name":"Bea"}}"#

    /// North's first event is on disk; its second corrects that and waits for the sealed content.
    private static func waiting() throws -> RecorderScene {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        scene.isJournalSlow = true
        let ticket = scene.send([SampleEvents.correction("c1", of: "e1", patch: patch)])
        #expect(scene.turn() == [])
        #expect(ticket == 2)
        return scene
    }

    @Test func `gets one batch at a time, and then all that was decided meanwhile`() {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        scene.send([SampleEvents.request("e1")])
        #expect(scene.turn() == ["append 4"])
        scene.send([SampleEvents.request("e2")])
        #expect(scene.turn() == [])
        scene.send([SampleEvents.request("e3")])
        #expect(scene.turn() == [])
        #expect(scene.sync() == ["1 < receipt 200", "append 4"])
        #expect(scene.sync() == ["2 < receipt 200", "3 < receipt 200"])
    }

    @Test func `keeps what an agency sends next behind what waits for an answer`() throws {
        var scene = try Self.waiting()
        scene.send([SampleEvents.request("e2")])
        #expect(scene.turn() == [])
        scene.hear()
        #expect(scene.turn().suffix(2) == ["2 < receipt 200", "3 < receipt 200"])
        let order = scene.facts.compactMap { positioned -> String? in
            switch positioned.fact.matter {
            case .corrected: "corrected"
            case .requestStored: "stored"
            default: nil
            }
        }
        #expect(order == ["stored", "corrected", "stored"])
    }

    @Test func `holds up no other agency`() throws {
        var scene = try Self.waiting()
        #expect(
            try scene.publish(SampleEvents.request("e9", from: "south"), from: "south").map(\.code)
                == [200]
        )
    }

    @Test func `lets what waits be stored by the rules in force when it goes on`() throws {
        var scene = try Self.waiting()
        let line = SampleEvents.request("e2", ref: "r2")
        let both = [
            SampleEvents.correction("c2", of: "e1", patch: #"{"person":{"name":"Eve"}}"#), line,
        ]
        scene.hear()
        scene.turn()
        let ticket = scene.send(both)
        scene.turn()
        let files = BundleFiles(address: SampleBundle.other.address, files: [])
        scene.folder = .good(files, SampleBundle.other)
        scene.step(.reload)
        scene.turn()
        scene.hear()
        scene.turn()
        #expect(try scene.receipts(of: ticket).map(\.code) == [200, 200])
        let opened = scene.facts.compactMap { positioned -> Digest? in
            guard case .legOpened(let opened) = positioned.fact.matter else { return nil }
            return opened.bundle
        }
        #expect(opened.last == SampleBundle.other.address)
    }

    @Test func `owes a message of an ended link nothing`() throws {
        var scene = try Self.waiting()
        scene.send([SampleEvents.request("e2")])
        scene.step(.linked)
        #expect(scene.hear() == [])
        #expect(scene.turn() == [])
    }
}
