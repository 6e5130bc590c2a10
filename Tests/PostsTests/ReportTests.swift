import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A report` {
    @Test func `tells the state that follows`() throws {
        var scene = try RecorderScene.accepted()
        let line = try scene.report(.start, on: RecorderScene.leg)
        #expect(line.code == 200 && line.state == .inProgress)
    }

    @Test func `that the state does not allow tells the state and what it allows`() throws {
        var scene = try RecorderScene.accepted()
        let line = try scene.report(.resume, on: RecorderScene.leg)
        #expect(line.code == 409 && line.error == .wrongState && line.state == .accepted)
        #expect(try #require(line.allowed).contains(.start))
        #expect(try !#require(line.allowed).contains(.resume))
    }

    @Test func `of a hold that lasts too long names the field and the last instant`() throws {
        var scene = try RecorderScene.accepted()
        let latest = scene.now.wall + .days(30)
        let hold = PartnerReport.hold(.waitlist, until: latest + .days(1))
        let line = try scene.report(hold, on: RecorderScene.leg)
        #expect(line.code == 422 && line.error == .outOfRange && line.field == "/until")
        #expect(line.detail == "a hold lasts 30 days at most: now until \(latest.rfc3339)")
        #expect(scene.recorder.board.leg(RecorderScene.leg)?.state.name == .accepted)
    }

    @Test func `sent again gets 202`() throws {
        var scene = try RecorderScene.accepted()
        try scene.report(.start, on: RecorderScene.leg)
        #expect(try scene.report(.start, on: RecorderScene.leg).code == 202)
    }

    @Test func `on another's leg is on none`() throws {
        var scene = try RecorderScene.accepted()
        try scene.attach(2, "law")
        let line = try scene.report(.start, on: RecorderScene.leg, of: "law", in: 2)
        #expect(line.code == 404 && line.field == "/leg")
    }

    @Test func `that it is done closes the leg and its case`() throws {
        var scene = try RecorderScene.accepted()
        try scene.report(.start, on: RecorderScene.leg)
        let done = try scene.report(.complete(.helpedFull, nil), on: RecorderScene.leg, id: "b2")
        #expect(done.state == .closed)
        #expect(scene.recorder.board.cases[RecorderScene.file]?.isOpen == false)
    }

    @Test func `on a leg that its partner has closed tells that nothing is left to report`() throws
    {
        var scene = try RecorderScene.accepted()
        try scene.report(.complete(.helpedFull, nil), on: RecorderScene.leg)
        let line = try scene.report(.start, on: RecorderScene.leg, id: "b2")
        #expect(line.code == 409 && line.error == .wrongState && line.field == "/verb")
        #expect(line.state == .closed && line.allowed == [])
    }

    @Test func `to a partner that nobody knows names its field`() throws {
        var scene = try RecorderScene.accepted()
        let redirect = PartnerReport.redirect(to: partner("nobody"), .redirected)
        let line = try scene.report(redirect, on: RecorderScene.leg)
        #expect(line.error == .unknownPartner && line.field == "/to")
    }

    @Test func `leaves the partner's legs in mine`() throws {
        var scene = try RecorderScene.accepted()
        guard case .legs(let legs, _) = try scene.ask("partner:money", .mine(), in: 1) else {
            Issue.record("the reply is no list of legs")
            return
        }
        #expect(legs.map(\.leg) == [RecorderScene.leg])
        #expect(legs.map(\.state) == [.accepted])
        #expect(legs.map(\.owner) == ["partner:money"])
        guard case .legs(let others, _) = try scene.ask("partner:law", .mine(), in: 2) else {
            Issue.record("the reply is no list of legs")
            return
        }
        #expect(others.isEmpty)
    }
}
