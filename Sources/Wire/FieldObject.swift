import Referrals

/// An object of a line, its members read by name and each fault told with its place.
///
/// Readers are called in the order of the contract's tables: the first that throws decides the answer.
struct FieldObject {
    let document: JSONDocument
    let node: JSONDocument.Node
    /// The pointer of the object: `/data/needs`.
    let place: StaticString
    /// The object's place in the array at ``place``, if it stands in one.
    let index: Int?

    init(
        _ document: JSONDocument,
        _ node: JSONDocument.Node,
        at place: StaticString,
        index: Int? = nil
    ) {
        self.document = document
        self.node = node
        self.place = place
        self.index = index
    }

    /// The pointer of a member, or of an item of a member that is an array.
    func pointer(_ name: StaticString, _ item: Int? = nil) -> String {
        var text = "\(place)"
        if let index { text += "/\(index)" }
        text += "/\(name)"
        if let item { text += "/\(item)" }
        return text
    }

    func fault(
        _ error: ErrorName,
        _ name: StaticString,
        _ detail: String,
        item: Int? = nil
    ) -> FieldFault {
        FieldFault(error: error, field: pointer(name, item), detail: detail)
    }

    func has(_ name: StaticString) -> Bool {
        document.member(name, of: node) != nil
    }

    /// The value of a member that must be there and not be null.
    func required(_ name: StaticString) throws(FieldFault) -> JSONDocument.Node {
        guard let value = document.member(name, of: node), !document.isNull(value) else {
            throw fault(.missingField, name, "\(name) is required")
        }
        return value
    }

    /// The value of a member, of the kind it must have.
    func optional(
        _ name: StaticString,
        _ kind: JSONDocument.Kind
    ) throws(FieldFault) -> JSONDocument.Node? {
        guard let value = document.member(name, of: node) else { return nil }
        try expect(kind, value, name)
        return value
    }

    func expect(
        _ kind: JSONDocument.Kind,
        _ value: JSONDocument.Node,
        _ name: StaticString,
        item: Int? = nil
    ) throws(FieldFault) {
        guard document.kind(of: value) == kind else {
            throw fault(.wrongType, name, "\(name) must be \(kind.sentence)", item: item)
        }
    }

    /// An object that may be missing.
    func object(_ name: StaticString, at place: StaticString) throws(FieldFault) -> FieldObject? {
        guard let value = try optional(name, .object) else { return nil }
        return FieldObject(document, value, at: place)
    }

    /// An object that must be there.
    func requiredObject(
        _ name: StaticString,
        at place: StaticString
    ) throws(FieldFault) -> FieldObject {
        let value = try required(name)
        try expect(.object, value, name)
        return FieldObject(document, value, at: place)
    }

    /// The items of an array that may be missing; nil if it is.
    func list(_ name: StaticString, max: Int) throws(FieldFault) -> [JSONDocument.Node]? {
        guard let value = try optional(name, .array) else { return nil }
        guard document.count(of: value) <= max else {
            throw fault(.tooMany, name, "\(name) holds at most \(max) items")
        }
        return Array(document.items(of: value))
    }

    /// Refuses a member that the contract does not have, unless its name begins with `x_`.
    func refuseUnknown(besides known: [StaticString]) throws(FieldFault) {
        for (key, value) in document.members(of: node) {
            if known.contains(where: { document.matches(key, $0) }) { continue }
            guard document.begins(key, with: "x_") else {
                throw fault(.unknownField, of: key, "there is no such field here")
            }
            if document.hasNUL { try refuseNUL(in: value, under: key) }
        }
    }

    func refuseNUL(
        in value: JSONDocument.Node,
        under key: JSONDocument.Node
    ) throws(FieldFault) {
        let end = Int(document.tape[value.index].next)
        for index in key.index..<end where document.utf8(JSONDocument.Node(index)).contains(0) {
            throw fault(.textControl, of: key, "U+0000 cannot be stored")
        }
    }

    /// A fault on a member whose name the sender chose.
    func fault(_ error: ErrorName, of key: JSONDocument.Node, _ detail: String) -> FieldFault {
        var pointer = JSONPointer("\(place)")
        if let index { pointer = pointer.item(index) }
        pointer = pointer.member(document.string(key) ?? "")
        return FieldFault(error: error, field: pointer.description, detail: detail)
    }
}

extension JSONDocument.Kind {
    /// The kind, as a sentence about a field ends: "must be a string".
    var sentence: StaticString {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .fraction: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
