import Referrals

extension ProgressLine {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", String(position.number))
        writer.member("cursor", String(position.number))
        writer.member("type", type.name)
        writer.member("at", at.rfc3339)
        writer.member("recorded_at", recordedAt.rfc3339)
        writer.member("case", caseID.description)
        writer.member("agency_ref", orNull: agencyRef?.exposed)
        writer.member("leg", ifAny: leg?.description)
        writer.member("need", ifAny: need?.name)
        writer.member("partner", ifAny: partner?.description)
        writer.member("code", ifAny: code)
        writer.member("answer_by", ifAny: answerBy?.rfc3339)
        writer.endObject()
    }
}

extension LegLine {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("leg", leg.description)
        writer.member("case", leg.caseID.description)
        writer.member("need", need.name)
        writer.member("state", state.name)
        writer.member("owner", owner)
        writer.member("due", due.rfc3339)
        writer.member("deadline", orNull: deadline?.rfc3339)
        writer.member("waiting", ifAny: waiting?.name)
        writer.member("partner", ifAny: partner?.description)
        writer.member("outcome", ifAny: outcome?.name)
        writer.endObject()
    }
}

extension AttachedQueue {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("queue", queue.description)
        writer.key("needs")
        writer.beginArray()
        for need in needs { writer.string(need.name) }
        writer.endArray()
        writer.key("languages")
        writer.beginArray()
        for language in languages { writer.string(language.description) }
        writer.endArray()
        writer.key("paused")
        writer.bool(isPaused)
        writer.member("ready", ready)
        writer.endObject()
    }
}

extension AttachedLease {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("lease", lease)
        writer.member("leg", orNull: leg?.description)
        writer.member("state", state.rawValue)
        writer.endObject()
    }
}

extension OfferLine {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("n", Int(clamping: number))
        writer.member("lease", lease.description)
        writer.member("leg", leg.description)
        writer.member("case", leg.caseID.description)
        writer.member("queue", queue.description)
        writer.member("need", need.name)
        writer.member("urgency", urgency.name)
        writer.member("answer_by", answerBy.rfc3339)
        writer.member("handle_by", handleBy.rfc3339)
        writer.member("attempt", attempt)
        writer.key("facts")
        facts.write(to: &writer)
        writer.key("why")
        writer.beginArray()
        writer.beginObject()
        writer.member("rule", rule)
        writer.member("text", why)
        writer.endObject()
        writer.endArray()
        writer.endObject()
    }
}

extension OfferFacts {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("language", ifAny: language?.description)
        writer.key("interpreter_needed")
        writer.bool(interpreterNeeded)
        writer.member("sector", ifAny: sector.map { $0 < 10 ? "0\($0)" : "\($0)" })
        writer.member("size_band", ifAny: size?.name)
        writer.member("commune", ifAny: commune?.description)
        writer.member("phase", ifAny: phase?.name)
        writer.member("legal_state", ifAny: legalState?.name)
        writer.key("signals")
        writer.beginArray()
        for signal in signals { writer.string(signal.name) }
        writer.endArray()
        writer.key("reach")
        writer.beginArray()
        if reach.contains(.phone) { writer.string("phone") }
        if reach.contains(.email) { writer.string("email") }
        if reach.contains(.agency) { writer.string("agency") }
        writer.endArray()
        if let digitalAccess {
            writer.key("digital_access")
            writer.bool(digitalAccess)
        }
        writer.endObject()
    }
}

extension LineAnswer {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("line", line)
        writer.member("id", orNull: id)
        writer.member("code", code)
        if let error { writer.member("error", error.name) }
        writer.member("field", ifAny: field.map(ReplyText.pointer))
        writer.member("detail", ifAny: detail)
        writer.limit(limit, retryAfter)
        writer.member("state", ifAny: state?.name)
        if let allowed {
            writer.key("allowed")
            writer.beginArray()
            for verb in allowed { writer.string(verb.name) }
            writer.endArray()
        }
        if let content {
            writer.key("content")
            content.write(to: &writer)
        }
        if isContentLeftOut {
            writer.key("content_left_out")
            writer.bool(true)
        }
        writer.endObject()
    }
}

extension NoticeLine {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("n", Int(clamping: number))
        writer.member("notice", kind.name)
        writer.member("leg", orNull: leg?.description)
        writer.member("case", orNull: leg?.caseID.description)
        writer.member("at", at.rfc3339)
        if let revision { writer.member("revision", revision) }
        writer.endObject()
    }
}
