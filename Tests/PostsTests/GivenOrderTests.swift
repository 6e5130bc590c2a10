import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `An order to a queue or a leg` {
    @Test func `is written down with who and why, before what it changes`() throws {
        var scene = RecorderScene()
        let reply = try scene.order(.pause(queue("money"), until: nil))
        let words = ["money hands nothing out; 0 waiting"]
        #expect(reply == .done(code: 200, isChanged: true, words: words))
        let facts = scene.facts.map(\.fact)
        let ordered = Ordered(verb: "pause", reason: "a reason", key: "k1", subject: "money")
        #expect(facts.map(\.matter).first == .ordered(ordered))
        #expect(facts.count == 2)
        let chief = try #require(SupervisorID("chief"))
        #expect(facts.allSatisfy { $0.by == .supervisor(chief) })
    }

    @Test func `is answered only once it is on disk`() {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        let inquiry = OrderInquiry(.resume(queue("money")), reason: "r", key: "k")
        scene.put("supervisor:chief", .order(inquiry))
        scene.turn()
        #expect(scene.replies.isEmpty)
        scene.sync()
        #expect(scene.replies[1] == .done(code: 200, isChanged: false, words: []))
    }

    @Test func `keeps offers back while its queue is paused, and lets them go after`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        _ = try scene.order(.pause(queue("money"), until: scene.now.wall + .minutes(10)))
        try scene.attach(1, "money")
        #expect(scene.offers(to: 1).isEmpty)
        let next = scene.recorder.nextDeadline(from: scene.now)
        #expect(next?.wall == scene.now.wall + .minutes(10))
        scene.wait(.minutes(10))
        #expect(scene.offers(to: 1).count == 1)
    }

    @Test func `changes nothing in a dry run, says what it would, and uses no key up`() throws {
        var scene = try RecorderScene.offered()
        let leg = try #require(scene.offers(to: 1).first).leg
        let before = scene.facts.count
        let close = SupervisorOrder.close(leg, .duplicate)
        let dry = try scene.order(close, isDryRun: true)
        let would = [
            "money would be told of \(leg): recalled", "\(leg) would be closed (duplicate)",
            "\(leg.caseID) would be closed",
        ]
        #expect(dry == .done(code: 200, isChanged: true, words: would))
        #expect(scene.facts.count == before)
        let words = would.map { $0.replacing("would be", with: "is") }
        #expect(try scene.order(close) == .done(code: 200, isChanged: true, words: words))
        #expect(scene.facts.count > before)
    }

    private static let leg = RecorderScene.leg

    @Test(arguments: [
        (
            SupervisorOrder.pause(queue("money"), until: nil),
            "money would hand nothing out; 0 waiting", "money hands nothing out; 0 waiting"
        ),
        (
            .drain(queue("money"), until: nil),
            "money would take nothing; 0 waiting would go elsewhere",
            "money takes nothing; 0 waiting go elsewhere"
        ),
        (.surge(isOn: true, until: nil), "the surge would begin", "the surge begins"),
        (
            .reroute(leg, to: queue("desk")), "\(leg) would wait in desk (unrouted)",
            "\(leg) waits in desk (unrouted)"
        ),
    ])
    func `is told in the conditional as long as it is only tried`(
        order: SupervisorOrder,
        would: String,
        does: String
    ) throws {
        for (isDryRun, expected) in [(true, would), (false, does)] {
            var scene = try RecorderScene.offered()
            guard case .done(200, true, let words) = try scene.order(order, isDryRun: isDryRun)
            else {
                Issue.record("it is carried out")
                return
            }
            #expect(words.contains(expected), "\(words)")
            #expect(isDryRun == words.allSatisfy { $0.contains(" would ") })
        }
    }

    @Test func `is done once a key, and refused where the key stands for another`() throws {
        var scene = RecorderScene()
        _ = try scene.order(.pause(queue("money"), until: nil))
        #expect(
            try scene.order(.pause(queue("money"), until: nil))
                == .done(code: 202, isChanged: false, words: [])
        )
        guard case .error(let error) = try scene.order(.resume(queue("money"))) else {
            Issue.record("another order under the key is refused")
            return
        }
        #expect(error.error == .idReused && error.field == "/key")
        #expect(scene.facts.count == 2)
    }

    @Test func `under the key of an activation is refused as well`() throws {
        var scene = RecorderScene()
        _ = try scene.order(.resume(queue("money")))
        guard case .error(let error) = try scene.order(.activate) else {
            Issue.record("an activation under a key that is taken is refused")
            return
        }
        #expect(error.error == .idReused)
    }

    @Test func `that cannot be says what can`() throws {
        var scene = try RecorderScene.offered()
        let leg = try #require(scene.offers(to: 1).first).leg
        guard case .error(let error) = try scene.order(.replay(leg, again: false)) else {
            Issue.record("a leg that is offered is not replayed")
            return
        }
        #expect(error.error == .wrongState && error.field == "/leg")
        #expect(error.detail.hasSuffix("reroute withdraw close"))
        guard case .error(let other) = try scene.order(.pause(queue("desk"), until: nil)) else {
            Issue.record("the desk is never paused")
            return
        }
        #expect(other.error == .lastResort && other.field == "/queue")
    }

    @Test
    func `that gives a leg to a partner the person excluded says whom, though no rule named it`()
        throws
    {
        let line = SampleEvents.request("e1", more: #","exclude_partners":["calm"]"#)
        var scene = try RecorderScene.offered(line)
        let leg = try #require(scene.offers(to: 1).first).leg
        guard case .error(let error) = try scene.order(.reroute(leg, to: queue("calm"))) else {
            Issue.record("calm is not to have it")
            return
        }
        #expect(error.error == .noConsent && error.field == "/to")
        #expect(error.detail.contains("calm"))
    }

    @Test func `whose arguments are wrong names the field`() throws {
        var scene = RecorderScene()
        let inquiry = OrderInquiry(verb: "pause", reason: "r", key: "k")
        guard case .error(let error) = try scene.ask("supervisor:chief", .order(inquiry)) else {
            Issue.record("a pause names its queue")
            return
        }
        #expect(error.error == .missingField && error.field == "/queue")
    }

    @Test func `is told of each queue`() throws {
        var scene = RecorderScene()
        _ = try scene.order(.drain(queue("money"), until: nil))
        let ask = AskInquiry(what: "queues")
        guard case .told(let rows, _, _, _) = try scene.ask("supervisor:chief", .ask(ask)) else {
            Issue.record("the reply is no list of rows")
            return
        }
        let texts = rows.map { String(decoding: $0, as: UTF8.self) }
        #expect(texts.count { $0.contains(#""standing":"draining""#) } == 1)
        #expect(texts.count { $0.contains(#""standing":"open""#) } == 3)
    }
}

