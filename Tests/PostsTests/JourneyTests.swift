import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `The journey of a case` {
    private static let second = CaseID(year: 2026, number: 2)

    private static func rows(
        _ scene: inout RecorderScene,
        of caseID: CaseID = RecorderScene.file
    ) throws -> [String] {
        let condition = AskInquiry.Condition(field: "case", test: .equal(caseID.description))
        let ask = AskInquiry(what: "journey", conditions: [condition])
        guard case .told(let rows, _, _, _) = try scene.ask("supervisor:chief", .ask(ask)) else {
            Issue.record("the reply is no list of rows")
            return []
        }
        return rows.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `says why an order was given and for what, before what it changed`() throws {
        var scene = try RecorderScene.accepted()
        let leg = RecorderScene.leg
        _ = try scene.order(.close(leg, .noLongerNeeded), because: "her own wish")
        let rows = try Self.rows(&scene)
        let ordered = try #require(rows.firstIndex { $0.contains(#""what":"ordered""#) })
        let closed = try #require(rows.firstIndex { $0.contains(#""what":"leg_closed""#) })
        #expect(ordered < closed)
        #expect(rows[ordered].contains(#""reason":"her own wish""#))
        #expect(rows[ordered].contains(#""subject":"\#(leg) no_longer_needed""#))
        #expect(scene.recorder.board.checkInvariants() == [])
    }

    @Test func `tells the feed no word of why`() throws {
        var scene = try RecorderScene.accepted()
        scene.step(.listening(true))
        _ = try scene.order(.close(RecorderScene.leg, .noLongerNeeded), because: "her own wish")
        let texts = scene.fed.map { String(decoding: $0, as: UTF8.self) }
        #expect(texts.contains { $0.contains(#""what":"ordered""#) })
        #expect(!texts.contains { $0.contains("her own wish") })
    }

    @Test func `says in both cases where one went on`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        try scene.publish(SampleEvents.request("e2", ref: "r2"))
        _ = try scene.order(.merge(Self.second, into: RecorderScene.file), because: "her own wish")
        for caseID in [RecorderScene.file, Self.second] {
            let rows = try Self.rows(&scene, of: caseID)
            let merged = try #require(rows.first { $0.contains(#""what":"cases_merged""#) })
            #expect(merged.contains(#""case":"\#(Self.second)""#))
            #expect(merged.contains(#""into":"\#(RecorderScene.file)""#))
            #expect(rows.count { $0.contains(#""reason":"her own wish""#) } == 1)
        }
        #expect(scene.recorder.board.checkInvariants() == [])
    }

    @Test func `tells what came of a contact, an appointment and why work stands still`() throws {
        var scene = try RecorderScene.accepted()
        let leg = RecorderScene.leg
        let appointment = scene.now.wall + .days(3)
        try scene.report(.contact(.reached), on: leg, id: "b1")
        try scene.report(.schedule(appointment), on: leg, id: "b2")
        try scene.report(.hold(.waitlist, until: nil), on: leg, id: "b3")
        let rows = try Self.rows(&scene)
        #expect(rows.contains { $0.contains(#""result":"reached""#) })
        #expect(rows.contains { $0.contains(#""appointment_at":"\#(appointment.rfc3339)""#) })
        #expect(rows.contains { $0.contains(#""hold":"waitlist""#) })
    }

    @Test func `tells the new due time of a leg that was given up`() throws {
        var scene = try RecorderScene.accepted()
        try scene.report(.declineLate(.conflict), on: RecorderScene.leg)
        let rows = try Self.rows(&scene)
        let placed = try #require(rows.last { $0.contains(#""what":"leg_placed""#) })
        #expect(placed.contains(#""due":"20"#))
    }

    @Test func `tells whom the person does not want from then on`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        try scene.publish(SampleEvents.request("e2", more: #","exclude_partners":["money"]"#))
        let rows = try Self.rows(&scene)
        let told = try #require(rows.first { $0.contains(#""what":"partners_excluded""#) })
        #expect(told.contains(#""partners":"money""#))
    }
}
