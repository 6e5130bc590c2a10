import Posts
import Referrals
import Testing

@Suite struct `A timekeeper` {
    static let noon = Moment(seconds: 1_772_449_200)
    static let start = Instant(wall: noon, steady: Moment(seconds: 50))

    /// One that has just begun after a journal whose last fact is of noon.
    static var fresh: Timekeeper { Timekeeper(at: start, lastFact: noon) }

    /// The clocks after both have run for a span, the wall besides having been set ahead by another.
    static func later(_ passed: Span, ahead: Span = .seconds(0)) -> Instant {
        Instant(wall: start.wall + passed + ahead, steady: start.steady + passed)
    }

    static let steps: [Span] = [
        .seconds(1), .seconds(60), .seconds(119), .seconds(121), .minutes(3), .hours(1), .days(1),
        .days(30), .days(3_650),
    ]

    @Test func `believes the wall at the first start of all`() {
        let keeper = Timekeeper(at: Self.start, lastFact: nil)
        #expect(keeper.isBelieved)
        #expect(keeper.time == Self.noon)
        #expect(keeper.judging == Self.noon)
    }

    @Test(arguments: [Span.seconds(0), .seconds(59), .seconds(60)])
    func `believes a start up to a minute behind the journal`(_ behind: Span) {
        let keeper = Timekeeper(at: Self.start, lastFact: Self.noon + behind)
        #expect(keeper.isBelieved)
        #expect(keeper.time == Self.noon)
    }

    @Test(arguments: [Span.seconds(61), .minutes(2), .hours(1), .days(3_650)])
    func `does not believe a start more than a minute behind the journal`(_ behind: Span) {
        let keeper = Timekeeper(at: Self.start, lastFact: Self.noon + behind)
        #expect(!keeper.isBelieved)
        #expect(keeper.time == Self.noon + behind)
        #expect(keeper.judging == nil)
        #expect(keeper.doubtedSince == Self.noon + behind)
    }

    @Test func `believes a start long after the journal's last fact`() {
        #expect(Timekeeper(at: Self.start, lastFact: Self.noon - .days(90)).isBelieved)
    }

    @Test(arguments: steps, [1, -1])
    func `believes a step of two minutes and none that is larger`(_ size: Span, _ sign: Int64) {
        var keeper = Self.fresh
        let change = keeper.read(Self.later(.seconds(5), ahead: size * sign))
        let isSmall = size <= .minutes(2)
        #expect(change == (isSmall ? nil : .doubted))
        #expect(keeper.isBelieved == isSmall)
        #expect(keeper.time == Self.noon + .seconds(5) + (isSmall ? size * sign : .seconds(0)))
    }

    @Test func `counts on by the steady clock while it does not believe`() {
        var keeper = Self.fresh
        _ = keeper.read(Self.later(.seconds(5), ahead: .days(1)))
        #expect(keeper.read(Self.later(.hours(7), ahead: .days(1))) == nil)
        #expect(keeper.time == Self.noon + .hours(7))
        #expect(keeper.ahead == .days(1))
        #expect(keeper.doubtedSince == Self.noon + .seconds(5))
    }

    @Test func `does not follow what a doubted wall does next`() {
        var keeper = Self.fresh
        _ = keeper.read(Self.later(.seconds(5), ahead: .days(1)))
        _ = keeper.read(Self.later(.seconds(6), ahead: .days(-400)))
        #expect(!keeper.isBelieved)
        #expect(keeper.time == Self.noon + .seconds(6))
    }

    @Test func `believes a wall that says again what was counted`() {
        var keeper = Self.fresh
        _ = keeper.read(Self.later(.seconds(5), ahead: .days(1)))
        #expect(keeper.read(Self.later(.hours(1), ahead: .seconds(61))) == nil)
        #expect(keeper.read(Self.later(.hours(2), ahead: .seconds(60))) == .cameBack)
        #expect(keeper.isBelieved)
        #expect(keeper.time == Self.noon + .hours(2) + .seconds(60))
    }

