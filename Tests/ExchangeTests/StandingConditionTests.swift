import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A partner that may have a leg only beside another` {
    private static let distress = want(.psychologicalDistress, from: ["alfa"])

    private static func money(_ condition: StandingCondition, from name: String) -> NeedVerdict {
        var money = want(.treasuryVat, from: [name])
        money.candidates[0].onlyIf = condition
        return money
    }

    @Test func `is passed over while nobody follows the case`() throws {
        var scene = Scene()
        let facts = try scene.ask(Self.money(.followed, from: "bravo"), Self.distress)
        #expect(facts.contains("placed desk unrouted"))
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `has it once another partner has accepted a leg of the case`() throws {
        var scene = Scene()
        try scene.ask(Self.money(.followed, from: "bravo"), Self.distress)
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(
            try scene.answer(.accept(by: "p"), to: LeaseID(1)) == ["accepted", "placed bravo"]
        )
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `does not follow the case by itself`() throws {
        var scene = Scene()
        try scene.ask(Self.money(.followed, from: "alfa"), Self.distress)
        scene.attach(1, "alfa")
        scene.handOut()
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1)) == ["accepted"])
    }

    @Test func `has it at once where the rule asks that nobody follows`() throws {
        var scene = Scene()
        let facts = try scene.ask(Self.money(.notFollowed, from: "bravo"), Self.distress)
        #expect(facts.contains("placed bravo"))
    }

    /// It is Monday 2 March 2026.
    private static let recent = StandingCondition(
        bankruptDays: DaySpans([0...10])
    )

    private static func bankrupt(_ day: String?) -> Legal {
        Legal(state: .bankrupt, asOf: day.flatMap { CalendarDate($0) })
    }

    @Test(arguments: [
        ("2026-03-02", true), ("2026-02-20", true), ("2026-02-19", false), (nil, false),
        ("2026-03-09", true),
    ])
    func `has it so many days after the bankruptcy that the request tells`(
        day: String?,
        isGiven: Bool
    ) throws {
        var scene = Scene()
        var asked = Asked(needs: [Self.money(Self.recent, from: "bravo")])
        asked.legal = Self.bankrupt(day)
        let facts = try scene.run(scene.request(asked))
        #expect(facts.contains("placed bravo") == isGiven)
        #expect(facts.contains("placed desk unrouted") != isGiven)
        #expect(
            facts.filter { $0.hasPrefix("bankrupt") } == (day.map { ["bankrupt \($0)"] } ?? [])
        )
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `has it where nobody told a day and the rule takes that`() throws {
        var scene = Scene()
        let unknown = StandingCondition(bankruptDays: DaySpans([0...10], coverUnknown: true))
        #expect(try scene.ask(Self.money(unknown, from: "bravo")).contains("placed bravo"))
    }

    @Test func `has what waited for it once a status tells the day`() throws {
        var scene = Scene()
        try scene.ask(Self.money(Self.recent, from: "bravo"))
        let told = StatusReport.Matter.legalState(Self.bankrupt("2026-03-01"))
        #expect(
            try scene.tell(told) == [
                "status legal_state", "bankrupt 2026-03-01", "placed bravo",
            ]
        )
        #expect(try scene.tell(told) == ["status legal_state"])
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `counts the days to the day of the choice`() throws {
        var scene = Scene()
        var money = Self.money(Self.recent, from: "bravo")
        money.candidates.append(want(.treasuryVat, from: ["alfa"]).candidates[0])
        var asked = Asked(needs: [money])
        asked.legal = Self.bankrupt("2026-02-25")
        #expect(try scene.run(scene.request(asked)).contains("placed bravo"))
        scene.now = scene.now + .days(6)
        var later = Asked(needs: [want(.hr, from: ["alfa"])])
        later.needs[0].candidates[0].onlyIf = Self.recent
        #expect(try scene.run(scene.request(later)).contains("placed desk unrouted"))
    }

    @Test func `keeps the day that was told when a later event tells none`() throws {
        var scene = Scene()
        var asked = Asked(needs: [want(.hr)])
        asked.legal = Self.bankrupt("2026-03-01")
        try scene.run(scene.request(asked))
        #expect(
            try scene.ask(Self.money(Self.recent, from: "bravo")).contains("placed bravo")
        )
    }

    @Test func `has nothing that is freed by a request in which the person excludes it`() throws {
        var scene = Scene()
        try scene.ask(Self.money(Self.recent, from: "bravo"))
        var asked = Asked(needs: [want(.hr, from: ["bravo"], excluding: ["bravo": .unwanted])])
        asked.legal = Self.bankrupt("2026-03-01")
        let facts = try scene.run(scene.request(asked))
        #expect(facts.contains("bankrupt 2026-03-01"))
        #expect(!facts.contains("placed bravo"), "\(facts)")
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `has nothing that is freed by a correction whose consent names others`() throws {
        var scene = Scene()
        let need = Self.money(Self.recent, from: "bravo")
        try scene.ask(need, id: "e1")
        var asked = Asked(needs: [need])
        asked.legal = Self.bankrupt("2026-03-01")
        asked.consent = consent(to: ["alfa"])
        let facts = try scene.correct("e1", to: revision(asked))
        #expect(facts.contains("bankrupt 2026-03-01"))
        #expect(!facts.contains("placed bravo"), "\(facts)")
        #expect(scene.board.checkInvariants() == [])
    }
}
