import Posts
import Referrals
import Testing
import Wire

@Suite struct `A request that names two cases` {
    @Test func `is refused at the reference, though no enterprise is named`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"), SampleEvents.request("e2", ref: "r2"))
        let more = #","case":"\#(RecorderScene.file)""#
        let line = try #require(
            try scene.publish(SampleEvents.request("e3", ref: "r2", more: more)).first
        )
        #expect(line.code == 409 && line.error == .ambiguous && line.field == "/data/agency_ref")
    }
}

@Suite struct `A recorder that stores` {
    private static let event = SampleEvents.request("e1")

    @Test func `lets a receipt go when its events are on disk`() {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        scene.send([Self.event])
        #expect(scene.turn() == ["append 4"])
        #expect(scene.sync() == ["1 < receipt 200"])
    }

    @Test func `writes all that waited in one batch and answers in order`() {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        scene.send([Self.event])
        scene.send([SampleEvents.request("e2", ref: "r2")], from: "north")
        scene.send(["garbage"])
        #expect(scene.turn() == ["append 8"])
        #expect(scene.sync() == ["1 < receipt 200", "2 < receipt 200", "3 < receipt 400"])
    }

    @Test func `holds even a refusal until the state it was made from is on disk`() {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        scene.send([Self.event])
        scene.turn()
        scene.put("agency:south", .lookup(.reference(RecorderScene.file)))
        #expect(scene.turn() == [])
        #expect(scene.sync() == ["1 < receipt 200", "2 < error 404"])
    }

    @Test func `tells the case, its legs and where they are now`() throws {
        var scene = RecorderScene()
        let line = try #require(try scene.publish(Self.event).first)
        #expect(line.code == 200 && line.status == .stored && line.id == "e1")
        let legs = [(leg: RecorderScene.leg, need: Need.treasuryVat)]
        #expect(line.first == ReceiptFirst(caseID: RecorderScene.file, legs: legs))
        let now = try #require(line.now?.first)
        #expect(now.queue == queue("money") && now.waiting == .noConsumerConnected)
    }

    @Test func `lets what came by the bulk lane wait behind what is live`() throws {
        var scene = RecorderScene()
        scene.send([Self.event], lane: .bulk)
        try scene.publish(SampleEvents.request("e2", ref: "r2"))
        try scene.attach(1, "money", credit: 1)
        #expect(scene.offers(to: 1).map(\.leg.caseID.number) == [2])
    }

    @Test func `tells where the journal holds it`() throws {
        var scene = RecorderScene()
        let line = try #require(try scene.publish(Self.event).first)
        #expect(line.journal == RecorderScene.point(at: Position(4)))
    }

    @Test func `tells what was handed out in the same turn`() throws {
        var scene = RecorderScene()
        try scene.attach(1, "money")
        let line = try #require(try scene.publish(Self.event).first)
        let now = try #require(line.now?.first)
        #expect(now.waiting == .awaitingAnswer)
        #expect(now.answerBy == SampleBundle.noon + .minutes(30))
    }

    @Test func `answers the same event again with 202 and the same first`() throws {
        var scene = RecorderScene()
        let first = try #require(try scene.publish(Self.event).first)
        let again = try #require(try scene.publish(Self.event).first)
        #expect(again.code == 202 && again.status == .stored)
        #expect(again.first == first.first)
        #expect(scene.facts.count == 4)
    }

    @Test func `tells of a repeat where its legs are by then`() throws {
        var scene = try RecorderScene.accepted(Self.event)
        let again = try #require(try scene.publish(Self.event).first)
        let now = try #require(again.now?.first)
        #expect(now.waiting == nil && now.queue == queue("money"))
    }

    @Test func `takes another spelling of the same event for the same`() throws {
        var scene = RecorderScene()
        try scene.publish(Self.event)
        let spelt = Self.event.replacing("\"lang", with: " \"lang")
        #expect(try scene.publish(spelt).first?.code == 202)
    }

    @Test func `refuses an id for other content`() throws {
        var scene = RecorderScene()
        try scene.publish(Self.event)
        let other = SampleEvents.request("e1", needs: ["treasury.rent"])
        let line = try #require(try scene.publish(other).first)
        #expect(line.code == 409 && line.error == .idReused && line.field == "/id")
        #expect(line.id == "e1")
    }

    @Test func `keeps the ids of two agencies apart`() throws {
        var scene = RecorderScene()
        try scene.publish(Self.event)
        let other = SampleEvents.request("e1", from: "south")
        let line = try #require(try scene.publish(other, from: "south").first)
        #expect(line.code == 200 && line.first?.caseID != RecorderScene.file)
    }

    @Test func `refuses one bad line alone`() throws {
        var scene = RecorderScene()
        let next = SampleEvents.request("e2", ref: "r2")
        let lines = try scene.publish(Self.event, "garbage", next)
        #expect(lines.map(\.code) == [200, 400, 200])
        #expect(lines.map(\.line) == [1, 2, 3])
        #expect(lines.map(\.id) == ["e1", nil, "e2"])
    }

