import Exchange
import Referrals
import Triage

/// What the rules of a world say of its partners, and of the law, where it has features that ask for it.
///
/// Each of the three versions says something else, so that with other rules hours, capacities, languages and
/// the law change under what is open.
extension Rules {
    /// The features of which rules tell, in the order of their bits in the number of the rules.
    static let told: [Feature] = [.hours, .limits, .law, .tongues]

    /// Whether rules of this number tell of a feature.
    static func tells(_ number: Int, of feature: Feature) -> Bool {
        guard let bit = told.firstIndex(of: feature) else { return false }
        return (number / (2 * versions)) >> bit & 1 == 1
    }

    /// When a partner is open; nil where nobody knows.
    static func hours(of name: PartnerID, by number: Int) -> PlainHours? {
        sheets[number][name]?.hours
    }

    /// How much a partner takes in all its queues together.
    static func capacity(of name: PartnerID, by number: Int) -> Capacity {
        sheets[number][name]?.capacity ?? Capacity()
    }

    /// The languages it works in; none where nobody knows.
    static func languages(of name: PartnerID, by number: Int) -> [LanguageCode] {
        sheets[number][name]?.languages ?? []
    }

    /// What rules say of one partner.
    private struct Sheet {
        var hours: PlainHours?
        var capacity = Capacity()
        var languages: [LanguageCode] = []
    }

    /// What each of the rules says of each partner of which it says anything.
    private static let sheets = (0..<2 * (versions << told.count)).map { number in
        let all = ["alfa", "bravo", "charlie", "desk"].map { name in
            var sheet = Sheet()
            if tells(number, of: .hours) { sheet.hours = hours(of: name, number % versions) }
            if tells(number, of: .limits) {
                sheet.capacity = capacity(of: name, number % versions)
            }
            if tells(number, of: .tongues) {
                sheet.languages = languages(of: name, number % versions)
            }
            return (partner(name), sheet)
        }
        return Dictionary(uniqueKeysWithValues: all)
    }

    private static func hours(of name: String, _ version: Int) -> PlainHours? {
        switch name {
        case "alfa": alfa[version]
        case "bravo": bravo[version]
        case "charlie": version == 0 ? nil : charlie
        default: version == 2 ? nil : desk
        }
    }

    /// Forty minutes of each hour, other ones by each version; not on holidays.
    private static let alfa = (0..<versions).map { version in
        PlainHours(
            windows: (0..<24).map { ($0 * 60 + version * 10, $0 * 60 + version * 10 + 40) },
            keepsHolidays: true
        )
    }

    /// Seventy minutes of each two hours, and little on four days of which one begins soon in every world.
    private static let bravo = (0..<versions).map { version in
        PlainHours(
            windows: (0..<12).map { ($0 * 120 + version * 20, $0 * 120 + version * 20 + 70) },
            special: [20_515, 20_541, 20_574, 20_751],
            specialWindows: [(0, 20), (60, 190), (200, 1_440)]
        )
    }

    /// Closed on those four days.
    private static let charlie = PlainHours(
        windows: [(0, 1_440)],
        closed: [20_515, 20_541, 20_574, 20_751]
    )

    private static let desk = PlainHours(windows: (0..<24).map { ($0 * 60, $0 * 60 + 50) })

    private static func capacity(of name: String, _ version: Int) -> Capacity {
        switch (name, version) {
        case ("alfa", 0): Capacity(maxOpen: 1)
        case ("alfa", 1): Capacity(maxOpen: 2, maxPerDay: 3)
        case ("alfa", _): Capacity(maxPerDay: 1)
        case ("bravo", 0): Capacity(maxPerDay: 2)
        case ("bravo", 2): Capacity(maxOpen: 1)
        case ("charlie", 1): Capacity(maxOpen: 1)
        case ("charlie", 2): Capacity(maxPerDay: 2)
        case ("desk", 2): Capacity(maxOpen: 2)
        default: Capacity()
        }
    }

    private static let two = queue("bravo.two")

    /// Whether rules know a queue.
    static func knows(_ queue: QueueID, by number: Int) -> Bool {
        queue != two || number % versions == 1
    }

    /// How much it takes in one of them.
    static func capacity(in queue: QueueID, by number: Int) -> Capacity {
        let isLimited = tells(number, of: .limits) && number % versions == 1
        return isLimited && queue == two ? Capacity(maxOpen: 1) : Capacity()
    }

    private static func languages(of name: String, _ version: Int) -> [LanguageCode] {
        switch (name, version) {
        case ("alfa", 0), ("charlie", 1): [.french]
        case ("alfa", _): [.french, .dutch]
        case ("bravo", 2): [.dutch]
        case ("charlie", _): [.dutch, .english]
        default: []
        }
    }

    /// The deadlines of the law by the rules: one that presses in three steps or in one, or none.
    static func law(by number: Int) -> [LegalClock] { laws[number] }

    private static let laws: [[LegalClock]] = (0..<2 * (versions << told.count)).map { number in
        guard tells(number, of: .law), number % versions != 1 else { return [] }
        let all = [
            LegalClock.Step(daysBefore: 7, atLeast: .soon, due: .minutes(50)),
            LegalClock.Step(daysBefore: 2, atLeast: .urgent, due: .minutes(30)),
            LegalClock.Step(daysBefore: 0, atLeast: .crisis, due: .minutes(16)),
        ]
        return [
            LegalClock(
                name: "filing",
                needs: [.treasuryVat, .legalLease],
                unless: [.bankrupt],
                months: 1,
                lateDays: 3,
                steps: number % versions == 0 ? all : [all[1]]
            )
        ]
    }
}

extension PlainHours {
    /// The calendar of these hours.
    var calendar: BusinessCalendar {
        func days(_ windows: [Window]) -> [DayWindow] {
            windows.compactMap { DayWindow(from: UInt16($0.from), until: UInt16($0.until)) }
        }
        let rules = CalendarRules(
            hours: days(windows).map { ContactWindow(days: 0x7F, hours: $0) },
            holidays: keepsHolidays ? .legal : .none,
            closed: closed.compactMap { day in
                let date = CalendarDate(daysSince1970: day)
                return DateRange(first: date, last: date)
            },
            special: special.map { day in
                CalendarRules.SpecialDay(
                    date: CalendarDate(daysSince1970: day),
                    hours: days(specialWindows)
                )
            }
        )
        do throws(CalendarFault) {
            return try BusinessCalendar(rules)
        } catch {
            preconditionFailure("hours of the simulation open again: \(error)")
        }
    }
}
