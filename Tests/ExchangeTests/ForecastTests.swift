import Exchange
import Referrals
import Testing

@Suite struct `A pace` {
    private static let half = Span.minutes(30)

    /// A pace at which one was accepted each `every`, for so many hours.
    private static func steady(every: Span, hours: Int64) -> Pace {
        var pace = Pace()
        let count = Span.hours(hours).microseconds / every.microseconds
        for _ in 0..<count {
            for _ in 0..<60 { pace.wait(Span(microseconds: every.microseconds / 60)) }
            pace.accept()
        }
        return pace
    }

    private static func hours(_ span: Span) -> Double {
        Double(span.microseconds) / 3_600_000_000
    }

    @Test func `is the class's own before anything was seen`() {
        let pace = Pace()
        #expect(pace.isGuess)
        #expect(pace.median(ofRank: 1, expecting: Self.half) == Self.half)
        #expect(pace.perHour(expecting: Self.half) == 2)
    }

    @Test(arguments: [Span.minutes(10), .minutes(60)])
    func `comes to what is seen`(_ every: Span) {
        let pace = Self.steady(every: every, hours: 24)
        let expected = 3_600_000_000 / Double(every.microseconds)
        #expect(!pace.isGuess)
        #expect(abs(pace.perHour(expecting: Self.half) - expected) < expected / 3)
    }

    @Test func `forgets what was long ago`() {
        var pace = Self.steady(every: .minutes(1), hours: 8)
        let before = pace.perHour(expecting: Self.half)
        for _ in 1...(24 * 60) { pace.wait(.minutes(1)) }
        #expect(pace.perHour(expecting: Self.half) < before / 20)
        #expect(pace.isGuess)
    }

    @Test func `says of a rank how long that many acceptances take`() {
        let pace = Self.steady(every: .minutes(6), hours: 24)
        let wait = Self.hours(pace.median(ofRank: 20, expecting: Self.half))
        #expect(abs(wait - 2) < 0.2)
    }

    // Exact quantiles of the beta prime distribution, by its closed form for one acceptance as the prior: the
    // wait of rank 1 is at most t with the chance 1 - b / (b + t).
    @Test func `knows how little it knows`() {
        let pace = Pace()
        let ninth = Self.hours(pace.ninth(ofRank: 1, expecting: .hours(1)))
        #expect(abs(ninth - 9) < 0.9)
    }

    @Test func `is surer of one that it has watched`() {
        let pace = Self.steady(every: .minutes(6), hours: 24)
        let ratio =
            Self.hours(pace.ninth(ofRank: 40, expecting: Self.half))
            / Self.hours(pace.median(ofRank: 40, expecting: Self.half))
        #expect(ratio > 1.2 && ratio < 1.5)
    }

    @Test func `never says that a later rank comes first`() {
        let pace = Self.steady(every: .minutes(20), hours: 3)
        let waits = (1...300).map { pace.median(ofRank: $0, expecting: Self.half) }
        #expect(waits == waits.sorted())
    }

    @Test func `is finite for whatever is asked`() {
        let wait = Pace().ninth(ofRank: 1_000_000_000, expecting: .days(400))
        #expect(wait == .days(365))
    }
}

@Suite struct `A forecast` {
    /// A board on which so many legs of a class wait for alfa; each has 24 h, an answer is expected within 6.
    private static func waiting(_ count: Int) throws -> Scene {
        var scene = Scene()
        for number in 1...count { try scene.ask(want(.legal, from: ["alfa"]), ref: "r\(number)") }
        return scene
    }

    private static let alfa = queue("alfa")

    @Test func `is of nothing where nothing waits`() {
        let scene = Scene()
        #expect(scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now) == nil)
    }

