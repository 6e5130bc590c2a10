public import Referrals

/// One fact on its way into the journal, with what it leaves beside the chain.
///
/// All of it is stored in one transaction, or nothing.
public struct JournalRecord: Equatable, Sendable {
    /// The version of the codec that wrote the body.
    public var version: UInt16
    /// The fact: codes and pseudonyms only.
    public var body: [UInt8]
    /// What is to be sealed; the hash of each sealed piece goes into the chain, in this order.
    public var contents: [CaseContent]
    /// Keyed hashes that name a case from now on, or no longer.
    public var lookups: [LookupRow]
    /// The event id that this fact has taken.
    public var event: EventRow?
    /// The case that is to be erased once this is on disk.
    public var erases: CaseID?

    /// A record of these parts.
    public init(
        version: UInt16,
        body: [UInt8],
        contents: [CaseContent] = [],
        lookups: [LookupRow] = [],
        event: EventRow? = nil,
        erases: CaseID? = nil
    ) {
        precondition(contents.count <= UInt16.max, "the chain counts contents in two bytes")
        self.version = version
        self.body = body
        self.contents = contents
        self.lookups = lookups
        self.event = event
        self.erases = erases
    }
}

/// A keyed hash of an enterprise number or an agency's reference, and its case.
///
/// Rows are never changed: where several are by one event of a case, the last of them counts.
public struct LookupRow: Hashable, Sendable {
    /// The keyed hash; nil = the event names the case by none any more.
    public var key: LookupKey?
    /// The case it names.
    public var caseID: CaseID
    /// The event of the case that gives it this name; nil = the name stays whatever becomes of its events.
    public var event: UInt16?

    /// `key` names `caseID`, as `event` of it says.
    public init(key: LookupKey?, caseID: CaseID, event: UInt16? = nil) {
        self.key = key
        self.caseID = caseID
        self.event = event
    }
}

/// A keyed hash of an agency's event id, and what it was stored as.
public struct EventRow: Hashable, Sendable {
    /// The keyed hash of agency and event id.
    public var key: LookupKey
    /// The keyed hash of the event's content; zero once the case is erased.
    public var sameness: Digest
    /// The case it was stored in; nil once the case is erased.
    public var caseID: CaseID?
    /// Which stored event of the case it is; 0 once the case is erased.
    public var request: UInt16

    /// Event `request` of `caseID`.
    public init(key: LookupKey, sameness: Digest, caseID: CaseID?, request: UInt16) {
        self.key = key
        self.sameness = sameness
        self.caseID = caseID
        self.request = request
    }

    /// What is left of this event when its case is erased: that its id was used.
    public var erased: EventRow {
        EventRow(key: key, sameness: .zero, caseID: nil, request: 0)
    }
}
