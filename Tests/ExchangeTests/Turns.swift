import Referrals

@testable import Exchange

/// A queue's order in a test, with the hand-outs counted.
struct Turns {
    var order = HandOutOrder()
    var pace = HandOutOrder.Pace.usual
    /// Monday 2 March 2026, noon in Brussels.
    var now = Moment(seconds: 1_772_449_200)
    /// The hand-outs until now.
    private(set) var count = 0
    private var arrivals: UInt64 = 0

    /// A leg arrives that is due `hours` from now and came `since` hours ago.
    @discardableResult
    mutating func arrive(
        _ urgency: Urgency,
        of agency: String = "one",
        lane: Lane = .live,
        due hours: Int64,
        since: Int64 = 0
    ) -> WaitingPlace {
        arrivals += 1
        let due = now + .hours(hours)
        let place = WaitingPlace(
            urgency: urgency,
            lane: urgency == .crisis ? .live : lane,
            agency: ExchangeTests.agency(agency),
            due: due,
            presses: due - Span(microseconds: Span.hours(hours + since).microseconds / 4),
            arrival: Position(arrivals),
            leg: LegID(caseID: CaseID(year: 2026, number: UInt32(arrivals)), ordinal: 1)
        )
        order.insert(place)
        return place
    }

    /// The next hand-out; nil when none can be made.
    mutating func give() -> WaitingPlace? {
        guard let place = order.next(at: now, by: pace) else { return nil }
        order.took(place, at: now)
        order.remove(place)
        count += 1
        return place
    }

    /// The next hand-outs, so many.
    mutating func give(_ count: Int) -> [WaitingPlace] {
        (0..<count).compactMap { _ in give() }
    }

    /// How many hand-outs it takes until a leg has its turn, with `before` done before each.
    mutating func wait(for place: WaitingPlace, _ before: (inout Turns) -> Void = { _ in }) -> Int?
    {
        for count in 1...10_000 {
            before(&self)
            if give() == place { return count }
        }
        return nil
    }
}
