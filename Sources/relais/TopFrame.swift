import Referrals

/// One screen of `relais top`: at most 80 columns and 24 lines, made of rows and the time alone.
struct TopFrame {
    /// What the title says beside the totals.
    struct Heading {
        /// Where the feed is.
        var endpoint: String
        /// The gateway's epoch of the snapshot.
        var epoch: String
        /// The number of the snapshot within the epoch.
        var sequence: Int
        /// When the snapshot was made; nil if it did not say.
        var at: Moment?
    }

    static let width = 80

    /// Where the snapshot came from and when.
    let heading: Heading

    /// A row for each queue.
    let rows: [Row]

    /// The time it is shown at.
    let now: Moment

    /// The lines of the screen, none longer than 80 and than `width`, at most `height` of them.
    func lines(width: Int = TopFrame.width, height: Int = 24) -> [String] {
        var lines = [title, totals, "", TopFrame.titles]
        let sorted = rows.sorted { TopFrame.order($0) < TopFrame.order($1) }
        let room = max(1, height - lines.count - 1)
        lines += sorted.prefix(sorted.count > room ? room - 1 : room).map(line)
        if sorted.count > room {
            lines.append("… and \(sorted.count - room + 1) queues more; relais queue ls shows all")
        }
        if rows.isEmpty { lines.append("no queue has anything in it") }
        lines.append(
            "q quits   ! is late   risk: likely late   in and out: since the gateway started"
        )
        return lines.prefix(height).map { PlainText.cut($0, to: min(width, TopFrame.width)) }
    }

    private var title: String {
        let at = heading.at.map { ClockTime.dayAndTime($0.rfc3339) }
        let when = at.map { "\($0.day) \($0.time)" } ?? "-"
        let right = "  \(when)  epoch \(heading.epoch) seq \(heading.sequence)"
        let room = TopFrame.width - right.count
        let left = PlainText.cut("relais top  \(heading.endpoint)", to: room)
        return PlainText.pad(left, to: room) + right
    }

    private var totals: String {
        func sum(_ field: String) -> Int { rows.reduce(0) { $0 + ($1.integer(field) ?? 0) } }
        let late = rows.count {
            guard let next = $0.string("next_deadline").flatMap({ Moment(rfc3339: $0) }) else {
                return false
            }
            return next < now
        }
        let still = rows.count { QueueName($0).standsStill }
        let parts =
            ["late queues \(late)", "at risk \(sum("at_risk"))"]
            + (still > 0 ? ["halted \(still)"] : [])
            + ["waiting", "offered", "open", "sessions"].map { "\($0) \(sum($0))" }
        return parts.dropFirst().reduce(parts[0]) { line, part in
            line.count + 2 + part.count > TopFrame.width ? line : "\(line)  \(part)"
        }
    }

    private static let titles = cells(
        ["QUEUE", "NEEDS", "WAIT", "OFFER", "OPEN", "RISK", "OLDEST", "NEXT", "IN", "OUT"]
    )

    private func line(_ row: Row) -> String {
        let name = queueAndNeeds(row)
        return TopFrame.cells([
            name.queue,
            name.needs,
            TopFrame.number(row, "waiting"),
            TopFrame.number(row, "offered"),
            TopFrame.number(row, "open"),
            TopFrame.number(row, "at_risk"),
            ClockTime.age(row.string("oldest"), at: now),
            ClockTime.until(row.string("next_deadline"), at: now),
            TopFrame.number(row, "in"),
            TopFrame.number(row, "out"),
        ])
    }

    private static let widths = [15, 16, 5, 5, 5, 4, 6, 6, 5, 4]

    private static func cells(_ texts: [String]) -> String {
        // Where a queue stands still, that is told in the room of its needs.
        let first = max(widths[0], texts[0].count)
        let widths = [first, widths[0] + widths[1] - first] + widths.dropFirst(2)
        return zip(texts, widths).enumerated().map { index, place in
            PlainText.pad(PlainText.cut(place.0, to: place.1), to: place.1, right: index > 1)
        }.joined(separator: " ")
    }

    /// The queue and, if it stands still, until when; and its needs in the room that is left.
    private func queueAndNeeds(_ row: Row) -> (queue: String, needs: String) {
        let name = QueueName(row)
        let room = TopFrame.widths[0] + (name.standsStill ? TopFrame.widths[1] : 0)
        return (name.text(at: now, in: room), TopFrame.needs(row))
    }

    private static func number(_ row: Row, _ field: String) -> String {
        guard let value = row.integer(field) else { return "-" }
        return value < 100_000 ? "\(value)" : "\(value / 1_000)k"
    }

    /// The needs of a queue, the most frequent first.
    private static func needs(_ row: Row) -> String {
        let counts = row.counts("needs").sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        return counts.isEmpty
            ? "-" : counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    }

    /// The queue whose deadline is next comes first, one without a deadline last.
    private static func order(_ row: Row) -> (Moment, String) {
        let next = row.string("next_deadline").flatMap { Moment(rfc3339: $0) }
        return (next ?? .distantFuture, row.string("queue") ?? "")
    }
}