@Suite struct `The list of the dead` {
    private static func rows(_ scene: inout RecorderScene) throws -> [String] {
        let ask = AskInquiry(what: "dead")
        guard case .told(let rows, _, _, _) = try scene.ask("supervisor:chief", .ask(ask)) else {
            Issue.record("the reply is no list of rows")
            return []
        }
        return rows.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `holds a leg that nobody lives to answer, with its cause and where it would go`()
        throws
    {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        try scene.loseToDeath(eachAfter: .seconds(45)) {
            let rows = try Self.rows(&$0)
            #expect(rows.isEmpty)
        }
        let row = try #require(try Self.rows(&scene).first)
        #expect(row.contains(#""cause":"lost_too_often""#))
        #expect(row.contains(#""queue":"desk""#) && row.contains(#""to":"money""#))
        #expect(row.contains(#""attempts":5"#))
    }

    @Test func `holds a leg whose client dies of it and is back before the grace has passed`()
        throws
    {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        try scene.loseToDeath(eachAfter: .seconds(2)) {
            let rows = try Self.rows(&$0)
            #expect(rows.isEmpty)
        }
        try scene.attach(90, "money")
        let row = try #require(try Self.rows(&scene).first)
        #expect(row.contains(#""cause":"lost_too_often""#))
        #expect(scene.offers(to: 90).isEmpty)
    }

    @Test func `holds a line that no dispatcher survived, which goes nowhere`() throws {
        var scene = RecorderScene()
        let line = SampleEvents.request("e1")
        try scene.publish(line, poisoned: [LineDigest.of(Array(line.utf8)[...])])
        let row = try #require(try Self.rows(&scene).first)
        #expect(row.contains(#""cause":"held""#) && row.contains(#""to":null"#))
    }

    @Test func `loses a leg that is replayed`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        try scene.loseToDeath(eachAfter: .seconds(45))
        let file = try #require(Array(scene.recorder.board.cases).first)
        let leg = LegID(caseID: file.id, ordinal: 1)
        let reply = try scene.order(.replay(leg, again: false))
        #expect(reply == .done(code: 200, isChanged: true, words: ["\(leg) waits in money"]))
        #expect(try Self.rows(&scene).isEmpty)
        try scene.attach(90, "money")
        #expect(scene.offers(to: 90).count == 1)
    }
}
