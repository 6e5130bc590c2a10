import Exchange
import Journal
import Posts
import Referrals
import Testing
import Triage

@Suite struct `A backtest` {
    private typealias Past = [(past: PastRequest, content: Confidential<[UInt8]>?)]

    /// The same rules without one.
    private static func draft(without rule: String) -> Bundle {
        let bundle = SampleBundle.bundle
        return Bundle(
            address: Digest(9, 9, 9, 9),
            table: DecisionTable(
                rules: bundle.table.rules.filter { $0.id.description != rule },
                crisisLines: bundle.table.crisisLines
            ),
            directory: bundle.directory,
            deadlines: bundle.deadlines,
            access: bundle.access
        )
    }

    /// What a recorder wrote of these lines, each published as an event of its own.
    private static func past(_ lines: [String]) throws -> Past {
        var scene = RecorderScene()
        for line in lines { _ = try scene.publish(line) }
        let contents = scene.records.flatMap(\.contents)
        var requests = PastRequests()
        var found: [PastRequest] = []
        for record in scene.records {
            let fact = try FactCodec.decode(record.body, version: record.version)
            if let past = requests.take(fact) { found.append(past) }
        }
        if let last = requests.takeLast() { found.append(last) }
        return found.map { past in
            let id = ContentID(caseID: past.stored.caseID, ordinal: past.stored.content)
            return (past, contents.first { $0.id == id }?.bytes)
        }
    }

    private static func sums(
        of past: Past,
        _ draft: Bundle,
        against standard: Bundle? = SampleBundle.bundle
    ) -> BacktestSums {
        let backtest = Backtest(of: draft, against: standard)
        var sums = BacktestSums()
        for (past, content) in past { backtest.add(past, content, to: &sums) }
        return sums
    }

    /// Three requests of three people: a tax, a rent, and somebody in distress who has a tax to pay too.
    private static let three = [
        SampleEvents.request("e1", ref: "r1", needs: ["treasury.vat"]),
        SampleEvents.request("e2", ref: "r2", needs: ["treasury.rent"]),
        SampleEvents.request("e3", ref: "r3", needs: ["psychological.distress", "treasury.vat"]),
    ]

    @Test func `gathers each request with the legs it opened and where they went`() throws {
        let past = try Self.past(Self.three)
        #expect(
            past.map { $0.past.legs.map(\.opened.need) } == [
                [.treasuryVat], [.treasuryRent], [.psychologicalDistress, .treasuryVat],
            ]
        )
        #expect(past[0].past.legs[0].placed?.queue == queue("money"))
        #expect(past.allSatisfy { $0.content != nil })
    }

    @Test func `moves the needs whose rule is gone, and no other`() throws {
        let sums = Self.sums(of: try Self.past(Self.three), Self.draft(without: "T05"))
        #expect(sums.requests == 3)
        #expect(sums.all.legs == 4)
        #expect(sums.all.moved == 2)
        let move = BacktestSums.Move(from: .partner(partner("money")), to: .desk)
        #expect(sums.moves == [move: 2])
        #expect(sums.byNeed[.treasuryVat]?.moved == 2)
        #expect(sums.byNeed[.treasuryRent]?.moved == 0)
        #expect(sums.byLanguage[.french]?.moved == 2)
        #expect(sums.byCommune[nil]?.moved == 2)
        #expect((sums.all.deskBefore, sums.all.deskAfter) == (0, 2))
        let day = BrusselsTime.date(at: SampleBundle.noon).daysSince1970
        #expect(sums.loads[partner("money")]?.before == [day: 3])
        #expect(sums.loads[partner("money")]?.after == [day: 1])
        #expect(sums.dayCount == 1)
    }

    @Test(arguments: [true, false])
    func `finds nothing changed under the rules that judged`(isRecorded: Bool) throws {
        let sums = Self.sums(
            of: try Self.past(Self.three),
            SampleBundle.bundle,
            against: isRecorded ? nil : SampleBundle.other
        )
        var all = BacktestSums.Cell()
        all.legs = 4
        #expect(sums.all == all)
        #expect(sums.moves.isEmpty)
        #expect(sums.allTimes.before == [60: 4])
        #expect(sums.allTimes.after == [60: 4])
    }

    @Test func `judges by its codes what is erased, and says so`() throws {
        let past = try Self.past(Self.three).map { ($0.past, Confidential<[UInt8]>?.none) }
        let sums = Self.sums(of: past, Self.draft(without: "T05"))
        #expect(sums.coded == 3)
        #expect(sums.all.moved == 2)
        #expect(sums.byNeed[.treasuryVat]?.deskAfter == 2)
    }

    @Test func `cannot judge what is erased and only joined another's leg`() throws {
        let again = SampleEvents.request("e9", ref: "r1", needs: ["treasury.vat"])
        let past = try Self.past([Self.three[0], again])
        let erased = past.map { ($0.past, Confidential<[UInt8]>?.none) }
        let sums = Self.sums(of: erased, SampleBundle.bundle)
        #expect((sums.requests, sums.coded, sums.unjudged) == (2, 1, 1))
        #expect(Self.sums(of: past, SampleBundle.bundle, against: nil).all.moved == 0)
    }

    @Test func `hears a crisis that is one no more`() throws {
        var past = try Self.past([Self.three[2]])
        past[0].past.legs[0].opened.urgency = .crisis
        let sums = Self.sums(of: past, SampleBundle.bundle, against: nil)
        #expect(sums.crisesLost == 1)
        #expect((sums.all.crisesBefore, sums.all.crisesAfter, sums.all.lowered) == (1, 0, 1))
        let breaches = BacktestLimits().breaches(of: sums)
        #expect(breaches.map(\.what) == [.crisesLost])
        var limits = BacktestLimits()
        limits.allowsFewerCrises = true
        #expect(limits.breaches(of: sums).isEmpty)
    }

    @Test func `tells rules that fit nothing, and those that never have a say`() throws {
        let sums = Self.sums(of: try Self.past([Self.three[0]]), SampleBundle.bundle)
        func use(_ name: String) -> BacktestSums.Use? { RuleID(name).flatMap { sums.rules[$0] } }
        #expect(use("T05")?.decides == 1)
        #expect(use("T06") == nil)
        #expect(use("T99")?.fits == 1)
        #expect(use("T99")?.decides == 0)
    }

    @Test func `comes to the same sums however the requests are shared out`() throws {
        let past = try Self.past(Self.three)
        let draft = Self.draft(without: "T05")
        var parts = Self.sums(of: Array(past[2...]), draft)
        parts.merge(Self.sums(of: Array(past[..<2]), draft))
        #expect(parts == Self.sums(of: past, draft))
    }

    @Test func `takes the shortest time that a share of the legs does not exceed`() {
        let legs: [Int64: Int] = [10: 5, 20: 4, 300: 1]
        #expect(BacktestSums.Times.percentile(50, of: legs) == 10)
        #expect(BacktestSums.Times.percentile(90, of: legs) == 20)
        #expect(BacktestSums.Times.percentile(91, of: legs) == 300)
        #expect(BacktestSums.Times.percentile(50, of: [:]) == nil)
    }
}

