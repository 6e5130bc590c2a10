public import Referrals

/// Why a line that an agency published is not stored, and what of it could be read all the same.
public struct EventRefusal: Error, Equatable, Sendable {
    /// The stable name of the fault; its code follows from it.
    public var error: ErrorName
    /// The place in the line, as a JSON Pointer; nil where no field can be named.
    public var field: String?
    /// One sentence for the agency's operator; it repeats nothing that names a person.
    public var detail: String
    /// The types that are known, where the type was not.
    public var known: [String]
    /// The limit that was passed and its greatest value, where one of size was.
    public var limit: SizeLimit?
    /// How long to wait before sending the line again, where that will do.
    public var retryAfter: Span?
    /// The event's id, if it can be read and the event is this agency's.
    ///
    /// What is stored under it answers before this refusal does.
    public var id: String?
    /// The canonical bytes of `type` and `data`, if there is an id: they decide sameness.
    public var content: Confidential<[UInt8]>?
    /// Whether the line, refused as it is, speaks of a crisis in its needs or its screening.
    public var crisisReadable: Bool
    /// The notes that can be read, for the signals in them: a note is heard even if its line is not.
    public var notes: [Confidential<String>]

    /// A refusal of which nothing more is known.
    public init(_ error: ErrorName, field: String? = nil, detail: String) {
        self.error = error
        self.field = field
        self.detail = detail
        known = []
        crisisReadable = false
        notes = []
    }

    /// The code of the answer.
    public var code: Int { error.code }
}

/// A limit of size, as an answer 413 names it.
public struct SizeLimit: Equatable, Sendable {
    /// What is limited: `line`, `lines`, `body`, `header`.
    public var name: String
    /// The greatest size taken.
    public var max: Int

    /// The limit of this name.
    public init(_ name: String, max: Int) {
        self.name = name
        self.max = max
    }
}
