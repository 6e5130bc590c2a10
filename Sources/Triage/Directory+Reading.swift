public import Referrals

extension Directory {
    /// Reads `directory.yaml`.
    static func read(
        _ tree: Tree,
        _ calendars: Calendars.Draft?,
        _ reader: inout TreeReader
    ) -> Draft {
        let fields = reader.fields(Branch(root: tree), required: ["partners"])
        var draft = Draft()
        var names: Set<String> = []
        var queues: Set<String> = []
        var insteads: [Eligibility.Instead] = []
        for item in reader.items(fields["partners"]) {
            let entry = entry(item, calendars, &names, &queues, &insteads, &reader)
            if let card = entry.card { draft.cards.append(card) }
            guard let partner = entry.partner else { continue }
            draft.partners.append(partner)
            if partner.isTest { draft.add(test: partner, item, &reader) }
            guard partner.isDesk else { continue }
            if let first = draft.desks.first {
                let found = "another beside \(first.name)"
                reader.fault(item, expected: "one desk of last resort", found: found)
            }
            if partner.queues.count != 1 {
                reader.fault(
                    item,
                    expected: "one queue for the desk of last resort",
                    found: "\(partner.queues.count)"
                )
            }
            draft.desks.append(partner)
        }
        if let branch = fields["partners"], draft.desks.isEmpty {
            reader.fault(
                branch,
                expected: "a partner with desk: true, the desk of last resort",
                found: "none"
            )
        }
        draft.check(insteads, &reader)
        return draft
    }

    /// What a file says, mistakes apart, so that the other files can be read against it all the same.
    struct Draft {
        /// All partners with a good name.
        var partners: [Partner] = []
        /// What people read of them.
        var cards: [PartnerCard] = []
        /// Those that say they are the desk of last resort.
        var desks: [Partner] = []
        /// Those that say they take what test agencies send.
        var tests: [Partner] = []

        /// Whether a rule may name a queue: a partner's, and not the desk's nor the test partner's.
        func serves(_ queue: QueueID) -> Bool {
            partners.contains { $0.isRanked && $0.queues.contains(queue) }
        }

        /// Notes a test partner: there is one, it has one queue, and it is no desk for real cases.
        mutating func add(test partner: Partner, _ item: Branch, _ reader: inout TreeReader) {
            if let first = tests.first {
                reader.fault(
                    item,
                    expected: "one test partner",
                    found: "another beside \(first.name)"
                )
            }
            if partner.isDesk {
                reader.fault(item, expected: "desk or test, not both", found: "both")
            }
            if partner.queues.count != 1 {
                reader.fault(
                    item,
                    expected: "one queue for the test partner",
                    found: "\(partner.queues.count)"
                )
            }
            tests.append(partner)
        }

        /// The directory; nil when no desk is in it.
        ///
        /// A precondition: the file was read without a mistake.
        var directory: Directory? {
            desks.first?.queues.first.map {
                Directory(partners: partners, desk: $0, cards: cards)
            }
        }
    }

    private static func entry(
        _ branch: Branch,
        _ calendars: Calendars.Draft?,
        _ names: inout Set<String>,
        _ queues: inout Set<String>,
        _ insteads: inout [Eligibility.Instead],
        _ reader: inout TreeReader
    ) -> (partner: Partner?, card: PartnerCard?) {
        let fields = reader.fields(
            branch,
            required: ["name", "label", "needs", "source"],
            optional: [
                "family", "queues", "languages", "communes", "digital_only", "hours",
                "calendar", "closed", "contact", "cost", "desk", "people", "test", "assured_date",
                "max_open", "max_per_day", "queue_limits", "says",
            ] + Eligibility.keys
        )
        let name = reader.value(fields["name"], "1 to 32 of a-z, 0-9 and -") { PartnerID($0) }
        reader.once(&names, fields["name"], name?.description)
        let own = ownQueues(fields["queues"], of: name, branch, &queues, &reader)
        let isDesk = isDesk(fields, branch, &reader)
        let services = services(fields["needs"], &reader)
        let languages = reader.values(fields["languages"], "a code of ISO 639-1") {
            LanguageCode($0)
        }
        let communes = reader.values(
            fields["communes"],
            "a NIS code of the Region, 21001 to 21019",
            communeInRegion
        )
        let isDigitalOnly = reader.flag(fields["digital_only"]) ?? false
        let opening = opening(fields, calendars, &reader)
        let capacity = Capacity.read(fields, &reader)
        let limits = QueueCapacity.read(fields["queue_limits"], among: own, &reader)
        let eligibility = Eligibility.read(fields, of: name, &insteads, &reader)
        let card = PartnerCard.read(fields, of: name, opening, &reader)
        let isTest = reader.flag(fields["test"]) ?? false
        guard let name else { return (nil, card) }
        let partner = Partner(
            name: name,
            queues: own,
            needs: services,
            languages: languages,
            communes: communes,
            calendar: opening.calendar,
            isDesk: isDesk,
            isDigitalOnly: isDigitalOnly,
            isTest: isTest,
            capacity: capacity,
            queueCapacities: limits,
            eligibility: eligibility
        )
        return (partner, card)
    }

