public import Referrals

/// The first line of a message: what kind it is, and what its answer is to be called.
public struct Header: Equatable, Sendable {
    /// The greatest number that every reader of JSON has exactly.
    static let integerMax = 9_007_199_254_740_991

    /// The number the asker chose; nil where it wants no answer, or none could be read.
    public var seq: Int?
    /// Who speaks, on a socket without keys.
    public var speaker: Principal?
    /// Whether it begins a session, and so needs none; known even where the rest could not be read.
    public private(set) var isGreeting = false
    /// What the peer wants; nil when it could not be read.
    public var inquiry: Inquiry?
    /// Why not; nil when it could.
    public var error: ErrorMessage?

    /// Reads what a peer sent.
    ///
    /// It is total: any bytes give an inquiry, or the error to answer with. Who speaks is read even where
    /// the rest could not be, so that a refusal reaches whom it concerns.
    /// - Parameters:
    ///   - frame: the bytes as they came.
    ///   - now: our clock, by which the time of a reported fact is judged; nil leaves it unjudged.
    public init(of frame: [UInt8], at now: Moment? = nil) {
        let cut = MessageFrame(frame)
        guard cut.header.count <= Limits.headerBytes else {
            let detail = "a header has at most \(Limits.headerBytes) bytes"
            error = ErrorMessage(.badHeader, detail: detail)
            error?.limit = SizeLimit("header", max: Limits.headerBytes)
            return
        }
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONDocument(parsing: frame[cut.header])
        } catch {
            let detail = "the first line is no JSON object: \(error.sentence)"
            self.error = ErrorMessage(.badHeader, detail: detail, field: error.pointer)
            return
        }
        guard document.kind(of: document.root) == .object else {
            error = ErrorMessage(.badHeader, detail: "the first line must be one JSON object")
            return
        }
        let fields = FieldObject(document, document.root, at: "")
        do throws(FieldFault) {
            seq = try Header.seq(in: fields)
            speaker = try Header.speaker(in: fields)
            try Header.checkVersion(fields)
            let kind = try Header.kind(in: fields)
            isGreeting = kind == .hello
            try checkSeq(for: kind)
            if let limit = cut.passedLimit {
                let detail = "a body has at most \(limit.max) \(limit.unit): cut it"
                error = ErrorMessage(.tooLarge, detail: detail)
                error?.limit = limit
                return
            }
            inquiry = try InquiryReading(fields, frame, cut, now: now).read(kind)
        } catch {
            self.error = ErrorMessage(error.error, detail: error.detail, field: error.field)
            self.error?.retryAfter = error.retryAfter
        }
    }

    private static func seq(in fields: FieldObject) throws(FieldFault) -> Int? {
        guard let node = fields.document.member("seq", of: fields.node) else { return nil }
        guard let seq = fields.document.integer(node), (0...integerMax).contains(seq) else {
            let detail = "seq must be a whole number from 0 to 2^53 - 1"
            throw fields.fault(.badHeader, "seq", detail)
        }
        return seq
    }

    private static func speaker(in fields: FieldObject) throws(FieldFault) -> Principal? {
        guard let node = fields.document.member("as", of: fields.node) else { return nil }
        guard let text = fields.document.string(node), let principal = Principal(text) else {
            throw fields.fault(
                .badHeader,
                "as",
                "as is agency:, partner: or supervisor: and a name"
            )
        }
        return principal
    }

    private static func checkVersion(_ fields: FieldObject) throws(FieldFault) {
        guard let node = fields.document.member("v", of: fields.node),
            let version = fields.document.integer(node)
        else { throw fields.fault(.badHeader, "v", "v, the version, is required: 1") }
        guard version == 1 else {
            throw fields.fault(.version, "v", "version 1 is spoken here, not \(version)")
        }
    }

    private static func kind(in fields: FieldObject) throws(FieldFault) -> InquiryKind {
        guard let node = fields.document.member("kind", of: fields.node),
            fields.document.kind(of: node) == .string
        else { throw fields.fault(.badHeader, "kind", "kind is required") }
        let kind = fields.document.withUTF8(of: node) { InquiryKind.words.value(of: $0) }
        guard let kind else {
            let detail = "kind must be one of: \(InquiryKind.words.sentence)"
            throw fields.fault(.unknownKind, "kind", detail)
        }
        return kind
    }

    /// What wants an answer must say what that is to be called.
    private func checkSeq(for kind: InquiryKind) throws(FieldFault) {
        guard kind.wantsAnswer, seq == nil else { return }
        throw FieldFault(
            error: .badHeader,
            field: "/seq",
            detail: "seq is required: a number that the answer will bear as re"
        )
    }
}

/// The kinds of message that peers send us, by their names on the wire.
enum InquiryKind: String, CaseIterable {
    case hello
    case ping
    case bye
    case publish
    case follow
    case lookup
    case attach
    case take
    case answer
    case report
    case open
    case ack
    case mine
    case ask
    case order

    static let words = Words(InquiryKind.allCases, spelt: \.rawValue)

    var wantsAnswer: Bool {
        switch self {
        case .bye, .take: false
        case .hello, .ping, .publish, .follow, .lookup, .attach, .answer, .report, .open, .ack,
            .mine, .ask, .order:
            true
        }
    }
}

extension SizeLimit {
    /// What the limit counts.
    fileprivate var unit: String { name == "lines" ? "lines" : "bytes" }
}
