/// One JSON Schema on its way: what it refers to is collected, and stands in it at the end.
struct SchemaDocument {
    private let tables: SchemaTables
    private var definitions: [String: JSONText] = [:]
    private var wanted: [String] = []

    /// What a field of a table may say.
    private static let words: Set<String> = [
        "is", "word", "const", "enum", "says", "by", "R", "nullable", "many", "fewest", "min",
        "max", "eg",
        "default",
    ]

    /// An empty document over the tables.
    init(_ tables: SchemaTables) {
        self.tables = tables
    }

    /// Sets a definition of the document's own.
    mutating func define(_ name: String, _ schema: JSONText) {
        note(schema)
        definitions[name] = schema
    }

    /// The whole schema: its head, the root, the examples and all it refers to.
    mutating func whole(
        id: String,
        title: String,
        says: String,
        root: JSONText,
        examples: [JSONText]
    ) throws -> JSONText {
        note(root)
        while let name = wanted.popLast() {
            guard definitions[name] == nil else { continue }
            let schema = try definition(name)
            definitions[name] = schema
            note(schema)
        }
        let sorted = definitions.sorted { $0.key < $1.key }
        let head = JSONText.members([
            "$schema": .text("https://json-schema.org/draft/2020-12/schema"),
            "$id": .text("urn:relais:schema:v1:" + id),
            "title": .text(title),
            "description": .text(says),
        ])
        let definitions = sorted.map { JSONText.Member(name: $0.key, value: $0.value) }
        let tail = JSONText.members([
            "examples": .list(examples),
            "$defs": definitions.isEmpty ? nil : .object(definitions),
        ])
        return head.with(root).with(tail)
    }

    /// Notes what a schema refers to.
    private mutating func note(_ schema: JSONText) {
        let start = "#/$defs/"
        for text in schema.texts(under: "$ref") where text.hasPrefix(start) {
            wanted.append(String(text.dropFirst(start.count)))
        }
    }

    private mutating func definition(_ name: String) throws -> JSONText {
        if let form = tables.forms[name] { return form }
        if let shape = tables.taken[name] { return try object(shape, isOpen: false, at: name) }
        if let shape = tables.sent[name] { return try object(shape, isOpen: true, at: name) }
        guard let list = tables.lists.first(where: { $0.name == name }) else {
            throw SchemaTables.fault("nothing is called \(name)")
        }
        let words = list.values.map { "\($0.name): \($0.says)" }.joined(separator: " ")
        return .members([
            "description": .text("\(list.says) \(words)"),
            "enum": .list(list.values.map { .text($0.name) }),
        ])
    }
}

extension SchemaDocument {
    /// An object of a table: its fields, those that depend on a word of one, and its rules.
    mutating func object(_ table: JSONText, isOpen: Bool, at place: String) throws -> JSONText {
        let fields = try fields(table["fields"] ?? .object([]), at: place)
        var rules: [JSONText] = []
        if let kinds = table["kinds"] { rules = try self.kinds(kinds, at: place) }
        if case .list(let own) = table["rules"] { rules += own }
        let free = JSONText.members(["^x_[^\\u0000]*$": .members(["$ref": .text("#/$defs/free")])])
        let closing = table["kinds"] == nil ? "additionalProperties" : "unevaluatedProperties"
        return JSONText.members([
            "title": table["title"],
            "description": table["says"],
            "type": .text("object"),
            "required": required(table["fields"]),
            "properties": fields,
            "allOf": rules.isEmpty ? nil : .list(rules),
            "patternProperties": isOpen ? nil : free,
        ]).with(isOpen ? nil : .object([.init(name: closing, value: .bool(false))]))
    }

    /// The names of the fields that must be there; nil if there is none.
    func required(_ fields: JSONText?) -> JSONText? {
        let names = (fields?.members ?? []).filter { $0.value["R"]?.isTrue ?? false }
        return names.isEmpty ? nil : .list(names.map { .text($0.name) })
    }

    /// The schemas of a table's fields.
    mutating func fields(_ table: JSONText, at place: String) throws -> JSONText {
        .object(
            try table.members.map { member in
                let schema = try field(member.value, at: place + "." + member.name)
                return JSONText.Member(name: member.name, value: schema)
            }
        )
    }

