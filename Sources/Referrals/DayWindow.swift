/// Hours of a day on the wall: `9-17`, `8:30-12`, the end exclusive.
public struct DayWindow: Hashable, Sendable {
    /// Minutes after midnight of the first minute.
    public let from: UInt16
    /// Minutes after midnight of the first minute that no longer belongs to it, at most 1440.
    public let until: UInt16

    /// The hours between two minutes of a day; nil unless the end comes after the beginning.
    public init?(from: UInt16, until: UInt16) {
        guard from < until, until <= 24 * 60 else { return nil }
        self.from = from
        self.until = until
    }

    /// Reads `HH[:MM]-HH[:MM]` of a 24-hour clock; nil when it has another form.
    public init?(_ text: UnsafeRawBufferPointer) {
        guard let hyphen = text.firstIndex(of: UInt8(ascii: "-")),
            let from = DayWindow.minutes(UnsafeRawBufferPointer(rebasing: text[..<hyphen])),
            let until = DayWindow.minutes(UnsafeRawBufferPointer(rebasing: text[(hyphen + 1)...]))
        else { return nil }
        self.init(from: from, until: until)
    }

    private static func minutes(_ text: UnsafeRawBufferPointer) -> UInt16? {
        func number(_ part: Slice<UnsafeRawBufferPointer>) -> UInt16? {
            guard (1...2).contains(part.count) else { return nil }
            var value: UInt16 = 0
            for byte in part {
                let digit = byte &- UInt8(ascii: "0")
                guard digit <= 9 else { return nil }
                value = value * 10 + UInt16(digit)
            }
            return value
        }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else {
            guard let hour = number(text[...]), hour <= 24 else { return nil }
            return hour * 60
        }
        guard let hour = number(text[..<colon]), hour <= 24, text.count == colon + 3,
            let minute = number(text[(colon + 1)...]), minute <= 59
        else { return nil }
        return hour * 60 + minute
    }
}
