public import Referrals

/// Everything the directory knows of one partner, key by key, in the order in which the keys are described.
///
/// What is shown of a partner, and what two directories are compared by. A key that is absent is not known.
public struct PartnerSheet: Equatable, Sendable {
    /// One key and what stands there.
    public struct Entry: Equatable, Sendable {
        /// The key, as a way through the file: `needs.treasury`, `eligibility[0].says`.
        public var key: String
        /// What stands there, in one line.
        public var text: String
    }

    /// The partner.
    public let partner: PartnerID
    /// What is known, each key once.
    public private(set) var entries: [Entry] = []

    /// What the directory knows of a partner.
    public init(of partner: Partner, in directory: Directory) {
        self.partner = partner.name
        let card = directory.card(of: partner.name)
        put("label", card?.label)
        put("family", card?.family?.rawValue)
        put("says", card?.says)
        put("queues", list(partner.queues))
        for service in partner.needs {
            put("needs.\(service.need.name)", service.level.name)
        }
        for own in card?.contacts ?? [] {
            for way in own.contact.ways { put("needs.\(own.need.name).\(way.key)", way.text) }
        }
        put("languages", list(partner.languages))
        put("communes", list(partner.communes))
        put("digital_only", partner.isDigitalOnly ? "yes" : nil)
        put("hours", card.map { list($0.hours.map(\.text)) } ?? nil)
        put("calendar", card?.calendar)
        put("closed", card.map { list($0.closed.map(\.text)) } ?? nil)
        put("max_open", partner.capacity.maxOpen)
        put("max_per_day", partner.capacity.maxPerDay)
        for limit in partner.queueCapacities {
            put("queue_limits.\(limit.queue).max_open", limit.capacity.maxOpen)
            put("queue_limits.\(limit.queue).max_per_day", limit.capacity.maxPerDay)
        }
        if let eligibility = partner.eligibility { put(eligibility) }
        for way in card?.contact.ways ?? [] { put("contact.\(way.key)", way.text) }
        put("cost", card?.cost)
        put("desk", partner.isDesk ? "yes" : nil)
        put("people", card?.people)
        put("test", partner.isTest ? "yes" : nil)
        put("source", card?.source)
        put("assured_date", card?.assured?.description)
    }

    private mutating func put(_ eligibility: Eligibility) {
        put("stages", list(eligibility.stages.map(\.name)))
        put("sizes", list(eligibility.sizes.map(\.name)))
        for (place, condition) in eligibility.conditions.enumerated() {
            let key = "eligibility[\(place)]"
            put("\(key).says", condition.says)
            put("\(key).only", condition.only)
            put("\(key).not", condition.never)
            put("\(key).instead", condition.instead?.description)
        }
        put("valid_from", eligibility.validFrom?.iso8601)
        put("valid_until", eligibility.validUntil?.iso8601)
    }

    private mutating func put(_ key: String, _ test: EligibilityTest) {
        put("\(key).phase", list(test.phases.map(\.name)))
        put("\(key).size", list(test.sizes.map(\.name)))
        put("\(key).sector", list(test.divisions.map { $0 < 10 ? "0\($0)" : "\($0)" }))
        put("\(key).no_bce", list(test.noNumbers.map(\.name)))
        put("\(key).legal_state", list(test.legalStates.map(\.name)))
    }

    private mutating func put(_ key: String, _ saying: Saying?) {
        guard let saying else { return }
        if saying.french == saying.dutch, saying.dutch == saying.english {
            put(key, saying.english)
        } else {
            put("\(key).fr", saying.french)
            put("\(key).nl", saying.dutch)
            put("\(key).en", saying.english)
        }
    }

    private mutating func put(_ key: String, _ number: Int?) {
        put(key, number.map(String.init))
    }

    private mutating func put(_ key: String, _ text: String?) {
        guard let text else { return }
        entries.append(Entry(key: key, text: text))
    }

    private func list(_ items: [some CustomStringConvertible]) -> String? {
        items.isEmpty ? nil : items.map(\.description).joined(separator: ", ")
    }
}

extension Service.Level {
    /// The word in the directory.
    public var name: String {
        switch self {
        case .expert: "expert"
        case .generalist: "generalist"
        }
    }
}

extension DateRange {
    /// As it is written in the files: a day, or two with a slash.
    var text: String {
        first == last ? first.iso8601 : "\(first.iso8601)/\(last.iso8601)"
    }
}
