import Referrals

/// A length of time in hours, for a reader.
struct Hours: CustomStringConvertible {
    let length: Span

    init(_ length: Span) {
        self.length = length
    }

    var description: String {
        let tenths = length.microseconds / 360_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
