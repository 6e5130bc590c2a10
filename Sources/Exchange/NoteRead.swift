public import Referrals
public import Triage

/// What was heard in the notes of a request when it was judged; no word of them.
///
/// It follows the storing of the request, or of the correction that changed it, and is written only where
/// something was heard: where none follows the last of these, nothing was.
public struct NoteRead: Equatable, Sendable {
    /// The case.
    public var caseID: CaseID
    /// The number of the request within the case, also where a correction of it was judged.
    public var event: UInt16
    /// The bundle whose lexicon numbers the signs.
    public var bundle: Digest
    /// What was heard.
    public var reading: NoteReading

    /// What was heard under a bundle in event `event` of a case.
    public init(caseID: CaseID, event: UInt16, bundle: Digest, reading: NoteReading) {
        self.caseID = caseID
        self.event = event
        self.bundle = bundle
        self.reading = reading
    }
}

extension Verdict {
    /// The fact of what was heard in the notes of a request; none where nothing was.
    func hearing(of event: UInt16, in caseID: CaseID, at now: Moment) -> [Fact] {
        guard let reading, !reading.isSilent else { return [] }
        let read = NoteRead(caseID: caseID, event: event, bundle: bundle, reading: reading)
        return [Fact(at: now, by: .relais, matter: .noteRead(read))]
    }
}
