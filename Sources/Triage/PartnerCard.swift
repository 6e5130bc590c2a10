public import Referrals

/// What people read of a partner, and triage does not: who it is, how it is reached, and who says so.
public struct PartnerCard: Equatable, Sendable {
    /// The partner.
    public var name: PartnerID
    /// What people call it.
    public var label: String
    /// What kind of help it is; nil = not known.
    public var family: PartnerFamily?
    /// What it does, as a sentence; nil = not known.
    public var says: Saying?
    /// How it is reached.
    public var contact: Contact
    /// Where a single need has a contact of its own: each need once, in the order of the file.
    public var contacts: [NeedContact]
    /// What it costs; nil = not known.
    public var cost: Saying?
    /// Who answers there; nil = not said.
    public var people: String?
    /// The hours that the directory gives it itself; empty = those of its calendar, or not known.
    public var hours: [ContactWindow]
    /// The calendar of `calendars.yaml` that it keeps; nil = none.
    public var calendar: String?
    /// Days on which it is closed besides.
    public var closed: [DateRange]
    /// Where this was read.
    public var source: String
    /// When the source said so; nil = not known.
    public var assured: AssuredDate?

    /// A card of these parts.
    public init(
        name: PartnerID,
        label: String,
        family: PartnerFamily? = nil,
        says: Saying? = nil,
        contact: Contact = Contact(),
        contacts: [NeedContact] = [],
        cost: Saying? = nil,
        people: String? = nil,
        hours: [ContactWindow] = [],
        calendar: String? = nil,
        closed: [DateRange] = [],
        source: String,
        assured: AssuredDate? = nil
    ) {
        self.name = name
        self.label = label
        self.family = family
        self.says = says
        self.contact = contact
        self.contacts = contacts
        self.cost = cost
        self.people = people
        self.hours = hours
        self.calendar = calendar
        self.closed = closed
        self.source = source
        self.assured = assured
    }
}

/// The kind of help that a partner is, as the platform of the Region divides its members.
public enum PartnerFamily: String, CaseIterable, Sendable {
    /// Lawyers, mediators, courts.
    case legal
    /// Lenders and accountants.
    case financial
    /// Those who guide entrepreneurs.
    case coaching
    /// Psychological help.
    case psychological
    /// Several of these.
    case general
}

/// How a partner is reached; what is nil is not known.
public struct Contact: Equatable, Sendable {
    /// The telephone number, as people dial it.
    public var phone: String?
    /// The e-mail address.
    public var email: String?
    /// The address of its site, without a scheme.
    public var site: String?
    /// Where its door is.
    public var address: String?

    /// The ways that are known.
    public init(
        phone: String? = nil,
        email: String? = nil,
        site: String? = nil,
        address: String? = nil
    ) {
        self.phone = phone
        self.email = email
        self.site = site
        self.address = address
    }

    /// Whether no way is known.
    public var isEmpty: Bool { self == Contact() }

    /// The ways that are known, each with its key, in the order of the file's description.
    var ways: [(key: String, text: String)] {
        [("phone", phone), ("email", email), ("site", site), ("address", address)]
            .compactMap { key, text in text.map { (key, $0) } }
    }
}

/// How a partner is reached for one need.
public struct NeedContact: Equatable, Sendable {
    /// The need, or the family.
    public var need: Need
    /// The ways.
    public var contact: Contact

    /// `contact` for `need`.
    public init(need: Need, contact: Contact) {
        self.need = need
        self.contact = contact
    }
}

/// When a source said something: a day, or a month of which the day is not known.
public struct AssuredDate: Equatable, Sendable, CustomStringConvertible {
    /// The day, or the first of the month.
    public var date: CalendarDate
    /// Whether the month alone is known.
    public var isMonth: Bool

    /// A day, or a month by its first day.
    public init(date: CalendarDate, isMonth: Bool = false) {
        self.date = date
        self.isMonth = isMonth
    }

    /// Reads `YYYY-MM-DD` or `YYYY-MM`; nil for another form.
    public init?(_ text: String) {
        let isMonth = text.utf8.count == 7
        guard let date = CalendarDate(isMonth ? text + "-01" : text) else { return nil }
        self.init(date: date, isMonth: isMonth)
    }

    /// The last day that it may have been: nobody is called late for a day that is not known.
    public var last: CalendarDate {
        isMonth ? date.adding(months: 1).advanced(by: -1) : date
    }

    /// `YYYY-MM-DD` or `YYYY-MM`.
    public var description: String {
        isMonth ? String(date.iso8601.prefix(7)) : date.iso8601
    }
}
