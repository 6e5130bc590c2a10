import Exchange
import Referrals
import Wire

extension Recorder {
    /// Looks at what is to be expected of each queue; the alarm rings before somebody is late.
    mutating func lookAhead(at instant: Instant) -> [Effect] {
        outlook.look(at: board, now: instant.wall, steady: instant.steady).map { change in
            switch change {
            case .atRisk(let forecast): .alarm([forecast.words])
            case .late(let queue, let count):
                .alarm([
                    "\(queue): \(count) late, nobody had accepted when due; now before the desk"
                ])
            case .calm(let queue): .word("\(queue): nobody is at risk any more")
            }
        }
    }

    /// What a row of a queue tells of what is to be expected; null where nothing waits.
    func setOutlook(of queue: QueueID, in row: inout Row) {
        let forecast = outlook.forecasts[queue]
        row.set("pace_per_hour", forecast?.perHour)
        row.set("forecast_minutes", forecast.map { $0.median.wholeMinutes })
        row.set("forecast_minutes_90", forecast.map { $0.ninth.wholeMinutes })
        row.set("at_risk", forecast?.atRisk ?? 0)
    }
}

extension Forecast {
    /// What whoever runs it is told when the alarm of a queue rings.
    var words: String {
        let more = isWhole ? "" : " at least"
        var words = "\(queue): \(atRisk)\(more) at risk of a late answer"
        if let first {
            words += ", first \(first.leg), due \(first.due.rfc3339)"
            words += " and expected \(first.expected?.rfc3339 ?? "after a pause without an end")"
        }
        let pace = (perHour * 10).rounded() / 10
        return words + (isGuess ? "; few answers were seen, a guess" : "; \(pace) answers an hour")
    }
}

extension Span {
    /// Whole minutes, rounded up.
    var wholeMinutes: Int { Int((wholeMilliseconds + 59_999) / 60_000) }
}
