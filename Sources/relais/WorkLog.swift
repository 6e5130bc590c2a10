import RelaisClient
import Wire

/// What a worker of a partner writes on stdout: a JSON line for each offer, outcome and notice.
struct WorkLog {
    private let showsContent: Bool
    private var output = StandardOutput()

    /// A log; content of accepted legs is a dash in it unless it is wanted.
    init(showsContent: Bool) {
        self.showsContent = showsContent
    }

    /// A leg is offered.
    mutating func note(_ offer: Offer) throws {
        try output.write(WorkLog.line("offer", offer.line))
    }

    /// What was answered to an answer.
    mutating func note(
        _ answered: PartnerClient.Answered,
        to offer: Offer,
        verb: AnswerLine.Verb
    ) throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "answered")
        writer.member("lease", offer.lease)
        writer.member("leg", offer.leg)
        writer.member("verb", OfferAnswer.name(verb))
        WorkLog.copy(answered.line, to: &writer, but: ["line"], content: showsContent)
        writer.endObject()
        try output.write(writer.bytes + [0x0A])
    }

    /// A notice.
    mutating func note(notice line: [UInt8]) throws {
        try output.write(WorkLog.line("notice", line))
    }

    /// A lease that is another's now.
    mutating func note(lost lease: String) throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "lost")
        writer.member("lease", lease)
        writer.endObject()
        try output.write(writer.bytes + [0x0A])
    }

    /// A leg that the partner holds, and this worker did not know of.
    mutating func note(gained line: [UInt8]) throws {
        try output.write(WorkLog.line("held", line))
    }

    /// A leg that the partner does not hold any more.
    mutating func note(gone leg: String) throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("event", "gone")
        writer.member("leg", leg)
        writer.endObject()
        try output.write(writer.bytes + [0x0A])
    }

    /// Lets go what waits.
    mutating func flush() throws {
        try output.flush()
    }

    /// A line as it was received, with the name of the event before the rest.
    static func line(_ event: String, _ line: [UInt8]) -> [UInt8] {
        Array("{\"event\":\"\(event)\",".utf8) + line.dropFirst() + [0x0A]
    }

    /// Copies the members of a line; content, if it is not wanted, as a dash.
    static func copy(
        _ line: [UInt8],
        to writer: inout JSONWriter,
        but left: Set<String>,
        content: Bool
    ) {
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONDocument(parsing: line)
        } catch {
            return
        }
        for (key, value) in document.members(of: document.root) {
            guard let name = document.string(key), !left.contains(name) else { continue }
            writer.key(utf8: document.utf8(key))
            if name == "content", !content, !document.isNull(value) {
                writer.string("-" as String)
            } else {
                writer.raw(CanonicalJSON.bytes(of: value, in: document))
            }
        }
    }
}
