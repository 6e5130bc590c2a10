public import Referrals
public import Triage
internal import Wire

/// The directory in the Human Services Data Specification 3.0 of Open Referral, as others import it.
///
/// One JSON array of services, one a partner, each with its organization, phones, schedules, service areas,
/// languages, costs and the needs it serves as terms of a taxonomy: the form of that specification's service
/// package. Fields of ours that it does not know begin with `x_relais_`. What is not known is left out.
public struct HSDSExport: Sendable {
    private let directory: Directory
    private let date: CalendarDate

    /// The export of a directory.
    ///
    /// - Parameters:
    ///   - directory: who does what; the test partner is left out.
    ///   - date: the day in Brussels on which a service counts as active or not.
    public init(of directory: Directory, on date: CalendarDate) {
        self.directory = directory
        self.date = date
    }

    /// The JSON, ended by a line feed: a service a line.
    public var bytes: [UInt8] {
        var bytes = Array("[\n".utf8)
        let told = directory.partners.filter { !$0.isTest }
        for (place, partner) in told.enumerated() {
            var writer = JSONWriter()
            write(partner, &writer)
            bytes += writer.bytes + Array((place == told.count - 1 ? "\n" : ",\n").utf8)
        }
        return bytes + Array("]\n".utf8)
    }

    private func write(_ partner: Partner, _ writer: inout JSONWriter) {
        let card = directory.card(of: partner.name)
        let name = partner.name.description
        writer.beginObject()
        writer.member("id", id("service", name))
        writer.member("organization_id", id("organization", name))
        writer.member("name", card?.label ?? name)
        if let says = card?.says { writer.member("description", says.english) }
        writeReach(card?.contact ?? Contact(), "url", &writer)
        let isActive = partner.eligibility?.isValid(on: date) ?? true
        writer.member("status", isActive ? "active" : "inactive")
        if let cost = card?.cost { writer.member("fees_description", cost.english) }
        writeEligibility(partner, &writer)
        if let assured = card?.assured { writer.member("assured_date", assured.date.iso8601) }
        writeOrganization(partner, card, &writer)
        writePhones(of: name, card, &writer)
        writeSchedules(of: partner, &writer)
        writeAreas(of: partner, &writer)
        writeLanguages(of: partner, &writer)
        if let cost = card?.cost { writeCost(cost, of: name, &writer) }
        HSDSAttributes(partner: partner).write(&writer)
        if !partner.queues.isEmpty {
            writer.key("x_relais_queues")
            writer.beginArray()
            for queue in partner.queues { writer.string(queue.description) }
            writer.endArray()
        }
        if let source = card?.source { writer.member("x_relais_source", source) }
        writer.endObject()
    }

    /// The site and the address for mail, the site under a key of its object.
    private func writeReach(_ contact: Contact, _ key: StaticString, _ writer: inout JSONWriter) {
        if let site = contact.site {
            writer.member(key, site.contains("://") ? site : "https://" + site)
        }
        if let email = contact.email { writer.member("email", email) }
    }

    private func writeEligibility(_ partner: Partner, _ writer: inout JSONWriter) {
        let conditions = partner.eligibility?.conditions ?? []
        guard !conditions.isEmpty else { return }
        let told = conditions.map { condition in
            guard let instead = condition.instead else { return condition.says.english }
            let label = directory.card(of: instead)?.label ?? instead.description
            return "\(condition.says.english) Otherwise: \(label)."
        }
        writer.member("eligibility_description", told.joined(separator: " "))
    }

    private func writeOrganization(
        _ partner: Partner,
        _ card: PartnerCard?,
        _ writer: inout JSONWriter
    ) {
        let name = partner.name.description
        let label = card?.label ?? name
        writer.key("organization")
        writer.beginObject()
        writer.member("id", id("organization", name))
        writer.member("name", label)
        writer.member("description", card?.says?.english ?? label)
        writeReach(card?.contact ?? Contact(), "website", &writer)
        if let address = card?.contact.address {
            writer.key("locations")
            writer.beginArray()
            writer.beginObject()
            writer.member("id", id("location", name))
            writer.member("location_type", "physical")
            writer.member("organization_id", id("organization", name))
            writer.member("name", label)
            writer.member("description", address)
            writer.endObject()
            writer.endArray()
        }
        if let family = card?.family { writer.member("x_relais_family", family.rawValue) }
        writer.endObject()
    }

