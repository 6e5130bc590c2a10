import Referrals
import Testing
import Wire

@Suite struct `An event decoder` {
    private let start =
        #"{"specversion":"1.0","id":"e-1","source":"urn:relais:agency:1819","type":"brussels.relais."#
    private let consent = #""consent":{"scope":[],"how":"oral","at":"2026-03-02T20:00:00Z"}"#

    private func request(_ data: String, time: String = "2026-03-02T20:00:00Z") -> String {
        start + #"referral.requested.v1","time":"\#(time)","data":{\#(data)}}"#
    }

    private func read(
        _ text: String,
        from agency: String = "1819",
        at now: String = "2026-03-02T21:00:00Z"
    ) throws -> AgencyEvent {
        let agency = try #require(AgencyID(agency))
        let moment = try #require(Moment(rfc3339: now))
        return try EventDecoder.decode(Array(text.utf8)[...], from: agency, at: moment)
    }

    private func refusal(_ text: String, at now: String = "2026-03-02T21:00:00Z") throws
        -> EventRefusal
    {
        try #require(throws: EventRefusal.self) { try read(text, at: now) }
    }

    private var least: String {
        #""agency_ref":"r","channel":"phone","language":"fr","person":{"via":"agency"},"note":"n","#
            + consent
    }

    @Test(arguments: ["1899-12-31T23:59:59Z", "1000-01-01T00:00:00Z"])
    func `takes the past, however long ago`(time: String) throws {
        let text = request(least, time: time).replacing(
            "2026-03-02T20:00:00Z\"}",
            with: "\(time)\"}"
        )
        #expect(try read(text).time == Moment(rfc3339: time))
    }

    @Test(arguments: ["0999-12-31T23:59:59Z", "0020-11-17T10:12:40+01:00"])
    func `takes no year of two digits for the past`(time: String) throws {
        let refusal = try refusal(request(least, time: time))
        #expect(refusal.error == .outOfRange && refusal.field == "/time")
    }

