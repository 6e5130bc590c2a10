public import Referrals

/// Reads one line of a `publish`: a CloudEvent in structured JSON, as protocol-fields.md has it.
///
/// It is total: any bytes give an event or a refusal. Of several faults the one whose row comes first
/// in the contract's tables is answered; a rule between fields stands at the first field it names; a
/// field the contract does not have comes after those it has, object by object. The bytes are read
/// once and decide everything together with the agency and the time: nothing is looked up.
public enum EventDecoder {
    /// The longest line taken, in bytes as sent.
    public static let lineMax = 65_536

    /// How far ahead of our clock a time of something that has happened may lie.
    public static let clockTolerance = Span.minutes(5)

    /// How far ahead such a time may lie to be answered "not now" rather than refused.
    public static let aheadMax = Span.hours(24)

    /// Reads one line, without its line feed, that this agency sent.
    ///
    /// - Parameters:
    ///   - line: the bytes as sent.
    ///   - agency: who sent them.
    ///   - now: our clock, by which times in the event are judged; nil, as where it is not believed, leaves
    ///     them unjudged.
    /// - Returns: the event.
    /// - Throws: why it is refused.
    public static func decode(
        _ line: UnsafeRawBufferPointer,
        from agency: AgencyID,
        at now: Moment?
    ) throws(EventRefusal) -> AgencyEvent {
        guard line.count <= lineMax else {
            var refusal = EventRefusal(
                .tooLarge,
                detail: "a line has at most \(lineMax) bytes, this one has \(line.count)"
            )
            refusal.limit = SizeLimit("line", max: lineMax)
            throw refusal
        }
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONDocument(parsing: line)
        } catch {
            throw EventRefusal(error)
        }
        guard document.kind(of: document.root) == .object else {
            throw EventRefusal(.badJson, detail: "the line must be one JSON object")
        }
        do throws(FieldFault) {
            return try event(in: document, from: agency, at: now)
        } catch {
            throw EventRefusal(error, of: document, from: agency)
        }
    }

    /// Reads one line, without its line feed, that this agency sent.
    public static func decode(
        _ line: ArraySlice<UInt8>,
        from agency: AgencyID,
        at now: Moment?
    ) throws(EventRefusal) -> AgencyEvent {
        try line.withUnsafeBufferPointer { (bytes) throws(EventRefusal) in
            try decode(UnsafeRawBufferPointer(bytes), from: agency, at: now)
        }
    }

    private static func event(
        in document: JSONDocument,
        from agency: AgencyID,
        at now: Moment?
    ) throws(FieldFault) -> AgencyEvent {
        let envelope = try EventEnvelope(of: document, from: agency, at: now)
        let data = FieldObject(document, envelope.data, at: "/data")
        let matter = try matter(envelope.type, data, time: envelope.time, now: now)
        return AgencyEvent(
            id: envelope.id,
            agency: agency,
            time: envelope.time,
            traceParent: envelope.traceParent,
            content: Confidential(
                CanonicalJSON.content(
                    type: envelope.typeNode,
                    data: envelope.data,
                    in: document
                )
            ),
            matter: matter
        )
    }

    static func matter(
        _ type: EventType,
        _ data: FieldObject,
        time: Moment,
        now: Moment?
    ) throws(FieldFault) -> AgencyEvent.Matter {
        switch type {
        case .referral: .referral(try ReferralFields.read(data, time: time))
        case .status: .status(try StatusFields.read(data, time: time, now: now))
        case .correction: .correction(try CorrectionFields.read(data))
        }
    }
}
