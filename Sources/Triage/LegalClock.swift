public import Referrals

/// A deadline of the law that runs from a date of the enterprise, and how it presses as it comes near.
///
/// A director must file for bankruptcy within one month after payments ceased (Code of Economic Law
/// XX.102). Which needs it concerns, when it no longer runs and how it presses are data of the bundle.
public struct LegalClock: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// The needs it presses on; a family stands for all its details.
    public let needs: [Need]
    /// The legal states in which the duty has been met or is no longer the enterprise's.
    public let unless: [LegalState]
    /// Calendar months from the date to the last day.
    public let months: Int
    /// How long after the last day it goes on pressing.
    public let lateDays: Int
    /// How it presses, the earliest first.
    public let steps: [Step]

    /// A clock of these parts.
    public init(
        name: String,
        needs: [Need],
        unless: [LegalState] = [],
        months: Int,
        lateDays: Int,
        steps: [Step]
    ) {
        self.name = name
        self.needs = needs
        self.unless = unless
        self.months = months
        self.lateDays = lateDays
        self.steps = steps
    }

    /// What a need gets when the last day is so near.
    public struct Step: Equatable, Sendable {
        /// From this many days before the last day on, from midnight.
        public var daysBefore: Int
        /// The need is at least this urgent.
        public var atLeast: Urgency
        /// A partner must have accepted within this time, by the wall clock.
        public var due: Span

        /// A step from so many days before the last day on.
        public init(daysBefore: Int, atLeast: Urgency, due: Span) {
            self.daysBefore = daysBefore
            self.atLeast = atLeast
            self.due = due
        }
    }

    /// What it does to a need at an instant.
    public struct Pressure: Equatable, Sendable {
        /// The last day on which the duty can be met.
        public var lastDay: CalendarDate
        /// The need is at least this urgent; nil while no step has been reached.
        public var atLeast: Urgency?
        /// When some partner must have accepted at the latest; nil when that day is past.
        public var dueBy: Moment?
        /// When the next step is reached; nil after the last.
        public var next: Moment?
    }

    /// The last day, so many calendar months after the date: a month after 31 January ends with February.
    ///
    /// It is not moved off a weekend: earlier is safer.
    public func lastDay(from date: CalendarDate) -> CalendarDate { date.adding(months: months) }

    /// Whether it concerns a need of an enterprise.
    func concerns(_ need: Need, of legal: Legal) -> Bool {
        needs.contains { $0 == need || $0.isWhole(need.family) }
            && !unless.contains(legal.state)
    }

    /// What it does to a need at an instant, where `date` is the day it runs from; nil where it no longer runs.
    ///
    /// A step that comes later sets its time already: what is recorded the evening before is due as soon as
    /// what is recorded the morning after.
    public func pressure(from date: CalendarDate, at now: Moment, in zone: Zone) -> Pressure? {
        let lastDay = lastDay(from: date)
        let end = zone.start(of: lastDay.advanced(by: 1))
        guard now < zone.start(of: lastDay.advanced(by: Int64(lateDays) + 1)) else { return nil }
        var pressure = Pressure(lastDay: lastDay, atLeast: nil, dueBy: now < end ? end : nil)
        for step in steps {
            let begin = zone.start(of: lastDay.advanced(by: -Int64(step.daysBefore)))
            if begin <= now {
                pressure.atLeast = step.atLeast
            } else {
                pressure.next = min(pressure.next ?? begin, begin)
            }
            let due = max(begin, now) + step.due
            pressure.dueBy = min(pressure.dueBy ?? due, due)
        }
        return pressure
    }
}
