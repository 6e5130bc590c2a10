/// The closed lists of the contract, as words.
///
/// Each list is an enum of its own, rendered from `config/vocabulary.yaml`: its raw value is the
/// byte that stands in the journal, its `name` the word on the wire.
public enum Vocabulary {
    /// One closed list: its name and its words, in the order of the file.
    public struct List: Hashable, Sendable {
        /// The name of the list.
        public let name: String

        /// The words that it holds.
        public let words: [String]

        init(_ name: String, _ words: [String]) {
            self.name = name
            self.words = words
        }
    }

    /// All lists.
    public static var lists: [List] {
        needs + need + request + enterprise + status + partner + legs + orders + errors
    }

    /// Whether bytes are the UTF-8 of a word.
    static func spells(_ bytes: UnsafeRawBufferPointer, _ word: String) -> Bool {
        let letters = word.utf8
        guard letters.count == bytes.count else { return false }
        var place = 0
        for letter in letters {
            guard bytes[place] == letter else { return false }
            place += 1
        }
        return true
    }
}
