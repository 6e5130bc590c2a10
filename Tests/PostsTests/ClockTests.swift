import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A recorder whose clock steps` {
    /// A scene whose wall was set ahead, or back, and the recorder has seen it.
    private static func stepped(_ span: Span, _ scene: RecorderScene = RecorderScene())
        -> RecorderScene
    {
        var scene = scene
        scene.now.wall = scene.now.wall + span
        scene.turn()
        return scene
    }

    private static func accept(
        _ scene: inout RecorderScene,
        key: String = "k1",
        isDryRun: Bool = false
    ) throws -> Message {
        let order = OrderInquiry(
            verb: "clock_accept",
            reason: "it was set right",
            key: key,
            isDryRun: isDryRun
        )
        return try scene.ask("supervisor:chief", .order(order))
    }

    private static func briefs(_ scene: RecorderScene) -> [String] {
        scene.facts.map { fact in
            switch fact.fact.matter {
            case .ordered: "ordered"
            case .clockAccepted: "clock accepted"
            case .overdue(_, let which): "overdue \(which)"
            case .assignmentEnded(let ended): "ended \(ended.reason)"
            default: "other"
            }
        }.filter { $0 != "other" }
    }

    @Test func `tells the gateway and rings the alarm, at once`() {
        var scene = RecorderScene()
        scene.now.wall = scene.now.wall + .minutes(3)
        #expect(scene.turn() == ["doubted clock", "alarm"])
        #expect(scene.times.last == TimeOfRecord(at: SampleBundle.noon, isBelieved: false))
    }

    @Test func `rings again every ten minutes, until it is believed`() throws {
        var scene = Self.stepped(.hours(1))
        for _ in 1...30 { scene.wait(.minutes(1)) }
        #expect(scene.alarms.count == 4)
        _ = try Self.accept(&scene)
        for _ in 1...30 { scene.wait(.minutes(1)) }
        #expect(scene.alarms.count == 4)
    }

    @Test func `takes requests all the same, by the time that was counted`() throws {
        var scene = Self.stepped(.days(3_650))
        scene.wait(.minutes(5))
        let receipts = try scene.publish(SampleEvents.request("e1"))
        #expect(receipts.map(\.code) == [200])
        #expect(scene.facts.allSatisfy { $0.fact.at == SampleBundle.noon + .minutes(5) })
        let leg = try #require(scene.recorder.board.leg(RecorderScene.leg))
        #expect(leg.due == SampleBundle.noon + .minutes(65))
    }

    @Test func `lets a leg become due by the time that was counted, not by the wall`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        scene = Self.stepped(.days(3_650), scene)
        #expect(Self.briefs(scene) == [])
        scene.wait(.minutes(59))
        #expect(Self.briefs(scene) == [])
        scene.wait(.minutes(1))
        #expect(Self.briefs(scene) == ["overdue due"])
    }

    @Test func `lets a leg become due when the wall goes back`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        scene = Self.stepped(.days(-30), scene)
        scene.wait(.hours(1))
        #expect(Self.briefs(scene) == ["overdue due"])
    }

    @Test func `says by the steady clock when it is next due`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        scene = Self.stepped(.days(-30), scene)
        scene.wait(.minutes(10))
        let due = scene.recorder.nextDeadline(from: scene.now)
        let next = try #require(due)
        #expect(next.wall == .distantFuture)
        #expect(next.steady == scene.now.steady + .minutes(50))
    }

    @Test func `lets no offer expire by the clock before the leg is due`() throws {
        var scene = try RecorderScene.offered()
        scene = Self.stepped(.days(1), scene)
        scene.wait(.minutes(59))
        #expect(Self.briefs(scene) == [])
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        scene.wait(.days(2))
        #expect(Self.briefs(scene) == [])
    }

    @Test func `puts a leg before the desk when it is due, whatever offer is out`() throws {
        var scene = try RecorderScene.offered()
        scene = Self.stepped(.days(1), scene)
        scene.wait(.hours(1))
        scene.wait(.seconds(1))
        #expect(Self.briefs(scene).first == "overdue due")
    }

    @Test func `lets leases lapse by the steady clock`() throws {
        var scene = try RecorderScene.offered()
        scene = Self.stepped(.days(-1), scene)
        scene.step(.sessionEnded(SessionID(1)))
        scene.wait(.seconds(45))
        #expect(Self.briefs(scene) == ["ended lapsed"])
    }

    @Test func `decides by the wall once it is accepted`() throws {
        var scene = try RecorderScene.offered()
        scene = Self.stepped(.minutes(40), scene)
        let told = try Self.accept(&scene)
        guard case .done(200, true, _) = told else {
            Issue.record("it was not accepted: \(told)")
            return
        }
        #expect(Self.briefs(scene).prefix(3) == ["ordered", "clock accepted", "ended expired"])
        #expect(scene.times.last == TimeOfRecord(at: scene.now.wall, isBelieved: true))
    }

    @Test func `writes who accepted it and what was believed until then`() throws {
        var scene = Self.stepped(.minutes(40))
        _ = try Self.accept(&scene)
        let fact = try #require(scene.facts.last?.fact)
        let accepted = ClockAccepted(
            believed: SampleBundle.noon,
            wall: SampleBundle.noon + .minutes(40)
        )
        #expect(fact.matter == .clockAccepted(accepted))
        #expect(fact.at == SampleBundle.noon + .minutes(40))
        #expect(fact.by == SupervisorID("chief").map { .supervisor($0) })
    }

    @Test func `changes nothing in a dry run`() throws {
        var scene = Self.stepped(.minutes(40))
        guard case .done(200, true, let words) = try Self.accept(&scene, isDryRun: true) else {
            Issue.record("a dry run says what it would change")
            return
        }
        #expect(words.first?.hasPrefix("the time would be ") == true)
        #expect(scene.facts.isEmpty)
        #expect(!scene.recorder.clock.isBelieved)
    }

    @Test func `accepts nothing where it believes`() throws {
        var scene = RecorderScene()
        guard case .done(200, false, _) = try Self.accept(&scene) else {
            Issue.record("there was nothing to accept")
            return
        }
        #expect(Self.briefs(scene) == ["ordered"])
    }

    @Test func `compares no time of an event with its clock`() throws {
        // By the time that was counted the status is of tomorrow, by the wall it is not.
        var scene = Self.stepped(.days(1))
        scene.step(.second)
        #expect(scene.times.last?.isBelieved == false)
        let status = SampleEvents.status("s1", "withdrawn", more: #","reason":"duplicate""#)
        scene.now.steady = scene.now.steady + .days(40)
        scene.now.wall = scene.now.wall + .days(40)
        let receipts = try scene.publish(status)
        // After a day it would be unknown for good, if the clock were believed.
        #expect(receipts.map(\.code) == [300])
    }

    @Test func `says so in its status`() throws {
        var scene = Self.stepped(.days(1))
        let told = try scene.ask("supervisor:chief", .ask(AskInquiry(what: "status")))
        guard case .told(let rows, _, _, _) = told, let row = rows.first else {
            Issue.record("there is no status")
            return
        }
        let text = String(decoding: row, as: UTF8.self)
        #expect(text.contains(#""clock":"doubted""#))
        #expect(text.contains(#""wall":"\#(scene.now.wall.rfc3339)""#))
    }
}

@Suite struct `A recorder that starts behind its journal` {
    private static func recorder(behind span: Span) -> Recorder {
        let clock = Timekeeper(at: RecorderScene.noon, lastFact: SampleBundle.noon + span)
        return RecorderScene.start(
            Switchboard(bundle: SampleBundle.bundle),
            at: .origin,
            clock: clock
        )
    }

    @Test func `rings the alarm with the first it does`() {
        var scene = RecorderScene(linked: false)
        scene.recorder = Self.recorder(behind: .minutes(2))
        #expect(scene.step(.linked) == ["alarm", "doubted clock"])
    }

    @Test func `by less than a minute rings none`() {
        var scene = RecorderScene(linked: false)
        scene.recorder = Self.recorder(behind: .seconds(59))
        #expect(scene.step(.linked) == ["clock"])
    }

    @Test func `goes on from the last fact's time`() throws {
        var scene = RecorderScene(linked: false)
        scene.recorder = Self.recorder(behind: .days(400))
        scene.step(.linked)
        scene.wait(.seconds(30))
        try scene.publish(SampleEvents.request("e1"))
        #expect(scene.facts.first?.fact.at == SampleBundle.noon + .days(400) + .seconds(30))
    }
}

