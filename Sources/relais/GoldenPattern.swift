import Referrals
import Wire

/// What a line of JSON must look like: fields that must be there, with a value or a kind of value.
///
/// Other fields may stand beside those named, for a contract grows by optional fields only. A text in
/// double braces stands for any value of a kind, and may give it a name for later.
struct GoldenPattern {
    private let document: JSONDocument

    /// What does not match: what was wanted where, and what stands there.
    struct Mismatch: Error {
        let expected: String
        let came: String
    }

    /// The pattern of a line whose names have been replaced; nil when it is no JSON object.
    init?(_ line: [UInt8]) {
        guard let document = try? JSONDocument(parsing: line),
            document.kind(of: document.root) == .object
        else { return nil }
        self.document = document
    }

    /// The number of the inquiry that a header answers; nil when it answers none.
    var re: Int? { document.integer("re") }

    /// The kind that a header names.
    var kind: String? { document.text("kind") }

    /// Compares a line, and gives names to what it captures.
    func match(_ line: JSONDocument, _ text: inout GoldenText) throws(Mismatch) {
        var comparison = Comparison(pattern: document, line: line, text: text)
        try comparison.compare(document.root, line.root, at: "")
        text = comparison.text
    }

    /// Whether a text in braces may be a name, which a value on its left may yet give a meaning.
    static func isName(_ words: String) -> Bool {
        !words.isEmpty
            && words.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The kinds of value that a text in braces may stand for.
    enum Kind: String, CaseIterable {
        case any, string, integer, number, boolean, time, list, object, null, absent, more
        /// A reference of a case.
        case caseName = "case_name"
        /// A name of a leg.
        case legName = "leg_name"

        /// The kinds that a text in braces allows; nil when it is no such text.
        static func all(in words: String) -> (name: String?, kinds: [Kind])? {
            let sides = words.split(separator: " ").map(String.init)
            let isNamed = sides.count == 3 && sides[1] == ":="
            guard sides.count == 1 || isNamed, let last = sides.last else { return nil }
            let names = last.split(separator: "|", omittingEmptySubsequences: false)
            let kinds = names.compactMap { Kind(rawValue: String($0)) }
            guard kinds.count == names.count else { return nil }
            return (isNamed ? sides[0] : nil, kinds)
        }

        func fits(_ node: JSONDocument.Node, in line: JSONDocument) -> Bool {
            switch self {
            case .any: true
            case .string: line.kind(of: node) == .string
            case .integer: line.kind(of: node) == .integer
            case .number: line.number(node) != nil
            case .boolean: line.kind(of: node) == .bool
            case .time: line.string(node).flatMap { Moment(rfc3339: $0) } != nil
            case .list: line.kind(of: node) == .array
            case .object: line.kind(of: node) == .object
            case .null: line.isNull(node)
            case .absent, .more: false
            case .caseName: line.string(node).flatMap { CaseID($0) } != nil
            case .legName: line.string(node).flatMap { LegID($0) } != nil
            }
        }
    }
}

/// A pattern and a line, side by side.
private struct Comparison {
    let pattern: JSONDocument
    let line: JSONDocument
    var text: GoldenText

    typealias Node = JSONDocument.Node

    mutating func compare(
        _ wanted: Node,
        _ found: Node,
        at place: String
    ) throws(GoldenPattern.Mismatch) {
        if let (name, kinds) = placeholder(wanted) {
            guard kinds.contains(where: { $0.fits(found, in: line) }) else {
                throw mismatch(words(wanted, pattern), found, place)
            }
            if let name { text[name] = captured(found) }
            return
        }
        if let name = name(wanted) {
            guard text[name] == captured(found) else {
                throw mismatch("\(name) = \(text[name] ?? "unknown")", found, place)
            }
            return
        }
        guard pattern.kind(of: wanted) == line.kind(of: found) else {
            throw mismatch(words(wanted, pattern), found, place)
        }
        switch pattern.kind(of: wanted) {
        case .object: try compareMembers(wanted, found, at: place)
        case .array: try compareItems(wanted, found, at: place)
        case .null, .bool, .integer, .fraction, .string:
            guard words(wanted, pattern) == words(found, line) else {
                throw mismatch(words(wanted, pattern), found, place)
            }
        }
    }

    private mutating func compareMembers(
        _ wanted: Node,
        _ found: Node,
        at place: String
    ) throws(GoldenPattern.Mismatch) {
        for (key, value) in pattern.members(of: wanted) {
            let here = "\(place)/\(pattern.string(key) ?? "")"
            let member = line.member(utf8: pattern.utf8(key), of: found)
            if let member {
                if let (_, kinds) = placeholder(value), kinds == [.absent] {
                    throw GoldenPattern.Mismatch(
                        expected: "no \(here)",
                        came: "\(here) \(words(member, line))"
                    )
                }
                try compare(value, member, at: here)
            } else if placeholder(value)?.kinds.contains(.absent) != true {
                throw GoldenPattern.Mismatch(
                    expected: "\(here) \(words(value, pattern))",
                    came: "no \(here)"
                )
            }
        }
    }

    private mutating func compareItems(
        _ wanted: Node,
        _ found: Node,
        at place: String
    ) throws(GoldenPattern.Mismatch) {
        var items = Array(pattern.items(of: wanted))
        let values = Array(line.items(of: found))
        let takesMore = items.last.flatMap { placeholder($0)?.kinds } == [.more]
        if takesMore { items.removeLast() }
        guard values.count == items.count || takesMore && values.count > items.count else {
            throw mismatch("\(items.count) items", found, place)
        }
        for (index, item) in items.enumerated() {
            try compare(item, values[index], at: "\(place)/\(index)")
        }
    }

    private func placeholder(_ node: Node) -> (name: String?, kinds: [GoldenPattern.Kind])? {
        guard let text = pattern.string(node), text.hasPrefix("{{"), text.hasSuffix("}}") else {
            return nil
        }
        return GoldenPattern.Kind.all(in: String(text.dropFirst(2).dropLast(2)))
    }

    /// The name in braces that a text is; nil for any other.
    private func name(_ node: Node) -> String? {
        guard let text = pattern.string(node), text.hasPrefix("{{"), text.hasSuffix("}}") else {
            return nil
        }
        let words = String(text.dropFirst(2).dropLast(2))
        return GoldenPattern.isName(words) ? words : nil
    }

    /// A value as it is put into a later message: a text without its quotes, the rest as JSON.
    private func captured(_ node: Node) -> String {
        let json = words(node, line)
        return line.kind(of: node) == .string ? String(json.dropFirst().dropLast()) : json
    }

    private func words(_ node: Node, _ document: JSONDocument) -> String {
        String(decoding: CanonicalJSON.bytes(of: node, in: document), as: UTF8.self)
    }

    private func mismatch(
        _ expected: String,
        _ found: Node,
        _ place: String
    ) -> GoldenPattern.Mismatch {
        let at = place.isEmpty ? "" : place + " "
        return GoldenPattern.Mismatch(expected: at + expected, came: at + words(found, line))
    }
}
