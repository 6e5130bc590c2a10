import Referrals

/// How a memorandum puts things, in French or in Dutch.
struct MemorandumWords {
    /// French, or Dutch.
    let language: LanguageCode

    /// One of two.
    func say(_ french: String, _ dutch: String) -> String {
        language == .dutch ? dutch : french
    }

    /// A day, as in `3 juin 2021`.
    func day(_ date: CalendarDate) -> String {
        let day = language != .dutch && date.day == 1 ? "1er" : "\(date.day)"
        return "\(day) \(month(date))"
    }

    /// A month and its year.
    func month(_ date: CalendarDate) -> String {
        let names = language == .dutch ? MemorandumWords.maanden : MemorandumWords.mois
        return "\(names[date.month - 1]) \(date.year)"
    }

    /// `a, b et c`.
    func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + say(" et ", " en ") + last
    }

    /// A language by name, or by its code where it has none here.
    func name(of code: LanguageCode) -> String {
        let names = MemorandumWords.languages[code.description]
        return names.map { say($0.0, $0.1) } ?? code.description
    }

    /// A phase of an enterprise.
    func name(of phase: Phase) -> String {
        switch phase {
        case .preCreation: say("avant la création", "vóór de oprichting")
        case .creation: say("création", "oprichting")
        case .active: say("en activité", "actief")
        case .difficulty: say("en difficulté", "in moeilijkheden")
        case .preInsolvency: say("proche de l'insolvabilité", "dicht bij insolventie")
        case .proceedings: say("en procédure", "in een procedure")
        case .bankrupt: say("en faillite", "failliet")
        case .postBankruptcy: say("après une faillite", "na een faillissement")
        case .rebound: say("rebond", "herstart")
        case .ceased: say("activité arrêtée", "activiteit stopgezet")
        }
    }

    /// How many people an enterprise employs.
    func name(of size: SizeBand) -> String {
        switch size {
        case .none: say("personne", "niemand")
        case .upToFive: say("1 à 5 personnes", "1 tot 5 personen")
        case .upToNine: say("6 à 9 personnes", "6 tot 9 personen")
        case .upToFortyNine: say("10 à 49 personnes", "10 tot 49 personen")
        case .fiftyAndMore: say("50 personnes et plus", "50 personen en meer")
        }
    }

    /// Hours of a week, as in `du lundi au vendredi de 9 h à 17 h`.
    func hours(_ week: WeekHours) -> String {
        if week.complement.isEmpty {
            return say("jour et nuit, sept jours sur sept", "dag en nacht, zeven dagen op zeven")
        }
        return week.runs.map { run in
            let windows = run.windows.map { window in
                say(
                    "de \(clock(window.from)) à \(clock(window.until))",
                    "van \(clock(window.from)) tot \(clock(window.until))"
                )
            }
            return "\(days(run.days)) \(list(windows))"
        }.joined(separator: " ; ")
    }

    private func days(_ days: ClosedRange<Int>) -> String {
        let names = language == .dutch ? MemorandumWords.dagen : MemorandumWords.jours
        let first = names[days.lowerBound]
        let last = names[days.upperBound]
        return days.count == 1
            ? say("le \(first)", "op \(first)")
            : say("du \(first) au \(last)", "van \(first) tot \(last)")
    }

    private func clock(_ minutes: UInt16) -> String {
        let rest = minutes % 60
        let hours = say("\(minutes / 60) h", "\(minutes / 60)")
        guard rest != 0 else { return say(hours, "\(hours) uur") }
        let two = rest < 10 ? "0\(rest)" : "\(rest)"
        return say("\(hours) \(two)", "\(hours).\(two) uur")
    }

    private static let jours = [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ]
    private static let dagen = [
        "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    ]
    private static let mois = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ]
    private static let maanden = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
        "oktober", "november", "december",
    ]
    private static let languages = [
        "fr": ("français", "Frans"), "nl": ("néerlandais", "Nederlands"),
        "en": ("anglais", "Engels"), "de": ("allemand", "Duits"), "ar": ("arabe", "Arabisch"),
        "es": ("espagnol", "Spaans"), "it": ("italien", "Italiaans"),
        "pt": ("portugais", "Portugees"), "tr": ("turc", "Turks"), "ro": ("roumain", "Roemeens"),
        "pl": ("polonais", "Pools"), "ru": ("russe", "Russisch"), "uk": ("ukrainien", "Oekraïens"),
        "bg": ("bulgare", "Bulgaars"), "sq": ("albanais", "Albanees"),
    ]
}
