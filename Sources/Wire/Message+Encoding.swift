public import Referrals

extension Message {
    /// The message as one frame of JSON lines.
    ///
    /// - Parameter re: the `seq` of the inquiry it answers; nil for a push.
    /// - Returns: the bytes to send.
    public func encode(re: Int?) -> [UInt8] {
        var writer = JSONWriter(reserving: 256 + bodyCount)
        writer.beginObject()
        writer.member("v", 1)
        switch self {
        case .welcome(let message):
            writer.begin("welcome", re)
            message.write(to: &writer)
        case .pong(let now):
            writer.begin("pong", re)
            writer.member("now", now.rfc3339)
        case .drain(let retryAfter):
            writer.begin("drain", re)
            writer.member("retry_after_ms", Int(retryAfter.wholeMilliseconds))
        case .error(let message):
            writer.begin("error", re)
            if re == nil {
                writer.key("re")
                writer.null()
            }
            message.write(to: &writer)
        case .receipt: writer.begin("receipt", re)
        case .progress: writer.begin("progress", re)
        case .journey(_, let next):
            writer.begin("journey", re)
            writer.member("next", ifAny: next)
        case .attached: writer.begin("attached", re)
        case .offer: writer.begin("offer", re)
        case .answered: writer.begin("answered", re)
        case .reported: writer.begin("reported", re)
        case .content: writer.begin("content", re)
        case .notice: writer.begin("notice", re)
        case .acknowledged: writer.begin("acked", re)
        case .legs(_, let next):
            writer.begin("legs", re)
            writer.member("next", ifAny: next)
        case .told(_, let position, let at, let next):
            writer.begin("told", re)
            writer.key("as_of")
            writer.beginObject()
            writer.member("position", Int(clamping: position.number))
            writer.member("at", at.rfc3339)
            writer.endObject()
            writer.member("next", ifAny: next)
        case .done(let code, let isChanged, _):
            writer.begin("done", re)
            writer.member("code", code)
            writer.member("changed", isChanged)
        case .metrics(_, let epoch, let seq, let at):
            writer.begin("metrics", re)
            writer.member("epoch", String(epoch, radix: 16))
            writer.member("seq", Int(clamping: seq))
            writer.member("at", at.rfc3339)
        case .fact(_, let epoch):
            writer.begin("fact", re)
            writer.member("epoch", String(epoch, radix: 16))
        }
        writer.endObject()
        writer.endLine()
        writeBody(to: &writer)
        return writer.bytes
    }

    /// About how many bytes the body has, so that room is made once where it counts.
    private var bodyCount: Int {
        switch self {
        case .receipt(let lines): lines.count * 896
        case .offer(let lines): lines.count * 640
        case .answered(let lines): lines.count * 512
        case .reported(let lines): lines.count * 96
        case .progress(let lines): lines.count * 320
        case .journey(let lines, _), .legs(let lines, _): lines.count * 256
        case .told(let rows, _, _, _), .metrics(let rows, _, _, _):
            rows.reduce(0) { $0 + $1.count + 1 }
        case .fact(let row, _): row.count + 1
        case .welcome, .pong, .drain, .error, .attached, .content, .notice, .acknowledged, .done:
            512
        }
    }

