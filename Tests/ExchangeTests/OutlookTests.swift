import Exchange
import Referrals
import Testing

@Suite struct `An outlook` {
    /// Ten legs wait for alfa, which accepts one every so often; told is what was said, and when, in minutes.
    private struct Story {
        var scene = Scene()
        var outlook = Outlook()
        var begun = Moment(seconds: 0)
        var told: [(minute: Int64, change: Outlook.Change)] = []
        var late: [Int64] = []

        init(legs: Int) throws {
            begun = scene.now
            for number in 1...legs {
                try scene.ask(want(.legal, from: ["alfa"]), ref: "r\(number)")
            }
            scene.attach(1, "alfa", credit: 0)
        }

        /// Minutes pass; each `every` of them the session takes one and accepts it.
        mutating func pass(_ minutes: Int64, acceptingEvery every: Int64?) throws {
            for _ in 0..<minutes {
                scene.now = scene.now + .minutes(1)
                let minute = (scene.now - begun).microseconds / 60_000_000
                let facts = scene.board.due(at: scene.now, steady: scene.now)
                scene.record(facts)
                late += facts.filter { $0.brief == "overdue due" }.map { _ in minute }
                if let every, minute % every == 0 { try take() }
                let changes = outlook.look(at: scene.board, now: scene.now, steady: scene.now)
                told += changes.map { (minute, $0) }
            }
        }

        private mutating func take() throws {
            let session = SessionID(1)
            let sent = scene.board.presence.consumers[session]?.sent ?? 0
            scene.board.presence.credit(session, through: sent + 1, got: nil)
            for given in scene.handOut() {
                try scene.answer(.accept(by: "p"), to: given.lease)
                outlook.accept(from: queue("alfa"))
            }
        }

        var alarms: [Int64] {
            told.compactMap { if case .atRisk = $0.change { $0.minute } else { nil } }
        }

        var calms: [Int64] {
            told.compactMap { if case .calm = $0.change { $0.minute } else { nil } }
        }
    }

    @Test func `rings once, hours before a slow steady partner is late`() throws {
        var story = try Story(legs: 10)
        // One in three hours: of the ten legs three are late when their 24 hours end.
        try story.pass(25 * 60, acceptingEvery: 180)
        #expect(story.late.count == 3)
        #expect(story.alarms.count == 1)
        let alarm = try #require(story.alarms.first)
        let breach = try #require(story.late.first)
        #expect(breach - alarm >= 60)
    }

    @Test func `rings before the breach when a partner that was fast falls silent`() throws {
        var story = try Story(legs: 3)
        try story.pass(20, acceptingEvery: 10)
        #expect(story.alarms == [])
        try story.pass(25 * 60, acceptingEvery: nil)
        #expect(story.alarms.count == 1)
        let alarm = try #require(story.alarms.first)
        let breach = try #require(story.late.first)
        #expect(breach - alarm >= 60)
    }

    @Test func `rings for legs that are late, those of a minute together`() {
        var outlook = Outlook()
        let board = Scene().board
        let start = Moment(seconds: 1_772_449_200)
        func look(_ seconds: Int64) -> [Outlook.Change] {
            outlook.look(
                at: board,
                now: start + .seconds(seconds),
                steady: start + .seconds(seconds)
            )
        }
        for _ in 1...3 { outlook.late(in: queue("alfa")) }
        #expect(look(0) == [.late(queue("alfa"), 3)])
        outlook.late(in: queue("alfa"))
        #expect(look(1) == [])
        #expect(look(60) == [.late(queue("alfa"), 1)])
        #expect(look(200) == [])
    }

    @Test func `never rings for a partner that is fast enough`() throws {
        var story = try Story(legs: 2)
        try story.pass(120, acceptingEvery: 30)
        #expect(story.alarms == [])
        #expect(story.late == [])
    }

    @Test func `says when nobody is at risk any more, and not at once`() throws {
        var story = try Story(legs: 8)
        try story.pass(1, acceptingEvery: nil)
        #expect(story.alarms == [1])
        try story.pass(60, acceptingEvery: 1)
        let calm = try #require(story.calms.first)
        #expect(calm > 5)
        #expect(story.calms.count == 1)
        #expect(story.outlook.queuesAtRisk == [])
    }

    @Test func `can ring again after it was calm`() throws {
        var story = try Story(legs: 8)
        try story.pass(1, acceptingEvery: nil)
        try story.pass(60, acceptingEvery: 1)
        for number in 1...60 {
            try story.scene.ask(want(.legal, from: ["alfa"]), ref: "again\(number)")
        }
        try story.pass(20 * 60, acceptingEvery: nil)
        #expect(story.alarms.count == 2)
    }

    @Test func `knows only the queues in which something waits`() throws {
        var story = try Story(legs: 2)
        try story.pass(1, acceptingEvery: nil)
        #expect(story.outlook.forecasts.keys.sorted() == [queue("alfa")])
        try story.pass(5, acceptingEvery: 1)
        #expect(story.outlook.forecasts.isEmpty)
    }
}
