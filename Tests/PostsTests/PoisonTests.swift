import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A line that has killed` {
    /// What begins like an event of ours, so that a careless reader would parse it.
    private static let deadly = #"{"data":{"#
    private static let digest = LineDigest.of(Array(deadly.utf8)[...])

    @Test func `is held before the desk in a case of its own`() throws {
        var scene = RecorderScene()
        let line = try #require(try scene.publish(Self.deadly, poisoned: [Self.digest]).first)
        #expect(line.code == 200 && line.status == .held)
        let legs = [(leg: RecorderScene.leg, need: Need.other)]
        #expect(line.first == ReceiptFirst(caseID: RecorderScene.file, legs: legs))
        #expect(line.now?.first?.queue == queue("desk"))
        #expect(line.now?.first?.waiting == .held)
    }

    @Test func `is held once`() throws {
        var scene = RecorderScene()
        try scene.publish(Self.deadly, poisoned: [Self.digest])
        let again = try #require(try scene.publish(Self.deadly, poisoned: [Self.digest]).first)
        #expect(again.code == 202 && again.status == .held)
        #expect(scene.recorder.board.cases.count == 1)
    }

    @Test func `is not stored by a dry run`() throws {
        var scene = RecorderScene()
        let work = try scene.publish(Self.deadly, isDryRun: true, poisoned: [Self.digest])
        #expect(work.first?.status == .wouldStore)
        #expect(scene.facts.isEmpty)
    }

    @Test func `is given to the desk as it came, unread`() throws {
        var scene = RecorderScene()
        try scene.publish(Self.deadly, poisoned: [Self.digest])
        try scene.attach(1, "desk")
        let answer = try scene.answer(.accept(by: "p"), to: LeaseID(1), of: "desk")
        let part = try #require(answer.content?.parts.first)
        #expect(part.isHeld)
        #expect(part.content == Confidential(Array(Self.deadly.utf8)))
    }
}
