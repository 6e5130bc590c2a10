import Configuration
import Foundation
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `The shipped table` {
    private let bundle: Triage.Bundle

    init() throws {
        bundle = try Shipped.bundle()
    }

    private func verdict(
        _ needs: Need...,
        changed change: (inout Referral) -> Void = { _ in }
    ) -> Verdict {
        var referral = Shipped.referral(needs)
        change(&referral)
        return bundle.verdict(for: referral, from: Shipped.agency, at: Shipped.now)
    }

    private func ranked(_ verdict: Verdict) -> [String] {
        verdict.needs[0].candidates.filter { $0.exclusion == nil }.map(\.queue.description)
    }

    @Test(arguments: [
        (Need.psychologicalCrisis, "T01", ["un-pass"], Urgency.crisis),
        (.psychologicalDistress, "T02", ["un-pass"], .urgent),
        (.insolvencyBankruptcy, "T04", ["ced"], .urgent),
        (.insolvencySummons, "T04", ["ced"], .urgent),
        (.insolvencySeizure, "T05", ["ced", "bemediation"], .urgent),
        (.insolvencyMediation, "T05.mediation", ["bemediation", "ced"], .soon),
        (.insolvencyAlert, "T05.alert", ["ced", "bemediation"], .urgent),
        (.treasuryVat, "T05.public", ["ced", "bemediation", "finance-invest"], .soon),
        (.treasuryOnss, "T05.public", ["ced", "bemediation", "finance-invest"], .soon),
        (.treasuryLiquidity, "T06", ["finance-invest", "ced"], .soon),
        (.treasuryBankCredit, "T07", ["ced"], .soon),
        (.treasuryReceivables, "T08", ["bemediation", "ced"], .normal),
        (.legalLease, "T08", ["bemediation", "ced"], .normal),
        (.legalLabour, "T08.legal", ["ced"], .normal),
        (.financingInvestment, "T06.financing", ["finance-invest"], .normal),
        (.insolvencyPost, "T10", ["revival", "restart", "reload"], .normal),
        (.rebound, "T10", ["revival", "restart", "reload"], .normal),
        (.takeoverSale, "T11", ["reload", "hub.coaching"], .normal),
        (.digitalAccess, "T13", [], .normal), (.digitalEcommerce, "T14", ["hub.digital"], .normal),
        (.coachingDigital, "T14", ["hub.digital"], .normal),
        (.coachingFood, "T14.coaching", ["hub.coaching"], .normal),
        (.socialRights, "T99", [], .normal),
        (.hrStaff, "T99", [], .normal), (.info, "T99", [], .normal), (.other, "T99", [], .normal),
    ])
    func `sends each need where the documented facts say`(
        need: Need,
        rule: String,
        queues: [String],
        urgency: Urgency
    ) {
        let verdict = verdict(need)
        #expect(verdict.needs[0].rule.description == rule)
        #expect(ranked(verdict) == queues)
        #expect(verdict.needs[0].urgency == urgency)
    }

    @Test func `finds nobody for distress in another language than French`() {
        let verdict = verdict(.psychologicalDistress) { $0.language = .dutch }
        #expect(verdict.needs[0].rule.description == "T03")
        #expect(ranked(verdict) == [])
        #expect(verdict.needs[0].urgency == .urgent)
    }

    @Test(arguments: [
        LegalState.bankruptcySummoned, .bankruptcyFiled, .privatePrepBankruptcy,
    ])
    func `sends debts to the CED while a bankruptcy is asked for`(state: LegalState) {
        let verdict = verdict(.treasuryVat) { $0.legal.state = state }
        #expect(verdict.needs[0].rule.description == "T04.state")
        #expect(ranked(verdict) == ["ced"])
        #expect(verdict.needs[0].urgency == .urgent)
        #expect(verdict.safety.map(\.description) == ["S06"])
    }

    @Test func `asks for a diagnosis first where the court has alarm signals`() {
        let verdict = verdict(.treasuryLiquidity) { $0.signals = [.onssArrears] }
        #expect(verdict.needs[0].rule.description == "T05.signals")
        #expect(ranked(verdict) == ["ced", "bemediation", "finance-invest"])
    }

    @Test(arguments: [
        (nil, "T09", Urgency.urgent), (0, "T09", .urgent), (91, "T09", .urgent),
        (92, "T10", .normal), (400, "T10", .normal),
    ])
    func `offers no new start within a quarter of a bankruptcy`(
        days: Int64?,
        rule: String,
        urgency: Urgency
    ) {
        let verdict = verdict(.rebound) {
            let today = BrusselsTime.date(at: Shipped.now)
            $0.legal = Legal(state: .bankrupt, asOf: days.map { today.advanced(by: -$0) })
        }
        #expect(verdict.needs[0].rule.description == rule)
        #expect(verdict.needs[0].urgency == urgency)
        #expect((ranked(verdict) == ["revival"]) == (rule == "T09"))
    }

    @Test(arguments: [
        (21_001, "gel-anderlecht"), (21_003, "gel-koekelberg"), (21_004, "gel-bruxelles"),
        (21_008, "gel-koekelberg"), (21_011, "gel-koekelberg"), (21_012, "gel-molenbeek"),
        (21_013, "gel-saint-gilles"), (21_015, "gel-schaerbeek"),
    ])
    func `sends whoever begins to the desk of the commune`(nis: UInt32, desk: String) {
        let verdict = verdict(.coachingFinance) {
            $0.enterprise.commune = Commune(nis: nis)
            $0.enterprise.phase = .creation
        }
        #expect(verdict.needs[0].rule.description == "T12")
        #expect(ranked(verdict) == [desk, "hub.coaching"])
    }

    @Test func `leaves a manager without a number to a person`() {
        let verdict = verdict(.insolvencyMediation) { $0.enterprise.noNumber = .managerOnly }
        #expect(verdict.needs[0].rule.description == "T15")
        #expect(ranked(verdict) == [])
        #expect(verdict.needs[0].urgency == .urgent)
    }

    @Test func `leaves what lies outside the Region to a person`() {
        let verdict = verdict(.treasuryVat) { $0.enterprise.commune = Commune(nis: 25_072) }
        #expect(verdict.needs[0].rule.description == "T16")
        #expect(verdict.needs[0].block == .outOfRegion)
    }

    @Test func `judges what does not agree towards safety, and says so`() {
        let silent = verdict()
        #expect(silent.needs.map(\.need) == [.other])
        #expect(silent.safety.map(\.description) == ["X01"])
        let denied = verdict(.psychologicalCrisis) { $0.screening = .negative }
        #expect(denied.isCrisis)
        #expect(denied.safety.map(\.description) == ["S02", "X02"])
        let closed = verdict(.treasuryLoan) { $0.consent.recipients = [] }
        #expect(ranked(closed) == [])
        #expect(closed.safety.map(\.description) == ["X03"])
        let bankrupt = verdict(.treasuryLoan) { $0.legal.state = .bankrupt }
        #expect(bankrupt.needs[0].rule.description == "T06.bankrupt")
        #expect(ranked(bankrupt) == [])
        #expect(bankrupt.safety.map(\.description) == ["X04"])
    }

    @Test func `takes alarm signals without a need for a sign of insolvency`() {
        let verdict = verdict { $0.signals = [.accountsMissing] }
        #expect(verdict.needs.map(\.need) == [.other, .insolvencyAlert])
        #expect(verdict.safety.map(\.description) == ["S08"])
    }

    @Test func `says the reason of every row in three languages, from a source`() {
        let ids =
            bundle.table.safety.map(\.id) + bundle.table.classes.map(\.id)
            + bundle.table.rules.map(\.id)
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(bundle.table.saying(of: id) != nil) }
        #expect(bundle.table.rules.allSatisfy { !$0.head.source.isEmpty })
    }

    /// The same number in every process: nothing of a verdict follows the order of a set.
    @Test func `judges the requests of 2020 as it did before`() throws {
        var digest = StableDigest()
        for (referral, agency) in try Shipped.corpus() {
            digest.add(
                bundle.verdict(for: referral, hearing: nil, from: agency, at: Shipped.now)
            )
        }
        #expect(digest.hex == "43e06263a4ba9443")
    }
}

