/// A municipality by its NIS code; 21001 to 21019 are the nineteen of the Brussels-Capital Region.
public struct Commune: Comparable, Hashable, Sendable, CustomStringConvertible {
    /// The five digits of the NIS code.
    public let nis: UInt32

    /// The municipality with this code; nil unless it has five digits' worth of a number.
    public init?(nis: UInt32) {
        guard (1...99_999).contains(nis) else { return nil }
        self.nis = nis
    }

    /// Reads the five digits; nil for anything else.
    public init?(_ text: UnsafeRawBufferPointer) {
        guard let value = fixedDigits(text, count: 5), let commune = Commune(nis: value) else {
            return nil
        }
        self = commune
    }

    /// Whether it lies in the Brussels-Capital Region.
    public var isInRegion: Bool { (21_001...21_019).contains(nis) }

    /// The five digits.
    public var description: String {
        var text: [UInt8] = []
        appendDigits(Int64(nis), 5, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether the left code is the smaller one.
    public static func < (left: Commune, right: Commune) -> Bool { left.nis < right.nis }
}

/// A Belgian postcode: four digits, a hint at the commune when that is not given.
public struct Postcode: Hashable, Sendable {
    /// The four digits as a number, 1000 to 9999.
    public let number: UInt16

    /// Reads four digits; nil for anything else.
    public init?(_ text: UnsafeRawBufferPointer) {
        guard let value = fixedDigits(text, count: 4), value >= 1_000 else { return nil }
        number = UInt16(value)
    }

    /// Whether it lies in the Brussels-Capital Region: 1000 to 1299 are given out there only.
    ///
    /// The commonly used codes are those of domain.md 3.3; institutions have others in the same range
    /// (1005 to 1049, 1110), and 1931 and 1934 are sorting codes of the airport, outside the Region.
    public var isInRegion: Bool { (1_000...1_299).contains(number) }

    /// The commune it names, when it names one only.
    public var commune: Commune? {
        guard let nis = Postcode.communes[number] else { return nil }
        return Commune(nis: nis)
    }

    /// The postcodes of domain.md 3.3; 1040 and 1050 are shared with Brussels and hint at the larger part.
    private static let communes: [UInt16: UInt32] = [
        1000: 21_004, 1020: 21_004, 1120: 21_004, 1130: 21_004, 1030: 21_015, 1040: 21_005,
        1050: 21_009, 1060: 21_013, 1070: 21_001, 1080: 21_012, 1081: 21_011, 1082: 21_003,
        1083: 21_008, 1090: 21_010, 1140: 21_006, 1150: 21_019, 1160: 21_002, 1170: 21_017,
        1180: 21_016, 1190: 21_007, 1200: 21_018, 1210: 21_014,
    ]
}

/// The number that exactly `count` ASCII digits write; nil for anything else.
func fixedDigits(_ text: UnsafeRawBufferPointer, count: Int) -> UInt32? {
    guard text.count == count else { return nil }
    var value: UInt32 = 0
    for byte in text {
        let digit = byte &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        value = value * 10 + UInt32(digit)
    }
    return value
}