    @Test func `puts nobody at risk whom the pace reaches in time`() throws {
        let scene = try Self.waiting(3)
        let forecast = try #require(
            scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        )
        #expect(forecast.atRisk == 0)
        #expect(forecast.first == nil)
        #expect(forecast.isGuess)
        #expect(forecast.isWhole)
    }

    @Test func `counts those whom the pace does not reach in time, and names the first`() throws {
        let scene = try Self.waiting(8)
        let forecast = try #require(
            scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        )
        // By the class alone the median of rank 3 is 22 h, of rank 4 it is 31 h.
        #expect(forecast.atRisk == 5)
        #expect(forecast.first?.leg == scene.board.cases.map(\.id)[3].leg(1))
        #expect(forecast.first?.due == scene.now + .hours(24))
        #expect(forecast.median > .hours(24))
        #expect(forecast.ninth > forecast.median)
    }

    @Test func `counts who is offered before those who wait`() throws {
        var scene = try Self.waiting(4)
        scene.attach(1, "alfa", credit: 3)
        scene.handOut()
        let forecast = try #require(
            scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        )
        #expect(forecast.atRisk == 1)
    }

    @Test func `does not count who is late already`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, from: []))
        scene.wait(.hours(24))
        let desk = queue("desk")
        let forecast = try #require(scene.board.forecast(of: desk, at: Pace(), now: scene.now))
        #expect(forecast.atRisk == 0)
    }

    @Test func `follows the order of urgency and due`() throws {
        var scene = try Self.waiting(3)
        try scene.ask(want(.legal, .normal, from: ["alfa"]), ref: "n")
        try scene.ask(want(.legal, .crisis, from: ["alfa"]), ref: "c")
        let forecast = try #require(
            scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        )
        // The crisis is first, so the last of the three is fourth, and the normal one is fifth.
        #expect(forecast.atRisk == 2)
        #expect(forecast.first?.leg == scene.board.cases.map(\.id)[2].leg(1))
    }

    @Test func `counts nobody as quick because a crisis waits`() throws {
        var scene = try Self.waiting(8)
        let before = scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        try scene.ask(want(.legal, .crisis, from: ["alfa"]), ref: "c")
        let after = scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        #expect(after?.perHour == before?.perHour)
        #expect(after?.atRisk == 6)
    }

    @Test func `counts on nobody before a pause ends`() throws {
        var scene = try Self.waiting(1)
        try scene.order(.pause(Self.alfa, until: scene.now + .hours(20)))
        let paused = try #require(scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now))
        #expect(paused.first?.expected == scene.now + .hours(26))
        try scene.order(.pause(Self.alfa, until: nil))
        let stopped = try #require(scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now))
        #expect(stopped.atRisk == 1)
        #expect(stopped.first?.expected == nil)
    }

    @Test func `looks at so many and says that there are more`() throws {
        let scene = try Self.waiting(Forecast.lookMax + 5)
        let forecast = try #require(
            scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        )
        #expect(!forecast.isWhole)
        #expect(forecast.atRisk == Forecast.lookMax - 3)
    }

    /// The same with a partner that is open on weekdays from nine to five; it is Monday noon.
    private static func closing(_ count: Int) throws -> Scene {
        var scene = Scene()
        scene.board.bundle = SceneBundle.open(["alfa": try week(9, 17)])
        for number in 1...count { try scene.ask(want(.legal, from: ["alfa"]), ref: "r\(number)") }
        return scene
    }

    @Test func `counts on nobody who is closed, though the deadline counts day and night`() throws {
        // Open until five and from nine to noon: eight hours of the twenty-four. By the class alone the
        // median of rank 1 is 6 h, of rank 2 it is 14 h.
        let scene = try Self.closing(3)
        let forecast = try #require(
            scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        )
        #expect(forecast.atRisk == 2)
        let first = try #require(forecast.first)
        #expect(first.due == scene.now + .hours(24))
        // The five hours of Monday, the eight of Tuesday, and the rest on Wednesday morning.
        let expected = try #require(first.expected)
        #expect(expected > scene.now + .hours(45) && expected < scene.now + .hours(48))
    }

    @Test func `is not blinded by those who are late already`() throws {
        var scene = try Self.waiting(Forecast.lookMax + 20)
        scene.now = scene.now + .hours(23)
        for number in 1...3 { try scene.ask(want(.legal, from: ["alfa"]), ref: "n\(number)") }
        scene.now = scene.now + .hours(2)
        let forecast = try #require(
            scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        )
        #expect(forecast.atRisk == 3)
        #expect(forecast.isWhole)
    }

    @Test func `leaves out who has left the queue`() throws {
        var scene = try Self.waiting(6)
        for number in 1...3 { try scene.tell(.withdrawn(.withdrawn), ref: "r\(number)") }
        let forecast = try #require(
            scene.board.forecast(of: Self.alfa, at: Pace(), now: scene.now)
        )
        #expect(forecast.atRisk == 0)
        #expect(forecast.isWhole)
    }
}

extension CaseID {
    fileprivate func leg(_ ordinal: UInt16) -> LegID { LegID(caseID: self, ordinal: ordinal) }
}
