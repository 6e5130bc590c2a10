public import Referrals

extension OrderInquiry {
    /// An order with its arguments.
    public init(_ order: SupervisorOrder, reason: String, key: String, isDryRun: Bool = false) {
        self.init(
            verb: order.verb.name,
            reason: reason,
            key: key,
            isDryRun: isDryRun,
            arguments: order.arguments.map { Confidential($0) }
        )
    }

    /// What is ordered, its arguments read.
    ///
    /// - Throws: ``OrderFault``, with the field that is wrong: of the header the verb, else one of the line.
    public func order() throws(OrderFault) -> SupervisorOrder {
        guard let verb = OrderVerb(name: verb) else {
            let verbs = OrderVerb.allCases.map(\.name).joined(separator: " ")
            let detail = "verb must be one of: \(verbs)"
            throw OrderFault(ErrorMessage(.badValue, detail: detail, field: "/verb"))
        }
        do throws(FieldFault) {
            return try OrderFields(arguments?.exposed).order(verb)
        } catch {
            throw OrderFault(ErrorMessage(error.error, detail: error.detail, field: error.field))
        }
    }
}

/// Why an order cannot be read.
public struct OrderFault: Error, Equatable {
    /// What the supervisor is told.
    public let message: ErrorMessage

    init(_ message: ErrorMessage) {
        self.message = message
    }
}

/// The arguments of an order, by name.
private struct OrderFields {
    private let fields: FieldObject

    init(_ bytes: [UInt8]?) throws(FieldFault) {
        do throws(JSONFault) {
            let document = try JSONDocument(parsing: bytes ?? Array("{}".utf8))
            fields = FieldObject(document, document.root, at: "")
        } catch {
            let detail = "the line of an order is one JSON object"
            throw FieldFault(error: .badJson, field: "", detail: detail)
        }
    }

    func order(_ verb: OrderVerb) throws(FieldFault) -> SupervisorOrder {
        switch verb {
        case .activate:
            let earlier = try earlierBundle()
            try fields.refuseUnknown(besides: ["bundle"])
            return earlier.map { .activateAgain($0) } ?? .activate
        case .pause:
            let queue = try queue("queue")
            return .pause(queue, until: try until(besides: ["queue", "until"]))
        case .drain:
            let queue = try queue("queue")
            return .drain(queue, until: try until(besides: ["queue", "until"]))
        case .resume:
            let queue = try queue("queue")
            try fields.refuseUnknown(besides: ["queue"])
            return .resume(queue)
        case .reroute:
            let leg = try leg()
            let target = try queue("to")
            try fields.refuseUnknown(besides: ["leg", "to"])
            return .reroute(leg, to: target)
        case .withdraw: return try withdrawal()
        case .close, .resolve:
            let leg = try leg()
            let outcome = try fields.requiredWord("outcome", of: EventWords.outcomes)
            try fields.refuseUnknown(besides: ["leg", "outcome"])
            return verb == .close ? .close(leg, outcome) : .resolve(leg, outcome)
        case .replay:
            let leg = try leg()
            let again = try fields.flag("again") ?? false
            try fields.refuseUnknown(besides: ["leg", "again"])
            return .replay(leg, again: again)
        case .surge:
            let node = try fields.required("on")
            try fields.expect(.bool, node, "on")
            let isOn = fields.document.bool(node) ?? false
            return .surge(isOn: isOn, until: try until(besides: ["on", "until"]))
        case .clockAccept:
            try fields.refuseUnknown(besides: [])
            return .acceptClock
        case .merge:
            let caseID = try caseID("case")
            let target = try self.caseID("into")
            let areDifferent = try fields.flag("different") ?? false
            try fields.refuseUnknown(besides: ["case", "into", "different"])
            return .merge(caseID, into: target, areDifferent: areDifferent)
        case .caseErase:
            let caseID = try caseID("case")
            try fields.refuseUnknown(besides: ["case"])
            return .erase(caseID)
        }
    }

