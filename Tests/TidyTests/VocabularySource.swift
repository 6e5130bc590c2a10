import Yams

/// The Swift sources of the closed lists, rendered from `config/vocabulary.yaml`.
struct VocabularySource {
    /// What is wrong with the file of lists.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// One closed list.
    struct List {
        let name: String
        let type: String
        let part: String
        let says: String
        let values: [Value]
    }

    /// One value of a list.
    struct Value {
        let name: String
        let code: Int
        let says: String
        let label: String
        let answer: Int?
    }

    let lists: [List]

    init(yaml: String) throws {
        guard let root = try Yams.compose(yaml: yaml)?.mapping else {
            throw Fault(description: "vocabulary.yaml is not a mapping of lists")
        }
        lists = try root.map { key, node in
            let name = key.string ?? ""
            let values = try Self.values(of: node["values"], in: name)
            return try List(
                name: name,
                type: Self.word(node["type"], "type", of: name),
                part: Self.word(node["part"], "part", of: name),
                says: Self.word(node["says"], "says", of: name),
                values: values
            )
        }
        for list in lists {
            try Self.check(list)
        }
    }

    /// The files, by their name in `Sources/Referrals`.
    func files() -> [String: String] {
        var parts: [String: [List]] = [:]
        for list in lists {
            parts[list.part, default: []].append(list)
        }
        var files: [String: String] = [:]
        for (part, lists) in parts {
            files["Vocabulary+\(part).swift"] = Self.file(part, lists)
        }
        return files
    }
}

extension VocabularySource {
    private static func values(of node: Node?, in list: String) throws -> [Value] {
        guard let mapping = node?.mapping else {
            throw Fault(description: "\(list): values is not a mapping")
        }
        return try mapping.map { key, node in
            let name = key.string ?? ""
            let place = "\(list).\(name)"
            guard let code = node["code"]?.int, (1...255).contains(code) else {
                throw Fault(description: "\(place): code is not a number from 1 to 255")
            }
            return try Value(
                name: name,
                code: code,
                says: word(node["says"], "says", of: place),
                label: node["case"]?.string ?? label(for: name),
                answer: node["answer"]?.int
            )
        }
    }

    private static func word(_ node: Node?, _ key: String, of place: String) throws -> String {
        guard let text = node?.string, !text.isEmpty else {
            throw Fault(description: "\(place): \(key) is missing")
        }
        return text
    }

    private static func check(_ list: List) throws {
        var codes: Set<Int> = []
        var labels: Set<String> = []
        for value in list.values {
            guard codes.insert(value.code).inserted else {
                throw Fault(description: "\(list.name).\(value.name): code \(value.code) is taken")
            }
            guard labels.insert(value.label).inserted else {
                throw Fault(description: "\(list.name).\(value.name): case \(value.label) is taken")
            }
            guard value.says.hasSuffix("."), value.says.count <= 80 else {
                throw Fault(
                    description: "\(list.name).\(value.name): says is a sentence of at most 80"
                )
            }
        }
    }

    /// The camel case of a name on the wire: `bank_credit` is `bankCredit`.
    static func label(for name: String) -> String {
        let words = name.split(whereSeparator: { $0 == "_" || $0 == "." })
        var label = ""
        for word in words {
            label += label.isEmpty ? word.lowercased() : capitalized(word)
        }
        return label
    }

    private static func capitalized(_ word: Substring) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }
}

extension VocabularySource {
    private static let reserved: Set<String> = ["return", "internal", "default", "case", "import"]

    private static func file(_ part: String, _ lists: [List]) -> String {
        var text = "// Rendered from config/vocabulary.yaml: change that file and render again.\n"
        for list in lists {
            text += "\n" + declaration(of: list)
        }
        let member = part.prefix(1).lowercased() + part.dropFirst()
        text += """

            extension Vocabulary {
                /// The lists of this file.
                static var \(member): [List] {

            """
        let rows = lists.map { "List(\"\($0.name)\", \($0.type).allCases.map(\\.name))" }
        if rows.count == 1 {
            text += "        [\(rows[0])]\n"
        } else {
            text += "        [\n"
            text += rows.map { "            \($0),\n" }.joined() + "        ]\n"
        }
        return text + "    }\n}\n"
    }

    private static func declaration(of list: List) -> String {
        var text = """
            /// \(list.says)
            public enum \(list.type): UInt8, CaseIterable, Sendable, Hashable {

            """
        for value in list.values {
            let label = reserved.contains(value.label) ? "`\(value.label)`" : value.label
            text += "    /// \(value.says)\n    case \(label) = \(value.code)\n"
        }
        text += cases("The word on the wire", "name: String", list) { "\"\($0.name)\"" }
        if list.values.allSatisfy({ $0.answer != nil }) {
            text += cases("The code of the answer", "code: Int", list) { "\($0.answer ?? 0)" }
            text += cases("What it means, in a sentence", "says: String", list) { "\"\($0.says)\"" }
        }
        if list.values.contains(where: { $0.name.contains(".") }) {
            text += cases("The family it belongs to", "family: NeedFamily", list) { value in
                "." + label(for: String(value.name.prefix(while: { $0 != "." })))
            }
        }
        return text + lookups(list) + "}\n"
    }

    private static func cases(
        _ says: String,
        _ property: String,
        _ list: List,
        _ answer: (Value) -> String
    ) -> String {
        var text = """

                /// \(says).
                public var \(property) {
                    switch self {

            """
        for value in list.values {
            text += "        case .\(value.label): \(answer(value))\n"
        }
        return text + "        }\n    }\n"
    }

    private static func lookups(_ list: List) -> String {
        """

            /// Finds the value that bears a word on the wire.
            public init?(name: String) {
                for value in Self.allCases where value.name == name {
                    self = value
                    return
                }
                return nil
            }

            /// Finds the value whose word these bytes of UTF-8 spell.
            public init?(bytes: UnsafeRawBufferPointer) {
                for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
                    self = value
                    return
                }
                return nil
            }

        """
    }
}