    private func writePhones(of name: String, _ card: PartnerCard?, _ writer: inout JSONWriter) {
        var phones: [(number: String, need: Need?)] = []
        if let phone = card?.contact.phone { phones.append((phone, nil)) }
        for own in card?.contacts ?? [] {
            if let phone = own.contact.phone { phones.append((phone, own.need)) }
        }
        guard !phones.isEmpty else { return }
        writer.key("phones")
        writer.beginArray()
        for phone in phones {
            writer.beginObject()
            writer.member("id", id("phone", name + (phone.need.map { "/\($0.name)" } ?? "")))
            writer.member("service_id", id("service", name))
            writer.member("number", phone.number)
            writer.member("type", "voice")
            if let need = phone.need { writer.member("description", need.title.english) }
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeSchedules(of partner: Partner, _ writer: inout JSONWriter) {
        guard let calendar = partner.calendar else { return }
        let name = partner.name.description
        let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        writer.key("schedules")
        writer.beginArray()
        for run in WeekHours(calendar.rules.hours).runs {
            for window in run.windows {
                writer.beginObject()
                writer.member(
                    "id",
                    id("schedule", "\(name)/\(run.days.lowerBound)/\(window.from)")
                )
                writer.member("service_id", id("service", name))
                if let from = partner.eligibility?.validFrom {
                    writer.member("valid_from", from.iso8601)
                }
                if let until = partner.eligibility?.validUntil {
                    writer.member("valid_to", until.iso8601)
                }
                writer.member("freq", "WEEKLY")
                writer.member("wkst", "MO")
                writer.member("byday", run.days.map { days[$0] }.joined(separator: ","))
                writer.member("opens_at", HSDSExport.clock(window.from))
                writer.member("closes_at", HSDSExport.clock(window.until))
                // The offset of the format changes twice a year, the name does not.
                writer.member("x_relais_timezone", calendar.rules.zone.name)
                writer.endObject()
            }
        }
        writer.endArray()
    }

    private func writeAreas(of partner: Partner, _ writer: inout JSONWriter) {
        let name = partner.name.description
        // 04000 is the Region's own code in the list of the communes.
        let areas =
            partner.communes.isEmpty
            ? [("04000", "Brussels-Capital Region")]
            : partner.communes.map { ($0.description, $0.name(in: .english) ?? $0.description) }
        writer.key("service_areas")
        writer.beginArray()
        for (code, label) in areas {
            writer.beginObject()
            writer.member("id", id("service_area", "\(name)/\(code)"))
            writer.member("service_id", id("service", name))
            writer.member("name", label)
            writer.member("extent", code)
            writer.member("extent_type", "text")
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeLanguages(of partner: Partner, _ writer: inout JSONWriter) {
        guard !partner.languages.isEmpty else { return }
        let name = partner.name.description
        writer.key("languages")
        writer.beginArray()
        for language in partner.languages {
            writer.beginObject()
            writer.member("id", id("language", "\(name)/\(language)"))
            writer.member("service_id", id("service", name))
            writer.member("code", language.description)
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeCost(_ cost: Saying, of name: String, _ writer: inout JSONWriter) {
        writer.key("cost_options")
        writer.beginArray()
        writer.beginObject()
        writer.member("id", id("cost_option", name))
        writer.member("service_id", id("service", name))
        writer.member("amount_description", cost.english)
        writer.endObject()
        writer.endArray()
    }

    private func id(_ kind: String, _ name: String) -> String {
        HSDSIdentifier("\(kind)/\(name)").text
    }

    private static func clock(_ minutes: UInt16) -> String {
        func two(_ number: UInt16) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
