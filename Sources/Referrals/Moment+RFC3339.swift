/// Why the text of a time was refused.
public enum TimeFault: Error, Equatable, Sendable {
    /// It has not the form of RFC 3339 with an offset, or names a day or hour that does not exist.
    case notATime
}

extension Moment {
    /// Reads RFC 3339 with an offset and up to nine fractional digits, as protocol.md 1 asks.
    ///
    /// A leap second (`:60`) is read as the second after; digits beyond microseconds are dropped.
    /// - Parameter text: ASCII bytes; anything else is refused.
    /// - Throws: ``TimeFault/notATime``.
    public init(rfc3339 text: UnsafeRawBufferPointer) throws(TimeFault) {
        var reader = DigitReader(text)
        let date = try reader.date()
        try reader.expectTimeMark()
        let hour = try reader.number(2)
        try reader.expect(":")
        let minute = try reader.number(2)
        try reader.expect(":")
        let second = try reader.number(2)
        let fraction = try reader.fraction()
        let offset = try reader.offsetMinutes()
        guard reader.isAtEnd, hour <= 23, minute <= 59, second <= 60 else { throw .notATime }
        let seconds =
            date.daysSince1970 * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
            - Int64(offset * 60)
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }

    /// Reads RFC 3339 as ``init(rfc3339:)-(UnsafeRawBufferPointer)`` does, from a string; nil when refused.
    public init?(rfc3339 text: String) {
        var copy = text
        let read: Moment? = copy.withUTF8 { bytes in
            do throws(TimeFault) {
                return try Moment(rfc3339: UnsafeRawBufferPointer(bytes))
            } catch {
                return nil
            }
        }
        guard let read else { return nil }
        self = read
    }

    /// The instant as RFC 3339 with the offset of Brussels, to the second or, if need be, finer.
    ///
    /// The format has four digits for the year: what lies beyond is written as its first or last instant.
    public var rfc3339: String {
        let shown = min(max(self, Moment.rfc3339First), Moment.rfc3339Last)
        let microseconds = shown.microseconds
        let offset = BrusselsTime.offsetSeconds(at: shown)
        let seconds = floorDivide(microseconds, 1_000_000)
        let fraction = microseconds - seconds * 1_000_000
        let local = seconds + offset
        let date = CalendarDate(daysSince1970: floorDivide(local, 86_400))
        let time = local - floorDivide(local, 86_400) * 86_400
        var text: [UInt8] = []
        text.reserveCapacity(32)
        appendDigits(Int64(date.year), 4, to: &text)
        text.append(UInt8(ascii: "-"))
        appendDigits(Int64(date.month), 2, to: &text)
        text.append(UInt8(ascii: "-"))
        appendDigits(Int64(date.day), 2, to: &text)
        text.append(UInt8(ascii: "T"))
        appendDigits(time / 3_600, 2, to: &text)
        text.append(UInt8(ascii: ":"))
        appendDigits(time / 60 % 60, 2, to: &text)
        text.append(UInt8(ascii: ":"))
        appendDigits(time % 60, 2, to: &text)
        if fraction != 0 {
            text.append(UInt8(ascii: "."))
            if fraction % 1_000 == 0 {
                appendDigits(fraction / 1_000, 3, to: &text)
            } else {
                appendDigits(fraction, 6, to: &text)
            }
        }
        text.append(UInt8(ascii: "+"))
        appendDigits(offset / 3_600, 2, to: &text)
        text.append(UInt8(ascii: ":"))
        text.append(UInt8(ascii: "0"))
        text.append(UInt8(ascii: "0"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The beginning of the year 0 in UTC.
    private static let rfc3339First = Moment(seconds: -62_167_219_200)

    /// The last microsecond of the year 9999 in Brussels.
    private static let rfc3339Last = Moment(microseconds: 253_402_297_199_999_999)
}

extension CalendarDate {
    /// Reads `YYYY-MM-DD`.
    ///
    /// - Parameter text: ASCII bytes; anything else is refused.
    /// - Throws: ``TimeFault/notATime`` when it has another form or names no day.
    public init(iso8601 text: UnsafeRawBufferPointer) throws(TimeFault) {
        var reader = DigitReader(text)
        self = try reader.date()
        guard reader.isAtEnd else { throw .notATime }
    }

    /// The day as `YYYY-MM-DD`.
    public var iso8601: String {
        var text: [UInt8] = []
        appendDigits(Int64(year), 4, to: &text)
        text.append(UInt8(ascii: "-"))
        appendDigits(Int64(month), 2, to: &text)
        text.append(UInt8(ascii: "-"))
        appendDigits(Int64(day), 2, to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}

/// Appends a number of exactly `width` digits, zeros first.
func appendDigits(_ number: Int64, _ width: Int, to text: inout [UInt8]) {
    var divisor: Int64 = 1
    for _ in 1..<max(width, 1) { divisor *= 10 }
    var rest = number
    while divisor > 0 {
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor % 10))
        rest %= divisor
        divisor /= 10
    }
}

/// Reads the parts of a time from its bytes, in order.
private struct DigitReader {
    private let text: UnsafeRawBufferPointer
    private var index = 0

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    var isAtEnd: Bool { index == text.count }

    mutating func number(_ digits: Int) throws(TimeFault) -> Int {
        guard index + digits <= text.count else { throw .notATime }
        var value = 0
        for _ in 0..<digits {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { throw .notATime }
            value = value * 10 + Int(digit)
            index += 1
        }
        return value
    }

    /// A day as `YYYY-MM-DD`.
    mutating func date() throws(TimeFault) -> CalendarDate {
        let year = try number(4)
        try expect("-")
        let month = try number(2)
        try expect("-")
        guard let date = CalendarDate(year: year, month: month, day: try number(2)) else {
            throw .notATime
        }
        return date
    }

    mutating func expect(_ mark: Unicode.Scalar) throws(TimeFault) {
        guard index < text.count, text[index] == UInt8(ascii: mark) else { throw .notATime }
        index += 1
    }

    mutating func expectTimeMark() throws(TimeFault) {
        guard index < text.count, text[index] | 0x20 == UInt8(ascii: "t") else { throw .notATime }
        index += 1
    }

    /// Microseconds of the optional fraction.
    mutating func fraction() throws(TimeFault) -> Int64 {
        guard index < text.count, text[index] == UInt8(ascii: ".") else { return 0 }
        index += 1
        var value: Int64 = 0
        var digits = 0
        while index < text.count, text[index] &- UInt8(ascii: "0") <= 9 {
            if digits < 6 { value = value * 10 + Int64(text[index] &- UInt8(ascii: "0")) }
            digits += 1
            index += 1
        }
        guard (1...9).contains(digits) else { throw .notATime }
        for _ in 0..<max(0, 6 - digits) { value *= 10 }
        return value
    }

    mutating func offsetMinutes() throws(TimeFault) -> Int {
        guard index < text.count else { throw .notATime }
        let mark = text[index]
        index += 1
        if mark | 0x20 == UInt8(ascii: "z") { return 0 }
        guard mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") else { throw .notATime }
        let hours = try number(2)
        try expect(":")
        let minutes = try number(2)
        guard hours <= 23, minutes <= 59 else { throw .notATime }
        let offset = hours * 60 + minutes
        return mark == UInt8(ascii: "-") ? -offset : offset
    }
}
