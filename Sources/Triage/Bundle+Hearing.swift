public import Referrals

extension Bundle {
    /// What is heard in the notes of a request, its own and those of its needs, each read as sentences of its own.
    ///
    /// - Returns: nil where the request has no note, or the bundle nothing that reads one.
    public func reading(of referral: Referral) -> NoteReading? {
        guard let judge, let words = Bundle.words(of: referral) else { return nil }
        return NoteReading(of: judge.opinions(of: Prose(words)))
    }

    /// The notes of a request, its own and those of its needs, each on lines of its own; nil where it has none.
    ///
    /// Notes are uncovered in this file and nowhere else in triage.
    public static func words(of referral: Referral) -> Confidential<String>? {
        var words = referral.note?.exposed ?? ""
        for claim in referral.needs {
            guard let note = claim.note else { continue }
            // The end of a line ends a sentence, whatever mark is missing there.
            words += (words.isEmpty ? "" : "\n") + note.exposed
        }
        return words.isEmpty ? nil : Confidential(words)
    }
}

extension Prose {
    /// The words of a note, to be read and not told.
    public init(_ note: Confidential<String>) {
        self.init(note.exposed)
    }
}
