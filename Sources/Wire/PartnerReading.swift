import Referrals

/// Reads the lines of a partner, each for itself: a bad one does not spoil its neighbours.
enum PartnerReading {
    /// The longest words that come with a line, in characters.
    private static let textMax = 2_000

    static func answer(_ line: BodyLine, _ frame: [UInt8]) -> PartnerLine<AnswerLine> {
        read(line, frame) { (fields, id) throws(FieldFault) in
            let lease = try name(fields, "lease", .leaseLost) { LeaseID($0) != nil }
            let verb = try fields.requiredWord("verb", of: PartnerWords.answers)
            let said = try self.verb(verb, fields)
            try refuseOthers(fields, mine: ["id", "lease", "verb"] + own(verb), verb: verb.name)
            let content = CanonicalJSON.bytes(of: fields.node, in: fields.document)
            return AnswerLine(id: id, lease: lease, verb: said, content: Confidential(content))
        }
    }

    static func report(
        _ line: BodyLine,
        _ frame: [UInt8],
        now: Moment?
    ) -> PartnerLine<ReportLine> {
        read(line, frame) { (fields, id) throws(FieldFault) in
            let leg = try name(fields, "leg", .notFound) { LegID($0) != nil }
            let name = try fields.requiredWord("verb", of: PartnerWords.reports)
            let at = try fields.moment("at")
            if let at { try fields.refuseFuture(at, "at", now: now) }
            let verb = try verb(name, fields)
            if case .noShow(let missed) = verb {
                try fields.refuseFuture(missed, "appointment_at", now: now)
            }
            let text = try words(fields, isRequired: verb.needsText)
            let mine: [StaticString] = ["id", "leg", "verb", "at", "text"]
            try refuseOthers(fields, mine: mine + own(name), verb: name.name)
            let content = CanonicalJSON.bytes(of: fields.node, in: fields.document)
            return ReportLine(
                id: id,
                leg: leg,
                at: at,
                verb: verb,
                text: text,
                content: Confidential(content)
            )
        }
    }

    private static func own(_ verb: AnswerVerb) -> [StaticString] {
        switch verb {
        case .accept: ["by"]
        case .decline: ["reason", "text", "suggest"]
        case .return: []
        }
    }

    private static func own(_ verb: ReportVerb) -> [StaticString] {
        switch verb {
        case .contact: ["result"]
        case .schedule, .noShow: ["appointment_at"]
        case .start, .resume, .confirmCancel: []
        case .hold: ["reason", "until"]
        case .complete: ["outcome", "result"]
        case .fail, .declineLate, .refuseCancel: ["reason"]
        case .redirect: ["to", "outcome"]
        }
    }

    /// Every field that the line of some verb has of its own.
    private static let allOwn: [StaticString] = [
        "by", "reason", "suggest", "result", "appointment_at", "until", "outcome", "to",
    ]

    /// Refuses the fields of other verbs, and those no line has.
    private static func refuseOthers(
        _ fields: FieldObject,
        mine: [StaticString],
        verb: String
    ) throws(FieldFault) {
        let document = fields.document
        for (key, _) in document.members(of: fields.node)
        where !mine.contains(where: { document.matches(key, $0) })
            && allOwn.contains(where: { document.matches(key, $0) })
        {
            throw fields.fault(.notApplicable, of: key, "a line \(verb) has no such field")
        }
        try fields.refuseUnknown(besides: mine)
    }

    private static func verb(
        _ verb: AnswerVerb,
        _ fields: FieldObject
    ) throws(FieldFault) -> AnswerLine.Verb {
        switch verb {
        case .accept:
            return .accept(by: try fields.requiredName("by", max: 64))
        case .decline:
            let reason = try fields.requiredWord("reason", of: PartnerWords.declines)
            let text = try words(fields, isRequired: reason == .other)
            return .decline(reason, text: text, suggest: try partner(fields, "suggest"))
        case .return:
            return .giveBack
        }
    }