    /// A leg, whose offer is taken back, or a case, with the outcome that its legs get.
    private func withdrawal() throws(FieldFault) -> SupervisorOrder {
        guard fields.has("case") else {
            let leg = try leg()
            try fields.refuseUnknown(besides: ["leg"])
            return .withdraw(leg)
        }
        let caseID = try caseID("case")
        let outcome = try fields.word("outcome", of: EventWords.outcomes)
        try fields.refuseUnknown(besides: ["case", "outcome"])
        return .withdrawCase(caseID, outcome ?? .withdrawn)
    }

    /// A bundle that was in force before; nil where the files of the folder are meant.
    private func earlierBundle() throws(FieldFault) -> EarlierBundle? {
        guard fields.has("bundle") else { return nil }
        let node = try fields.required("bundle")
        try fields.checkText(node, "bundle", max: 64)
        guard let bundle = EarlierBundle(fields.document.string(node) ?? "") else {
            let detail = "bundle is previous, or the first 8 to 64 hexadecimal digits of an address"
            throw fields.fault(.badValue, "bundle", detail)
        }
        return bundle
    }

    private func until(besides known: [StaticString]) throws(FieldFault) -> Moment? {
        let until = try fields.moment("until")
        try fields.refuseUnknown(besides: known)
        return until
    }

    private func queue(_ name: StaticString) throws(FieldFault) -> QueueID {
        let node = try fields.required(name)
        try fields.checkText(node, name, max: 64)
        guard let queue = QueueID(fields.document.string(node) ?? "") else {
            let detail = "\(name) is the name of a queue: 1 to 64 of a-z, 0-9, - _ and ."
            throw fields.fault(.badValue, name, detail)
        }
        return queue
    }

    private func leg() throws(FieldFault) -> LegID {
        let node = try fields.required("leg")
        try fields.checkText(node, "leg", max: 40)
        guard let leg = LegID(fields.document.string(node) ?? "") else {
            let detail = "leg is the name of a leg, as in RL-2026-000123-7/1: a digit may be wrong"
            throw fields.fault(.badValue, "leg", detail)
        }
        return leg
    }

    private func caseID(_ name: StaticString) throws(FieldFault) -> CaseID {
        let node = try fields.required(name)
        try fields.checkText(node, name, max: 32)
        guard let caseID = CaseID(fields.document.string(node) ?? "") else {
            let detail = "\(name) is the reference of a case, as in RL-2026-000123-7"
            throw fields.fault(.badValue, name, detail)
        }
        return caseID
    }
}

extension SupervisorOrder {
    /// The line of arguments; nil where the order has none.
    fileprivate var arguments: [UInt8]? {
        var writer = JSONWriter()
        writer.beginObject()
        switch self {
        case .activate, .acceptClock: return nil
        case .activateAgain(let bundle): writer.member("bundle", bundle.description)
        case .pause(let queue, let until), .drain(let queue, let until):
            writer.member("queue", queue.description)
            writer.member("until", ifAny: until?.rfc3339)
        case .resume(let queue): writer.member("queue", queue.description)
        case .reroute(let leg, let queue):
            writer.member("leg", leg.description)
            writer.member("to", queue.description)
        case .withdraw(let leg): writer.member("leg", leg.description)
        case .withdrawCase(let caseID, let outcome):
            writer.member("case", caseID.description)
            writer.member("outcome", outcome.name)
        case .close(let leg, let outcome), .resolve(let leg, let outcome):
            writer.member("leg", leg.description)
            writer.member("outcome", outcome.name)
        case .replay(let leg, let again):
            writer.member("leg", leg.description)
            writer.member("again", again)
        case .surge(let isOn, let until):
            writer.member("on", isOn)
            writer.member("until", ifAny: until?.rfc3339)
        case .merge(let caseID, let target, let areDifferent):
            writer.member("case", caseID.description)
            writer.member("into", target.description)
            if areDifferent { writer.member("different", true) }
        case .erase(let caseID): writer.member("case", caseID.description)
        }
        writer.endObject()
        return writer.bytes
    }
}
