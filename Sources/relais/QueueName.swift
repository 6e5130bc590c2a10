import Referrals

/// The name of a queue with, behind it, that it is paused or draining: who looks at a list is to see it.
struct QueueName {
    private let name: String
    private let standing: String?
    private let until: Moment?

    /// What a row tells of a queue.
    init(_ row: Row) {
        name = row.string("queue") ?? "-"
        let told = row.string("standing")
        standing = told == "open" ? nil : told
        until = row.string("until").flatMap { Moment(rfc3339: $0) }
    }

    /// Whether the queue does not take and hand out as usual.
    var standsStill: Bool { standing != nil }

    /// The name, and how it stands until when: `ced (paused until 08:00)`, with the day if it is not today.
    func text(at now: Moment) -> String {
        standing.map { "\(name) (\($0)\(ending(at: now)))" } ?? name
    }

    /// The same in at most so many places: first the time is left out, then the name is cut.
    func text(at now: Moment, in width: Int) -> String {
        let whole = text(at: now)
        guard whole.count > width, let standing else { return PlainText.cut(whole, to: width) }
        let mark = " (\(standing))"
        guard mark.count < width else { return PlainText.cut(whole, to: width) }
        return PlainText.cut(name, to: width - mark.count) + mark
    }

    /// The same as words of a sentence: `ced is paused until 08:00`; nil where it stands as usual.
    func sentence(at now: Moment) -> String? {
        standing.map { "\(name) is \($0)\(ending(at: now))" }
    }

    private func ending(at now: Moment) -> String {
        guard let until else { return "" }
        let there = ClockTime.minutes(until.rfc3339)
        let isToday = there.prefix(10) == ClockTime.minutes(now.rfc3339).prefix(10)
        return " until " + there.dropFirst(isToday ? 11 : 5)
    }
}
