import Exchange
import Journal
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A correction` {
    private static let patch = #"{"person":{"name":"Bea"}}"#

    @Test func `of what is on disk has its content unsealed first`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        scene.isDiskSlow = true
        let ticket = scene.send([SampleEvents.correction("c1", of: "e1", patch: Self.patch)])
        #expect(scene.turn() == ["append 1"])
        #expect(scene.sync() == ["\(ticket) < receipt 200"])
    }

    @Test func `asks the journal for the content of the event that it corrects`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        let work = SampleEvents.work(
            [SampleEvents.correction("c1", of: "e1", patch: Self.patch)],
            ticket: 2
        )
        let publish = Put.Ask.publish(
            PublishInquiry(lines: work.lines),
            SampleEvents.judge(work)
        )
        #expect(scene.put("agency:north", publish, in: nil, under: 2) == ["unseal 1"])
    }

    @Test func `of what came in the same message needs no disk`() {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        let work = SampleEvents.work(
            [
                SampleEvents.request("e1"),
                SampleEvents.correction("c1", of: "e1", patch: Self.patch),
            ],
            ticket: 1
        )
        let publish = Put.Ask.publish(
            PublishInquiry(lines: work.lines),
            SampleEvents.judge(work)
        )
        #expect(scene.put("agency:north", publish, in: nil, under: 1) == [])
        #expect(scene.turn() == ["append 5"])
        #expect(scene.sync() == ["1 < receipt 200 200"])
    }

    @Test func `shows the partner what it has become`() throws {
        var scene = try RecorderScene.accepted()
        try scene.publish(SampleEvents.correction("c1", of: "e1", patch: Self.patch))
        let open = OpenInquiry(leg: RecorderScene.leg, by: "q")
        let reply = try scene.ask("partner:money", .open(open), in: 1)
        let text = String(decoding: reply.encode(re: 1), as: UTF8.self)
        #expect(text.contains("Bea") && !text.contains("Ada"))
    }

    @Test func `of the consent takes the leg from a partner that may no longer have it`() throws {
        var scene = try RecorderScene.accepted()
        let patch = #"{"consent":{"scope":["psychological"]}}"#
        try scene.publish(SampleEvents.correction("c1", of: "e1", patch: patch))
        #expect(scene.notices(to: 1).map(\.kind) == [.consentWithdrawn])
        let open = OpenInquiry(leg: RecorderScene.leg, by: "q")
        guard case .error(let error) = try scene.ask("partner:money", .open(open), in: 1) else {
            Issue.record("the content is still given")
            return
        }
        #expect(error.error == .notFound)
    }

    @Test func `of the consent offers the leg that it frees`() throws {
        var scene = try RecorderScene.offered(SampleEvents.request("e1", scope: ""))
        #expect(scene.offers(to: 1).isEmpty)
        let patch = #"{"consent":{"scope":["treasury"]}}"#
        try scene.publish(SampleEvents.correction("c1", of: "e1", patch: patch))
        #expect(scene.offers(to: 1).map(\.leg) == [RecorderScene.leg])
    }

    @Test func `of the number names the case by that, and by the wrong one no more`() throws {
        let wrong = #","enterprise":{"bce":"0403170701"}"#
        let right = #","enterprise":{"bce":"0403019261"}"#
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1", more: wrong))
        let patch = #"{"enterprise":{"bce":"0403019261"}}"#
        try scene.publish(SampleEvents.correction("c1", of: "e1", patch: patch))
        try scene.publish(SampleEvents.request("s1", from: "south", more: wrong), from: "south")
        try scene.publish(
            SampleEvents.request("s2", ref: "r2", from: "south", more: right),
            from: "south"
        )
        let events = scene.recorder.board.cases.map { file in
            file.events.map(\.kind)
        }
        #expect(events == [[.request, .correction, .request], [.request]])
    }

    @Test func `of the number leaves in the journal what replaces it`() throws {
        var scene = RecorderScene()
        let wrong = #","enterprise":{"bce":"0403170701"}"#
        try scene.publish(SampleEvents.request("e1", more: wrong))
        let patch = #"{"enterprise":null}"#
        try scene.publish(SampleEvents.correction("c1", of: "e1", patch: patch))
        let rows = scene.records.flatMap(\.lookups).filter { $0.event != nil }
        #expect(rows.map(\.event) == [0, 0])
        #expect(rows.first?.key != nil && rows.last?.key == nil)
    }

    @Test func `of an event that is unknown is refused`() throws {
        var scene = RecorderScene()
        let line = SampleEvents.correction("c1", of: "e9", patch: Self.patch)
        let receipt = try #require(try scene.publish(line).first)
        #expect(receipt.code == 404 && receipt.field == "/data/of" && receipt.id == "c1")
    }

    @Test func `of another correction is refused`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        try scene.publish(SampleEvents.correction("c1", of: "e1", patch: Self.patch))
        let line = SampleEvents.correction("c2", of: "c1", patch: Self.patch)
        let code = try #require(try scene.publish(line).first?.code)
        #expect(code == 404 || code == 422)
    }

    @Test func `that would make the event a bad one is refused in its patch`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        let line = SampleEvents.correction("c1", of: "e1", patch: #"{"language":"xx1"}"#)
        let receipt = try #require(try scene.publish(line).first)
        #expect(receipt.code == 422 && receipt.field == "/data/patch/language")
    }

    @Test func `that takes an event back ends what it alone asked for`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        let line = SampleEvents.correction(
            "c1",
            of: "e1",
            patch: "null",
            more: #","reason":"wrong person""#
        )
        #expect(try scene.publish(line).first?.code == 200)
        #expect(scene.recorder.board.cases[RecorderScene.file]?.isOpen == false)
        let again = SampleEvents.correction("c2", of: "e1", patch: Self.patch)
        #expect(try scene.publish(again).first?.code == 404)
    }
}
