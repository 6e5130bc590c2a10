/// Days and hours at which a person may be called: `mon-fri 9-17`, wall time in Brussels.
///
/// Days are `mon` to `sun`, one or a range that may run over Sunday; hours `HH[:MM]-HH[:MM]` of a
/// 24-hour clock, the end exclusive and after the beginning, at most 24:00.
public struct ContactWindow: Hashable, Sendable {
    /// The days, bit 0 being Monday.
    public let days: UInt8
    /// The hours of each.
    public let hours: DayWindow

    /// Reads one window; nil when it has another form.
    public init?(_ text: UnsafeRawBufferPointer) {
        guard let space = text.firstIndex(of: UInt8(ascii: " ")),
            let days = ContactWindow.days(UnsafeRawBufferPointer(rebasing: text[..<space])),
            let hours = DayWindow(UnsafeRawBufferPointer(rebasing: text[(space + 1)...]))
        else { return nil }
        self.init(days: days, hours: hours)
    }

    /// These hours on these days, bit 0 being Monday.
    public init(days: UInt8, hours: DayWindow) {
        self.days = days & 0x7F
        self.hours = hours
    }

    /// Minutes after midnight of the first minute.
    public var from: UInt16 { hours.from }

    /// Minutes after midnight of the first minute that no longer belongs to it.
    public var until: UInt16 { hours.until }

    /// Whether it holds on a day of the week, Monday being 0.
    public func holds(onWeekday weekday: Int) -> Bool { days & (1 << weekday) != 0 }

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
}
