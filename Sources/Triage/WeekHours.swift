public import Referrals

/// Hours of a week as usual, without holidays and closures: for each day from Monday, windows in order, none
/// touching the next.
public struct WeekHours: Equatable, Sendable {
    /// The windows of the seven days.
    public private(set) var days: [[DayWindow]]

    /// No hours at all.
    public init() {
        days = Array(repeating: [], count: 7)
    }

    /// These windows, those that overlap or touch as one.
    public init(_ windows: [ContactWindow]) {
        days = (0..<7).map { weekday in
            WeekHours.merged(
                windows.filter { $0.holds(onWeekday: weekday) }.map(\.hours)
            )
        }
    }

    /// Whether nothing stands in it.
    public var isEmpty: Bool { days.allSatisfy(\.isEmpty) }

    /// The hours of either.
    public func union(_ other: WeekHours) -> WeekHours {
        var both = WeekHours()
        both.days = zip(days, other.days).map { WeekHours.merged($0 + $1) }
        return both
    }

    /// All other hours of the week.
    public var complement: WeekHours {
        var rest = WeekHours()
        rest.days = days.map { windows in
            var free: [DayWindow] = []
            var from: UInt16 = 0
            for window in windows {
                if let gap = DayWindow(from: from, until: window.from) { free.append(gap) }
                from = window.until
            }
            if let gap = DayWindow(from: from, until: 24 * 60) { free.append(gap) }
            return free
        }
        return rest
    }

    /// Days one after the other with the same hours, those without hours left out.
    public var runs: [(days: ClosedRange<Int>, windows: [DayWindow])] {
        var runs: [(days: ClosedRange<Int>, windows: [DayWindow])] = []
        for (weekday, windows) in days.enumerated() where !windows.isEmpty {
            if let last = runs.last, last.days.upperBound == weekday - 1, last.windows == windows {
                runs[runs.count - 1].days = last.days.lowerBound...weekday
            } else {
                runs.append((weekday...weekday, windows))
            }
        }
        return runs
    }

    /// As the files write hours: `mon-fri 0-9, 17-24; sat-sun 0-24`.
    public var text: String {
        runs.map { run in
            let hours = run.windows.map(\.text).joined(separator: ", ")
            return "\(ContactWindow.text(of: run.days)) \(hours)"
        }.joined(separator: "; ")
    }

    private static func merged(_ windows: [DayWindow]) -> [DayWindow] {
        var merged: [DayWindow] = []
        for window in windows.sorted(by: { $0.from < $1.from }) {
            if let last = merged.last, window.from <= last.until,
                let whole = DayWindow(from: last.from, until: max(last.until, window.until))
            {
                merged[merged.count - 1] = whole
            } else {
                merged.append(window)
            }
        }
        return merged
    }
}

extension DayWindow {
    /// As the files write it: `9-17`, `8:30-12`.
    var text: String {
        "\(DayWindow.clock(from))-\(DayWindow.clock(until))"
    }

    private static func clock(_ minutes: UInt16) -> String {
        let rest = minutes % 60
        return rest == 0 ? "\(minutes / 60)" : "\(minutes / 60):\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension ContactWindow {
    /// As the files write it, where its days are one after the other; else day by day.
    var text: String {
        let listed = (0..<7).filter { holds(onWeekday: $0) }
        guard let first = listed.first, let last = listed.last else { return hours.text }
        let days =
            last - first == listed.count - 1
            ? ContactWindow.text(of: first...last)
            : listed.map { ContactWindow.dayNames[$0] }.joined(separator: ",")
        return "\(days) \(hours.text)"
    }

    fileprivate static func text(of days: ClosedRange<Int>) -> String {
        let first = dayNames[days.lowerBound]
        return days.count == 1 ? first : "\(first)-\(dayNames[days.upperBound])"
    }

    private static let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}