    private static func verb(
        _ name: ReportVerb,
        _ fields: FieldObject
    ) throws(FieldFault) -> PartnerReport {
        switch name {
        case .contact:
            return .contact(try fields.requiredWord("result", of: EventWords.contactResults))
        case .schedule: return .schedule(try fields.requiredMoment("appointment_at"))
        case .noShow: return .noShow(try fields.requiredMoment("appointment_at"))
        case .start: return .start
        case .hold:
            let reason = try fields.requiredWord("reason", of: PartnerWords.holds)
            return .hold(reason, until: try fields.moment("until"))
        case .resume: return .resume
        case .complete:
            let outcome = try fields.requiredWord("outcome", of: EventWords.outcomes)
            return .complete(outcome, try fields.word("result", of: PartnerWords.results))
        case .fail:
            return .fail(try fields.requiredWord("reason", of: EventWords.outcomes))
        case .redirect:
            return try redirect(fields)
        case .declineLate:
            return .declineLate(try fields.requiredWord("reason", of: PartnerWords.declines))
        case .confirmCancel: return .confirmCancel
        case .refuseCancel:
            return .refuseCancel(try fields.requiredWord("reason", of: PartnerWords.declines))
        }
    }

    private static func redirect(_ fields: FieldObject) throws(FieldFault) -> PartnerReport {
        let node = try fields.required("to")
        if let family = fields.document.withUTF8(of: node, { EventWords.families.value(of: $0) }) {
            return .reorient(
                to: family,
                try fields.requiredWord("outcome", of: EventWords.outcomes)
            )
        }
        let partner = try fields.partner(node, "to")
        return .redirect(to: partner, try fields.requiredWord("outcome", of: EventWords.outcomes))
    }

    /// A name we gave: one that has not our form was never given.
    private static func name(
        _ fields: FieldObject,
        _ name: StaticString,
        _ error: ErrorName,
        _ isOurs: (String) -> Bool
    ) throws(FieldFault) -> String {
        let node = try fields.required(name)
        try fields.expect(.string, node, name)
        guard let text = fields.document.string(node), isOurs(text) else {
            throw fields.fault(error, name, error.says)
        }
        return text
    }

    private static func words(
        _ fields: FieldObject,
        isRequired: Bool
    ) throws(FieldFault) -> Confidential<String>? {
        let node = try fields.words("text", max: textMax)
        guard !isRequired || node.map({ fields.document.utf8Count($0) }) ?? 0 > 0 else {
            throw fields.fault(.detailRequired, "text", "this needs a text beside it")
        }
        return node.flatMap { fields.document.string($0) }.map { Confidential($0) }
    }

    private static func partner(
        _ fields: FieldObject,
        _ name: StaticString
    ) throws(FieldFault) -> PartnerID? {
        guard let node = fields.document.member(name, of: fields.node) else { return nil }
        return try fields.partner(node, name)
    }

    private static func read<Content>(
        _ line: BodyLine,
        _ frame: [UInt8],
        _ body: (FieldObject, String) throws(FieldFault) -> Content
    ) -> PartnerLine<Content> {
        var id: String?
        do throws(FieldFault) {
            let fields = try FieldObject(line, of: frame)
            let node = try fields.required("id")
            try fields.expect(.string, node, "id")
            guard let readable = EventEnvelope.readableID(node, in: fields.document) else {
                throw fields.fault(.badId, "id", "id is 1 to 64 visible ASCII characters")
            }
            id = readable
            let content = try body(fields, readable)
            return PartnerLine(number: line.number, id: id, content: content, refusal: nil)
        } catch {
            let field = error.field.isEmpty ? nil : error.field
            var refusal = LineRefusal(error.error, field: field, detail: error.detail)
            refusal.retryAfter = error.retryAfter
            if error.error == .tooLarge { refusal.limit = SizeLimit("line", max: Limits.lineBytes) }
            return PartnerLine(number: line.number, id: id, content: nil, refusal: refusal)
        }
    }
}

extension PartnerReport {
    /// Whether the line must say more in words.
    fileprivate var needsText: Bool {
        switch self {
        case .fail, .declineLate, .refuseCancel: true
        case .complete(let outcome, _), .redirect(_, let outcome), .reorient(_, let outcome):
            outcome == .other
        case .contact, .schedule, .noShow, .start, .hold, .resume, .confirmCancel: false
        }
    }
}

/// The closed lists of partners' lines, ready to be looked up.
enum PartnerWords {
    static let answers = Words(AnswerVerb.allCases, spelt: \.name)
    static let reports = Words(ReportVerb.allCases, spelt: \.name)
    static let declines = Words(DeclineReason.allCases, spelt: \.name)
    static let holds = Words(HoldReason.allCases, spelt: \.name)
    static let results = Words(DomainResult.allCases, spelt: \.name)
}