@Suite struct `A gateway's time` {
    private static let future = SampleEvents.request("e1")
        .replacing("2026-03-02T12:00:00", with: "2026-03-02T15:00:00")

    private func request(of effects: [Gateway.Effect]) throws -> WorkRequest {
        for case .work(_, let request) in effects { return request }
        throw Missing()
    }

    private struct Missing: Error {}

    private func publish(_ scene: inout GatewayScene) throws -> WorkRequest {
        let text = #"{"v":1,"kind":"publish","seq":1,"as":"agency:north"}"# + "\n" + Self.future
        let input = Gateway.Input.message(
            GatewayScene.Peer.north.route,
            frames: [Array(text.utf8)],
            user: nil
        )
        return try request(of: scene.gateway.step(input, at: scene.now))
    }

    private func codes(of verdict: WorkVerdict) -> [Int] {
        verdict.lines.map { line in
            switch line.outcome {
            case .event: 200
            case .refused(let refusal): refusal.error.code
            case .poison: 0
            }
        }
    }

    @Test func `is not compared with before the recorder has told any`() throws {
        var scene = GatewayScene()
        let request = try publish(&scene)
        #expect(!request.isClockBelieved)
        #expect(codes(of: SampleEvents.judge(request)) == [200])
    }

    @Test func `is the recorder's, whatever its own wall says`() throws {
        var scene = GatewayScene()
        scene.step(.clock(TimeOfRecord(at: SampleBundle.noon, isBelieved: true)))
        scene.now.wall = scene.now.wall + .days(-300)
        scene.now.steady = scene.now.steady + .minutes(7)
        let request = try publish(&scene)
        #expect(request.at == SampleBundle.noon + .minutes(7))
        #expect(request.isClockBelieved)
    }

