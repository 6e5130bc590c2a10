import Yams

/// A JSON value whose members keep their order, written for people and for a comparison of files.
indirect enum JSONText: Equatable {
    case null
    case bool(Bool)
    case whole(Int)
    case text(String)
    case list([JSONText])
    case object([Member])

    /// A name and its value.
    struct Member: Equatable {
        let name: String
        let value: JSONText
    }

    /// The longest line on which a list or an object stands whole.
    private static let lineMax = 100

    /// What a node of YAML says; a scalar is what YAML 1.2 makes of it.
    init(_ node: Node) throws {
        switch node {
        case .mapping(let mapping):
            self = .object(
                try mapping.map { key, value in
                    Member(name: key.string ?? "", value: try JSONText(value))
                }
            )
        case .sequence(let sequence):
            self = .list(try sequence.map { try JSONText($0) })
        case .scalar(let scalar):
            switch scalar.style {
            case .singleQuoted, .doubleQuoted, .literal, .folded: self = .text(scalar.string)
            default: self = JSONText(plain: scalar.string)
            }
        case .alias:
            throw VocabularySource.Fault(description: "an alias that nothing stands behind")
        }
    }

    private init(plain text: String) {
        switch text {
        case "null", "~", "": self = .null
        case "true": self = .bool(true)
        case "false": self = .bool(false)
        default:
            if let whole = Int(text), String(whole) == text {
                self = .whole(whole)
            } else {
                self = .text(text)
            }
        }
    }

    /// An object of these members, those without a value left out.
    static func members(_ members: KeyValuePairs<String, JSONText?>) -> JSONText {
        .object(
            members.compactMap { name, value in
                value.map { Member(name: name, value: $0) }
            }
        )
    }

    /// The value of a member; nil where there is none.
    subscript(name: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The members of an object; none of anything else.
    var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    /// The object with the members of another after its own.
    func with(_ other: JSONText?) -> JSONText {
        .object(members + (other?.members ?? []))
    }

    /// Every text under a name, anywhere in the value.
    func texts(under name: String) -> [String] {
        switch self {
        case .null, .bool, .whole, .text: []
        case .list(let items): items.flatMap { $0.texts(under: name) }
        case .object(let members):
            members.flatMap { member in
                if member.name == name, case .text(let text) = member.value { return [text] }
                return member.value.texts(under: name)
            }
        }
    }
}

extension JSONText {
    /// The value on lines of two spaces for each level, ended by a line feed.
    var file: String { pretty(at: 0, after: 0) + "\n" }

    /// The value on one line.
    var line: String {
        switch self {
        case .null: "null"
        case .bool(let bool): bool ? "true" : "false"
        case .whole(let whole): "\(whole)"
        case .text(let text): JSONText.quoted(text)
        case .list(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.map { JSONText.quoted($0.name) + ": " + $0.value.line }
                .joined(separator: ", ") + "}"
        }
    }

    private func pretty(at level: Int, after column: Int) -> String {
        let whole = line
        if whole.count + column <= JSONText.lineMax { return whole }
        let inner = String(repeating: "  ", count: level + 1)
        let outer = String(repeating: "  ", count: level)
        switch self {
        case .null, .bool, .whole, .text: return whole
        case .list(let items):
            let lines = items.map { inner + $0.pretty(at: level + 1, after: inner.count) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let members):
            let lines = members.map { member in
                let start = inner + JSONText.quoted(member.name) + ": "
                return start + member.value.pretty(at: level + 1, after: start.count)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
