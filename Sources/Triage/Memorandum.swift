public import Referrals

/// Who does what and how, as a text for people: the memorandum of the Region's platform, in French or Dutch.
///
/// Markdown. A table of contents by need, then each family of needs with those who help, then each partner in
/// whole sentences: needs, stages, languages, communes, hours, contact, cost, conditions, and where that was read
/// and when. A need that nobody serves is told, and so is what is not known.
public struct Memorandum: Sendable {
    private let directory: Directory
    private let date: CalendarDate
    private let words: MemorandumWords

    /// The memorandum of a directory.
    ///
    /// - Parameters:
    ///   - directory: who does what.
    ///   - language: Dutch, or French for any other.
    ///   - date: the day of which it tells; partners that do not help then are told as such.
    public init(of directory: Directory, in language: LanguageCode, on date: CalendarDate) {
        self.directory = directory
        self.date = date
        words = MemorandumWords(language: language == .dutch ? .dutch : .french)
    }

    /// The whole text, ended by a line feed.
    public var text: String {
        (head + contents + needs + partners).joined(separator: "\n") + "\n"
    }

    private var told: [Partner] { directory.partners.filter { !$0.isTest } }

    private func label(of name: PartnerID) -> String {
        Memorandum.plain(directory.card(of: name)?.label ?? name.description)
    }

    private func link(to name: PartnerID) -> String { "[\(label(of: name))](#partner-\(name))" }

    private var head: [String] {
        [
            words.say(
                "# Mémorandum : qui fait quoi et comment",
                "# Memorandum: wie doet wat en hoe"
            ),
            "",
            words.say(
                "Ce mémorandum dit qui aide les entrepreneurs de la Région de Bruxelles-Capitale, "
                    + "pour quel besoin et comment. Il est établi à la date du \(words.day(date)). "
                    + "Ce qu'il ne dit pas n'est pas connu.",
                "Dit memorandum zegt wie de ondernemers van het Brussels Hoofdstedelijk Gewest helpt, "
                    + "waarvoor en hoe. Het geldt op \(words.day(date)). "
                    + "Wat er niet in staat, is niet bekend."
            ),
            "",
        ]
    }

    private var contents: [String] {
        let title = words.say("## Table des matières", "## Inhoud")
        let items = Need.wholeFamilies.map { need in
            "- [\(need.title.text(in: words.language))](#need-\(need.name))"
        }
        let partners = words.say("Les partenaires", "De partners")
        return [title, ""] + items + ["- [\(partners)](#partners)", ""]
    }

    private var needs: [String] {
        Need.wholeFamilies.flatMap { family in
            [
                "<a id=\"need-\(family.name)\"></a>", "",
                "## \(family.title.text(in: words.language))", "",
            ] + helpers(in: family) + [""]
        }
    }

    /// Those who help with a family, a line each, the specialists first; or that nobody does.
    private func helpers(in family: Need) -> [String] {
        let helping = directory.helping(on: date)
        let levels = [Service.Level.expert, .generalist]
        let lines = levels.flatMap { level in
            helping.filter { $0.level(for: family) == level }.map { partner in
                "- \(link(to: partner.name)) \(help(of: partner, in: family))"
            }
        }
        let nobody = words.say(
            "Aucun partenaire n'est connu pour ce besoin.",
            "Voor deze behoefte is geen partner bekend."
        )
        return lines.isEmpty ? [nobody] : lines
    }

    private func help(of partner: Partner, in family: Need) -> String {
        let parts = [Service.Level.expert, .generalist].compactMap { level -> String? in
            let served = partner.needs.filter {
                $0.level == level && $0.need.family == family.family
            }
            .map(\.need)
            guard !served.isEmpty else { return nil }
            let how =
                level == .expert
                ? words.say("est spécialiste", "is specialist")
                : words.say("donne une première aide", "geeft eerste hulp")
            if served.contains(family) {
                return how + words.say(" dans tout ce domaine", " voor dit hele domein")
            }
            let titles = words.list(served.map { $0.title.text(in: words.language) })
            return how + words.say(" pour : ", " voor: ") + titles
        }
        return parts.joined(separator: words.say(" ; ", "; ")) + "."
    }