    @Test func `does not let a refused event take its id`() throws {
        var scene = RecorderScene()
        let bad = SampleEvents.request("e1", more: #","jobs_at_stake":-1"#)
        #expect(try scene.publish(bad).first?.code == 422)
        #expect(try scene.publish(Self.event).first?.code == 200)
    }

    @Test func `stores nothing of a dry run`() throws {
        var scene = RecorderScene()
        let line = try #require(try scene.publish(Self.event, isDryRun: true).first)
        #expect(line.code == 200 && line.status == .wouldStore && line.first == nil)
        #expect(scene.facts.isEmpty)
        #expect(try scene.publish(Self.event).first?.code == 200)
    }

    @Test func `refuses in a dry run what it would refuse`() throws {
        var scene = RecorderScene()
        let status = SampleEvents.status("s1", "contacted")
        #expect(try scene.publish(status, isDryRun: true).first?.code == 300)
    }

    @Test func `says that a newer receipt than the journal is behind it, and rings`() {
        var scene = RecorderScene()
        let known = RecorderScene.point(at: Position(9))
        let ticket = scene.send([Self.event], known: known)
        #expect(scene.turn() == ["1 < error 503", "alarm"])
        guard case .error(let error) = scene.replies[ticket] else {
            Issue.record("the reply is no error")
            return
        }
        #expect(error.error == .journalBehind)
        #expect(error.journal == RecorderScene.point(at: .origin))
        #expect(scene.facts.isEmpty)
    }

    @Test func `says that a receipt of another journal is not its own`() {
        var scene = RecorderScene()
        var known = RecorderScene.point(at: .origin)
        known.journal = 0xB
        scene.send([Self.event], known: known)
        #expect(scene.turn() == ["1 < error 503", "alarm"])
    }

    @Test func `says that a receipt with another head is not its own`() throws {
        var scene = RecorderScene()
        try scene.publish(Self.event)
        var known = RecorderScene.point(at: Position(4))
        #expect(try scene.ask("agency:north", .known(known)) == .acknowledged)
        known.head = Digest(9, 9, 9, 9)
        guard case .error(let error) = try scene.ask("agency:north", .known(known)) else {
            Issue.record("the reply is no error")
            return
        }
        #expect(error.error == .journalBehind)
    }

    @Test(arguments: [3, 4] as [UInt64])
    func `knows an older receipt of its own by the head at its place`(number: UInt64) throws {
        var scene = RecorderScene()
        try scene.publish(Self.event)
        try scene.publish(SampleEvents.request("e2"))
        let known = RecorderScene.point(at: Position(number))
        #expect(try scene.ask("agency:north", .known(known)) == .acknowledged)
    }

    @Test(arguments: [3, 4] as [UInt64])
    func `says that an older receipt with another head is not its own`(number: UInt64) throws {
        var scene = RecorderScene()
        try scene.publish(Self.event)
        try scene.publish(SampleEvents.request("e2"))
        var known = RecorderScene.point(at: Position(number))
        known.head = Digest(9, 9, 9, 9)
        let before = scene.facts.count
        scene.send([SampleEvents.request("e3")], known: known)
        #expect(scene.turn().suffix(2) == ["3 < error 503", "alarm"])
        #expect(scene.facts.count == before)
    }

    @Test func `stores what comes with a receipt that it has`() {
        var scene = RecorderScene()
        scene.send([Self.event], known: RecorderScene.point(at: .origin))
        #expect(scene.turn() == ["append 4", "1 < receipt 200"])
    }
}

@Suite struct `A recorder without room` {
    @Test func `puts requests off, with their id`() throws {
        var scene = RecorderScene()
        scene.step(.room(false))
        let line = try #require(try scene.publish(SampleEvents.request("e1")).first)
        #expect(line.code == 503 && line.error == .diskFull && line.status == .deferred)
        #expect(line.id == "e1")
        #expect(scene.facts.isEmpty)
    }

    @Test func `puts a line off that nothing could read`() throws {
        var scene = RecorderScene()
        scene.step(.room(false))
        let deadly = LineDigest.of(Array("deadly".utf8)[...])
        #expect(try scene.publish("deadly", poisoned: [deadly]).first?.code == 503)
    }

    @Test func `still answers what is stored`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        scene.step(.room(false))
        #expect(try scene.publish(SampleEvents.request("e1")).first?.code == 202)
    }

    @Test func `still takes answers and reports`() throws {
        var scene = try RecorderScene.offered()
        scene.step(.room(false))
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1)).code == 200)
        #expect(try scene.report(.start, on: RecorderScene.leg).code == 200)
    }

    @Test func `stores again once it has room`() throws {
        var scene = RecorderScene()
        scene.step(.room(false))
        scene.step(.room(true))
        #expect(try scene.publish(SampleEvents.request("e1")).first?.code == 200)
    }
}
