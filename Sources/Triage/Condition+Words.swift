import Referrals

extension Condition {
    /// The values it asks for, as they are written.
    var wanted: [String] {
        switch key {
        case .language: values.map { LanguageCode(letters: UInt16($0)).description }
        case .legalDays, .cessationDays, .bankruptDays, .jobsAtStake:
            ranges + (bits & RequestFacts.unknown != 0 ? ["unknown"] : [])
        case .sector, .nace:
            values.map { Sector(packed: $0).text }
                + (bits & RequestFacts.unknown != 0 ? ["unknown"] : [])
        case .commune:
            values.map { Commune(nis: $0)?.description ?? "" } + key.words(of: bits)
        case .declared, .heard: key.words(of: bits) + needs.needs.map(\.name)
        case .interpreter, .channel, .digitalAccess, .urgency, .signals, .legalState, .workers,
            .phase, .noBCE, .screening, .consent, .contradiction:
            key.words(of: bits)
        }
    }

    private var ranges: [String] {
        stride(from: 0, to: values.count, by: 2).map { place in
            DaySpans.told(values[place], values[place + 1])
        }
    }
}

extension Condition.Key {
    /// What a request has of it, in codes; `unknown` where it says nothing, `none` where a list is empty.
    func found(in facts: RequestFacts) -> [String] {
        switch self {
        case .language: [LanguageCode(letters: UInt16(facts.language)).description]
        case .interpreter: words(of: facts.interpreter)
        case .channel: words(of: facts.channel)
        case .digitalAccess: words(of: facts.digitalAccess)
        case .urgency: words(of: facts.urgency)
        case .declared: facts.declared.isEmpty ? ["none"] : facts.declared.needs.map(\.name)
        case .signals: words(of: facts.signals)
        case .heard: words(of: facts.danger & ~1) + facts.heard.needs.map(\.name)
        case .legalState: words(of: facts.legalState)
        case .legalDays: [facts.legalDays.map { "\($0)" } ?? "unknown"]
        case .cessationDays: [facts.cessationDays.map { "\($0)" } ?? "unknown"]
        case .bankruptDays: [facts.bankruptDays.map { "\($0)" } ?? "unknown"]
        case .sector: [facts.division.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? "unknown"]
        case .nace: [facts.nace.map { "\($0.version.name):\($0)" } ?? "unknown"]
        case .workers: words(of: facts.workers)
        case .commune:
            words(of: facts.place) + (Commune(nis: facts.commune).map { [$0.description] } ?? [])
        case .phase: words(of: facts.phase)
        case .noBCE: words(of: facts.noNumber)
        case .screening: words(of: facts.screening)
        case .consent: words(of: facts.consent)
        case .jobsAtStake: [facts.jobsAtStake.map { "\($0)" } ?? "unknown"]
        case .contradiction:
            facts.contradictions == 0 ? ["none"] : words(of: facts.contradictions)
        }
    }

    /// The words that bits of this key stand for.
    func words(of bits: UInt64) -> [String] {
        codes.filter { bits & $0.bit != 0 }.map(\.word)
    }

    /// The words of this key that are codes, each with its bit.
    var codes: [(word: String, bit: UInt64)] {
        let unknown = ("unknown", RequestFacts.unknown)
        let none = ("none", RequestFacts.none)
        func each<Code: CaseIterable & RawRepresentable>(
            _ list: Code.Type,
            _ name: (Code) -> String
        ) -> [(String, UInt64)] where Code.RawValue == UInt8 {
            list.allCases.map { (name($0), 1 << UInt64($0.rawValue)) }
        }
        return switch self {
        case .interpreter: [("false", 1), ("true", 2)]
        case .digitalAccess: [("false", 1), ("true", 2), unknown]
        case .channel: each(Channel.self, \.name)
        case .urgency: each(Urgency.self, \.name) + [unknown]
        case .declared: [none]
        case .signals: each(Signal.self, \.name) + [none]
        case .heard:
            [Danger.crisis, .verify].map { ($0.name, 1 << UInt64($0.rawValue)) } + [none]
        case .legalState: each(LegalState.self, \.name)
        case .workers: each(SizeBand.self, \.name) + [unknown]
        case .commune:
            [("region", RequestFacts.inRegion), ("outside", RequestFacts.outside), unknown]
        case .phase: each(Phase.self, \.name) + [unknown]
        case .noBCE:
            each(NoBCE.self, \.name).map { word, bit in
                (word, word == "unknown" ? bit | RequestFacts.unknown : bit)
            }
        case .screening:
            each(ScreeningResult.self, \.name) + [("not_done", RequestFacts.unknown)]
        case .consent:
            each(NeedFamily.self, \.name)
                + [("vital_interest", RequestFacts.vitalInterest), none]
        case .contradiction: each(Contradiction.self, \.name)
        case .language, .legalDays, .cessationDays, .bankruptDays, .sector, .nace, .jobsAtStake: []
        }
    }
}
