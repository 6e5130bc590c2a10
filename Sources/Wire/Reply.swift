/// What a client gets: one of our messages, cut and parsed, its lines as they came.
///
/// Fields that a newer gateway adds are simply there; nothing is refused for being unknown.
public struct Reply: Sendable {
    /// The kind: `receipt`, `offer`, `error`...
    public let kind: String
    /// The number of the inquiry it answers; nil for a push.
    public let re: Int?
    /// The header.
    public let header: JSONDocument
    /// The lines of the body, parsed.
    public let lines: [JSONDocument]
    /// The lines of the body, as they came.
    public let raw: [ArraySlice<UInt8>]

    /// Reads a frame; nil when it is none of our messages.
    public init?(_ frame: [UInt8]) {
        let cut = MessageFrame(frame)
        let header: JSONDocument
        var lines: [JSONDocument] = []
        do throws(JSONFault) {
            header = try JSONDocument(parsing: frame[cut.header])
            for line in cut.lines { lines.append(try JSONDocument(parsing: frame[line.range])) }
        } catch {
            return nil
        }
        guard header.kind(of: header.root) == .object, let kind = header.text("kind") else {
            return nil
        }
        self.header = header
        self.kind = kind
        re = header.integer("re")
        self.lines = lines
        raw = cut.lines.map { frame[$0.range] }
    }

    /// A text of the header; nil when it has none of that name.
    public func text(_ name: StaticString) -> String? {
        header.member(name, of: header.root).flatMap { header.string($0) }
    }

    /// A whole number of the header; nil when it has none of that name.
    public func integer(_ name: StaticString) -> Int? {
        header.member(name, of: header.root).flatMap { header.integer($0) }
    }
}

extension JSONDocument {
    /// A text of the object on a line; nil when it has none of that name.
    public func text(_ name: StaticString) -> String? {
        member(name, of: root).flatMap { string($0) }
    }

    /// A whole number of the object on a line; nil when it has none of that name.
    public func integer(_ name: StaticString) -> Int? {
        member(name, of: root).flatMap { integer($0) }
    }
}
