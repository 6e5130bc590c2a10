public import Referrals

extension Inquiry {
    /// The inquiry as one frame of JSON lines, as a client sends it.
    ///
    /// - Parameters:
    ///   - seq: the number that the answer will bear; nil where none is wanted.
    ///   - speaker: who speaks, on a socket without keys.
    ///   - events: the lines of a publish, each one CloudEvent.
    /// - Returns: the bytes to send.
    public func encode(
        seq: Int?,
        as speaker: Principal? = nil,
        events: [ArraySlice<UInt8>] = []
    ) -> [UInt8] {
        var writer = JSONWriter(reserving: 128 + events.reduce(0) { $0 + $1.count + 1 })
        writer.beginObject()
        writer.member("v", 1)
        writer.key("kind")
        writer.string(kind)
        if let seq { writer.member("seq", seq) }
        writer.member("as", ifAny: speaker?.description)
        writeFields(to: &writer)
        writer.endObject()
        writer.endLine()
        var bytes = writer.bytes
        for event in events {
            bytes += event
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes + body
    }

    private func writeFields(to writer: inout JSONWriter) {
        switch self {
        case .bye, .answer, .report: return
        case .hello(let hello):
            writer.member("client", hello.client)
            writer.key("versions")
            writer.beginArray()
            for version in hello.versions { writer.integer(version) }
            writer.endArray()
            if let known = hello.known { writer.member("known", known) }
        case .ping(let credit), .take(let credit):
            if let through = credit.through { writer.member("through", Int(clamping: through)) }
            if let got = credit.got { writer.member("got", Int(clamping: got)) }
        case .publish(let publish):
            if publish.lane != .live { writer.member("lane", publish.lane.rawValue) }
            if publish.isDryRun {
                writer.key("dry_run")
                writer.bool(true)
            }
            if let known = publish.known { writer.member("known", known) }
        case .follow(let follow):
            writer.member("after", ifAny: follow.after)
            writer.member("max", follow.max)
            writer.member("wait_ms", Int(follow.wait.wholeMilliseconds))
        case .lookup(let name, let after):
            switch name {
            case .reference(let caseID): writer.member("case", caseID.description)
            case .agencyRef(let text): writer.member("agency_ref", text.exposed)
            case .enterprise(let number): writer.member("bce", number.description)
            }
            writer.member("after", ifAny: after)
        case .mine(let after): writer.member("after", ifAny: after)
        case .attach(let attach):
            writer.member("consumer", attach.consumer)
            if attach.takeOver {
                writer.key("take_over")
                writer.bool(true)
            }
            if let queues = attach.queues {
                writer.key("queues")
                writer.beginArray()
                for queue in queues { writer.string(queue.description) }
                writer.endArray()
            }
        case .open(let open):
            writer.member("leg", open.leg.description)
            writer.member("by", open.by)
        case .acknowledge(let through): writer.member("through", Int(clamping: through))
        case .ask(let ask):
            writer.member("what", ask.what)
            if !ask.order.isEmpty { writer.member("order", AskInquiry.text(of: ask.order)) }
            writer.member("limit", ask.limit)
            writer.member("after", ifAny: ask.after)
        case .order(let order):
            writer.member("verb", order.verb)
            writer.member("reason", order.reason)
            writer.member("key", order.key)
            if order.isDryRun {
                writer.key("dry_run")
                writer.bool(true)
            }
        }
    }

    private var body: [UInt8] {
        var writer = JSONWriter()
        switch self {
        case .hello, .ping, .bye, .publish, .follow, .lookup, .take, .open, .acknowledge, .mine:
            break
        case .order(let order):
            guard let arguments = order.arguments else { break }
            writer.raw(arguments.exposed)
            writer.endLine()
        case .attach(let attach):
            for lease in attach.leases {
                writer.beginObject()
                writer.member("lease", lease)
                writer.endObject()
                writer.endLine()
            }
        case .answer(let lines):
            for line in lines.compactMap(\.content) {
                line.write(to: &writer)
                writer.endLine()
            }
        case .report(let lines):
            for line in lines.compactMap(\.content) {
                line.write(to: &writer)
                writer.endLine()
            }
        case .ask(let ask):
            guard !ask.conditions.isEmpty else { break }
            ask.writeConditions(to: &writer)
            writer.endLine()
        }
        return writer.bytes
    }
}

extension AskInquiry {
    /// One object, in which each field stands once with all its tests.
    fileprivate func writeConditions(to writer: inout JSONWriter) {
        writer.beginObject()
        var written: [String] = []
        for condition in conditions where !written.contains(condition.field) {
            written.append(condition.field)
            writer.key(utf8: Array(condition.field.utf8)[...])
            if case .equal(let value) = condition.test {
                writer.string(value)
                continue
            }
            writer.beginObject()
            for other in conditions where other.field == condition.field {
                other.test.write(to: &writer)
            }
            writer.endObject()
        }
        writer.endObject()
    }
}

extension AskInquiry.Test {
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .equal: break
        case .less(let value): writer.member("lt", value)
        case .greater(let value): writer.member("gt", value)
        case .among(let values):
            writer.key("in")
            writer.beginArray()
            for value in values { writer.string(value) }
            writer.endArray()
        }
    }
}

extension AnswerLine {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("lease", lease)
        switch verb {
        case .accept(let by):
            writer.member("verb", "accept")
            writer.member("by", by)
        case .decline(let reason, let text, let suggest):
            writer.member("verb", "decline")
            writer.member("reason", reason.name)
            writer.member("text", ifAny: text?.exposed)
            writer.member("suggest", ifAny: suggest?.description)
        case .giveBack: writer.member("verb", "return")
        }
        writer.endObject()
    }
}

extension ReportLine {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("leg", leg)
        writer.member("verb", verb.name.name)
        writer.member("at", ifAny: at?.rfc3339)
        switch verb {
        case .contact(let result): writer.member("result", result.name)
        case .schedule(let moment), .noShow(let moment):
            writer.member("appointment_at", moment.rfc3339)
        case .start, .resume, .confirmCancel: break
        case .hold(let reason, let until):
            writer.member("reason", reason.name)
            writer.member("until", ifAny: until?.rfc3339)
        case .complete(let outcome, let result):
            writer.member("outcome", outcome.name)
            writer.member("result", ifAny: result?.name)
        case .fail(let outcome): writer.member("reason", outcome.name)
        case .redirect(let partner, let outcome):
            writer.member("to", partner.description)
            writer.member("outcome", outcome.name)
        case .reorient(let family, let outcome):
            writer.member("to", family.name)
            writer.member("outcome", outcome.name)
        case .declineLate(let reason), .refuseCancel(let reason):
            writer.member("reason", reason.name)
        }
        writer.member("text", ifAny: text?.exposed)
        writer.endObject()
    }
}
