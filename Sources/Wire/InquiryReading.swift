import Referrals

/// Reads the fields of each kind of inquiry.
struct InquiryReading {
    private let header: FieldObject
    private let frame: [UInt8]
    private let cut: MessageFrame
    private let now: Moment?

    init(_ header: FieldObject, _ frame: [UInt8], _ cut: MessageFrame, now: Moment?) {
        self.header = header
        self.frame = frame
        self.cut = cut
        self.now = now
    }

    func read(_ kind: InquiryKind) throws(FieldFault) -> Inquiry {
        switch kind {
        case .hello: .hello(try hello())
        case .ping: .ping(try credit())
        case .take: .take(try credit())
        case .bye: .bye
        case .publish: .publish(try publish())
        case .follow: .follow(try follow())
        case .lookup: .lookup(try lookup(), after: try cursor())
        case .attach: .attach(try attach())
        case .answer: .answer(cut.lines.map { PartnerReading.answer($0, frame) })
        case .report: .report(cut.lines.map { PartnerReading.report($0, frame, now: now) })
        case .open: .open(try open())
        case .ack: .acknowledge(through: try number("through"))
        case .mine: .mine(after: try cursor())
        case .ask: .ask(try ask())
        case .order: .order(try order())
        }
    }

    private func number(_ name: StaticString) throws(FieldFault) -> UInt64 {
        guard let value = try header.whole(name, in: 0...Header.integerMax) else {
            throw header.fault(.missingField, name, "\(name) is required")
        }
        return UInt64(value)
    }

    /// Where the reply before ended, as its `next` said.
    private func cursor() throws(FieldFault) -> String? {
        try header.name("after", max: AskInquiry.cursorMax).flatMap { header.document.string($0) }
    }

    private func hello() throws(FieldFault) -> HelloInquiry {
        let client = try header.name("client", max: 64).flatMap { header.document.string($0) }
        var versions: [Int] = []
        for (index, node) in (try header.list("versions", max: 16) ?? []).enumerated() {
            try header.expect(.integer, node, "versions", item: index)
            versions.append(header.document.integer(node) ?? 0)
        }
        guard versions.isEmpty || versions.contains(1) else {
            throw header.fault(.version, "versions", "version 1 is spoken here")
        }
        return HelloInquiry(client: client ?? "", versions: versions, known: try known())
    }

    /// The journal's point of the newest receipt.
    private func known() throws(FieldFault) -> JournalPoint? {
        guard let object = try header.object("known", at: "/known") else { return nil }
        return try JournalPoint(object)
    }

    private func credit() throws(FieldFault) -> Credit {
        let most = Header.integerMax
        return Credit(
            through: try header.whole("through", in: 0...most).map { UInt64($0) },
            got: try header.whole("got", in: 0...most).map { UInt64($0) }
        )
    }

    private func publish() throws(FieldFault) -> PublishInquiry {
        PublishInquiry(
            lane: try header.word("lane", of: Lane.words) ?? .live,
            isDryRun: try header.flag("dry_run") ?? false,
            known: try known(),
            lines: cut.lines
        )
    }

    private func follow() throws(FieldFault) -> FollowInquiry {
        let after = try header.name("after", max: 64).flatMap { header.document.string($0) }
        let wait = try header.whole("wait_ms", in: 0...FollowInquiry.waitMaxMilliseconds) ?? 0
        return FollowInquiry(
            after: after,
            max: try header.whole("max", in: 1...256) ?? 100,
            wait: .milliseconds(Int64(wait))
        )
    }

    private func lookup() throws(FieldFault) -> CaseName {
        let names: [StaticString] = ["case", "agency_ref", "bce"]
        let given = names.filter { header.has($0) }
        guard given.count == 1 else {
            let detail = "exactly one of case, agency_ref and bce is given"
            throw header.fault(.oneReference, given.first ?? "case", detail)
        }
        if let caseID = try ReferralFields.caseID(header) { return .reference(caseID) }
        if let value = header.document.member("agency_ref", of: header.node) {
            return .agencyRef(try ReferralFields.agencyRef(header, value))
        }
        guard let number = try EnterpriseFields.number(header, "bce") else {
            throw header.fault(.oneReference, "bce", "the case must be named")
        }
        return .enterprise(number)
    }