    @Test(arguments: [Span.days(3_650), .days(-3_650), .hours(1), .minutes(-3)])
    func `takes the wall as it is once that is accepted`(_ size: Span) {
        var keeper = Self.fresh
        _ = keeper.read(Self.later(.seconds(5), ahead: size))
        #expect(keeper.accept() == Self.noon + .seconds(5))
        #expect(keeper.isBelieved)
        #expect(keeper.time == Self.noon + .seconds(5) + size)
        #expect(keeper.read(Self.later(.hours(9), ahead: size)) == nil)
        #expect(keeper.time == Self.noon + .hours(9) + size)
    }

    @Test func `has nothing to accept while it believes`() {
        var keeper = Self.fresh
        #expect(keeper.accept() == nil)
    }

    @Test func `can doubt again after it was accepted`() {
        var keeper = Self.fresh
        _ = keeper.read(Self.later(.seconds(5), ahead: .hours(1)))
        _ = keeper.accept()
        #expect(keeper.read(Self.later(.seconds(6))) == .doubted)
    }

    @Test(arguments: [500, -500])
    func `follows a drift of 500 millionths for a month`(_ millionths: Int64) {
        var keeper = Self.fresh
        for hour in 1...720 {
            let passed = Span.hours(Int64(hour))
            let drift = Span(microseconds: passed.microseconds / 1_000_000 * millionths)
            #expect(keeper.read(Self.later(passed, ahead: drift)) == nil)
        }
        #expect(keeper.time == Self.noon + .days(30) + .seconds(1_296 * millionths.signum()))
    }

    @Test func `follows a drift however often the clocks are read`() {
        var keeper = Self.fresh
        // 60 readings a second: whole microseconds of each would be left over.
        for tick in 1...(60 * 600) {
            let passed = Span(microseconds: Int64(tick) * 16_667)
            let drift = Span(microseconds: passed.microseconds / 2_000)
            _ = keeper.read(Self.later(passed, ahead: drift))
        }
        _ = keeper.read(Self.later(.minutes(10), ahead: .seconds(119)))
        #expect(keeper.isBelieved)
        _ = keeper.read(Self.later(.minutes(10), ahead: .seconds(121)))
        #expect(!keeper.isBelieved)
    }

    @Test func `does not follow a wall that runs at twice its speed`() {
        var keeper = Self.fresh
        var believed: Int64 = 0
        for second in 1...600 {
            let passed = Span.seconds(Int64(second))
            _ = keeper.read(Self.later(passed, ahead: passed))
            if keeper.isBelieved { believed = Int64(second) }
        }
        #expect((119...121).contains(believed))
    }

    @Test func `adds up small steps that follow each other`() {
        var keeper = Self.fresh
        #expect(keeper.read(Self.later(.seconds(1), ahead: .seconds(90))) == nil)
        #expect(keeper.read(Self.later(.seconds(2), ahead: .seconds(180))) == .doubted)
    }

    @Test func `believes a machine that has slept, for both clocks have gone on`() {
        var keeper = Self.fresh
        #expect(keeper.read(Self.later(.days(3))) == nil)
        #expect(keeper.time == Self.noon + .days(3))
    }

    @Test func `does not believe a machine that was halted while the steady clock stood still`() {
        var keeper = Self.fresh
        #expect(keeper.read(Self.later(.seconds(1), ahead: .hours(3))) == .doubted)
    }

    @Test func `takes no time for passed where the steady clock runs back`() {
        var keeper = Self.fresh
        _ = keeper.read(Self.later(.seconds(10)))
        _ = keeper.read(Instant(wall: Self.noon + .seconds(10), steady: Moment(seconds: 3)))
        #expect(keeper.isBelieved)
        #expect(keeper.time == Self.noon + .seconds(10))
    }

    @Test func `has a steady clock of another origin after each start`() {
        let start = Instant(wall: Self.noon + .hours(1), steady: Moment(seconds: 0))
        var keeper = Timekeeper(at: start, lastFact: Self.noon)
        #expect(keeper.isBelieved)
        let next = Instant(wall: start.wall + .hours(1), steady: Moment(seconds: 3_600))
        #expect(keeper.read(next) == nil)
    }
}
