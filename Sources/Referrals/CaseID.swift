/// The reference of a case: the year of its first record in Brussels and a number within that year.
///
/// A person can read it over the telephone: `RL-2026-000123-7`. The last digit checks all the others
/// (ISO 7064 MOD 11,10), so that any single wrong digit is noticed.
public struct CaseID: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The year and the number in one word: the year times 2^32, plus the number.
    public let rawValue: UInt64

    /// The reference with this word.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The reference number `number` of `year`.
    public init(year: Int, number: UInt32) {
        rawValue = UInt64(year) << 32 | UInt64(number)
    }

    /// The year of record in Brussels.
    public var year: Int { Int(rawValue >> 32) }

    /// The number within the year, from 1.
    public var number: UInt32 { UInt32(truncatingIfNeeded: rawValue) }

    /// Whether the left case was opened first.
    public static func < (left: CaseID, right: CaseID) -> Bool { left.rawValue < right.rawValue }

    /// The reference as it is written: `RL-2026-000123-7`.
    public var description: String {
        String(decoding: text, as: UTF8.self)
    }

    /// The reference as ASCII bytes.
    public var text: [UInt8] {
        var text = Array("RL-".utf8)
        appendDigits(Int64(year), 4, to: &text)
        text.append(UInt8(ascii: "-"))
        appendDigits(Int64(number), max(6, digitCount(number)), to: &text)
        text.append(UInt8(ascii: "-"))
        text.append(UInt8(ascii: "0") + checkDigit)
        return text
    }

    /// Reads a reference as people type it: any case, with or without the hyphens and spaces.
    ///
    /// Nil when the form or the check digit is wrong.
    public init?(_ text: some StringProtocol) {
        var digits: [UInt8] = []
        var letters: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "-"), UInt8(ascii: " "): continue
            default:
                guard digits.isEmpty else { return nil }
                letters.append(byte & 0xDF)
            }
        }
        guard letters == Array("RL".utf8), (11...15).contains(digits.count) else { return nil }
        let year = digits[..<4].reduce(0) { $0 * 10 + Int($1) }
        let number = digits[4..<digits.count - 1].reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        guard number >= 1, number <= UInt64(UInt32.max) else { return nil }
        self.init(year: year, number: UInt32(number))
        guard description.utf8.last == UInt8(ascii: "0") + digits[digits.count - 1],
            description.utf8.count == digits.count + 5
        else { return nil }
    }

    /// The check digit of ISO 7064 MOD 11,10 over the digits of year and number.
    private var checkDigit: UInt8 {
        var digits: [UInt8] = []
        appendDigits(Int64(year), 4, to: &digits)
        appendDigits(Int64(number), max(6, digitCount(number)), to: &digits)
        var product = 10
        for digit in digits {
            var sum = (product + Int(digit - UInt8(ascii: "0"))) % 10
            if sum == 0 { sum = 10 }
            product = sum * 2 % 11
        }
        return UInt8((11 - product) % 10)
    }
}

private func digitCount(_ number: UInt32) -> Int {
    var count = 1
    var rest = number / 10
    while rest > 0 {
        count += 1
        rest /= 10
    }
    return count
}

/// One need of one case: the case's reference and the leg's number within it.
public struct LegID: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The case the leg belongs to.
    public let caseID: CaseID
    /// The leg's number within its case, from 1.
    public let ordinal: UInt16

    /// Leg `ordinal` of `caseID`.
    public init(caseID: CaseID, ordinal: UInt16) {
        self.caseID = caseID
        self.ordinal = ordinal
    }

    /// Whether the left one was opened first.
    public static func < (left: LegID, right: LegID) -> Bool {
        (left.caseID.rawValue, left.ordinal) < (right.caseID.rawValue, right.ordinal)
    }

    /// The leg as it is written: `RL-2026-000123-7/1`.
    public var description: String { String(decoding: text, as: UTF8.self) }

    /// The leg as ASCII bytes.
    public var text: [UInt8] {
        caseID.text + [UInt8(ascii: "/")] + Array(String(ordinal).utf8)
    }

    /// Reads what ``description`` writes, the case as ``CaseID`` reads it; nil for anything else.
    public init?(_ text: String) {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")),
            let caseID = CaseID(text[..<slash]),
            let ordinal = plainNumber(text[slash...].dropFirst()),
            ordinal <= UInt64(UInt16.max)
        else { return nil }
        self.init(caseID: caseID, ordinal: UInt16(ordinal))
    }
}

/// One hand-over of a leg to one session: the fence that a late answer does not pass.
public struct LeaseID: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The lease's number, counted up over the whole journal, from 1.
    public let number: UInt64

    /// The lease with this number.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// Whether the left one was given first.
    public static func < (left: LeaseID, right: LeaseID) -> Bool { left.number < right.number }

    /// The lease as it is written: `L18231`.
    public var description: String { "L\(number)" }

    /// Reads what ``description`` writes; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "L"), let number = plainNumber(text.dropFirst())
        else { return nil }
        self.init(number)
    }
}

/// The number that ASCII digits write without a sign and without zeros first; nil for anything else.
private func plainNumber(_ text: Substring) -> UInt64? {
    guard let first = text.utf8.first, (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(first)
    else {
        return nil
    }
    return UInt64(text)
}
