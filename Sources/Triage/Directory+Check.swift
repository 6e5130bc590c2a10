import Referrals

extension Directory {
    /// What is wanting in the directory: first of the partners, in the order of their names, then of the needs.
    public func findings(by terms: DirectoryTerms) -> [DirectoryFinding] {
        partners.filter { !$0.isTest }.flatMap { findings(on: $0, by: terms) }
            + Need.wholeFamilies.flatMap { findings(on: $0, by: terms) }
    }

    private func findings(on partner: Partner, by terms: DirectoryTerms) -> [DirectoryFinding] {
        let card = card(of: partner.name)
        var found: [DirectoryFinding] = []
        func tell(_ kind: DirectoryFinding.Kind, _ says: String) {
            found.append(DirectoryFinding(kind: kind, partner: partner.name, says: says))
        }
        if let assured = card?.assured {
            let age = terms.date.daysSince1970 - assured.last.daysSince1970
            if age > Int64(terms.staleAfterDays) {
                tell(.stale, "assured \(assured), \(age) days ago")
            }
        } else {
            tell(.undated, "no assured_date")
        }
        if card?.contact.isEmpty ?? true, card?.contacts.isEmpty ?? true {
            tell(.noContact, "no contact")
        }
        if partner.calendar == nil { tell(.noHours, "no hours, so always open") }
        if partner.languages.isEmpty { tell(.noLanguages, "no languages, so all") }
        if card?.cost == nil { tell(.noCost, "no cost") }
        if let from = partner.eligibility?.validFrom, terms.date < from {
            tell(.notYet, "helps from \(from.iso8601) on")
        }
        if let until = partner.eligibility?.validUntil {
            if until < terms.date {
                tell(.expired, "helped until \(until.iso8601): no longer ranked")
            } else if until < terms.date.advanced(by: Int64(terms.warningDays)) {
                tell(.expires, "helps until \(until.iso8601), then no longer ranked")
            }
        }
        return found
    }

    /// What is wanting in a family: details that nobody serves, languages, communes, hours.
    private func findings(on family: Need, by terms: DirectoryTerms) -> [DirectoryFinding] {
        let helping = helping(on: terms.date)
        let serving = helping.filter { $0.level(for: family) != nil }
        guard !serving.isEmpty else {
            return [
                DirectoryFinding(
                    kind: .needWithoutPartner,
                    need: family,
                    says: "no partner serves it"
                )
            ]
        }
        var found: [DirectoryFinding] = []
        for need in Need.details(of: family.family)
        where !helping.contains(where: { $0.level(for: need) != nil }) {
            found.append(
                DirectoryFinding(
                    kind: .needWithoutPartner,
                    need: need,
                    says: "no partner serves it"
                )
            )
        }
        for language in [LanguageCode.french, .dutch] {
            found += findings(on: family, in: language, among: serving)
        }
        let missed = Commune.ofRegion.filter { commune in
            !serving.contains { $0.serves(commune) }
        }
        if !missed.isEmpty {
            found.append(
                DirectoryFinding(
                    kind: .communeWithoutPartner,
                    need: family,
                    communes: missed,
                    says: "nobody for \(missed.count) of the 19 communes"
                )
            )
        }
        return found
    }

    private func findings(
        on family: Need,
        in language: LanguageCode,
        among serving: [Partner]
    ) -> [DirectoryFinding] {
        let known = serving.filter { $0.languages.contains(language) }
        let unsure = serving.filter(\.languages.isEmpty)
        func finding(_ kind: DirectoryFinding.Kind, _ says: String) -> DirectoryFinding {
            DirectoryFinding(kind: kind, need: family, language: language, says: says)
        }
        guard !known.isEmpty || !unsure.isEmpty else {
            return [finding(.languageWithoutPartner, "nobody works in it")]
        }
        var found: [DirectoryFinding] = []
        if known.isEmpty {
            found.append(finding(.languageNotSure, "languages not known: \(unsure.count)"))
        }
        let calendars = (known + unsure).compactMap(\.calendar)
        let guessed = known.count + unsure.count - calendars.count
        guard !calendars.isEmpty else {
            found.append(finding(.hoursNotSure, "hours not known: \(guessed)"))
            return found
        }
        let closed = calendars.reduce(WeekHours()) { hours, calendar in
            hours.union(WeekHours(calendar.rules.hours))
        }.complement
        guard !closed.isEmpty else { return found }
        let rest = guessed == 0 ? "" : " (hours not known: \(guessed))"
        found.append(finding(.hoursWithoutPartner, "nobody \(closed.text)\(rest)"))
        return found
    }
}

extension Commune {
    /// The nineteen of the Brussels-Capital Region, in the order of their codes.
    static let ofRegion = (UInt32(21_001)...21_019).compactMap { Commune(nis: $0) }
}
