import Wire

/// One row of an answer: a JSON object, kept as it was received, of which only known fields are read.
struct Row {
    /// The bytes of the line, without its line feed.
    let bytes: [UInt8]

    private let document: JSONDocument

    /// A row of these bytes; nil unless they are one JSON object.
    init?(_ bytes: [UInt8]) {
        do {
            document = try JSONDocument(parsing: bytes)
        } catch {
            return nil
        }
        guard document.kind(of: document.root) == .object else { return nil }
        self.bytes = bytes
    }

    /// A row of a text; nil unless it is one JSON object.
    init?(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// The names of its fields, in their order.
    var fields: [String] {
        document.members(of: document.root).compactMap { document.string($0.key) }
    }

    /// A string field, fit for a terminal; nil if it is absent, null or no string.
    func string(_ field: String) -> String? {
        node(field).flatMap { document.string($0) }.map(PlainText.clean)
    }

    /// An integer field.
    func integer(_ field: String) -> Int? {
        node(field).flatMap { document.integer($0) }
    }

    /// A field that is an object of counts, in its order.
    func counts(_ field: String) -> [(name: String, count: Int)] {
        guard let node = node(field) else { return [] }
        return document.members(of: node).compactMap { key, value in
            guard let name = document.string(key), let count = document.integer(value) else {
                return nil
            }
            return (PlainText.clean(name), count)
        }
    }

    /// Any field as words; nil if it is absent or null.
    ///
    /// An object is its members, an array its items, one after the other.
    func words(_ field: String) -> String? {
        node(field).flatMap(words)
    }

    /// The items of a field that is an array, each as words; nil if it is none.
    func items(_ field: String) -> [String]? {
        guard let node = node(field), document.kind(of: node) == .array else { return nil }
        return document.items(of: node).compactMap(words)
    }

    /// Any field as a cell of CSV: strings bare, the rest as JSON; empty if it is absent or null.
    func cell(_ field: String) -> String {
        guard let node = node(field), !document.isNull(node) else { return "" }
        if let string = document.string(node) { return PlainText.clean(string) }
        return String(decoding: CanonicalJSON.bytes(of: node, in: document), as: UTF8.self)
    }

    private func node(_ field: String) -> JSONDocument.Node? {
        document.member(utf8: Array(field.utf8)[...], of: document.root)
    }

    private func words(_ node: JSONDocument.Node) -> String? {
        switch document.kind(of: node) {
        case .null: nil
        case .bool: document.bool(node) == true ? "yes" : "no"
        case .integer: document.integer(node).map(String.init)
        case .fraction: document.number(node).map { "\($0)" }
        case .string: document.string(node).map(PlainText.clean)
        case .array: document.items(of: node).compactMap(words).joined(separator: ", ")
        case .object:
            document.members(of: node).compactMap { key, value in
                guard let name = document.string(key), let value = words(value) else { return nil }
                return PlainText.clean(name) + " " + value
            }.joined(separator: ", ")
        }
    }
}
