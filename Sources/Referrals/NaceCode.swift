/// The activity of an enterprise by NACE-BEL: two to five digits of one version of the list.
public struct NaceCode: Hashable, Sendable, CustomStringConvertible {
    /// The list it is a code of; the same digits may mean something else in another.
    public let version: NaceVersion
    /// How many digits it has, 2 to 5.
    public let length: Int
    /// The digits as a number, leading zeros dropped.
    public let number: UInt32

    /// Reads the digits of a code; nil for anything but two to five ASCII digits.
    public init?(version: NaceVersion, digits: UnsafeRawBufferPointer) {
        guard (2...5).contains(digits.count),
            let number = fixedDigits(digits, count: digits.count)
        else { return nil }
        self.version = version
        length = digits.count
        self.number = number
    }

    /// Reads the digits of a code; nil for anything but two to five ASCII digits.
    public init?(version: NaceVersion, digits: String) {
        let read = Array(digits.utf8).withUnsafeBytes { bytes in
            NaceCode(version: version, digits: bytes)
        }
        guard let read else { return nil }
        self = read
    }

    /// The division: its first two digits.
    public var division: UInt8 { UInt8(prefix(2)) }

    /// Its first digits as a number; the whole where it has no more than `count`.
    public func prefix(_ count: Int) -> UInt32 {
        var number = number
        for _ in min(count, length)..<length { number /= 10 }
        return number
    }

    /// The digits.
    public var description: String {
        let digits = String(number)
        return String(repeating: "0", count: length - digits.count) + digits
    }
}
