import Referrals
import SplitMix
import Testing

@Suite struct `Whatever the calendar` {
    /// Calls `look` with calendars, instants and spans that follow from a seed.
    private func draw(
        _ count: Int,
        seed: UInt64,
        _ look: (BusinessCalendar, Moment, Span) throws -> Void
    ) throws {
        var chance = CalendarChance(seed: seed)
        for _ in 0..<count {
            let calendar = try chance.calendar()
            for _ in 0..<10 {
                let from = chance.moment(of: calendar.rules)
                try look(calendar, from, chance.span(within: calendar))
            }
        }
    }

    @Test func `the open time until a deadline is its span`() throws {
        try draw(150, seed: 1) { calendar, from, span in
            let due = calendar.add(span, from: from)
            #expect(calendar.openTime(between: from, due) == span)
            // The earliest: one microsecond sooner there was less.
            let sooner = calendar.openTime(between: from, due - Span(microseconds: 1))
            #expect(sooner.microseconds == span.microseconds - 1)
        }
    }

    @Test func `a longer span ends later, and a later start no sooner`() throws {
        try draw(150, seed: 2) { calendar, from, span in
            let due = calendar.add(span, from: from)
            #expect(calendar.add(span + .minutes(1), from: from) > due)
            #expect(calendar.add(span, from: from + .minutes(17)) >= due)
            #expect(due >= from + span)
        }
    }

    @Test func `two spans one after the other are their sum`() throws {
        try draw(150, seed: 3) { calendar, from, span in
            let half = Span(microseconds: span.microseconds / 2)
            let rest = Span(microseconds: span.microseconds - half.microseconds)
            let middle = calendar.add(half, from: from)
            #expect(calendar.add(rest, from: middle) == calendar.add(span, from: from))
        }
    }

    @Test func `it is open from an opening on, and closed just before`() throws {
        try draw(150, seed: 4) { calendar, from, _ in
            let opening = calendar.nextOpening(after: from)
            #expect(calendar.isOpen(at: opening))
            #expect(opening == from || !calendar.isOpen(at: opening - Span(microseconds: 1)))
            #expect(calendar.openTime(between: from, opening) == Span(microseconds: 0))
            let closing = calendar.nextClosing(after: from)
            guard closing != .distantFuture else { return }
            #expect(!calendar.isOpen(at: closing))
            #expect(calendar.openTime(between: from, closing) == closing - from)
        }
    }

    @Test func `the hours that were counted are open, in order, and sum to the span`() throws {
        try draw(100, seed: 5) { calendar, from, span in
            let working = calendar.working(span, from: from)
            #expect(working.until == calendar.add(span, from: from))
            var sum: Int64 = 0
            var last = Moment.distantPast
            for piece in working.pieces {
                #expect(piece.start < piece.end && piece.start >= last)
                #expect(calendar.isOpen(at: piece.start))
                sum += (piece.end - piece.start).microseconds
                last = piece.end
            }
            #expect(sum == span.microseconds)
            #expect(working.until == last)
        }
    }
}

extension Span {
    fileprivate static func + (left: Span, right: Span) -> Span {
        Span(microseconds: left.microseconds + right.microseconds)
    }
}
