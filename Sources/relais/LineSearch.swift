import Wire

/// The lines that a message must have: all in this order, but where `...` stands any others may, too.
///
/// Of what is pushed, such as offers, the lines that nothing is expected of are passed over, and the rest
/// may come in another message: other cases may wait for the same partner.
struct LineSearch {
    /// Where any number of lines may stand.
    static let gap = "..."

    private var wanted: ArraySlice<String>

    init(_ lines: [String]) {
        wanted = lines[...]
    }

    /// Finds what is wanted in the lines of a message; false if more of them must come in another.
    mutating func take(
        _ lines: [JSONDocument],
        isPush: Bool,
        _ text: inout GoldenText
    ) throws(GoldenPattern.Mismatch) -> Bool {
        var place = 0
        var isLoose = isPush
        while let line = wanted.first {
            if line == LineSearch.gap {
                isLoose = true
                wanted.removeFirst()
                continue
            }
            let pattern = try LineSearch.pattern(line, text)
            var last: GoldenPattern.Mismatch?
            var isFound = false
            while place < lines.count, !isFound {
                var tried = text
                do throws(GoldenPattern.Mismatch) {
                    try pattern.match(lines[place], &tried)
                    text = tried
                    isFound = true
                } catch {
                    guard isLoose else { throw error }
                    last = error
                }
                place += 1
            }
            guard isFound else {
                if isPush { return false }
                throw last ?? GoldenPattern.Mismatch(expected: line, came: "no further line")
            }
            isLoose = isPush
            wanted.removeFirst()
        }
        guard isLoose || place == lines.count else {
            throw GoldenPattern.Mismatch(
                expected: "\(place) lines",
                came: "\(lines.count) lines"
            )
        }
        return true
    }

    /// The pattern of a line, its names replaced.
    static func pattern(
        _ line: String,
        _ text: GoldenText
    ) throws(GoldenPattern.Mismatch) -> GoldenPattern {
        do throws(GoldenText.Unknown) {
            guard let pattern = GoldenPattern(try text.pattern(line)) else {
                throw GoldenText.Unknown(name: line)
            }
            return pattern
        } catch {
            throw GoldenPattern.Mismatch(
                expected: "a pattern that can be read",
                came: error.name
            )
        }
    }
}
