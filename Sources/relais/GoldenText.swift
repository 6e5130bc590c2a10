import Glibc
import Referrals

/// The text of golden conversations: lines with names in double braces that stand for something else.
struct GoldenText {
    /// What each name stands for.
    private(set) var values: [String: String] = [:]
    /// When the conversation began: what is said twice in it tells the same time twice.
    private let began: Moment

    /// Lines of a conversation that begins at a time, by default now.
    init(at began: Moment = GoldenText.wallClock()) {
        self.began = began
    }

    /// A name stands for nothing here.
    struct Unknown: Error {
        let name: String
    }

    /// The time, in whole seconds.
    static func wallClock() -> Moment {
        var time = timespec()
        let isRead = clock_gettime(CLOCK_REALTIME, &time) == 0
        precondition(isRead, "every system has a clock on the wall")
        return Moment(seconds: Int64(time.tv_sec))
    }

    /// Names that are fresh at each run, so that the same conversation can be played again.
    static func fresh(agency: String, partner: String) -> GoldenText {
        var text = GoldenText()
        let letters = Array("abcdefghjkmnpqrstvwxyz0123456789")
        text["run"] = String((0..<12).map { _ in letters.randomElement() ?? "a" })
        text["agency"] = agency
        text["partner"] = partner
        text["bce"] = enterpriseNumber()
        text["bce2"] = enterpriseNumber()
        return text
    }

    /// What a name stands for.
    subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The bytes of a message: its lines, each name replaced, each line ended by 0A.
    func message(_ lines: [String]) throws(Unknown) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in lines {
            let made = try self.line(line)
            bytes += made.bytes
            if made.isEnded { bytes.append(0x0A) }
        }
        return bytes
    }

    /// A line with all that is known replaced, what is not left as it is.
    func pattern(_ line: String) throws(Unknown) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in GoldenText.parts(line) {
            switch part {
            case .text(let text): bytes += Array(text.utf8)
            case .braces(let words):
                if let value = value(of: words) {
                    bytes += Array(value.utf8)
                } else if GoldenPattern.Kind.all(in: words) != nil
                    || GoldenPattern.isName(words)
                {
                    bytes += Array("{{\(words)}}".utf8)
                } else {
                    throw Unknown(name: words)
                }
            }
        }
        return bytes
    }

    private func line(_ line: String) throws(Unknown) -> (bytes: [UInt8], isEnded: Bool) {
        var bytes: [UInt8] = []
        var isEnded = true
        var fill: (place: Int, count: Int)?
        for part in GoldenText.parts(line) {
            guard case .braces(let words) = part else {
                if case .text(let text) = part { bytes += Array(text.utf8) }
                continue
            }
            let pair = words.split(separator: " ").map(String.init)
            switch (pair.first, pair.count) {
            case ("empty", 1): continue
            case ("open", 1): isEnded = false
            case ("fill", 2): fill = (bytes.count, Int(pair[1]) ?? 0)
            case ("hex", 2):
                guard let raw = GoldenText.bytes(ofHex: pair[1][...]) else {
                    throw Unknown(name: words)
                }
                bytes += raw
            default:
                guard let value = value(of: words) else { throw Unknown(name: words) }
                bytes += Array(value.utf8)
            }
        }
        if let fill {
            let missing = max(0, fill.count - bytes.count)
            bytes.insert(
                contentsOf: repeatElement(UInt8(ascii: "x"), count: missing),
                at: fill.place
            )
        }
        return (bytes, isEnded)
    }

    private func value(of name: String) -> String? {
        if let value = values[name] { return value }
        guard name.hasPrefix("now") else { return nil }
        let shift = name.dropFirst(3)
        guard let seconds = shift.isEmpty ? 0 : Int64(shift) else { return nil }
        return (began + .seconds(seconds)).rfc3339
    }

    /// A piece of a line.
    private enum Part {
        case text(Substring)
        case braces(String)
    }

    private static func parts(_ line: String) -> [Part] {
        var parts: [Part] = []
        var rest = line[...]
        while let start = rest.firstRange(of: "{{"),
            let end = rest[start.upperBound...].firstRange(of: "}}")
        {
            parts.append(.text(rest[..<start.lowerBound]))
            parts.append(.braces(String(rest[start.upperBound..<end.lowerBound])))
            rest = rest[end.upperBound...]
        }
        return parts + [.text(rest)]
    }

    /// The bytes that hexadecimal digits write; nil for anything else.
    static func bytes(ofHex digits: Substring) -> [UInt8]? {
        let digits = Array(digits)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(digits[index...index + 1]), radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    /// A number of an enterprise that is well formed and hardly anybody's.
    private static func enterpriseNumber() -> String {
        let eight = Int.random(in: 1_000_000...9_999_999)
        let check = 97 - eight % 97
        return "0\(eight)" + (check < 10 ? "0\(check)" : "\(check)")
    }
}