@Suite struct `A table of the older form` {
    @Test func `reads, and decides by the first rule that fits`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.write(try Shipped.older(), to: "triage.yaml")
        guard case .good(_, let older) = BundleFolder(path: folder.path).read() else {
            Issue.record("a bundle with one list of rules is good")
            return
        }
        #expect(older.table.isOlder)
        let cases: [(Need, String, [String])] = [
            (.treasuryVat, "T05.public", ["ced", "bemediation"]),
            (.treasuryRent, "T06", ["finance-invest", "ced"]),
            (.insolvencyAlert, "T05.alert", ["ced", "bemediation"]),
            (.rebound, "T10", ["revival", "restart", "reload"]),
            (.coachingFood, "T14.coaching", ["hub.coaching"]), (.other, "T99", []),
        ]
        for (need, rule, queues) in cases {
            let verdict = older.verdict(
                for: Shipped.referral([need]),
                from: Shipped.agency,
                at: Shipped.now
            )
            #expect(verdict.needs.map(\.rule.description) == [rule])
            #expect(verdict.needs[0].candidates.map(\.queue.description) == queues)
            #expect(verdict.safety == [])
        }
    }

    @Test func `judges the requests of 2020 as it did when it was in force`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.write(try Shipped.older(), to: "triage.yaml")
        try folder.write(try Shipped.older("directory-one-table"), to: "directory.yaml")
        guard case .good(_, let older) = BundleFolder(path: folder.path).read() else {
            Issue.record("a bundle with one list of rules is good")
            return
        }
        var digest = StableDigest()
        for (referral, agency) in try Shipped.corpus() {
            let verdict = older.verdict(
                for: referral,
                hearing: nil,
                from: agency,
                at: Shipped.now
            )
            digest.add(verdict)
        }
        #expect(digest.hex == "d17f731e9b910d6b")
    }
}