    private func attach() throws(FieldFault) -> AttachInquiry {
        var attach = AttachInquiry(
            consumer: try header.requiredName("consumer", max: 64),
            takeOver: try header.flag("take_over") ?? false
        )
        guard attach.consumer.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw header.fault(.badValue, "consumer", "consumer is visible ASCII")
        }
        attach.queues = try queues()
        for line in cut.lines {
            attach.leases.append(
                try object(line) { (fields) throws(FieldFault) in
                    let node = try fields.required("lease")
                    try fields.expect(.string, node, "lease")
                    try fields.refuseUnknown(besides: ["lease"])
                    return fields.document.string(node) ?? ""
                }
            )
        }
        return attach
    }

    /// The queues that a session takes from; nil if it names none.
    private func queues() throws(FieldFault) -> [QueueID]? {
        guard let items = try header.list("queues", max: AttachInquiry.queuesMax) else {
            return nil
        }
        guard !items.isEmpty else {
            throw header.fault(.badValue, "queues", "queues names one, or is left out for all")
        }
        var queues: [QueueID] = []
        for (index, item) in items.enumerated() {
            try header.checkText(item, "queues", max: 64, item: index)
            guard let queue = QueueID(header.document.string(item) ?? "") else {
                let detail = "a queue's name has 1 to 64 of a-z, 0-9, - _ and ."
                throw header.fault(.badValue, "queues", detail, item: index)
            }
            queues.append(queue)
        }
        return queues
    }

    private func open() throws(FieldFault) -> OpenInquiry {
        let by = try header.requiredName("by", max: 64)
        let node = try header.required("leg")
        try header.expect(.string, node, "leg")
        guard let leg = header.document.string(node).flatMap(LegID.init) else {
            throw header.fault(.notFound, "leg", "there is no such leg of yours")
        }
        return OpenInquiry(leg: leg, by: by)
    }

    private func ask() throws(FieldFault) -> AskInquiry {
        var inquiry = AskInquiry(what: try header.requiredName("what", max: 32))
        inquiry.limit = try header.whole("limit", in: 1...1_000) ?? 1_000
        inquiry.after = try cursor()
        if let node = try header.name("order", max: AskInquiry.orderTextMax) {
            guard let order = AskInquiry.order(header.document.string(node) ?? "") else {
                let detail =
                    "order is 1 to \(AskInquiry.orderMax) fields with commas between, as in -waiting,queue"
                throw header.fault(.badValue, "order", detail)
            }
            inquiry.order = order
        }
        guard let line = try onlyLine() else { return inquiry }
        inquiry.conditions = try object(line, AskInquiry.conditions)
        return inquiry
    }

    private func order() throws(FieldFault) -> OrderInquiry {
        let verb = try header.requiredName("verb", max: 32)
        let reason = try header.requiredName("reason", max: 500)
        let node = try header.required("key")
        guard let key = EventEnvelope.readableID(node, in: header.document) else {
            throw header.fault(.badId, "key", "key must have 1 to 64 visible ASCII characters")
        }
        var inquiry = OrderInquiry(
            verb: verb,
            reason: reason,
            key: key,
            isDryRun: try header.flag("dry_run") ?? false
        )
        guard let line = try onlyLine() else { return inquiry }
        inquiry.arguments = try object(line) { (fields) throws(FieldFault) in
            Confidential(CanonicalJSON.bytes(of: fields.node, in: fields.document))
        }
        return inquiry
    }

    /// The one line that may follow the header.
    private func onlyLine() throws(FieldFault) -> BodyLine? {
        guard cut.lines.count <= 1 else {
            let detail = "one line follows the header, not \(cut.lines.count)"
            throw FieldFault(error: .tooMany, field: "", detail: detail)
        }
        return cut.lines.first
    }

    /// Reads a line that stands for the whole message: its fault is the message's, and names the line.
    private func object<Value>(
        _ line: BodyLine,
        _ body: (FieldObject) throws(FieldFault) -> Value
    ) throws(FieldFault) -> Value {
        do throws(FieldFault) {
            return try body(try FieldObject(line, of: frame))
        } catch {
            var fault = error
            fault.detail = "line \(line.number): \(error.detail)"
            throw fault
        }
    }
}

extension FollowInquiry {
    /// The longest wait: the answer must come within the 10 s after which a client gives up.
    static let waitMaxMilliseconds = 8_000
}

extension Lane {
    static let words = Words(Lane.allCases, spelt: \.rawValue)
}