    private mutating func kinds(_ kinds: JSONText, at place: String) throws -> [JSONText] {
        guard let by = kinds["by"]?.string, let of = kinds["of"] else {
            throw SchemaTables.fault("\(place): kinds says by and of")
        }
        var rules: [JSONText] = []
        for kind in of.members where !kind.value.members.isEmpty {
            let word = JSONText.members([by: .members(["const": .text(kind.name)])])
            rules.append(
                .members([
                    "if": .members(["required": .list([.text(by)]), "properties": word]),
                    "then": .members([
                        "required": required(kind.value),
                        "properties": try fields(kind.value, at: place + "." + kind.name),
                    ]),
                ])
            )
        }
        return rules
    }

    private mutating func field(_ field: JSONText, at place: String) throws -> JSONText {
        for member in field.members where !SchemaDocument.words.contains(member.name) {
            throw SchemaTables.fault("\(place): \(member.name) is no word of the tables")
        }
        guard let says = field["says"]?.string, says.hasSuffix(".") else {
            throw SchemaTables.fault("\(place): says is a sentence with a full stop")
        }
        var value = try self.value(of: field, at: place)
        if field["nullable"]?.isTrue ?? false {
            value = .members(["anyOf": .list([value, .members(["type": .text("null")])])])
        }
        if let most = field["many"]?.number {
            value = .members([
                "type": .text("array"),
                "minItems": field["fewest"]?.number.map { .whole($0) },
                "maxItems": most == 0 ? nil : .whole(most),
                "items": value,
            ])
        }
        let description = JSONText.members([
            "description": .text(try says + SchemaDocument.range(field) + by(field, at: place))
        ])
        let examples = try example(of: field, at: place).map { JSONText.list([$0]) }
        return description.with(value).with(
            .members(["default": field["default"], "examples": examples])
        )
    }

    private func value(of field: JSONText, at place: String) throws -> JSONText {
        if let constant = field["const"] { return .members(["const": constant]) }
        if let words = field["enum"] { return .members(["enum": words]) }
        guard let name = (field["is"] ?? field["word"])?.string else {
            throw SchemaTables.fault("\(place): is, word, const or enum is missing")
        }
        let isNumber = tables.forms[name]?["type"] == .text("integer")
        return .members([
            "$ref": .text("#/$defs/" + name),
            isNumber ? "minimum" : "minLength": field["min"],
            isNumber ? "maximum" : "maxLength": field["max"],
        ])
    }

    private static func range(_ field: JSONText) -> String {
        var text = ""
        if let most = field["many"]?.number, most > 0 { text += " At most \(most) items." }
        let isNumber = ["whole", "counted"].contains(field["is"]?.string)
        if let max = field["max"]?.number {
            let least = field["min"]?.number
            let start = least.map { "\($0) to \(max)" } ?? "At most \(max)"
            text += " " + start + (isNumber ? "." : " characters.")
        }
        if let absent = field["default"] { text += " Absent means \(absent.line)." }
        return text
    }

    private func by(_ field: JSONText, at place: String) throws -> String {
        switch field["by"]?.string {
        case "A": return " Set by the agency's software."
        case "O": return " Set by the agency's operator, from what the person says."
        case "P": return " Set by the partner's software."
        case "C": return " Set by the client's software."
        case "W": return " Set by Relais."
        default: throw SchemaTables.fault("\(place): by is A, O, P, C or W")
        }
    }

    /// The example of a field: its own, or the first word of its list; none of an object of ours.
    private func example(of field: JSONText, at place: String) throws -> JSONText? {
        if let example = field["eg"] { return example }
        if let constant = field["const"] { return constant }
        if case .list(let words) = field["enum"] { return words.first }
        if let name = field["word"]?.string {
            return tables.lists.first { $0.name == name }?.values.first.map { .text($0.name) }
        }
        guard let name = field["is"]?.string else { return nil }
        if name == "flag" { return .bool(true) }
        guard tables.sent[name] == nil else { return nil }
        throw SchemaTables.fault("\(place): eg, an example, is missing")
    }
}
