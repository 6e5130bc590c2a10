import Referrals
import Testing
import Triage

@Suite struct `The registry of keys` {
    private let now = SampleKeys.now
    private let home = NetworkAddress("192.0.2.7")

    @Test func `names the owner of a key`() throws {
        let registry = try registry(SampleKeys.filed("a", 1, "principal = agency:1819"))
        let card = try registry.card(of: SampleKeys.key(1), in: .intake, from: nil, at: now)
        #expect(card.owner.description == "agency:1819")
    }

    @Test func `refuses a key that nobody has`() throws {
        let registry = try registry(SampleKeys.filed("a", 1, "principal = agency:1819"))
        #expect(throws: KeyRefusal.unknownKey) {
            try registry.card(of: SampleKeys.key(2), in: .intake, from: nil, at: now)
        }
    }

    @Test func `refuses everybody when it is empty`() throws {
        #expect(throws: KeyRefusal.unknownKey) {
            try KeyRegistry.empty.card(of: SampleKeys.key(1), in: .intake, from: nil, at: now)
        }
    }

    @Test(arguments: KeyDomain.allCases.filter { $0 != .intake })
    func `opens to an agency's key no other door`(domain: KeyDomain) throws {
        let registry = try registry(SampleKeys.filed("a", 1, "principal = agency:1819"))
        #expect(throws: KeyRefusal.wrongDomain) {
            try registry.card(of: SampleKeys.key(1), in: domain, from: nil, at: now)
        }
    }

    @Test(arguments: KeyDomain.allCases)
    func `opens to the gateway's own key no door`(domain: KeyDomain) throws {
        let registry = try registry(SampleKeys.filed("a", 1, "principal = gateway:dmz"))
        #expect(throws: KeyRefusal.wrongDomain) {
            try registry.card(of: SampleKeys.key(1), in: domain, from: nil, at: now)
        }
    }

    @Test func `refuses a revoked key, also where the clock is behind the revocation`() throws {
        let time = "revoked-at = 2026-11-21T15:00:00+01:00"
        let registry = try registry(SampleKeys.filed("a", 1, "principal = agency:1819", time))
        #expect(throws: KeyRefusal.revoked(now)) {
            let before = now - .hours(1)
            _ = try registry.card(of: SampleKeys.key(1), in: .intake, from: nil, at: before)
        }
    }

    @Test func `refuses a key after its last day`() throws {
        let entry = try SampleKeys.filed(
            "a",
            1,
            "principal = agency:1819",
            "not-after = 2026-11-20"
        )
        let registry = try registry(entry)
        let day = try #require(CalendarDate(year: 2026, month: 11, day: 20))
        #expect(throws: KeyRefusal.expired(day)) {
            try registry.card(of: SampleKeys.key(1), in: .intake, from: nil, at: now)
        }
    }

    @Test func `lets a key come from its networks only`() throws {
        let entry = try SampleKeys.filed(
            "a",
            1,
            "principal = agency:1819",
            "networks = 192.0.2.0/24"
        )
        let registry = try registry(entry)
        let key = try SampleKeys.key(1)
        #expect(try registry.card(of: key, in: .intake, from: home, at: now).name == .first)
        for address in [NetworkAddress("192.0.3.7"), NetworkAddress("::1"), nil] {
            #expect(throws: KeyRefusal.wrongNetwork) {
                try registry.card(of: key, in: .intake, from: address, at: now)
            }
        }
    }

    @Test func `ends the connections of one revoked key and not those of the other`() throws {
        let revoked = "revoked-at = 2026-11-21T15:00:00+01:00"
        let registry = try registry(
            SampleKeys.filed("a", 1, "principal = agency:1819", revoked),
            SampleKeys.filed("b", 2, "principal = agency:1819", "key-name = 2")
        )
        #expect(throws: KeyRefusal.revoked(now)) {
            try registry.card(userID: "agency:1819#1", in: .intake, at: now)
        }
        let card = try registry.card(userID: "agency:1819#2", in: .intake, at: now)
        #expect(card.key == (try SampleKeys.key(2)))
    }

    @Test(arguments: ["", "agency:1819", "agency:1819#2", "agency:ced#1"])
    func `knows no connection by a User-Id that it has not given`(userID: String) throws {
        let registry = try registry(SampleKeys.filed("a", 1, "principal = agency:1819"))
        #expect(throws: KeyRefusal.unknownKey) {
            try registry.card(userID: userID, in: .intake, at: now)
        }
    }

    @Test func `is refused where two cards have one key`() throws {
        let entries = [
            try SampleKeys.filed("b.key", 1, "principal = agency:ced"),
            try SampleKeys.filed("a.key", 1, "principal = agency:1819"),
        ]
        #expect(
            faults(entries)
                == ["b.key:4:1: expected a public-key of its own, found that of a.key:4"]
        )
    }

    @Test func `is refused where an owner's two keys have one name`() throws {
        let entries = [
            try SampleKeys.filed("a.key", 1, "principal = agency:ced"),
            try SampleKeys.filed("b.key", 2, "principal = agency:ced"),
        ]
        #expect(
            faults(entries) == [
                "b.key:2:1: expected a key-name that no other key of agency:ced has,"
                    + " found 1, as in a.key:2"
            ]
        )
    }

    @Test func `is refused where an owner has three live keys`() throws {
        let entries = try (1...3 as ClosedRange<UInt8>).map { number in
            let name = "key-name = \(number)"
            return try SampleKeys.filed("\(number).key", number, "principal = agency:ced", name)
        }
        #expect(
            faults(entries) == [
                "3.key:2:1: expected at most 2 live keys of agency:ced, found one more: revoke one"
            ]
        )
    }

    @Test(arguments: ["revoked-at = 2026-11-21T15:00:00+01:00", "not-after = 2026-11-20"])
    func `takes a third key where one of them is dead`(line: String) throws {
        let owner = "principal = agency:ced"
        let entries = [
            try SampleKeys.filed("1.key", 1, owner, "key-name = 1", line),
            try SampleKeys.filed("2.key", 2, owner, "key-name = 2"),
            try SampleKeys.filed("3.key", 3, owner, "key-name = 3"),
        ]
        #expect(faults(entries) == [])
    }

    @Test func `is refused where there are more cards than it holds`() throws {
        let entry = try SampleKeys.filed("1.key", 1, "principal = agency:ced")
        #expect(
            faults(Array(repeating: entry, count: 32_769))
                == ["1.key:1:1: expected at most 32768 cards, found 32769"]
        )
    }

    @Test func `is the same in whatever order the files are read`() throws {
        let entries = [
            try SampleKeys.filed("1.key", 1, "principal = agency:ced"),
            try SampleKeys.filed("2.key", 2, "principal = agency:1819"),
            try SampleKeys.filed("3.key", 3, "principal = recorder:main"),
        ]
        #expect(
            try KeyRegistry(entries, at: now) == KeyRegistry(entries.reversed(), at: now)
        )
    }

    private func registry(_ entries: FiledCard...) throws -> KeyRegistry {
        try KeyRegistry(entries, at: now)
    }

    private func faults(_ entries: [FiledCard]) -> [String] {
        SampleKeys.faults { () throws(BundleFaults) in _ = try KeyRegistry(entries, at: now) }
    }
}
