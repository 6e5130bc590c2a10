/// How a length of working time was counted: "2 h: Fri 16:00-17:00 + Mon 09:00-10:00".
public struct Working: Equatable, Sendable, CustomStringConvertible {
    /// The zone whose clock on the wall it is told by.
    public let zone: Zone
    /// The length that was asked for.
    public let span: Span
    /// When the counting began.
    public let from: Moment
    /// When it had been open for that long.
    public internal(set) var until: Moment
    /// The hours that were counted, in order; those of one day that touch are one.
    public private(set) var pieces: [Piece] = []

    init(zone: Zone, span: Span, from: Moment, until: Moment) {
        self.zone = zone
        self.span = span
        self.from = from
        self.until = until
    }

    /// Hours that were counted.
    public struct Piece: Equatable, Sendable {
        /// The first instant.
        public var start: Moment
        /// The first instant that no longer counts.
        public var end: Moment

        /// The hours from `start` to `end`.
        public init(start: Moment, end: Moment) {
            self.start = start
            self.end = end
        }
    }

    mutating func append(_ piece: Piece) {
        until = piece.end
        if let last = pieces.last, last.end == piece.start,
            zone.date(at: last.start) == zone.date(at: piece.start)
        {
            pieces[pieces.count - 1].end = piece.end
        } else {
            pieces.append(piece)
        }
    }

    /// The most pieces that are told one by one; of more the first and the last are, and how many lie between.
    private static let toldMax = 6

    /// The length and the hours; days more than six away are told with their date.
    public var description: String {
        var parts = pieces.map(text)
        if parts.count > Working.toldMax {
            let last = parts[parts.count - 1]
            let between = "\(parts.count - Working.toldMax + 1) more"
            parts = parts.prefix(Working.toldMax - 2) + [between, last]
        }
        return "\(Working.text(span)): "
            + (parts.isEmpty ? "nothing" : parts.joined(separator: " + "))
    }

    private func text(_ piece: Piece) -> String {
        let date = zone.date(at: piece.start)
        let midnight = zone.start(of: date.advanced(by: 1))
        var text = Working.weekdays[date.weekday]
        if date.daysSince1970 - zone.date(at: from).daysSince1970 > 6 {
            text += " \(date.day) \(Working.months[date.month - 1])"
        }
        text += " \(clock(piece.start))-\(piece.end == midnight ? "24:00" : clock(piece.end))"
        let shown = wall(piece.end) - wall(piece.start)
        let length = piece.end - piece.start
        return shown == length.microseconds ? text : text + " (\(Working.text(length)))"
    }

    /// Microseconds on the wall since 1970, so that two of one day can be compared.
    private func wall(_ moment: Moment) -> Int64 {
        moment.microseconds + zone.offsetSeconds(at: moment) * 1_000_000
    }

    /// The time of day on the wall, to the minute or, if need be, to the second.
    private func clock(_ moment: Moment) -> String {
        let second = floorDivide(wall(moment), 1_000_000)
        let time = second - floorDivide(second, Zone.day) * Zone.day
        var text: [UInt8] = []
        appendDigits(time / 3_600, 2, to: &text)
        text.append(UInt8(ascii: ":"))
        appendDigits(time / 60 % 60, 2, to: &text)
        if time % 60 != 0 {
            text.append(UInt8(ascii: ":"))
            appendDigits(time % 60, 2, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// A length in hours, minutes and seconds, those that are nothing left out.
    static func text(_ span: Span) -> String {
        let seconds = span.microseconds / 1_000_000
        let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
        let told = parts.filter { $0.0 != 0 }.map { "\($0.0) \($0.1)" }
        return told.isEmpty ? "0 min" : told.joined(separator: " ")
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
