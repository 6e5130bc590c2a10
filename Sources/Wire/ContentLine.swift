public import Referrals

/// What a partner that has accepted is told: who it is, how to reach them, and the notes of its need.
///
/// It is made of the requests that asked for the leg, as they were stored. A referral's own note goes
/// along only where all its needs are of one family, or to the psychological leg.
public struct ContentLine: Equatable, Sendable {
    /// How often the content changed.
    public var revision: Int
    /// The leg.
    public var leg: LegID
    /// Its need.
    public var need: Need
    /// The requests, oldest first.
    public var parts: [Part]

    /// The content of `leg`.
    public init(revision: Int, leg: LegID, need: Need, parts: [Part]) {
        self.revision = revision
        self.leg = leg
        self.need = need
        self.parts = parts
    }

    /// One request that asked for the leg.
    public struct Part: Equatable, Sendable {
        /// The agency that sent it.
        public var agency: AgencyID
        /// When it was recorded.
        public var at: Moment
        /// Its content, as it was sealed: the canonical bytes of its type and data, or a held line.
        public var content: Confidential<[UInt8]>
        /// Whether it is a line kept as it came, which must not be read by us again.
        public var isHeld: Bool

        /// A request of `agency`.
        public init(
            agency: AgencyID,
            at: Moment,
            content: Confidential<[UInt8]>,
            isHeld: Bool = false
        ) {
            self.agency = agency
            self.at = at
            self.content = content
            self.isHeld = isHeld
        }
    }
}

extension ContentLine {
    /// A request whose sealed bytes are an event's.
    private struct Request {
        let part: Part
        let document: JSONDocument
        let data: JSONDocument.Node

        /// Nil for a line that was held: it killed two dispatchers, so it is not parsed here either.
        init?(_ part: Part) {
            // What is sealed of an event is canonical, so it begins with its first key.
            guard !part.isHeld, part.content.exposed.starts(with: Array("{\"data\":".utf8)) else {
                return nil
            }
            do throws(JSONFault) {
                document = try JSONDocument(parsing: part.content.exposed)
            } catch {
                return nil
            }
            guard let data = document.member("data", of: document.root) else { return nil }
            self.part = part
            self.data = data
        }
    }

    /// Writes the content as one object; null where nothing was given.
    func write(to writer: inout JSONWriter) {
        let requests = parts.map { (part: $0, request: Request($0)) }
        let read = requests.compactMap(\.request)
        writer.beginObject()
        writer.member("revision", revision)
        writer.member("case", leg.caseID.description)
        writer.member("leg", leg.description)
        writer.member("need", need.name)
        for name: StaticString in ["person", "enterprise", "legal", "language"] {
            writer.key(name)
            writeNewest(name, of: read, to: &writer)
        }
        writer.key("notes")
        writer.beginArray()
        for entry in requests {
            guard let request = entry.request else {
                let bytes = entry.part.content.exposed
                writeNote(
                    Array(String(decoding: bytes, as: UTF8.self).utf8)[...],
                    entry.part,
                    &writer
                )
                continue
            }
            for note in notes(of: request) {
                writeNote(request.document.utf8(note), entry.part, &writer)
            }
        }
        writer.endArray()
        writer.key("consent")
        writeConsent(of: read.last, to: &writer)
        writer.endObject()
    }

    private func writeNote(_ text: ArraySlice<UInt8>, _ part: Part, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("at", part.at.rfc3339)
        writer.member("agency", part.agency.description)
        writer.key("text")
        writer.string(utf8: text)
        writer.endObject()
    }

    /// The newest value of a field; of an object, what is a partner's to know.
    private func writeNewest(
        _ name: StaticString,
        of requests: [Request],
        to writer: inout JSONWriter
    ) {
        let newest = requests.last { $0.document.member(name, of: $0.data) != nil }
        guard let newest, let node = newest.document.member(name, of: newest.data) else {
            return writer.null()
        }
        let document = newest.document
        guard document.kind(of: node) == .object else {
            return writer.raw(CanonicalJSON.bytes(of: node, in: document))
        }
        writer.beginObject()
        for (key, value) in document.members(of: node) where !document.begins(key, with: "x_") {
            if document.matches(key, "workers"), let workers = document.integer(value) {
                // A partner needs the size, not the number of people.
                writer.member("size_band", SizeBand(workers: workers).name)
                continue
            }
            writer.key(utf8: document.utf8(key))
            writer.raw(CanonicalJSON.bytes(of: value, in: document))
        }
        writer.endObject()
    }

    private func writeConsent(of request: Request?, to writer: inout JSONWriter) {
        guard let request, let consent = request.document.member("consent", of: request.data) else {
            return writer.null()
        }
        writer.beginObject()
        for name: StaticString in ["how", "at"] {
            writer.key(name)
            if let node = request.document.member(name, of: consent) {
                writer.string(utf8: request.document.utf8(node))
            } else {
                writer.null()
            }
        }
        writer.endObject()
    }

    /// The notes this need may have: its own, and the referral's where nothing else could be read from it.
    private func notes(of request: Request) -> [JSONDocument.Node] {
        let document = request.document
        var notes: [JSONDocument.Node] = []
        var families: FamilySet = []
        if let needs = document.member("needs", of: request.data) {
            for item in document.items(of: needs) {
                guard let node = document.member("code", of: item),
                    let code = document.withUTF8(of: node, { EventWords.needs.value(of: $0) })
                else { continue }
                families.insert(FamilySet(code.family))
                if code == need, let note = document.member("note", of: item) { notes.append(note) }
            }
        }
        let isOfOneFamily = families.families.count <= 1
        if isOfOneFamily || need.family == .psychological,
            let note = document.member("note", of: request.data)
        {
            notes.append(note)
        }
        return notes
    }
}
