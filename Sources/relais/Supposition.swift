/// What an order would do, told from what the gateway says that it does.
enum Supposition {
    /// The sentence in the conditional; one whose verb is not known here is marked as supposed.
    static func of(_ sentence: String) -> String {
        guard !sentence.contains(" would "), !sentence.hasPrefix("and ") else { return sentence }
        let supposed = verbs.reduce(sentence) { sentence, verb in
            sentence.replacing(verb.does, with: verb.would, maxReplacements: 1)
        }
        return supposed == sentence ? "it would be so: \(sentence)" : supposed
    }

    private static let verbs: [(does: String, would: String)] = [
        (" is ", " would be "), (" waits in ", " would wait in "),
        (" stands in ", " would stand in "), (" goes on in ", " would go on in "),
        (" takes and hands out", " would take and hand out"),
        (" takes nothing", " would take nothing"),
        (" hands nothing out", " would hand nothing out"),
        (" waiting go elsewhere", " waiting would go elsewhere"),
        ("surge begins", "surge would begin"), ("surge ends", "surge would end"),
    ]
}