extension AskInquiry {
    /// The longest cursor: that of a row sorted by three long texts, with room in the header for the rest.
    fileprivate static let cursorMax = 2_048
    /// The longest order: three names of fields, and no row has a longer one.
    fileprivate static let orderTextMax = 128

    /// What a line says must hold: {field: value | {`lt`, `gt`, `in`}}.
    fileprivate static func conditions(_ fields: FieldObject) throws(FieldFault) -> [Condition] {
        var conditions: [Condition] = []
        for (key, value) in fields.document.members(of: fields.node) {
            let field = fields.document.string(key) ?? ""
            if let text = fields.document.scalar(value) {
                conditions.append(Condition(field: field, test: .equal(text)))
                continue
            }
            guard fields.document.kind(of: value) == .object else {
                throw fields.fault(.badValue, of: key, "a field is tested by a value or an object")
            }
            for (verb, operand) in fields.document.members(of: value) {
                let test = try test(verb, operand, of: key, fields)
                conditions.append(Condition(field: field, test: test))
            }
        }
        return conditions
    }

    private static func test(
        _ verb: JSONDocument.Node,
        _ operand: JSONDocument.Node,
        of key: JSONDocument.Node,
        _ fields: FieldObject
    ) throws(FieldFault) -> Test {
        let document = fields.document
        if let text = document.scalar(operand) {
            if document.matches(verb, "lt") { return .less(text) }
            if document.matches(verb, "gt") { return .greater(text) }
        } else if document.matches(verb, "in"), document.kind(of: operand) == .array {
            let values = document.items(of: operand).map { document.scalar($0) }
            if !values.contains(nil) { return .among(values.compactMap { $0 }) }
        }
        throw fields.fault(
            .badValue,
            of: key,
            "a test is lt or gt with a value, or in with an array"
        )
    }
}

extension FieldObject {
    /// The object on a line of a frame.
    init(_ line: BodyLine, of frame: [UInt8]) throws(FieldFault) {
        guard line.range.count <= Limits.lineBytes else {
            let detail = "a line has at most \(Limits.lineBytes) bytes"
            throw FieldFault(error: .tooLarge, field: "", detail: detail)
        }
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONDocument(parsing: frame[line.range])
        } catch {
            let refusal = EventRefusal(error)
            throw FieldFault(
                error: refusal.error,
                field: refusal.field ?? "",
                detail: refusal.detail
            )
        }
        guard document.kind(of: document.root) == .object else {
            throw FieldFault(error: .badJson, field: "", detail: "the line must be one JSON object")
        }
        self.init(document, document.root, at: "")
    }

    /// A name that must be there and not be empty.
    func requiredName(_ name: StaticString, max: Int) throws(FieldFault) -> String {
        let node = try required(name)
        try checkText(node, name, max: max)
        guard document.utf8Count(node) > 0 else {
            throw fault(.badValue, name, "\(name) must not be empty")
        }
        return document.string(node) ?? ""
    }
}

extension JSONDocument {
    /// A text, number or truth value as a text; nil for anything else.
    func scalar(_ node: Node) -> String? {
        switch kind(of: node) {
        case .string: string(node)
        case .integer: integer(node).map { String($0) }
        case .bool: bool(node).map { String($0) }
        case .null, .fraction, .array, .object: nil
        }
    }
}

extension JournalPoint {
    /// Reads the triple of a receipt.
    init(_ object: FieldObject) throws(FieldFault) {
        let id = try object.required("id")
        try object.expect(.string, id, "id")
        guard let journal = object.read(id, UInt64.init(hexadecimal:)) else {
            throw object.fault(.badValue, "id", "id is the journal's, as a receipt gives it")
        }
        guard let position = try object.whole("position", in: 0...Header.integerMax) else {
            throw object.fault(.missingField, "position", "position is required")
        }
        let node = try object.required("head")
        try object.expect(.string, node, "head")
        guard let head = object.document.string(node).flatMap({ Digest(hexadecimal: $0) }) else {
            throw object.fault(.badValue, "head", "head is 64 hexadecimal digits")
        }
        self.init(journal: journal, position: Position(UInt64(position)), head: head)
    }
}

extension UInt64 {
    /// The number that sixteen lower-case hexadecimal digits write; nil for anything else.
    fileprivate init?(hexadecimal digits: UnsafeRawBufferPointer) {
        guard digits.count == 16 else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(digit - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(digit - 0x57)
            default: return nil
            }
        }
        self = value
    }
}
