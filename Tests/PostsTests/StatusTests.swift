import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A status` {
    @Test func `of a known reference is stored, and asks for no legs`() throws {
        var scene = try RecorderScene.accepted()
        let line = try #require(try scene.publish(SampleEvents.status("s1", "contacted")).first)
        #expect(line.code == 200)
        #expect(line.first == ReceiptFirst(caseID: RecorderScene.file, legs: []))
        #expect(line.now == [])
    }

    @Test func `of an unknown reference is put off for a day, then refused`() throws {
        var scene = RecorderScene()
        let status = SampleEvents.status("s1", "contacted", ref: "nowhere")
        let early = try #require(try scene.publish(status).first)
        #expect(early.code == 300 && early.error == .referenceNotYetKnown)
        #expect(early.status == .deferred && early.field == "/data/agency_ref")
        scene.wait(.hours(24))
        #expect(try scene.publish(status).first?.code == 300)
        scene.wait(.seconds(1))
        let late = try #require(try scene.publish(status).first)
        #expect(late.code == 404 && late.error == .referenceUnknown)
    }

    @Test func `of a number that no open case bears names the number`() throws {
        var scene = try RecorderScene.accepted()
        let status = SampleEvents.status("s1", "contacted").replacing(
            #""agency_ref":"r1""#,
            with: #""bce":"0403019261""#
        )
        let line = try #require(try scene.publish(status).first)
        #expect(line.code == 404 && line.error == .notFound && line.field == "/data/bce")
    }

    @Test func `of a case is stored in the message that opens it`() throws {
        var scene = RecorderScene()
        let lines = try scene.publish(
            SampleEvents.request("e1"),
            SampleEvents.status("s1", "contacted")
        )
        #expect(lines.map(\.code) == [200, 200])
    }

    @Test func `that closes a case with a partner at work is refused`() throws {
        var scene = try RecorderScene.accepted()
        let status = SampleEvents.status("s1", "closed", more: #","outcome":"no_longer_needed""#)
        let line = try #require(try scene.publish(status).first)
        #expect(line.code == 409 && line.error == .legsOpen)
    }
}