@Suite struct `A limit of a backtest` {
    @Test(arguments: [
        ("12", BacktestLimits.Limit.count(12)), ("0", .count(0)),
        ("10%", .share(thousandths: 100)), ("2.5%", .share(thousandths: 25)),
        ("100%", .share(thousandths: 1_000)),
    ])
    func `is a number or a share`(text: String, limit: BacktestLimits.Limit) {
        #expect(BacktestLimits.Limit(text) == limit)
        #expect(limit.description == text)
    }

    @Test(arguments: ["", "%", "-1", "ten", "101%", "2.55%", "2.%", ".5%", "1 %", "+3"])
    func `is nothing else`(text: String) {
        #expect(BacktestLimits.Limit(text) == nil)
    }

    @Test func `is exceeded by more, not by as many`() {
        #expect(!BacktestLimits.Limit.count(3).isExceeded(by: 3, of: 10))
        #expect(BacktestLimits.Limit.count(3).isExceeded(by: 4, of: 10))
        #expect(!BacktestLimits.Limit.share(thousandths: 100).isExceeded(by: 10, of: 100))
        #expect(BacktestLimits.Limit.share(thousandths: 100).isExceeded(by: 11, of: 100))
    }

    @Test func `names what is beyond it, each by itself`() {
        var sums = BacktestSums()
        sums.all.legs = 100
        sums.all.moved = 11
        sums.all.deskBefore = 5
        sums.all.deskAfter = 7
        sums.all.later = 11
        #expect(BacktestLimits.usual.breaches(of: sums).map(\.what) == [.moved, .later])
        #expect(BacktestLimits().breaches(of: sums).isEmpty)
        sums.all.deskAfter = 8
        let breach = BacktestLimits.usual.breaches(of: sums).first { $0.what == .newlyUnrouted }
        #expect(breach?.count == 3)
    }
}

@Suite struct `Small counts` {
    @Test func `are hidden from one to four`() {
        #expect(
            [0, 1, 4, 5].map { SmallCells.mask($0) } == [.shown(0), .small, .small, .shown(5)]
        )
    }

    @Test func `are not given away by the sum of their column`() {
        #expect(SmallCells.mask([50, 3, 7, 0]) == [.shown(50), .small, .withheld, .shown(0)])
        #expect(SmallCells.mask([50, 3, 2]) == [.shown(50), .small, .small])
        #expect(SmallCells.mask([3]) == [.small])
        #expect(SmallCells.mask([50, 7]) == [.shown(50), .shown(7)])
    }
}
