/// An entry of a lexicon: phrases, what they are a sign of, and where that was read.
public struct SignalEntry: Equatable, Sendable {
    /// Its name in the lexicon, once in all languages.
    public let id: String
    /// The language of its phrases.
    public let language: SignalLanguage
    /// What its phrases are a sign of, at least one.
    public let signals: [SignalMeaning]
    /// Where it was read.
    public let source: String
    /// A sentence in which it must be found.
    public let example: String
    /// A sentence in which it must not be found; empty where none is written.
    public let counter: String
    /// Whether it counts only beside another sign of distress or danger.
    public let isBeside: Bool
    /// Whether nothing else is read in its words.
    public let covers: Bool
    /// Whether no word around it qualifies it, since its own words say all.
    public let isFixed: Bool
}

/// The languages of the lexicon, each a file of its own; all are read in every text.
public enum SignalLanguage: String, CaseIterable, Sendable {
    /// French.
    case french = "fr"
    /// Dutch.
    case dutch = "nl"
    /// English.
    case english = "en"

    /// The file of its lexicon, below the folder of the bundle.
    public var fileName: String { "signals/\(rawValue).yaml" }
}