/// What is shipped, and requests to judge by it.
private enum Shipped {
    /// 23 March 2020, 13:56 in Brussels.
    static let now = Moment(seconds: 1_584_968_160)

    static let agency: AgencyID = {
        guard let agency = AgencyID("1819") else { preconditionFailure("an agency of the tests") }
        return agency
    }()

    static func bundle() throws -> Triage.Bundle {
        guard case .good(_, let bundle) = BundleFolder(path: try shipped("bundle")).read() else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return bundle
    }

    /// The table as it was before it had three parts, or another file of that time.
    static func older(_ name: String = "triage-one-table") throws -> String {
        try String(
            contentsOfFile: tests("TriageTests/Golden/\(name).yaml"),
            encoding: .utf8
        )
    }

    /// A request in French of somebody in Etterbeek who agreed to everything.
    static func referral(_ needs: [Need]) -> Referral {
        Referral(
            agencyRef: Confidential("A-1"),
            channel: .phone,
            language: .french,
            reach: .phone,
            enterprise: Enterprise(commune: Commune(nis: 21_005)),
            needs: needs.map { NeedClaim(need: $0) },
            consent: Consent(
                scope: NeedFamily.allCases.reduce(into: []) { $0.formUnion(FamilySet($1)) },
                how: .oral,
                at: now
            )
        )
    }

    /// The requests of the corpus, each with who sent it.
    static func corpus() throws -> [(Referral, AgencyID)] {
        let data = try Data(contentsOf: URL(filePath: tests("Corpus/pole-2020.jsonl")))
        return try data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let text = String(decoding: line, as: UTF8.self)
            let name = text.split(separator: "urn:relais:agency:")[1].prefix { $0 != "\"" }
            let agency = try #require(AgencyID(String(name)))
            let event = try EventDecoder.decode(Array(line)[...], from: agency, at: nil)
            guard case .referral(let referral) = event.matter else { return nil }
            return (referral, agency)
        }
    }

    private static func tests(_ name: String) throws -> String {
        URL(filePath: try shipped("")).deletingLastPathComponent().appending(path: "Tests/\(name)")
            .path
    }
}

/// A digest of verdicts that does not follow the seed by which a process hashes (FNV-1a).
private struct StableDigest {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    var hex: String { String(state, radix: 16) }

    mutating func add(_ verdict: Verdict) {
        for need in verdict.needs {
            add("\(need.need.name) \(need.evidence.name) \(need.urgency.name) \(need.rule)")
            add("\(need.terms.due) \(String(describing: need.dueBy)) \(need.after.rawValue)")
            for candidate in need.candidates {
                add("\(candidate.queue) \(candidate.exclusion?.rawValue ?? 0)")
            }
            add("\(need.block?.rawValue ?? 0)")
        }
        add("\(verdict.isCrisis)")
    }

    private mutating func add(_ text: String) {
        for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
