public import Referrals

extension Bundle {
    /// What is heard in the notes of a request, its own and those of its needs, each read as sentences of its own.
    ///
    /// Their words are uncovered here and nowhere else in triage.
    ///
    /// - Returns: nil where the request has no note, or the bundle nothing that reads one.
    public func reading(of referral: Referral) -> NoteReading? {
        guard let judge else { return nil }
        var words = referral.note?.exposed ?? ""
        for claim in referral.needs {
            guard let note = claim.note else { continue }
            // The end of a line ends a sentence, whatever mark is missing there.
            words += (words.isEmpty ? "" : "\n") + note.exposed
        }
        guard !words.isEmpty else { return nil }
        return NoteReading(of: judge.opinions(of: Prose(words)))
    }
}