    /// The queues of a partner: those it lists, else one of its own name.
    private static func ownQueues(
        _ listed: Branch?,
        of name: PartnerID?,
        _ branch: Branch,
        _ queues: inout Set<String>,
        _ reader: inout TreeReader
    ) -> [QueueID] {
        guard let listed else {
            guard let name, let queue = QueueID(name.description) else { return [] }
            if !queues.insert(queue.description).inserted {
                let found = "another partner's queue of this name"
                reader.fault(branch, expected: "queues", found: found)
            }
            return [queue]
        }
        var own: [QueueID] = []
        for item in reader.items(listed) {
            let queue = reader.value(item, "1 to 64 of a-z, 0-9, -, _ and .") { QueueID($0) }
            reader.once(&queues, item, queue?.description)
            if let queue { own.append(queue) }
        }
        return own
    }

    /// Whether it is the desk of last resort, which must have hours and people, and may have no limit and ask for
    /// nothing: it takes whatever nobody else does.
    private static func isDesk(
        _ fields: [String: Branch],
        _ branch: Branch,
        _ reader: inout TreeReader
    ) -> Bool {
        guard reader.flag(fields["desk"]) ?? false else { return false }
        for key in ["hours", "people"] where fields[key] == nil {
            if key == "hours", fields["calendar"] != nil { continue }
            reader.fault(branch, expected: "\(key) for the desk of last resort", found: "none")
        }
        for key in Capacity.keys + ["queue_limits"] {
            guard let limit = fields[key] else { continue }
            reader.fault(limit, expected: "no limit for the desk of last resort")
        }
        for key in Eligibility.keys {
            guard let condition = fields[key] else { continue }
            reader.fault(condition, expected: "no condition for the desk of last resort")
        }
        return true
    }

    /// When it is open: its own hours before those of the calendar it names; no calendar where neither is known.
    ///
    /// A calendar's holidays, closures and special days hold all the same, and its own closures besides.
    private static func opening(
        _ fields: [String: Branch],
        _ calendars: Calendars.Draft?,
        _ reader: inout TreeReader
    ) -> PartnerCard.Opening {
        let before = reader.faults.count
        let made = calendars?.made ?? Calendars()
        let names = calendars?.names ?? []
        var opening = PartnerCard.Opening()
        opening.calendarName = reader.value(
            fields["calendar"],
            "a calendar of calendars.yaml",
            among: names
        ) { names.contains($0) ? $0 : nil }
        opening.hours = fields["hours"].map { reader.hours($0) }
        opening.closed = reader.closures(fields["closed"])
        guard reader.faults.count == before else { return opening }
        if let named = opening.calendarName {
            guard var rules = made.named(named)?.rules else { return opening }
            rules.hours = opening.hours ?? rules.hours
            rules.closed += opening.closed
            opening.calendar = reader.calendar(
                rules,
                at: fields["hours"] ?? fields["calendar"],
                fields["closed"]
            )
            return opening
        }
        guard opening.hours != nil || !opening.closed.isEmpty else { return opening }
        var rules = Calendars.rules(of: opening.hours ?? ContactWindow.always, in: made.brussels)
        rules.closed = opening.closed
        opening.calendar = reader.calendar(rules, at: fields["hours"], fields["closed"])
        return opening
    }

    private static func services(_ branch: Branch?, _ reader: inout TreeReader) -> [Service] {
        var services: [Service] = []
        var seen: Set<String> = []
        for item in reader.items(branch) {
            let fields = reader.fields(item, required: ["code", "level"], optional: ["contact"])
            let need = reader.need(fields["code"])
            reader.once(&seen, fields["code"], need?.name)
            let level = reader.value(fields["level"], "expert or generalist") { text in
                switch text {
                case "expert": Service.Level.expert
                case "generalist": Service.Level.generalist
                default: nil
                }
            }
            guard let need, let level else { continue }
            services.append(Service(need: need, level: level))
        }
        return services
    }

    private static func communeInRegion(_ text: String) -> Commune? {
        var copy = text
        let commune = copy.withUTF8 { Commune(UnsafeRawBufferPointer($0)) }
        guard let commune, commune.isInRegion else { return nil }
        return commune
    }
}

extension ContactWindow {
    /// Day and night.
    static let always =
        DayWindow(from: 0, until: 24 * 60).map {
            [ContactWindow(days: 0x7F, hours: $0)]
        } ?? []

    /// Reads a window from a string; nil when it has another form.
    init?(_ text: String) {
        var copy = text
        guard let window = copy.withUTF8({ ContactWindow(UnsafeRawBufferPointer($0)) }) else {
            return nil
        }
        self = window
    }
}

extension CalendarDate {
    /// Reads `YYYY-MM-DD` from a string; nil when it has another form or names no day.
    public init?(_ text: String) {
        var copy = text
        let date: CalendarDate? = copy.withUTF8 { bytes in
            do throws(TimeFault) {
                return try CalendarDate(iso8601: UnsafeRawBufferPointer(bytes))
            } catch {
                return nil
            }
        }
        guard let date else { return nil }
        self = date
    }
}
