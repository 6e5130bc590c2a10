import Exchange
import Journal
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `An erasure` {
    /// What was answered to an order to erase the first case.
    private func erase(
        _ scene: inout RecorderScene,
        by name: String = "chief",
        key: String? = nil,
        isDryRun: Bool = false
    ) throws -> Message {
        let inquiry = OrderInquiry(
            .erase(RecorderScene.file),
            reason: "asked for",
            key: key ?? "k-\(name)",
            isDryRun: isDryRun
        )
        let ticket = scene.put("supervisor:\(name)", .order(inquiry))
        // Who has words of it is read in one turn, and what follows of that written in the next.
        scene.turn()
        scene.turn()
        return try #require(scene.replies[ticket])
    }

    /// A scene in which money has finished with the only leg, and session 1 heard all of it.
    private func finished() throws -> RecorderScene {
        var scene = try RecorderScene.accepted()
        try scene.report(.complete(.helpedFull, nil), on: RecorderScene.leg)
        return scene
    }

    private func erased() throws -> RecorderScene {
        var scene = try finished()
        _ = try erase(&scene)
        _ = try erase(&scene, by: "deputy")
        return scene
    }

    private let asked =
        "the erasure of \(RecorderScene.file) is asked for: another supervisor must order the same"
        + " until 2026-03-03T12:00:00+01:00"

    @Test func `says who must order it next, and what it changed`() throws {
        var scene = try finished()
        let first = try erase(&scene)
        #expect(first == .done(code: 200, isChanged: true, words: [asked]))
        let words = [
            "money is told of \(RecorderScene.leg): erased",
            "\(RecorderScene.file) is erased, for good",
        ]
        let would = words.map { $0.replacing(" is ", with: " would be ") }
        #expect(
            try erase(&scene, by: "deputy", isDryRun: true)
                == .done(code: 200, isChanged: true, words: would)
        )
        #expect(scene.recorder.board.cases.contains(RecorderScene.file))
        #expect(
            try erase(&scene, by: "deputy") == .done(code: 200, isChanged: true, words: words)
        )
        #expect(!scene.recorder.board.cases.contains(RecorderScene.file))
        #expect(
            try erase(&scene, by: "deputy") == .done(code: 202, isChanged: false, words: [])
        )
    }

    @Test func `says in a dry run who would have to order it next`() throws {
        var scene = try finished()
        let would = asked.replacing(" is ", with: " would be ")
            .replacing(" must ", with: " would have to ")
        #expect(
            try erase(&scene, isDryRun: true)
                == .done(code: 200, isChanged: true, words: [would])
        )
    }

    @Test func `has the journal erase with the batch that tells of it`() throws {
        let scene = try erased()
        #expect(scene.records.compactMap(\.erases) == [RecorderScene.file])
        #expect(scene.facts.last?.fact.matter == .caseErased(RecorderScene.file))
    }

    @Test func `is refused while a leg is open, and of a case that was erased`() throws {
        var scene = try RecorderScene.accepted()
        guard case .error(let open) = try erase(&scene) else {
            Issue.record("a case with an open leg is not erased")
            return
        }
        #expect(open.error == .legsOpen && open.field == "/case")
        #expect(open.detail.contains("withdraw the case first"))
        scene = try erased()
        guard case .error(let gone) = try erase(&scene, key: "again") else {
            Issue.record("what was erased is not erased again")
            return
        }
        #expect(gone.error == .notFound && gone.field == "/case")
    }

    @Test func `tells the partner that has words of it, until it acknowledges`() throws {
        var scene = try erased()
        #expect(scene.notices(to: 1).map(\.kind) == [.erased])
        #expect(scene.notices(to: 1).map(\.leg) == [RecorderScene.leg])
        scene.step(.sessionEnded(SessionID(1)))
        try scene.attach(2, "money")
        #expect(scene.notices(to: 2).map(\.kind) == [.erased])
    }

    @Test func `leaves ids used: 202 erased, with the same content or another`() throws {
        var scene = try erased()
        for line in [SampleEvents.request("e1"), SampleEvents.request("e1", ref: "r2")] {
            let receipt = try #require(try scene.publish(line).first)
            #expect(receipt.code == 202 && receipt.status == .stored && receipt.isErased)
            #expect(receipt.first == nil && receipt.now == nil)
        }
    }

    @Test func `in the turn in which an event is sent again is told as well`() throws {
        var scene = try finished()
        _ = try erase(&scene)
        scene.isJournalSlow = true
        scene.put("supervisor:deputy", .order(order))
        scene.turn()
        let ticket = scene.send([SampleEvents.request("e1")])
        scene.hear()
        scene.turn()
        let receipt = try #require(try scene.receipts(of: ticket).first)
        #expect(receipt.code == 202 && receipt.isErased && receipt.first == nil)
    }

    @Test func `leaves the reference to a new case, and nothing to correct`() throws {
        var scene = try erased()
        let status = try scene.publish(SampleEvents.status("s1", "withdrawn", more: more)).first
        #expect(status?.error == .referenceNotYetKnown)
        let patch = #"{"person":{"name":"Bea"}}"#
        let correction = SampleEvents.correction("c1", of: "e1", patch: patch)
        #expect(try scene.publish(correction).first?.error == .notFound)
        let again = try #require(try scene.publish(SampleEvents.request("e2")).first)
        #expect(again.first?.caseID == CaseID(year: 2026, number: 2))
    }

    private let more = #","reason":"no_longer_needed""#

    @Test func `that is asked for is shown with the case, until it has run out`() throws {
        var scene = try finished()
        _ = try erase(&scene)
        let shown = #""erasure_asked_by":"chief","erasure_until":"2026-03-03T12:00:00+01:00""#
        #expect(try rows(&scene).contains(shown))
        scene.wait(.hours(25))
        #expect(try rows(&scene).contains(#""erasure_asked_by":null"#))
    }

    private func rows(_ scene: inout RecorderScene) throws -> String {
        let told = try scene.ask("supervisor:chief", .ask(AskInquiry(what: "cases")))
        return String(decoding: told.encode(re: nil), as: UTF8.self)
    }

    @Test func `leaves nothing to ask of the case`() throws {
        var scene = try erased()
        let condition = AskInquiry.Condition(
            field: "case",
            test: .equal(RecorderScene.file.description)
        )
        let inquiry = AskInquiry(what: "journey", conditions: [condition])
        guard case .error(let error) = try scene.ask("supervisor:chief", .ask(inquiry)) else {
            Issue.record("an erased case has no journey")
            return
        }
        #expect(error.error == .notFound)
        let name = CaseName.reference(RecorderScene.file)
        guard case .error(let lookup) = try scene.ask("agency:north", .lookup(name, after: nil))
        else {
            Issue.record("an erased case is not found")
            return
        }
        #expect(lookup.error == .notFound)
    }

    @Test func `goes before what was being read of the case`() throws {
        var scene = try finished()
        _ = try erase(&scene)
        let ticket = scene.put(
            "agency:north",
            .follow(FollowInquiry(after: nil, max: 50, wait: .seconds(0)))
        )
        scene.put("supervisor:deputy", .order(order))
        scene.isJournalSlow = true
        scene.turn()
        // The facts of both are read; the reference of the case is sealed still when it is erased.
        scene.hear()
        scene.turn()
        #expect(!scene.recorder.board.cases.contains(RecorderScene.file))
        scene.hear()
        let reply = try #require(scene.replies[ticket])
        #expect(reply == .progress([]))
    }

    @Test func `tells whoever has words of a case that was merged while it was read`() throws {
        var scene = try finished()
        let second = LegID(caseID: CaseID(year: 2026, number: 2), ordinal: 1)
        try scene.publish(SampleEvents.request("e2", ref: "r2"))
        try scene.answer(.accept(by: "p"), to: LeaseID(2), id: "a2")
        try scene.report(.complete(.helpedFull, nil), on: second, id: "b2")
        _ = try erase(&scene)
        scene.isJournalSlow = true
        let ticket = scene.put("supervisor:deputy", .order(order))
        scene.turn()
        let merge = SupervisorOrder.merge(second.caseID, into: RecorderScene.file)
        scene.put(
            "supervisor:deputy",
            .order(OrderInquiry(merge, reason: "hers as well", key: "k3"))
        )
        scene.turn()
        for _ in 1...3 {
            scene.hear()
            scene.turn()
        }
        #expect(!scene.recorder.board.cases.contains(RecorderScene.file))
        #expect(scene.replies[ticket] != nil)
        let told = scene.notices(to: 1).filter { $0.kind == .erased }.map(\.leg)
        #expect(Set(told) == [RecorderScene.leg, second])
    }

    private let order = OrderInquiry(.erase(RecorderScene.file), reason: "asked for", key: "k2")

    @Test func `is done again by a start that finds it in the journal`() throws {
        let scene = try erased()
        var recovery = try Recovery()
        for (index, record) in scene.records.enumerated() {
            let stored = StoredRecord(
                position: Position(UInt64(index) + 1),
                version: record.version,
                body: record.body,
                sealed: [],
                head: .zero
            )
            try recovery.replay(stored)
        }
        #expect(recovery.erased == [RecorderScene.file])
    }
}
