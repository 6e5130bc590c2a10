import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A lookup` {
    private static let number = EnterpriseNumber("0403019261")

    private static func journey(
        _ scene: inout RecorderScene,
        _ name: CaseName,
        by agency: String = "north"
    ) throws -> [LegLine]? {
        switch try scene.ask("agency:\(agency)", .lookup(name)) {
        case .journey(let legs): return legs
        case .error(let error):
            #expect(error.error == .notFound)
            return nil
        default:
            Issue.record("the reply is neither a journey nor an error")
            return nil
        }
    }

    @Test func `finds a case by its reference`() throws {
        var scene = try RecorderScene.accepted()
        let legs = try #require(try Self.journey(&scene, .reference(RecorderScene.file)))
        #expect(legs.map(\.state) == [.accepted])
        #expect(legs.map(\.partner) == [partner("money")])
    }

    @Test func `finds a case by the agency's reference`() throws {
        var scene = try RecorderScene.accepted()
        #expect(try Self.journey(&scene, .agencyRef(Confidential("r1")))?.count == 1)
        #expect(try Self.journey(&scene, .agencyRef(Confidential("r2"))) == nil)
    }

    @Test func `finds an open case by its enterprise`() throws {
        let number = try #require(Self.number)
        var scene = RecorderScene()
        try scene.publish(
            SampleEvents.request("e1", more: #","enterprise":{"bce":"0403019261"}"#)
        )
        #expect(try Self.journey(&scene, .enterprise(number))?.count == 1)
    }

    @Test func `says of another's case what it says of none`() throws {
        var scene = try RecorderScene.accepted()
        let none = CaseID(year: 2026, number: 9)
        #expect(try Self.journey(&scene, .reference(RecorderScene.file), by: "south") == nil)
        #expect(try Self.journey(&scene, .reference(none)) == nil)
        let other = CaseName.agencyRef(Confidential("r1"))
        #expect(try Self.journey(&scene, other, by: "south") == nil)
    }
}

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

    @Test func `of what came in the same message needs no disk`() throws {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        scene.send([
            SampleEvents.request("e1"), SampleEvents.correction("c1", of: "e1", patch: Self.patch),
        ])
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
