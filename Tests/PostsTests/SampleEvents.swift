import Posts
import Referrals
import Triage
import Wire

/// The events that the agencies of these tests publish, as lines.
enum SampleEvents {
    /// A request for needs, each a code or a whole JSON object.
    static func request(
        _ id: String,
        ref: String = "r1",
        needs: [String] = ["treasury.vat"],
        scope: String = #""psychological","treasury""#,
        from agency: String = "north",
        more: String = ""
    ) -> String {
        let items = needs.map { $0.hasPrefix("{") ? $0 : #"{"code":"\#($0)"}"# }
            .joined(separator: ",")
        return event(
            id,
            "referral.requested",
            from: agency,
            data: #""agency_ref":"\#(ref)","channel":"phone","language":"fr","#
                + #""person":{"name":"Ada","phone":"+32470000000"},"needs":[\#(items)],"#
                + #""consent":{"scope":[\#(scope)],"how":"oral","at":"2026-03-02T11:50:00+01:00"}"#
                + more
        )
    }

    /// A status of a case that is named by the agency's reference.
    static func status(
        _ id: String,
        _ status: String,
        ref: String = "r1",
        from agency: String = "north",
        more: String = ""
    ) -> String {
        event(
            id,
            "status.reported",
            from: agency,
            data: #""agency_ref":"\#(ref)","status":"\#(status)","#
                + #""at":"2026-03-02T11:59:00+01:00"\#(more)"#
        )
    }

    /// A correction of an earlier event.
    static func correction(
        _ id: String,
        of target: String,
        patch: String,
        more: String = ""
    ) -> String {
        event(
            id,
            "correction",
            from: "north",
            data: #""of":"\#(target)","patch":\#(patch)\#(more)"#
        )
    }

    private static func event(
        _ id: String,
        _ type: String,
        from agency: String,
        data: String
    ) -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"urn:relais:agency:\#(agency)","#
            + #""type":"brussels.relais.\#(type).v1","time":"2026-03-02T12:00:00+01:00","#
            + #""data":{\#(data)}}"#
    }

    /// A message with these lines, cut.
    static func work(
        _ lines: [String],
        ticket: UInt64,
        from name: String = "north",
        at now: Moment = SampleBundle.noon
    ) -> WorkRequest {
        let frame = Array((["{}"] + lines).joined(separator: "\n").utf8)
        return WorkRequest(
            ticket: Ticket(ticket),
            agency: agency(name),
            at: now,
            frame: frame,
            lines: MessageFrame(frame).lines
        )
    }

    /// What a dispatcher makes of a message.
    static func judge(
        _ work: WorkRequest,
        under bundle: Bundle = SampleBundle.bundle,
        poisoned: Set<UInt64> = []
    ) -> WorkVerdict {
        var dispatcher = Dispatcher(bundle: bundle, poisoned: poisoned)
        let verdicts = dispatcher.verdicts(on: .request(work)) { _ in }
        precondition(verdicts.count == 1, "a message has one verdict")
        return verdicts[0]
    }
}