    @Test func `gives the values of a request`() throws {
        let text = request(
            #"""
            "agency_ref":"r-1","channel":"self","language":"nl","interpreter_needed":true,
            "person":{"phone":"+32470000000","email":"a@b"},
            "enterprise":{"host_bce":"BE 0999.001.119","nace":{"version":"2008","code":"47770"},
            "workers":7,"postcode":"1060","phase":"active"},
            "needs":[{"code":"treasury.vat","urgency":"urgent","note":"x"},{"code":"info"}],
            "legal":{"cessation_date":"2026-02-01"},"signals":["vat_arrears","new_one","vat_arrears"],
            "screening":{"done":true,"result":"L2"},"exclude_partners":["ced"],
            "prefer_partner":{"partner":"hub"},
            "consent":{"scope":["treasury","info"],"how":"oral","at":"2026-03-02T20:00:00Z",
            "recipients":["un-pass"],"expires":"2026-12-31"},
            "reply_by":"2026-03-05T10:00:00+01:00"
            """#
        )
        guard case .referral(let referral) = try read(text).matter else {
            Issue.record("no request")
            return
        }
        #expect(referral.agencyRef.exposed == "r-1")
        #expect(referral.channel == .selfAssessed)
        #expect(referral.language == .dutch)
        #expect(referral.interpreterNeeded)
        #expect(referral.digitalAccess == nil)
        #expect(referral.reach == [.phone, .email])
        #expect(referral.enterprise.host?.digits == 999_001_119)
        #expect(referral.enterprise.number == nil)
        #expect(referral.enterprise.sector == 47)
        #expect(referral.enterprise.size == .upToNine)
        #expect(referral.enterprise.phase == .active)
        #expect(
            referral.needs == [
                NeedClaim(need: .treasuryVat, urgency: .urgent, note: Confidential("x")),
                NeedClaim(need: .info),
            ]
        )
        #expect(referral.legal.state == .unknown)
        #expect(referral.legal.cessation == CalendarDate(year: 2026, month: 2, day: 1))
        #expect(referral.signals == [.vatArrears])
        #expect(referral.screening == .l2)
        #expect(referral.excludedPartners == [PartnerID("ced")].compactMap(\.self))
        #expect(referral.preferredPartner == PartnerID("hub"))
        #expect(referral.consent.scope.families == [.treasury, .info])
        #expect(referral.consent.recipients == [PartnerID("un-pass")].compactMap(\.self))
        #expect(referral.replyBy == Moment(rfc3339: "2026-03-05T09:00:00Z"))
        #expect(referral.note == nil)
    }

    @Test func `takes a line of 64 KiB and refuses one byte more`() throws {
        let padding = EventDecoder.lineMax - request(least + #","x_":"""#).utf8.count
        let longest = request(least + #","x_":"\#(String(repeating: "p", count: padding))""#)
        _ = try read(longest)
        let refusal = try refusal(longest + " ")
        #expect(refusal.error == .tooLarge)
        #expect(refusal.limit == SizeLimit("line", max: 65_536))
    }

    @Test func `counts the code points of a limit, not the bytes`() throws {
        let most = String(repeating: "😀", count: 64)
        _ = try read(request(least.replacing(#":"r""#, with: #":"\#(most)""#)))
        let refusal = try refusal(request(least.replacing(#":"r""#, with: #":"\#(most)é""#)))
        #expect(refusal.error == .tooLong)
    }

    @Test func `lets a clock run five minutes ahead, waits a day, and refuses beyond`() throws {
        let text = request(least, time: "2026-03-02T20:00:00Z")
        _ = try read(text, at: "2026-03-02T19:55:00Z")
        let soon = try refusal(text, at: "2026-03-02T19:54:59Z")
        #expect(soon.error == .timeInFuture)
        #expect(soon.code == 300)
        #expect(soon.retryAfter == .seconds(1))
        #expect(try refusal(text, at: "2026-03-01T20:00:00Z").error == .timeInFuture)
        #expect(try refusal(text, at: "2026-03-01T19:59:59Z").error == .tooFarAhead)
    }

    @Test func `names the types it knows to one who sends another`() throws {
        let text = start + #"nothing.v1","time":"2026-03-02T20:00:00Z","data":{}}"#
        let refusal = try refusal(text)
        #expect(refusal.known.count == 3)
        #expect(refusal.id == "e-1")
    }

    @Test func `tells how a number should end`() throws {
        let refusal = try refusal(request(#""enterprise":{"bce":"0403.019.262"},"# + least))
        #expect(refusal.detail == "0403.019.262: the last two digits should be 61")
    }

    @Test(
        arguments: [
            #""needs":[{"code":"psychological.crisis"}]"#, #""needs":[7,{"urgency":"crisis"}]"#,
            #""screening":{"result":"L2"}"#, #""screening":{"done":true,"result":"L3"}"#,
        ]
    )
    func `still sees a crisis in what it refuses`(data: String) throws {
        #expect(try refusal(request(data)).crisisReadable)
    }

    @Test func `sees no crisis where none is told`() throws {
        let refusal = try refusal(request(#""needs":[{"code":"info","note":"x"}],"note":"y""#))
        #expect(!refusal.crisisReadable)
        #expect(refusal.notes.map(\.exposed) == ["y", "x"])
    }

    @Test func `gives the content of what it refuses, for what is stored to answer`() throws {
        let good = try read(request(least))
        let later = try refusal(request(least), at: "2026-03-01T00:00:00Z")
        #expect(later.id == good.id)
        #expect(later.content == good.content)
    }

    @Test func `reads no id from what names another agency`() throws {
        let text = request(least).replacing("agency:1819", with: "agency:ced")
        let refusal = try refusal(text)
        #expect(refusal.error == .sourceNotYours)
        #expect(refusal.id == nil)
        #expect(refusal.content == nil)
    }

    @Test func `carries the trace context on`() throws {
        let text = request(least).replacing(#""id":"#, with: #""traceparent":"00-a-b-01","id":"#)
        #expect(try read(text).traceParent == "00-a-b-01")
    }

    @Test func `keeps a field of one's own in the content`() throws {
        let with = try read(request(least + #","x_form":3"#))
        let without = try read(request(least))
        #expect(with.matter == without.matter)
        #expect(with.content != without.content)
    }
}
