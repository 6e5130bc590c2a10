import Referrals

extension PartnerCard {
    /// Reads what people read of a partner; the hours and closures were read, and their mistakes told, before.
    ///
    /// Nil when the label or the source is missing.
    static func read(
        _ fields: [String: Branch],
        of name: PartnerID?,
        _ hours: Opening,
        _ reader: inout TreeReader
    ) -> PartnerCard? {
        let label = reader.text(fields["label"])
        let families = PartnerFamily.allCases.map(\.rawValue)
        let family = reader.value(
            fields["family"],
            TreeReader.choice(families),
            among: families
        ) { PartnerFamily(rawValue: $0) }
        let says = fields["says"].flatMap { Saying.read($0, &reader) }
        let contact = Contact.read(fields["contact"], &reader)
        let contacts = NeedContact.read(fields["needs"], &reader)
        let cost = fields["cost"].flatMap { Saying.read(cost: $0, &reader) }
        let people = reader.text(fields["people"])
        let source = reader.text(fields["source"])
        let assured = reader.value(fields["assured_date"], "a date YYYY-MM-DD or YYYY-MM") {
            AssuredDate($0)
        }
        guard let name, let label, let source else { return nil }
        return PartnerCard(
            name: name,
            label: label,
            family: family,
            says: says,
            contact: contact,
            contacts: contacts,
            cost: cost,
            people: people,
            hours: hours.hours ?? [],
            calendar: hours.calendarName,
            closed: hours.closed,
            source: source,
            assured: assured
        )
    }

    /// When a partner is open, as its entry says.
    struct Opening {
        /// Its own hours; nil where it has none.
        var hours: [ContactWindow]?
        /// The calendar it names.
        var calendarName: String?
        /// Its own closures.
        var closed: [DateRange] = []
        /// What these come to; nil where neither is known.
        var calendar: BusinessCalendar?
    }
}

extension Contact {
    /// The keys of a contact.
    static let keys = ["phone", "email", "site", "address"]

    /// Reads a contact; one without a way for a missing key.
    static func read(_ branch: Branch?, _ reader: inout TreeReader) -> Contact {
        guard let branch else { return Contact() }
        let entries = reader.fields(branch, optional: keys)
        return Contact(
            phone: reader.text(entries["phone"]),
            email: reader.text(entries["email"]),
            site: reader.text(entries["site"]),
            address: reader.text(entries["address"])
        )
    }
}

extension NeedContact {
    /// Reads the contacts that stand with single needs; whoever reads the needs tells what else is wrong there.
    fileprivate static func read(_ branch: Branch?, _ reader: inout TreeReader) -> [NeedContact] {
        guard let branch, case .list(let items) = branch.tree.content else { return [] }
        return items.enumerated().compactMap { place, item in
            guard case .map(let entries) = item.content,
                let entry = entries.first(where: { $0.key == "contact" })
            else { return nil }
            let path = "\(branch.path)[\(place)].contact"
            let contact = Contact.read(Branch(tree: entry.value, path: path), &reader)
            guard
                case .text(let code, _)? = entries.first(where: { $0.key == "code" })?.value.content,
                let need = Need(name: code), !contact.isEmpty
            else { return nil }
            return NeedContact(need: need, contact: contact)
        }
    }
}

extension Saying {
    /// Reads a sentence in the three languages; nil when one is missing, which is a mistake.
    static func read(_ branch: Branch, _ reader: inout TreeReader) -> Saying? {
        let fields = reader.fields(branch, required: ["fr", "nl", "en"])
        let french = reader.text(fields["fr"])
        let dutch = reader.text(fields["nl"])
        let english = reader.text(fields["en"])
        guard let french, let dutch, let english else { return nil }
        return Saying(french: french, dutch: dutch, english: english)
    }

    /// Nothing to pay.
    static let free = Saying(french: "gratuit", dutch: "gratis", english: "free")

    /// Reads what something costs: in the three languages, or as one text that all read, of which `free` is
    /// known in all.
    static func read(cost branch: Branch, _ reader: inout TreeReader) -> Saying? {
        if case .map = branch.tree.content { return read(branch, &reader) }
        guard let text = reader.text(branch, "free, a text, or one in fr, nl and en") else {
            return nil
        }
        return text == "free" ? free : Saying(french: text, dutch: text, english: text)
    }
}
