import Referrals
import Testing
import Wire

@Suite struct `A revision` {
    private let stored = #"""
        {"data":{"agency_ref":"r","channel":"phone","consent":{"at":"2026-03-02T20:00:00Z",
        "how":"oral","scope":["treasury"]},"language":"fr","needs":[{"code":"treasury.vat"}],
        "note":"n","person":{"phone":"+32470000000"}},
        "type":"brussels.relais.referral.requested.v1"}
        """#

    private func revise(
        _ patch: String,
        _ content: String? = nil
    ) throws -> (content: Confidential<[UInt8]>, matter: AgencyEvent.Matter) {
        let now = try #require(Moment(rfc3339: "2026-03-03T12:00:00Z"))
        return try Revision.apply(
            Confidential(Array(patch.utf8)),
            to: Confidential(Array((content ?? stored).utf8)),
            time: now,
            at: now
        )
    }

    @Test func `gives the event as it should have been`() throws {
        let patch =
            #"{"needs":[{"code":"treasury.vat","urgency":"urgent"},{"code":"info"}],"note":null}"#
        guard case .referral(let referral) = try revise(patch).matter else {
            Issue.record("no request")
            return
        }
        #expect(
            referral.needs == [
                NeedClaim(need: .treasuryVat, urgency: .urgent), NeedClaim(need: .info),
            ]
        )
        #expect(referral.note == nil)
    }

    @Test func `has content that is canonical again`() throws {
        let revised = try revise(#"{"language":"nl"}"#).content.exposed
        let document = try JSONDocument(parsing: revised)
        #expect(CanonicalJSON.bytes(of: document.root, in: document) == revised)
    }

    @Test(
        arguments: [
            (#"{"agency_ref":"s"}"#, ErrorName.notCorrectable, "/data/patch/agency_ref"),
            (#"{"agency_ref":null}"#, .notCorrectable, "/data/patch/agency_ref"),
            (#"{"case":"RL-2026-000123-7"}"#, .notCorrectable, "/data/patch/case"),
            (#"{"consent":null}"#, .missingField, "/data/patch/consent"),
            (#"{"language":"xx"}"#, .badValue, "/data/patch/language"),
            (#"{"person":{"phone":"0470"}}"#, .phoneFormat, "/data/patch/person/phone"),
            (#"{"needs":[{"code":"info"},{"code":"nothing"}]}"#, .badValue, "/data/patch/needs"),
            (#"{"leave_message":true}"#, .unknownField, "/data/patch/leave_message"),
        ]
    )
    func `is refused where the result is no good event`(
        patch: String,
        error: ErrorName,
        field: String
    ) throws {
        let refusal = #expect(throws: EventRefusal.self) { try revise(patch) }
        #expect(refusal?.error == error)
        #expect(refusal?.field == field)
    }

    @Test func `may name again what may not change`() throws {
        _ = try revise(#"{"agency_ref":"r"}"#)
    }

    @Test func `of a correction is refused`() throws {
        let content = #"{"data":{"of":"a","patch":{}},"type":"brussels.relais.correction.v1"}"#
        let refusal = #expect(throws: EventRefusal.self) { try revise("{}", content) }
        #expect(refusal?.error == .notCorrectable)
        #expect(refusal?.field == "/data/of")
    }

    @Test func `cannot grow past a line`() throws {
        let half = String(repeating: "p", count: 40_000)
        let grown = try revise(#"{"x_a":"\#(half)"}"#).content.exposed
        let refusal = #expect(throws: EventRefusal.self) {
            try revise(#"{"x_b":"\#(half)"}"#, String(decoding: grown, as: UTF8.self))
        }
        #expect(refusal?.error == .tooLarge)
    }
}
