import Exchange
import Referrals
import Triage

/// What the law does to legs, from the day on which an enterprise ceased to pay.
extension NaiveModel {
    /// Whether the rules in force know deadlines of the law.
    var pressesSometimes: Bool { rules.map { !Rules.law(by: $0).isEmpty } ?? false }

    /// How urgent the law makes a leg at least, and when it is due at the latest; nil where it does not press.
    private func pressure(on leg: NaiveLeg, at now: Moment) -> (atLeast: Urgency?, due: Moment)? {
        guard let rules, let clock = Rules.law(by: rules).first, let file = file(of: leg.id),
            let day = file.ceased, !clock.unless.contains(file.legalState ?? .unknown),
            clock.needs.contains(leg.need)
        else { return nil }
        let last = PlainDays.monthAfter(day)
        guard let end = PlainHours.start(of: last + 1), PlainHours.offset(at: now) != nil,
            let over = PlainHours.start(of: last + Int64(clock.lateDays) + 1), now < over
        else { return nil }
        var due = now < end ? end : .distantFuture
        var atLeast: Urgency?
        for step in clock.steps {
            guard let begin = PlainHours.start(of: last - Int64(step.daysBefore)) else {
                return nil
            }
            due = min(due, max(begin, now) + step.due)
            if begin <= now, step.atLeast.rawValue < atLeast?.rawValue ?? .max {
                atLeast = step.atLeast
            }
        }
        return (atLeast, max(due, now + .minutes(15)))
    }

    /// What was opened, came back or was told of since the batch began is as urgent as the law says.
    mutating func checkLaw() {
        for index in legs.indices {
            guard let since = legs[index].mustHeedLawAt else { continue }
            edit(index) { $0.mustHeedLawAt = nil }
            let leg = legs[index]
            let isNew = leg.lawIsNew
            edit(index) { $0.lawIsNew = false }
            guard !leg.isClosed, leg.stopBy == nil, let law = pressure(on: leg, at: since) else {
                continue
            }
            let number = rules
            if isNew { edit(index) { $0.heededUnder = number } }
            count(.lawPressed)
            if let atLeast = law.atLeast, isNew, leg.urgency.rawValue > atLeast.rawValue {
                fault("\(leg.id) is \(leg.urgency), and by law at least \(atLeast)")
            }
            // A gateway may be a little ahead of the recorder where it judges.
            if isTimed, leg.engaged == nil, leg.due > law.due + .seconds(1) {
                fault("\(leg.id) is due \(leg.due.rfc3339), and by law \(law.due.rfc3339)")
            }
        }
    }

    /// The legs that are less urgent than the law says by now.
    mutating func checkLaw(at now: Moment) {
        for leg in legs where !leg.isClosed && leg.stopBy == nil && leg.heededUnder != nil {
            guard leg.heededUnder == rules, let atLeast = pressure(on: leg, at: now)?.atLeast,
                leg.urgency.rawValue > atLeast.rawValue
            else { continue }
            fault("\(leg.id) is \(leg.urgency), and by law \(atLeast) by now")
        }
    }
}

/// Days as everybody counts them.
enum PlainDays {
    /// The same day of the next month, or its last: since 1970.
    static func monthAfter(_ date: CalendarDate) -> Int64 {
        let (year, month) = date.month == 12 ? (date.year + 1, 1) : (date.year, date.month + 1)
        for day in stride(from: date.day, to: 0, by: -1) {
            if let next = CalendarDate(year: year, month: month, day: day) {
                return next.daysSince1970
            }
        }
        preconditionFailure("each month has a first day")
    }
}