    private func writeBody(to writer: inout JSONWriter) {
        switch self {
        case .welcome, .pong, .drain, .error, .acknowledged: return
        case .receipt(let lines):
            for line in lines {
                line.write(to: &writer)
                writer.endLine()
            }
        case .progress(let lines):
            for line in lines {
                line.write(to: &writer)
                writer.endLine()
            }
        case .journey(let lines, _), .legs(let lines, _):
            for line in lines {
                line.write(to: &writer)
                writer.endLine()
            }
        case .attached(let queues, let leases):
            for queue in queues {
                queue.write(to: &writer)
                writer.endLine()
            }
            for lease in leases {
                lease.write(to: &writer)
                writer.endLine()
            }
        case .offer(let lines):
            for line in lines {
                line.write(to: &writer)
                writer.endLine()
            }
        case .answered(let lines), .reported(let lines):
            for line in lines {
                line.write(to: &writer)
                writer.endLine()
            }
        case .content(let line):
            guard let line else { return }
            line.write(to: &writer)
            writer.endLine()
        case .notice(let lines):
            for line in lines {
                line.write(to: &writer)
                writer.endLine()
            }
        case .told(let rows, _, _, _), .metrics(let rows, _, _, _):
            for row in rows {
                writer.raw(row)
                writer.endLine()
            }
        case .fact(let row, _):
            writer.raw(row)
            writer.endLine()
        case .done(_, _, let words):
            for line in words {
                writer.beginObject()
                writer.member("says", line)
                writer.endObject()
                writer.endLine()
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func begin(_ kind: StaticString, _ re: Int?) {
        key("kind")
        string(kind)
        if let re { member("re", re) }
    }

    /// A member that is a text, or null.
    mutating func member(_ name: StaticString, orNull value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    /// A member, where there is something to say.
    mutating func member(_ name: StaticString, ifAny value: String?) {
        guard let value else { return }
        member(name, value)
    }

    /// The limit that was passed, and when to try again.
    mutating func limit(_ limit: SizeLimit?, _ retryAfter: Span?) {
        if let limit {
            member("limit", limit.name)
            member("max", limit.max)
        }
        if let retryAfter { member("retry_after_ms", Int(retryAfter.wholeMilliseconds)) }
    }

    /// The triple by which an agency witnesses a place in the journal.
    mutating func member(_ name: StaticString, _ point: JournalPoint) {
        key(name)
        beginObject()
        member("id", point.journalName)
        member("position", Int(clamping: point.position.number))
        member("head", point.head.hexadecimal)
        endObject()
    }
}

/// What is told of a text that a sender chose.
enum ReplyText {
    /// The longest pointer told, in bytes: the name of an unknown field is as long as its sender likes,
    /// and a line of a receipt has at most 8 KiB.
    static let pointerMax = 512

    static func pointer(_ pointer: String) -> String {
        guard pointer.utf8.count > pointerMax else { return pointer }
        var text = ""
        for scalar in pointer.unicodeScalars {
            guard text.utf8.count + UTF8.width(scalar) <= pointerMax else { break }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}

extension JournalPoint {
    /// The journal's name: sixteen hexadecimal digits.
    public var journalName: String {
        let digits = String(journal, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

extension WelcomeMessage {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("session", session)
        writer.member("epoch", String(epoch, radix: 16))
        writer.member("now", now.rfc3339)
        writer.key("window")
        writer.beginObject()
        writer.member("messages", windowMessages)
        writer.member("bytes", windowBytes)
        writer.endObject()
        writer.key("limits")
        writer.beginObject()
        writer.member("header_bytes", Limits.headerBytes)
        writer.member("body_bytes", Limits.bodyBytes)
        writer.member("body_lines", Limits.bodyLines)
        writer.member("line_bytes", Limits.lineBytes)
        writer.endObject()
        writer.member("ping_ms", Int(ping.wholeMilliseconds))
        writer.key("types")
        writer.beginArray()
        for type in EventType.allCases { writer.string(type.name) }
        writer.endArray()
    }
}

extension ErrorMessage {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("code", error.code)
        writer.member("error", error.name)
        writer.member("detail", detail)
        writer.key("fatal")
        writer.bool(isFatal)
        writer.member("field", ifAny: field.map(ReplyText.pointer))
        writer.limit(limit, retryAfter)
        if let journal { writer.member("journal", journal) }
    }
}

extension ReceiptLine {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("line", line)
        writer.member("id", orNull: id)
        writer.member("code", code)
        writer.member("status", status.rawValue)
        if code / 100 == 2 { writeStored(to: &writer) } else { writeRefused(to: &writer) }
        if !showNow.isEmpty {
            writer.key("show_now")
            writer.beginArray()
            for number in showNow { number.write(to: &writer) }
            writer.endArray()
        }
        writer.endObject()
    }

    private func writeStored(to writer: inout JSONWriter) {
        if isErased {
            writer.key("erased")
            writer.bool(true)
        }
        var spelling = LegSpelling()
        writer.key("first")
        if let first { first.write(to: &writer, &spelling) } else { writer.null() }
        if let now {
            writer.key("now")
            writer.beginArray()
            for leg in now { leg.write(to: &writer, &spelling) }
            writer.endArray()
        }
        if let journal { writer.member("journal", journal) }
    }

    private func writeRefused(to writer: inout JSONWriter) {
        if let error { writer.member("error", error.name) }
        writer.member("field", orNull: field.map(ReplyText.pointer))
        writer.member("detail", ifAny: detail)
        if !known.isEmpty {
            writer.key("known")
            writer.beginArray()
            for type in known { writer.string(type) }
            writer.endArray()
        }
        writer.limit(limit, retryAfter)
    }
}

extension ReceiptFirst {
    fileprivate func write(to writer: inout JSONWriter, _ spelling: inout LegSpelling) {
        writer.beginObject()
        writer.key("case")
        writer.string(utf8: spelling.text(of: caseID))
        writer.key("legs")
        writer.beginArray()
        for entry in legs {
            writer.beginObject()
            writer.key("leg")
            writer.string(utf8: spelling.text(of: entry.leg))
            writer.member("need", entry.need.name)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}

extension NowLine {
    fileprivate func write(to writer: inout JSONWriter, _ spelling: inout LegSpelling) {
        writer.beginObject()
        writer.key("leg")
        writer.string(utf8: spelling.text(of: leg))
        writer.member("queue", orNull: queue?.description)
        writer.member("answer_by", orNull: answerBy?.rfc3339)
        writer.member("waiting", orNull: waiting?.name)
        writer.member("opens_at", orNull: opensAt?.rfc3339)
        writer.endObject()
    }
}

/// Spells the legs of a receipt, which are mostly of one case: its check digit is worked out once.
private struct LegSpelling {
    private var caseID: CaseID?
    private var bytes: [UInt8] = []

    mutating func text(of caseID: CaseID) -> ArraySlice<UInt8> {
        if caseID != self.caseID {
            self.caseID = caseID
            bytes = caseID.text
        }
        return bytes[...]
    }

    mutating func text(of leg: LegID) -> ArraySlice<UInt8> {
        var text = self.text(of: leg.caseID)
        text.append(UInt8(ascii: "/"))
        var digits: [UInt8] = []
        digits.appendDecimal(Int(leg.ordinal))
        text.append(contentsOf: digits)
        return text
    }
}

extension CrisisLine {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("label", label)
        writer.member("number", number)
        writer.member("language", orNull: language?.description)
        writer.member("hours", hours)
        writer.endObject()
    }
}
