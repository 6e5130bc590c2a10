/// Days and hours at which a person may be called: `mon-fri 9-17`, wall time in Brussels.
///
/// Days are `mon` to `sun`, one or a range that may run over Sunday; hours `HH[:MM]-HH[:MM]` of a
/// 24-hour clock, the end exclusive and after the beginning, at most 24:00.
public struct ContactWindow: Hashable, Sendable {
    /// The days, bit 0 being Monday.
    public let days: UInt8
    /// Minutes after midnight of the first minute.
    public let from: UInt16
    /// Minutes after midnight of the first minute that no longer belongs to it.
    public let until: UInt16

    /// Reads one window; nil when it has another form.
    public init?(_ text: UnsafeRawBufferPointer) {
        guard let space = text.firstIndex(of: UInt8(ascii: " ")),
            let days = ContactWindow.days(UnsafeRawBufferPointer(rebasing: text[..<space])),
            let hours = ContactWindow.hours(UnsafeRawBufferPointer(rebasing: text[(space + 1)...]))
        else { return nil }
        self.days = days
        (from, until) = hours
    }

    private static func days(_ text: UnsafeRawBufferPointer) -> UInt8? {
        guard let first = day(text) else { return nil }
        if text.count == 3 { return 1 << first }
        guard text.count == 7, text[3] == UInt8(ascii: "-"),
            let last = day(UnsafeRawBufferPointer(rebasing: text[4...]))
        else { return nil }
        var days: UInt8 = 1 << first
        var current = first
        while current != last {
            current = (current + 1) % 7
            days |= 1 << current
        }
        return days
    }

    private static func day(_ text: UnsafeRawBufferPointer) -> UInt8? {
        guard text.count >= 3 else { return nil }
        switch (text[0], text[1], text[2]) {
        case (0x6D, 0x6F, 0x6E): return 0
        case (0x74, 0x75, 0x65): return 1
        case (0x77, 0x65, 0x64): return 2
        case (0x74, 0x68, 0x75): return 3
        case (0x66, 0x72, 0x69): return 4
        case (0x73, 0x61, 0x74): return 5
        case (0x73, 0x75, 0x6E): return 6
        default: return nil
        }
    }

    private static func hours(_ text: UnsafeRawBufferPointer) -> (UInt16, UInt16)? {
        guard let hyphen = text.firstIndex(of: UInt8(ascii: "-")),
            let from = minutes(UnsafeRawBufferPointer(rebasing: text[..<hyphen])),
            let until = minutes(UnsafeRawBufferPointer(rebasing: text[(hyphen + 1)...])),
            from < until, until <= 24 * 60
        else { return nil }
        return (from, until)
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
