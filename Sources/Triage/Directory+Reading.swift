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
        for item in reader.items(fields["partners"]) {
            guard let partner = partner(item, calendars, &names, &queues, &reader) else { continue }
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
        return draft
    }

    /// What a file says, mistakes apart, so that the other files can be read against it all the same.
    struct Draft {
        /// All partners with a good name.
        var partners: [Partner] = []
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
            desks.first?.queues.first.map { Directory(partners: partners, desk: $0) }
        }
    }

    private static let families = ["legal", "financial", "coaching", "psychological", "general"]

    private static func partner(
        _ branch: Branch,
        _ calendars: Calendars.Draft?,
        _ names: inout Set<String>,
        _ queues: inout Set<String>,
        _ reader: inout TreeReader
    ) -> Partner? {
        let fields = reader.fields(
            branch,
            required: ["name", "label", "needs", "source"],
            optional: [
                "family", "queues", "languages", "communes", "digital_only", "hours",
                "calendar", "closed", "contact", "cost", "desk", "people", "test", "assured_date",
                "max_open", "max_per_day", "queue_limits",
            ]
        )
        let name = reader.value(fields["name"], "1 to 32 of a-z, 0-9 and -") { PartnerID($0) }
        reader.once(&names, fields["name"], name?.description)
        var own: [QueueID] = []
        if let listed = fields["queues"] {
            for item in reader.items(listed) {
                let queue = reader.value(item, "1 to 64 of a-z, 0-9, -, _ and .") { QueueID($0) }
                reader.once(&queues, item, queue?.description)
                if let queue { own.append(queue) }
            }
        } else if let name, let queue = QueueID(name.description) {
            if !queues.insert(queue.description).inserted {
                let found = "another partner's queue of this name"
                reader.fault(branch, expected: "queues", found: found)
            }
            own = [queue]
        }
        let isDesk = reader.flag(fields["desk"]) ?? false
        for key in ["hours", "people"] where isDesk && fields[key] == nil {
            if key == "hours", fields["calendar"] != nil { continue }
            reader.fault(branch, expected: "\(key) for the desk of last resort", found: "none")
        }
        for key in Capacity.keys + ["queue_limits"] {
            guard isDesk, let limit = fields[key] else { continue }
            reader.fault(limit, expected: "no limit for the desk of last resort")
        }
        readDescription(fields, &reader)
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
        let calendar = calendar(fields, calendars, &reader)
        let capacity = Capacity.read(fields, &reader)
        let limits = QueueCapacity.read(fields["queue_limits"], among: own, &reader)
        guard let name else { return nil }
        return Partner(
            name: name,
            queues: own,
            needs: services,
            languages: languages,
            communes: communes,
            calendar: calendar,
            isDesk: isDesk,
            isDigitalOnly: isDigitalOnly,
            isTest: reader.flag(fields["test"]) ?? false,
            capacity: capacity,
            queueCapacities: limits
        )
    }

    /// What people read of a partner and triage does not: it is checked all the same.
    private static func readDescription(_ fields: [String: Branch], _ reader: inout TreeReader) {
        for key in ["label", "cost", "people", "source"] { reader.text(fields[key]) }
        reader.value(fields["family"], TreeReader.choice(families), among: families) { text in
            families.contains(text) ? text : nil
        }
        if let contact = fields["contact"] {
            let ways = ["phone", "email", "site", "address"]
            let entries = reader.fields(contact, optional: ways)
            for way in ways { reader.text(entries[way]) }
        }
        reader.value(fields["assured_date"], "a date YYYY-MM-DD or YYYY-MM") { text in
            text.utf8.count == 7 ? CalendarDate(text + "-01") : CalendarDate(text)
        }
    }

    /// When it is open: its own hours before those of the calendar it names; nil where neither is known.
    ///
    /// A calendar's holidays, closures and special days hold all the same, and its own closures besides.
    private static func calendar(
        _ fields: [String: Branch],
        _ calendars: Calendars.Draft?,
        _ reader: inout TreeReader
    ) -> BusinessCalendar? {
        let before = reader.faults.count
        let made = calendars?.made ?? Calendars()
        let names = calendars?.names ?? []
        let named = reader.value(fields["calendar"], "a calendar of calendars.yaml", among: names) {
            names.contains($0) ? $0 : nil
        }
        let hours = fields["hours"].map { reader.hours($0) }
        let closed = reader.closures(fields["closed"])
        guard reader.faults.count == before else { return nil }
        if let named {
            guard var rules = made.named(named)?.rules else { return nil }
            rules.hours = hours ?? rules.hours
            rules.closed += closed
            return reader.calendar(
                rules,
                at: fields["hours"] ?? fields["calendar"],
                fields["closed"]
            )
        }
        guard hours != nil || !closed.isEmpty else { return nil }
        var rules = Calendars.rules(of: hours ?? ContactWindow.always, in: made.brussels)
        rules.closed = closed
        return reader.calendar(rules, at: fields["hours"], fields["closed"])
    }

    private static func services(_ branch: Branch?, _ reader: inout TreeReader) -> [Service] {
        var services: [Service] = []
        var seen: Set<String> = []
        for item in reader.items(branch) {
            let fields = reader.fields(item, required: ["code", "level"])
            let need = reader.value(
                fields["code"],
                "a need or a family",
                among: Need.allCases.map(\.name)
            ) { Need(name: $0) }
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
