import RelaisClient
import Testing

extension EndToEnd {
    /// What is said in a note, from the wire to the journal.
    @Suite struct `A note` {
        private static let request = """
            {"specversion":"1.0","id":"note-1","source":"urn:relais:agency:1819",\
            "type":"brussels.relais.referral.requested.v1","time":"2026-03-02T17:42:10+01:00",\
            "data":{"agency_ref":"N-1","channel":"phone","language":"fr",\
            "person":{"phone":"+32470000000"},\
            "needs":[{"code":"treasury.vat","urgency":"soon",\
            "note":"Il dit qu'il va se pendre ce soir, la corde est achetée."}],\
            "consent":{"scope":["treasury","psychological"],"how":"oral",\
            "at":"2026-03-02T17:40:00+01:00"}}}
            """

        @Test func `that speaks of suicide opens a crisis nobody declared, and explain says why`()
            throws
        {
            let installation = try Installation(readingNotes: true)
            let server = try installation.serve()
            let client = AgencyClient(try server.agency())
            let event = try #require(OutgoingEvent(mark: 0, line: Array(Self.request.utf8)))
            #expect(try client.publish([event], until: soon()))
            let program = try Program(
                Repository.program,
                [
                    "triage", "explain", "N-1", "--data", installation.data, "--master-key",
                    installation.folder + "/key",
                ],
                environment: ["TMPDIR": installation.folder],
                in: installation.folder
            )
            let words = program.output(within: 30)
            #expect(program.ending(within: 30) == .exit(0), "\(program.words)")
            #expect(words.contains("\npsychological.crisis: crisis\n"), "\(words)")
            #expect(words.contains("Judged anew it is what was stored"), "\(words)")
            #expect(!words.contains("achetée"))
        }
    }
}
