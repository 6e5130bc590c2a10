/// Walks through Swift text and keeps the code alone.
///
/// It knows line and block comments, literals of every kind with what is interpolated into them, and
/// names in backticks. It does not know regular expressions between slashes: the tree has none.
struct CodeScanner {
    private let bytes: [UInt8]
    private var place = 0
    private var kept: [UInt8] = []

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    private static let hash = UInt8(ascii: "#")
    private static let quote = UInt8(ascii: "\"")
    private static let backtick = UInt8(ascii: "`")
    private static let slash = UInt8(ascii: "/")
    private static let star = UInt8(ascii: "*")
    private static let backslash = UInt8(ascii: "\\")
    private static let opening = UInt8(ascii: "(")
    private static let closing = UInt8(ascii: ")")

    init(_ text: String) {
        bytes = Array(text.utf8)
        kept.reserveCapacity(bytes.count)
    }

    /// The text with all else blanked out.
    mutating func code() -> String {
        while place < bytes.count {
            step()
        }
        return String(decoding: kept, as: UTF8.self)
    }

    private mutating func step() {
        switch bytes[place] {
        case Self.slash where at(1) == Self.slash:
            while let next = at(0), next != Self.newline { blank() }
        case Self.slash where at(1) == Self.star:
            skipBlockComment()
        case Self.quote:
            skipLiteral(hashes: 0)
        case Self.hash:
            let hashes = bytes[place...].prefix(while: { $0 == Self.hash }).count
            if at(hashes) == Self.quote { skipLiteral(hashes: hashes) } else { keep(hashes) }
        case Self.backtick:
            keep(1)
            while let next = at(0), next != Self.backtick, next != Self.newline { blank() }
            keep(1)
        default:
            keep(1)
        }
    }

    /// The byte some places on; nil beyond the end.
    private func at(_ distance: Int) -> UInt8? {
        place + distance < bytes.count ? bytes[place + distance] : nil
    }

    private mutating func keep(_ count: Int) {
        let end = min(place + count, bytes.count)
        kept += bytes[place..<end]
        place = end
    }

    private mutating func blank() {
        guard let next = at(0) else { return }
        kept.append(next == Self.newline ? next : Self.space)
        place += 1
    }

    private mutating func skipBlockComment() {
        var depth = 0
        while at(0) != nil {
            if at(0) == Self.slash, at(1) == Self.star {
                depth += 1
                blank()
            } else if at(0) == Self.star, at(1) == Self.slash {
                depth -= 1
                blank()
            }
            blank()
            if depth == 0 { return }
        }
    }

    private mutating func skipLiteral(hashes: Int) {
        keep(hashes)
        let quotes = at(1) == Self.quote && at(2) == Self.quote ? 3 : 1
        keep(quotes)
        while let next = at(0) {
            if next == Self.quote, closes(quotes, hashes) {
                keep(quotes + hashes)
                return
            }
            if next == Self.backslash, follow(hashes, Self.hash, from: 1) {
                if at(hashes + 1) == Self.opening {
                    keep(hashes + 2)
                    keepInterpolation()
                } else {
                    for _ in 0...(hashes + 1) { blank() }
                }
            } else {
                if next == Self.newline, quotes == 1 { return }
                blank()
            }
        }
    }

    private func closes(_ quotes: Int, _ hashes: Int) -> Bool {
        follow(quotes, Self.quote, from: 0) && follow(hashes, Self.hash, from: quotes)
    }

    private func follow(_ count: Int, _ byte: UInt8, from distance: Int) -> Bool {
        (0..<count).allSatisfy { at(distance + $0) == byte }
    }

    private mutating func keepInterpolation() {
        var depth = 1
        while let next = at(0) {
            if next == Self.opening { depth += 1 }
            if next == Self.closing { depth -= 1 }
            if depth == 0 {
                keep(1)
                return
            }
            step()
        }
    }
}
