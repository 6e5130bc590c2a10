import Referrals

/// The CloudEvents attributes of a line, read in the order of their table.
struct EventEnvelope {
    let id: String
    let type: EventType
    let typeNode: JSONDocument.Node
    let time: Moment
    let traceParent: String?
    let data: JSONDocument.Node

    /// What an agency's `source` is, before its name.
    static let sourcePrefix: StaticString = "urn:relais:agency:"

    private static let attributes: [StaticString] = [
        "specversion", "id", "source", "type", "time", "datacontenttype", "subject", "dataschema",
        "data",
    ]

    init(
        of document: JSONDocument,
        from agency: AgencyID,
        at now: Moment?
    ) throws(FieldFault) {
        let event = FieldObject(document, document.root, at: "")
        let version = try event.required("specversion")
        guard document.matches(version, "1.0") else {
            throw event.fault(.specversion, "specversion", "specversion must be \"1.0\"")
        }
        id = try Self.id(of: event)
        let source = try event.required("source")
        try event.expect(.string, source, "source")
        guard Self.names(source, agency, in: document) else {
            let detail = "source must be \(Self.sourcePrefix)\(agency), as the connection's is"
            throw event.fault(.sourceNotYours, "source", detail)
        }
        typeNode = try event.required("type")
        type = try Self.type(typeNode, of: event)
        time = try event.requiredMoment("time")
        try event.refuseFuture(time, "time", now: now)
        traceParent = try Self.readExtensions(of: event)
        if event.has("data_base64"), !event.has("data") {
            throw event.fault(.dataBase64, "data_base64", "data must be a JSON object, in data")
        }
        data = try event.required("data")
        try event.expect(.object, data, "data")
        if event.has("data_base64") {
            throw event.fault(.dataBase64, "data_base64", "data must be a JSON object, in data")
        }
    }

    private static func id(of event: FieldObject) throws(FieldFault) -> String {
        let value = try event.required("id")
        try event.expect(.string, value, "id")
        guard let id = readableID(value, in: event.document) else {
            let detail = "id must have 1 to 64 visible ASCII characters and no space"
            throw event.fault(.badId, "id", detail)
        }
        return id
    }

    /// The id, if it has the form of one: 1 to 64 of ASCII 21 to 7E.
    static func readableID(_ value: JSONDocument.Node, in document: JSONDocument) -> String? {
        let isGood = document.withUTF8(of: value) { bytes in
            (1...64).contains(bytes.count) && bytes.allSatisfy { 0x21...0x7E ~= $0 }
        }
        return isGood ? document.string(value) : nil
    }

    /// Whether a `source` is this agency's.
    static func names(
        _ source: JSONDocument.Node,
        _ agency: AgencyID,
        in document: JSONDocument
    ) -> Bool {
        guard document.begins(source, with: sourcePrefix) else { return false }
        let name = document.utf8(source).dropFirst(sourcePrefix.utf8CodeUnitCount)
        return name.elementsEqual(agency.description.utf8)
    }

    private static func type(
        _ value: JSONDocument.Node,
        of event: FieldObject
    ) throws(FieldFault) -> EventType {
        try event.expect(.string, value, "type")
        for type in EventType.allCases where event.document.matches(value, type.name) {
            return type
        }
        var fault = event.fault(.unknownType, "type", "no event has this type")
        fault.known = EventType.allCases.map { "\($0.name)" }
        throw fault
    }

    /// Checks the attributes that are kept and not read; gives the trace context.
    private static func readExtensions(of event: FieldObject) throws(FieldFault) -> String? {
        let document = event.document
        if let value = try event.name("datacontenttype", max: 256),
            !document.matches(value, "application/json"),
            !document.begins(value, with: "application/json;")
        {
            throw event.fault(.badValue, "datacontenttype", "data must be application/json")
        }
        _ = try event.name("subject", max: 256)
        _ = try event.name("dataschema", max: 256)
        for (key, value) in document.members(of: event.node)
        where !attributes.contains(where: { document.matches(key, $0) }) {
            if document.matches(key, "data_base64") { continue }
            if document.begins(key, with: "x_") {
                if document.hasNUL { try event.refuseNUL(in: value, under: key) }
                continue
            }
            guard isExtensionName(document.utf8(key)) else {
                throw event.fault(.unknownField, of: key, "an event has no such attribute")
            }
            try checkExtension(key, value, of: event)
        }
        return document.member("traceparent", of: event.node).flatMap { document.string($0) }
    }

    private static func checkExtension(
        _ key: JSONDocument.Node,
        _ value: JSONDocument.Node,
        of event: FieldObject
    ) throws(FieldFault) {
        switch event.document.kind(of: value) {
        case .bool, .integer:
            return
        case .string:
            do throws(FieldFault) {
                try event.checkText(value, "attribute", max: 256)
            } catch {
                throw event.fault(error.error, of: key, error.detail)
            }
        case .null, .fraction, .array, .object:
            let detail = "an attribute must be a string, a whole number, true or false"
            throw event.fault(.wrongType, of: key, detail)
        }
    }

    /// CloudEvents 1.0: the name of an attribute has lower-case letters and digits only.
    private static func isExtensionName(_ name: ArraySlice<UInt8>) -> Bool {
        !name.isEmpty
            && name.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                    || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            }
    }
}
