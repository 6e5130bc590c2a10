extension NoteConcepts {
    /// Makes concepts of the bytes of their file, or tells every mistake in them.
    ///
    /// - Throws: ``BundleFaults``, in the order of the lines.
    public init(bytes: [UInt8]) throws(BundleFaults) {
        var faults: [BundleFault] = []
        var entries: [(name: String, phrases: [[ArraySlice<UInt8>]])] = []
        var names: Set<String> = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            guard line.first != UInt8(ascii: "#") else { continue }
            func fault(_ place: Int, _ expected: String, _ found: ArraySlice<UInt8>) {
                faults.append(
                    BundleFault(
                        file: NoteConcepts.fileName,
                        line: index + 1,
                        column: place - line.startIndex + 1,
                        expected: expected,
                        found: "\"\(String(decoding: found.prefix(40), as: UTF8.self))\""
                    )
                )
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                let name = Calendars.plainName(String(decoding: line[..<colon], as: UTF8.self))
            else {
                fault(line.startIndex, "a name of a-z, 0-9, _ and -, a colon and phrases", line)
                continue
            }
            guard names.insert(name).inserted else {
                fault(line.startIndex, "each name once", line[..<colon])
                continue
            }
            var phrases: [[ArraySlice<UInt8>]] = []
            for part in line[(colon + 1)...].split(
                separator: UInt8(ascii: ","),
                omittingEmptySubsequences: false
            ) {
                guard let phrase = NoteConcepts.phrase(part) else {
                    fault(part.startIndex, NoteConcepts.expectedPhrase, part)
                    continue
                }
                phrases.append(phrase)
            }
            entries.append((name, phrases))
        }
        guard faults.isEmpty else { throw BundleFaults(faults) }
        self.init(entries: entries)
    }

    private static let expectedPhrase =
        "a phrase of 1 to \(phraseMax) words in small letters without accents, each with a star behind or not"

    /// The words of a phrase; nil when they are not what ``Prose`` makes of any note.
    private static func phrase(_ part: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        let words = part.split(separator: Prose.blank)
        guard (1...phraseMax).contains(words.count) else { return nil }
        for word in words {
            let letters = NoteWords.letters(of: word)
            guard letters.count >= (NoteWords.isStem(word) ? 2 : 1), letters.allSatisfy(isPlain)
            else { return nil }
        }
        return words
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}
