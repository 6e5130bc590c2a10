/// The published schemas, rendered from their tables: one for each type of event and kind of message.
struct SchemaSource {
    /// The files, by their path in `config/schemas`.
    let files: [String: String]

    /// Renders the tables.
    init(_ tables: SchemaTables) throws {
        var files: [String: String] = [:]
        for event in tables.events.members {
            let name = event.value["file"]?.string ?? event.name
            files["events/\(name).json"] = try SchemaSource.event(event, tables).file
        }
        for kind in tables.kinds.members {
            files["messages/\(kind.name).json"] = try SchemaSource.message(kind, tables).file
        }
        self.files = files
    }

    private static func event(_ event: JSONText.Member, _ tables: SchemaTables) throws -> JSONText {
        var document = SchemaDocument(tables)
        document.define("data", try document.object(event.value, isOpen: false, at: event.name))
        let type = JSONText.members([
            "description": .text("The type of the event. Set by the agency's software."),
            "const": .text(event.name),
            "examples": .list([.text(event.name)]),
        ])
        let data = JSONText.members([
            "description": .text("What the event says. Set by the agency's software."),
            "$ref": .text("#/$defs/data"),
            "examples": .list([event.value["eg"]?["data"] ?? .null]),
        ])
        let fields = try document.fields(tables.envelope, at: "envelope")
            .with(.members(["type": type, "data": data]))
        let names = JSONText.list([
            .members(["pattern": .text("^x_[^\\u0000]*$")]),
            .members(["minLength": .whole(1), "not": .members(["pattern": .text("[^a-z0-9]")])]),
        ])
        let root = JSONText.members([
            "type": .text("object"),
            "required": .list(
                ["specversion", "id", "source", "type", "time", "data"].map { .text($0) }
            ),
            "properties": fields,
            "patternProperties": .members([
                "^x_[^\\u0000]*$": .members(["$ref": .text("#/$defs/free")])
            ]),
            "additionalProperties": .members(["$ref": .text("#/$defs/attribute")]),
            "propertyNames": .members([
                "$comment": .text("unknown_field, data_base64. Attributes have a-z and 0-9 only."),
                "anyOf": names,
            ]),
        ])
        return try document.whole(
            id: event.value["file"]?.string ?? event.name,
            title: event.value["title"]?.string ?? event.name,
            says: event.value["says"]?.string ?? "",
            root: root,
            examples: [event.value["eg"] ?? .null]
        )
    }
}

extension SchemaSource {
    private static func message(_ kind: JSONText.Member, _ tables: SchemaTables) throws -> JSONText
    {
        var document = SchemaDocument(tables)
        let table = kind.value
        document.define("header", try header(kind, tables, &document))
        let most = table["lines"]?.number ?? 0
        let isOurs = table["from"] != nil
        var items: JSONText = .bool(!isOurs)
        if let line = table["line"] {
            document.define("line", try self.line(line, kind.name, &document))
            items = .members(["$ref": .text("#/$defs/line")])
        }
        let root = JSONText.members([
            "type": .text("array"),
            "minItems": .whole(1),
            "maxItems": .whole(1 + (items == .bool(true) ? 256 : most)),
            "prefixItems": .list([.members(["$ref": .text("#/$defs/header")])]),
            "items": items,
        ])
        return try document.whole(
            id: kind.name,
            title: kind.name,
            says: try says(kind),
            root: root,
            examples: [table["eg"] ?? .null]
        )
    }

    private static func says(_ kind: JSONText.Member) throws -> String {
        let table = kind.value
        guard let says = table["says"]?.string, says.hasSuffix(".") else {
            throw SchemaTables.fault("\(kind.name): says is a sentence with a full stop")
        }
        let places = (table["to"] ?? table["from"])?.items.compactMap(\.string) ?? []
        var text = says
        if table["version"] == .whole(0) { text += " Version 0: not promised to outsiders." }
        text += table["to"] == nil ? " We send it on " : " Peers send it on "
        text += places.joined(separator: ", ") + "."
        if let answer = table["answer"]?.string { text += " The answer is \(answer), or error." }
        text += " The message as an array of its lines, the header first;"
        return text + " $defs has header and line for each alone."
    }

    private static func header(
        _ kind: JSONText.Member,
        _ tables: SchemaTables,
        _ document: inout SchemaDocument
    ) throws -> JSONText {
        let table = kind.value
        let isOurs = table["from"] != nil
        var fields: [JSONText.Member] = []
        var own = table["header"] ?? .object([])
        if isOurs {
            let isPush = table["push"]?.isTrue ?? false
            if !isPush, own["re"] == nil {
                fields.append(
                    .init(name: "re", value: number("re", "The seq of what it answers.", "W"))
                )
            }
        } else {
            let says =
                "Chosen by the asker and copied into the answer as re; distinct among those not answered yet."
            fields.append(
                .init(name: "seq", value: number("seq", says, "C", table["answer"] != nil))
            )
            own = own.with(tables.inquiryHeader)
        }
        let common = JSONText.members([
            "v": .members([
                "const": .whole(1), "R": .bool(true), "by": .text(isOurs ? "W" : "C"),
                "says": .text("The version of this contract."),
            ]),
            "kind": .members([
                "const": .text(kind.name), "R": .bool(true), "by": .text(isOurs ? "W" : "C"),
                "says": .text("The kind of the message."),
            ]),
        ])
        let header = JSONText.members([
            "says": .text("The header: the first line of the message, at most 4096 bytes."),
            "fields": common.with(.object(fields)).with(own),
            "rules": table["rules"],
        ])
        return try document.object(header, isOpen: true, at: kind.name)
    }

    /// The number of a message, as a table would have it.
    private static func number(
        _ name: String,
        _ says: String,
        _ by: String,
        _ isRequired: Bool = true
    ) -> JSONText {
        .members([
            "is": .text("counted"), "R": .bool(isRequired), "by": .text(by), "eg": .whole(7),
            "says": .text(says),
        ])
    }

    private static func line(
        _ line: JSONText,
        _ kind: String,
        _ document: inout SchemaDocument
    ) throws -> JSONText {
        if line == .text("event") {
            let says = "An event: see the schemas of events. Each is judged for itself."
            return .members(["description": .text(says), "type": .text("object")])
        }
        if let shape = line.string { return .members(["$ref": .text("#/$defs/" + shape)]) }
        if case .list(let shapes) = line["any"] {
            return .members([
                "anyOf": .list(try shapes.map { try document.object($0, isOpen: true, at: kind) })
            ])
        }
        return try document.object(line, isOpen: line["taken"] == nil, at: kind)
    }
}
