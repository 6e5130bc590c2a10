import Referrals
import Testing
import Triage

@Suite struct `A card of a key` {
    @Test func `says whose it is, what it opens, from where and until when`() throws {
        let card = try KeyCard.read(SampleKeys.golden("card.key"), file: "card.key")
        #expect(card.owner.description == "supervisor:pole")
        #expect(card.name.description == "2026b")
        #expect(card.domains == [.feed])
        #expect(card.networks?.map(\.description) == ["192.0.2.0/24", "2001:db8::/32"])
        #expect(card.notAfter == CalendarDate(year: 2027, month: 12, day: 31))
        #expect(card.revokedAt == SampleKeys.now)
        #expect(card.kept.map(\.name) == ["x-desk"])
    }

    @Test func `is written byte for byte as it was`() throws {
        let bytes = try SampleKeys.golden("card.key")
        let card = try KeyCard.read(bytes, file: "card.key")
        #expect(Array(card.certificate().written.utf8) == bytes)
    }

    @Test func `keeps what czmq's makecert writes`() throws {
        let card = try KeyCard.read(SampleKeys.golden("czmq.cert"), file: "a")
        #expect(card.kept.count == 5)
        #expect(card.owner.role == .partner)
    }

    @Test(arguments: [
        ("agency:1819", [KeyDomain.intake]), ("partner:hub", [.desk]),
        ("supervisor:pole", [.control, .feed]), ("dispatcher:north", [.work]),
        ("recorder:main", [.record]), ("gateway:dmz", []),
    ])
    func `opens the doors of its owner's role and no others`(
        owner: String,
        domains: [KeyDomain]
    ) throws {
        let card = try SampleKeys.card("principal = \(owner)", key: SampleKeys.key(1))
        #expect(card.domains == domains)
        #expect(card.owner.description == owner)
    }

    @Test func `is called 1 where it has no name`() throws {
        let card = try SampleKeys.card("principal = agency:1819", key: SampleKeys.key(1))
        #expect(card.userID == "agency:1819#1")
    }

    @Test func `names the queues of a partner`() throws {
        let card = try SampleKeys.card(
            "principal = partner:hub",
            "queues = hub.coaching hub",
            key: SampleKeys.key(1)
        )
        #expect(card.queues?.map(\.description) == ["hub.coaching", "hub"])
    }

    @Test(arguments: [
        ("role = partner", "role: expected agency, as the principal says, found partner"),
        ("key-name = A", "key-name: expected 1 to 32 of a-z, 0-9 and -, found A"),
        (
            "domains = desk",
            "domains: expected of a key of role agency: intake, found desk"
        ),
        ("domains = \"\"", "domains: expected of a key of role agency: intake, found nothing"),
        ("domains = intake intake", "domains: expected each once, found intake again"),
        ("queues = hub", "queues: expected no queues: only a partner has any, found hub"),
        (
            "networks = 10.0.0.1/8",
            "networks: expected a network: 192.0.2.0/24 or 2001:db8::/32, found 10.0.0.1/8"
        ),
        ("not-after = 2027-02-29", "not-after: expected a day: YYYY-MM-DD, found 2027-02-29"),
        (
            "revoked-at = 2027-02-28",
            "revoked-at: expected a time of RFC 3339 with its offset, found 2027-02-28"
        ),
        ("not-affter = 2027-02-28", "expected not-after?, found not-affter"),
        (
            "network = 10.0.0.0/8", "expected networks?, found network"
        ),
    ])
    func `with a mistake is refused with its line and what was expected`(
        line: String,
        words: String
    ) {
        #expect(faults("principal = agency:1819", line) == ["keys/a.key:3:1: \(words)"])
    }

    @Test func `with an unknown name is refused with those there are`() {
        #expect(
            faults("principal = agency:1819", "colour = red") == [
                "keys/a.key:3:1: expected one of principal, role, key-name, domains, queues,"
                    + " networks, not-after, revoked-at, or a name that begins with x-, found colour"
            ]
        )
    }

    @Test func `of nobody is refused`() {
        #expect(faults("x-a = b").count == 1)
        #expect(faults("principal = 1819").count == 1)
        #expect(faults("principal = dispatcher:North").count == 1)
    }

    @Test func `with thirteen networks is refused`() {
        let networks = (1...13).map { "10.0.0.\($0)" }.joined(separator: ",")
        #expect(
            faults("principal = agency:1819", "networks = \(networks)")
                == ["keys/a.key:3:1: networks: expected at most 12, found 13"]
        )
    }

    @Test func `with its secret key is refused`() throws {
        let bytes = try SampleKeys.golden("pyzmq.key_secret")
        let words = SampleKeys.faults { () throws(BundleFaults) in
            _ = try KeyCard.read(bytes, file: "a")
        }
        #expect(
            words == [
                "a:9:1: expected a public certificate, found one with its secret key, which only"
                    + " its owner may keep"
            ]
        )
    }

    @Test func `tells nothing of a secret key pasted as a value or as a name`() {
        let secret = SampleKeys.agencySecret
        for line in ["principal = '\(secret)'", "networks = '\(secret)'", "x\(secret) = 1", secret]
        {
            let words = faults("role = agency", line).joined()
            #expect(!words.isEmpty)
            #expect(!words.contains(secret.prefix(5)) && !words.contains(secret.suffix(5)))
        }
    }

    @Test func `is live through its last day in Brussels`() throws {
        let card = try SampleKeys.card(
            "principal = agency:1819",
            "not-after = 2026-11-21",
            key: SampleKeys.key(1)
        )
        let midnight = SampleKeys.now + .hours(9)
        #expect(card.isLive(at: midnight - Span(microseconds: 1)))
        #expect(!card.isLive(at: midnight))
    }

    @Test func `that could not be read again says why`() throws {
        var card = try SampleKeys.card("principal = agency:1819", key: SampleKeys.key(1))
        #expect(card.objections == [])
        card.networks = []
        card.queues = []
        card.domains = [.work]
        #expect(
            card.objections == [
                "a key of role agency opens intake", "only a partner's key has queues",
                "a key has 1 to 12 queues", "a key has 1 to 12 networks",
            ]
        )
    }

    private func faults(_ remarks: String...) -> [String] {
        SampleKeys.faults { () throws(BundleFaults) in
            _ = try KeyCard.read(SampleKeys.file(remarks), file: "keys/a.key")
        }
    }
}
