public import Referrals

extension Explanation {
    /// A line for eyes, and how deep it stands below the heading of its part.
    public struct Line: Equatable, Sendable {
        /// How deep, from 0.
        public var depth: Int
        /// The words.
        public var text: String
    }

    /// The explanation in words.
    ///
    /// - Parameters:
    ///   - language: French, Dutch or English; English for any other.
    ///   - bundle: the rules, for their sentences.
    /// - Returns: lines of any length.
    public func lines(in language: LanguageCode, under bundle: Bundle) -> [Line] {
        var teller = ExplanationTeller(phrases: .of(language), bundle: bundle)
        teller.tell(self)
        return teller.lines
    }
}

/// Puts an explanation in words.
private struct ExplanationTeller {
    let phrases: ExplanationPhrases
    let bundle: Bundle
    private(set) var lines: [Explanation.Line] = []

    init(phrases: ExplanationPhrases, bundle: Bundle) {
        self.phrases = phrases
        self.bundle = bundle
    }

    private mutating func say(_ depth: Int, _ text: String) {
        lines.append(Explanation.Line(depth: depth, text: text))
    }

    private mutating func say(
        _ depth: Int,
        _ phrase: String,
        _ values: KeyValuePairs<String, String>
    ) {
        say(depth, phrases.fill(phrase, values))
    }

    mutating func tell(_ explanation: Explanation) {
        say(0, phrases.bundle, ["bundle": explanation.trial.verdict.bundle.hexadecimal])
        say(0, phrases.facts)
        for fact in explanation.trial.facts { say(1, "\(fact.key): \(told(fact.found))") }
        if let heard = explanation.heard { tell(heard) }
        if !explanation.trial.safety.isEmpty {
            say(0, phrases.safety)
            for trial in explanation.trial.safety { tell(trial) }
        }
        for (trial, need) in zip(explanation.trial.needs, explanation.needs) { tell(trial, need) }
        if let comparison = explanation.comparison { tell(comparison) }
    }

    private mutating func tell(_ heard: Explanation.Heard) {
        say(0, phrases.note)
        let danger = heard.reading.danger
        say(1, phrases.danger, ["danger": phrases.dangers[danger] ?? danger.name])
        say(
            1,
            phrases.families,
            [
                "families": list(heard.reading.families.families.map(\.name)),
                "needs": list(heard.reading.needs.map(\.name)),
            ]
        )
        for sign in heard.signs {
            say(
                1,
                phrases.sign,
                [
                    "entry": sign.entry, "means": list(sign.means),
                    "qualifier": phrases.qualifiers[sign.qualifier] ?? sign.qualifier.name,
                ]
            )
        }
        say(1, phrases.model, ["judgements": list(heard.weighed.map(\.name))])
        for word in heard.words {
            say(
                2,
                phrases.word,
                [
                    "word": word.spelling, "share": "\(word.share)",
                    "judgement": word.judgement.name,
                ]
            )
        }
    }

    private mutating func tell(_ trial: NeedTrial, _ need: Explanation.NeedExplanation) {
        let verdict = trial.verdict
        say(0, phrases.need, ["need": verdict.need.name, "urgency": said(verdict.urgency)])
        switch trial.origin {
        case .declared: say(1, phrases.declared)
        case .added(let rule): say(1, phrases.added, ["rule": "\(rule)"])
        case .heard: say(1, phrases.heard)
        case .nothingAsked: say(1, phrases.nothingAsked)
        }
        for step in trial.urgency { tell(step) }
        if !trial.classes.isEmpty {
            say(1, phrases.classes)
            for row in trial.classes { tell(row, below: 1) }
        }
        say(
            1,
            phrases.className,
            ["class": trial.due.className, "rule": trial.classRule.description]
        )
        say(1, phrases.rules)
        for rule in trial.routing { tell(rule, below: 1) }
        tellCandidates(trial)
        tellChoice(trial, need)
        tellDeadlines(trial.due, need)
    }

    private mutating func tell(_ step: UrgencyStep) {
        switch step {
        case .declared(let urgency): say(1, phrases.saidUrgent, ["urgency": said(urgency)])
        case .byDefault(let rule, let urgency):
            say(1, phrases.defaultUrgent, ["rule": "\(rule)", "urgency": said(urgency)])
        case .atLeast(let rule, let urgency):
            say(1, phrases.atLeastUrgent, ["rule": "\(rule)", "urgency": said(urgency)])
        case .law(let urgency): say(1, phrases.lawUrgent, ["urgency": said(urgency)])
        }
    }

