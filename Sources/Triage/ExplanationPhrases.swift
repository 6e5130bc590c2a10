public import Referrals

/// The phrases of an explanation in one language; what stands in braces is filled in.
public struct ExplanationPhrases: Sendable {
    /// The language.
    let language: LanguageCode
    /// The headings of the parts, in the order in which they are told.
    let bundle, facts, note, safety, rules, classes, candidates, choice, firstChoice, deadlines,
        comparison: String
    /// What is told of a fact that is not known, and of a list that is empty.
    let unknown, none: String
    /// What was heard: the danger, the families, one sign, what the model said, a word that weighed.
    let danger, families, sign, model, word: String
    /// Of the words of a danger.
    let dangers: [Danger: String]
    /// Of what the words around made of a sign.
    let qualifiers: [Qualifier: String]
    /// The heading of a need, and why it stands in the verdict.
    let need, declared, added, heard, nothingAsked: String
    /// The words for how soon.
    let urgencies: [Urgency: String]
    /// What made it so urgent.
    let saidUrgent, defaultUrgent, atLeastUrgent, lawUrgent: String
    /// Whether a rule fits.
    let fits, idle, fitsNot: String
    /// A condition that holds or not, and one under `unless`.
    let holds, holdsNot, unless: String
    /// The class of deadlines.
    let className: String
    /// A candidate: who named it, what must hold of the case, what excludes it.
    let namedBy, namedByNobody, onlyIf, excluded: String
    /// What excludes a candidate.
    let exclusions: [Exclusion: String]
    /// What keeps a leg from everybody.
    let blocks: [Block: String]
    /// Where it would go, where it went, what it would come after, who was passed over, who is next, and that
    /// nobody is left.
    let wouldGo, went, waitsWhile, passedOver, runnerUp, noRunnerUp: String
    /// Why somebody was passed over.
    let reasons: [PassedOver.Reason: String]
    /// Who has a leg that no partner may have yet, and until when.
    let waits: [WaitingReason: String]
    /// A wish, the law, and both together.
    let wish, law, dueBy: String
    /// That nothing differs, that something does, one difference, and what was judged on.
    let same, differs, difference: String
    /// What was judged on again.
    let bases: [Explanation.Basis: String]
    /// English words of a counted time, and what is said for them.
    let counted: [(english: String, said: String)]

    /// The phrases of a language; English where it is none of the three.
    public static func of(_ language: LanguageCode) -> ExplanationPhrases {
        switch language {
        case .french: .french
        case .dutch: .dutch
        default: .english
        }
    }

    /// A phrase in which what stands in braces is filled in.
    func fill(_ phrase: String, _ values: KeyValuePairs<String, String>) -> String {
        var text = phrase
        for (name, value) in values { text = text.filling("{\(name)}", with: value) }
        return text
    }

    /// How a time was counted, said in the language.
    func said(_ working: String) -> String {
        counted.reduce(working) { $0.filling($1.english, with: $1.said) }
    }
}

extension String {
    /// The text with each of a part replaced.
    fileprivate func filling(_ part: String, with value: String) -> String {
        var text = ""
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(part) {
                text += value
                rest = rest.dropFirst(part.count)
            } else {
                text.append(rest.removeFirst())
            }
        }
        return text
    }
}
