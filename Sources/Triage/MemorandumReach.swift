import Referrals

/// How a partner is reached and what that costs, in whole sentences.
struct MemorandumReach {
    /// In French or Dutch.
    let words: MemorandumWords

    /// The sentences; what is not known is told where people would ask for it.
    func sentences(on partner: Partner, _ card: PartnerCard?) -> [String] {
        var told = [languages(of: partner), communes(of: partner), hours(of: partner)]
        told.append(contact(card?.contact ?? Contact(), beside: card?.contacts ?? []))
        for own in card?.contacts ?? [] {
            let need = own.need.title.text(in: words.language)
            told.append(words.say("Pour \(need) : ", "Voor \(need): ") + ways(own.contact) + ".")
        }
        if partner.isDigitalOnly {
            told.append(
                words.say(
                    "On ne peut le joindre que par internet.",
                    "Alleen via het internet bereikbaar."
                )
            )
        }
        told.append(cost(card?.cost))
        return told
    }

    private func languages(of partner: Partner) -> String {
        guard !partner.languages.isEmpty else {
            return words.say("Les langues ne sont pas connues.", "De talen zijn niet bekend.")
        }
        let names = words.list(partner.languages.map(words.name))
        return words.say("On y parle : \(names).", "Men spreekt er: \(names).")
    }

    private func communes(of partner: Partner) -> String {
        let names = partner.communes.compactMap { $0.name(in: words.language) }
        guard !names.isEmpty else {
            return words.say(
                "L'aide vaut pour toute la Région.",
                "De hulp geldt voor het hele Gewest."
            )
        }
        let listed = words.list(names)
        return words.say(
            "L'aide vaut pour ces communes : \(listed).",
            "De hulp geldt voor deze gemeenten: \(listed)."
        )
    }

    private func hours(of partner: Partner) -> String {
        guard let calendar = partner.calendar else {
            return words.say("Les heures ne sont pas connues.", "De uren zijn niet bekend.")
        }
        let hours = words.hours(WeekHours(calendar.rules.hours))
        let holidays =
            calendar.rules.holidays == .none
            ? "" : words.say(", sauf les jours fériés", ", behalve op feestdagen")
        return words.say("C'est ouvert ", "Dit is open ") + hours + holidays + "."
    }

    private func contact(_ contact: Contact, beside others: [NeedContact]) -> String {
        guard !contact.isEmpty else {
            return others.isEmpty
                ? words.say("Aucun contact n'est connu.", "Er is geen contact bekend.")
                : words.say(
                    "Chaque besoin a son contact.",
                    "Elke behoefte heeft een eigen contact."
                )
        }
        return words.say("Contact : ", "Contact: ") + ways(contact) + "."
    }

    private func ways(_ contact: Contact) -> String {
        var ways: [String] = []
        if let phone = contact.phone { ways.append(words.say("téléphone ", "telefoon ") + phone) }
        if let email = contact.email { ways.append(words.say("courriel ", "e-mail ") + email) }
        if let site = contact.site { ways.append(words.say("site ", "site ") + site) }
        if let address = contact.address {
            ways.append(words.say("adresse ", "adres ") + Memorandum.plain(address))
        }
        return words.list(ways)
    }

    private func cost(_ cost: Saying?) -> String {
        guard let cost else {
            return words.say("Le coût n'est pas connu.", "De kosten zijn niet bekend.")
        }
        if cost == .free { return words.say("L'aide est gratuite.", "De hulp is gratis.") }
        let text = Memorandum.plain(cost.text(in: words.language))
        return words.say("Coût : \(text).", "Kosten: \(text).")
    }
}