    @Test func `refuses an event of the future for now`() throws {
        var scene = GatewayScene()
        scene.step(.clock(TimeOfRecord(at: SampleBundle.noon, isBelieved: true)))
        #expect(codes(of: SampleEvents.judge(try publish(&scene))) == [300])
    }

    @Test func `refuses no event of the future while the recorder does not believe its clock`()
        throws
    {
        var scene = GatewayScene()
        scene.step(.clock(TimeOfRecord(at: SampleBundle.noon, isBelieved: false)))
        #expect(codes(of: SampleEvents.judge(try publish(&scene))) == [200])
    }

    @Test func `goes with a message to a recorder elsewhere`() throws {
        var scene = GatewayScene()
        scene.step(.clock(TimeOfRecord(at: SampleBundle.noon, isBelieved: false)))
        let request = try publish(&scene)
        let frame = StationCodec.encode([.request(request)])
        guard case .request(let read) = try StationCodec.decode(frame).first else {
            throw Missing()
        }
        #expect(codes(of: SampleEvents.judge(read)) == [200])
        let verdict = SampleEvents.judge(request)
        let effects = scene.gateway.step(.verdict(0, verdict), at: scene.now)
        guard case .put(let put) = effects.first else { throw Missing() }
        guard case .publish(_, let work) = try #require(PutLetter(put).read()).put.ask else {
            throw Missing()
        }
        #expect(codes(of: work) == [200])
    }
}