    private var partners: [String] {
        ["<a id=\"partners\"></a>", "", words.say("## Les partenaires", "## De partners"), ""]
            + told.flatMap { partner in
                [
                    "<a id=\"partner-\(partner.name)\"></a>", "",
                    "### \(label(of: partner.name))", "",
                ] + sentences(on: partner) + [""]
            }
    }

    private func sentences(on partner: Partner) -> [String] {
        let card = directory.card(of: partner.name)
        var told: [String] = []
        if let says = card?.says { told.append(Memorandum.plain(says.text(in: words.language))) }
        told += needs(of: partner)
        told += MemorandumReach(words: words).sentences(on: partner, card)
        if let eligibility = partner.eligibility { told += conditions(eligibility) }
        if let card { told.append(source(of: card)) }
        return told.map { "- \($0)" }
    }

    private func needs(of partner: Partner) -> [String] {
        func named(_ level: Service.Level) -> String? {
            let titles = partner.needs.filter { $0.level == level }
                .map { $0.need.title.text(in: words.language) }
            return titles.isEmpty ? nil : words.list(titles)
        }
        return [
            named(.expert).map {
                words.say(
                    "C'est un spécialiste pour : \($0).",
                    "Dit is een specialist voor: \($0)."
                )
            },
            named(.generalist).map {
                words.say("On y reçoit une première aide pour : \($0).", "Eerste hulp voor: \($0).")
            },
        ].compactMap(\.self)
    }

    private func conditions(_ eligibility: Eligibility) -> [String] {
        var told: [String] = []
        if !eligibility.stages.isEmpty {
            let stages = words.list(eligibility.stages.map(words.name))
            told.append(
                words.say(
                    "L'aide s'adresse aux entreprises à ces stades : \(stages).",
                    "De hulp is er voor ondernemingen in deze fasen: \(stages)."
                )
            )
        }
        if !eligibility.sizes.isEmpty {
            let sizes = words.list(eligibility.sizes.map(words.name))
            told.append(
                words.say(
                    "L'aide s'adresse aux entreprises qui occupent : \(sizes).",
                    "De hulp is er voor ondernemingen met dit personeel: \(sizes)."
                )
            )
        }
        for condition in eligibility.conditions {
            let says = Memorandum.plain(condition.says.text(in: words.language))
            guard let instead = condition.instead else {
                told.append(says)
                continue
            }
            let other = link(to: instead)
            told.append(
                "\(says) " + words.say("Sinon, voyez \(other).", "Zo niet, ga naar \(other).")
            )
        }
        if let from = eligibility.validFrom {
            let day = words.day(from)
            told.append(
                words.say("L'aide existe depuis le \(day).", "De hulp bestaat sinds \(day).")
            )
        }
        if let until = eligibility.validUntil {
            let day = words.day(until)
            told.append(words.say("L'aide existe jusqu'au \(day).", "De hulp bestaat tot \(day)."))
        }
        return told
    }

    private func source(of card: PartnerCard) -> String {
        let source = Memorandum.plain(card.source)
        let assured: String
        switch card.assured {
        case let date? where date.isMonth:
            let month = words.month(date.date)
            assured = words.say("Confirmé en \(month)", "Bevestigd in \(month)")
        case let date?:
            let day = words.day(date.date)
            assured = words.say("Confirmé le \(day)", "Bevestigd op \(day)")
        case nil:
            assured = words.say("La date n'est pas connue", "De datum is niet bekend")
        }
        return assured + words.say(" ; source : ", "; bron: ") + source + "."
    }

    /// A text of the directory in which nothing is Markdown or HTML.
    static func plain(_ text: String) -> String {
        text.reduce(into: "") { plain, character in
            switch character {
            case "\n", "\r", "\r\n", "\t": plain.append(" ")
            case "*", "_", "[", "]", "<", ">", "`", "\\", "#": plain += "\\\(character)"
            default: plain.append(character)
            }
        }
    }
}