    private mutating func tell(_ trial: RuleTrial, below depth: Int = 0) {
        let phrase = !trial.fits ? phrases.fitsNot : trial.counts ? phrases.fits : phrases.idle
        let sentence = bundle.table.saying(of: trial.rule)?.text(in: phrases.language) ?? ""
        say(depth + 1, phrase, ["rule": trial.rule.description, "sentence": sentence])
        for condition in trial.conditions {
            let told = phrases.fill(
                condition.holds ? phrases.holds : phrases.holdsNot,
                [
                    "key": condition.key, "wanted": told(condition.wanted),
                    "found": told(condition.found),
                ]
            )
            say(
                depth + 2,
                condition.isDenied ? phrases.fill(phrases.unless, ["condition": told]) : told
            )
        }
    }

    private mutating func tellCandidates(_ trial: NeedTrial) {
        say(1, phrases.candidates)
        if trial.verdict.candidates.isEmpty { say(2, phrases.none) }
        for (place, candidate) in trial.verdict.candidates.enumerated() {
            let rule = trial.namedBy.indices.contains(place) ? trial.namedBy[place] : nil
            var named =
                rule.map {
                    phrases.fill(
                        phrases.namedBy,
                        ["queue": candidate.queue.description, "rule": $0.description]
                    )
                } ?? phrases.fill(phrases.namedByNobody, ["queue": candidate.queue.description])
            for (key, wanted) in candidate.onlyIf?.told ?? [] {
                named = phrases.fill(
                    phrases.onlyIf,
                    ["candidate": named, "key": key, "wanted": told(wanted)]
                )
            }
            guard let exclusion = candidate.exclusion else {
                say(2, named)
                continue
            }
            let why = phrases.exclusions[exclusion] ?? exclusion.word
            say(2, phrases.excluded, ["candidate": named, "exclusion": why])
        }
    }

    private mutating func tellChoice(_ trial: NeedTrial, _ need: Explanation.NeedExplanation) {
        say(1, need.isRecorded ? phrases.firstChoice : phrases.choice)
        if let block = trial.verdict.block { say(2, phrases.blocks[block] ?? block.word) }
        if !need.comesAfter.isEmpty {
            let families = list(need.comesAfter.families.map(\.name))
            say(2, phrases.waitsWhile, ["families": families])
        }
        for passed in need.passedOver {
            let reason = phrases.reasons[passed.reason] ?? passed.reason.word
            say(
                2,
                phrases.passedOver,
                ["queue": passed.queue.description, "reason": reason]
            )
        }
        guard let chosen = need.chosen else {
            return say(2, waiting(need.waitsFor ?? .unrouted, need))
        }
        say(2, need.isRecorded ? phrases.went : phrases.wouldGo, ["queue": chosen.description])
        if let next = need.runnerUp {
            say(2, phrases.runnerUp, ["queue": next.description])
        } else {
            say(2, phrases.noRunnerUp)
        }
    }

    /// Who has a need that no partner may have yet; one that waits for another and has nobody after it goes to
    /// the desk then.
    private func waiting(
        _ reason: WaitingReason,
        _ need: Explanation.NeedExplanation
    ) -> String {
        let reason = need.comesAfter.isEmpty ? reason : .unrouted
        return phrases.waits[reason] ?? reason.name
    }

    private mutating func tellDeadlines(
        _ due: DueTrial,
        _ need: Explanation.NeedExplanation
    ) {
        say(1, phrases.deadlines)
        if let wish = due.replyBy { say(2, phrases.wish, ["at": wish.rfc3339]) }
        if let law = due.pressure { say(2, phrases.law, ["day": law.lastDay.iso8601]) }
        if let dueBy = due.dueBy { say(2, phrases.dueBy, ["at": dueBy.rfc3339]) }
        for line in need.deadlines { say(2, phrases.said(line)) }
    }

    private mutating func tell(_ comparison: Explanation.Comparison) {
        say(0, phrases.comparison)
        let basis = phrases.bases[comparison.basis] ?? comparison.basis.rawValue
        let isSame = comparison.differences.isEmpty
        say(1, isSame ? phrases.same : phrases.differs, ["basis": basis])
        for difference in comparison.differences {
            say(
                2,
                phrases.difference,
                [
                    "about": difference.about, "expected": difference.expected,
                    "found": difference.found,
                ]
            )
        }
    }

    private func said(_ urgency: Urgency) -> String { phrases.urgencies[urgency] ?? urgency.name }

    private func told(_ values: [String]) -> String {
        list(values.map { $0 == "unknown" ? phrases.unknown : $0 == "none" ? phrases.none : $0 })
    }

    private func list(_ values: [String]) -> String {
        values.isEmpty ? phrases.none : values.joined(separator: ", ")
    }
}
