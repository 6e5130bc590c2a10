public import Referrals

/// Something that a reading of the directory found wanting.
public struct DirectoryFinding: Equatable, Sendable {
    /// What is wanting.
    public enum Kind: String, CaseIterable, Sendable {
        /// The source spoke longer ago than allowed.
        case stale
        /// When the source spoke is not known.
        case undated
        /// No way to reach the partner is known.
        case noContact = "no_contact"
        /// The partner's hours are not known, so that it is taken to be always open.
        case noHours = "no_hours"
        /// The partner's languages are not known.
        case noLanguages = "no_languages"
        /// What the partner costs is not known.
        case noCost = "no_cost"
        /// The last day on which the partner helps has passed.
        case expired
        /// The last day on which the partner helps comes soon.
        case expires
        /// The first day on which the partner helps has not come.
        case notYet = "not_yet"
        /// No partner serves a need.
        case needWithoutPartner = "need_unserved"
        /// No partner that serves a family works in a language.
        case languageWithoutPartner = "language_unserved"
        /// Nobody is known to serve a family in a language: of some the languages are not known.
        case languageNotSure = "language_unsure"
        /// No partner that serves a family serves a commune.
        case communeWithoutPartner = "commune_unserved"
        /// Hours of the week at which nobody who serves a family, in a language, is known to be open.
        case hoursWithoutPartner = "hours_unserved"
        /// Of nobody who serves a family, in a language, the hours are known.
        case hoursNotSure = "hours_unsure"
    }

    /// What is wanting.
    public var kind: Kind
    /// Of which partner; nil where it is nobody's.
    public var partner: PartnerID?
    /// For which need or family; nil where it is about a partner.
    public var need: Need?
    /// In which language; nil where it is the same in all.
    public var language: LanguageCode?
    /// For which communes; empty where it is the same in all.
    public var communes: [Commune] = []
    /// What is wanting, in words.
    public var says: String
}

/// What counts as wanting.
public struct DirectoryTerms: Equatable, Sendable {
    /// The day in Brussels on which it is asked.
    public var date: CalendarDate
    /// After how many days a source must be asked again.
    public var staleAfterDays: Int
    /// How many days before its last day a partner is warned of.
    public var warningDays: Int

    /// On a day; a source holds a year, and a last day is warned of two months before.
    public init(date: CalendarDate, staleAfterDays: Int = 365, warningDays: Int = 60) {
        self.date = date
        self.staleAfterDays = staleAfterDays
        self.warningDays = warningDays
    }
}
