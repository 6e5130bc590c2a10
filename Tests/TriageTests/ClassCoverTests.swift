import Referrals
import Testing

@testable import Triage

@Suite struct `The class table` {
    private func faults(_ right: String, _ wrong: String) throws -> [BundleFault] {
        let range = try #require(SampleTables.triage.firstRange(of: right))
        var text = SampleTables.triage
        text.replaceSubrange(range, with: wrong)
        return Sample.faults(in: "triage.yaml", with: text)
    }

    @Test func `has no overlap and no gap as it is`() {
        #expect(Sample.faults(in: "triage.yaml", with: SampleTables.triage) == [])
    }

    @Test func `tells two rows that fit the same, with both lines`() throws {
        let faults = try faults("[92+]", "[91+]")
        let lines = SampleTables.triage.split(separator: "\n", omittingEmptySubsequences: false)
        let first = try #require(lines.firstIndex(of: "  - id: C2")) + 1
        let second = try #require(lines.firstIndex(of: "  - id: C3")) + 1
        #expect(faults.map(\.line) == [second])
        #expect(
            faults.map(\.expected) == ["no need that C2 on line \(first) is for as well"]
        )
        #expect(faults.map(\.found) == ["rebound where bankrupt_days is 91"])
    }

    @Test func `tells what no row fits`() throws {
        let faults = try faults("[92+]", "[93+]")
        #expect(faults.map(\.path) == ["class"])
        #expect(faults.map(\.found) == ["none for rebound where bankrupt_days is 92"])
    }

    @Test func `tells a need that no row names`() throws {
        let faults = try faults(
            "except: [psychological, rebound]",
            "except: [psychological, rebound, hr]"
        )
        #expect(faults.map(\.found) == ["none for hr, hr.staff"])
    }

    @Test func `tells a fact that is not known and that no row takes`() throws {
        let faults = try faults("[0-91, unknown]", "[0-91]")
        #expect(faults.map(\.found) == ["none for rebound where bankrupt_days is unknown"])
    }

    @Test(arguments: [
        "sector: [47]", "nace: {2008: [471], 2025: [47]}", "workers: [1-9]", "commune: ['21004']",
        "commune: [outside]", "jobs_at_stake: [10+]", "language: [fr, nl]",
        "signals: [vat_arrears]",
        "interpreter: [true]", "digital_access: [false]", "channel: [phone]", "urgency: [soon]",
        "phase: [active]", "no_bce: [unknown]", "screening: [not_done]", "legal_state: [unknown]",
        "legal_days: [5]", "cessation_days: [0-30]",
    ])
    func `finds the gap that a condition leaves, and none beside its denial`(condition: String)
        throws
    {
        let row = "    needs: [psychological]\n    class: quick"
        let when = "    needs: [psychological]\n    when: {\(condition)}\n    class: quick"
        let gap = try faults(row, when)
        #expect(gap.count == 1, "\(gap)")
        #expect(gap.first?.path == "class")
        let denial = """
            \(when)
                urgency: soon
                says: {fr: a, nl: b, en: c}
                source: a test
              - id: C0
                needs: [psychological]
                unless: {\(condition)}
                class: quick
            """
        #expect(try faults(row, denial) == [])
    }

    @Test func `asks nothing of what rows themselves bring`() throws {
        let faults = try faults(
            "    needs: [psychological]\n    class: quick",
            "    needs: [psychological]\n    when: {heard: [crisis]}\n    class: quick"
        )
        #expect(faults.first?.path.hasSuffix("when.heard") == true)
    }

    @Test func `says where a range or a band is none`() throws {
        for (key, value) in [("bankrupt_days", "5-2"), ("workers", "2-9"), ("sector", "4")] {
            let faults = try faults("bankrupt_days: [92+]", "\(key): [\(value)]")
            #expect(faults.contains { $0.path == "class[2].when.\(key)[0]" }, "\(faults)")
        }
    }
}

@Suite struct `The order of rows` {
    @Test(arguments: ["safety", "class"])
    func `changes nothing where all count or one fits`(part: String) throws {
        let bundle = try SampleTables.bundle()
        let other = try SampleTables.bundle(try SampleTables.reversed(part))
        #expect(other != bundle)
        let partners = bundle.directory.partners.map(\.name)
        var chance = Chance(seed: 7)
        for _ in 0..<500 {
            let referral = chance.referral(among: partners)
            let reading = chance.reading()
            #expect(
                other.verdict(for: referral, hearing: reading, from: Sample.agency, at: Sample.now)
                    == bundle.verdict(
                        for: referral,
                        hearing: reading,
                        from: Sample.agency,
                        at: Sample.now
                    )
            )
        }
    }
}

@Suite struct `Any request under three tables` {
    private let bundle: Bundle

    init() throws {
        bundle = try SampleTables.bundle()
    }

    private func forEach(_ check: (Referral, NoteReading?, Verdict) -> Void) {
        let partners = bundle.directory.partners.map(\.name) + [Sample.partner("nobody")]
        var chance = Chance(seed: 11)
        for _ in 0..<2_000 {
            let referral = chance.referral(among: partners)
            let reading = chance.reading()
            check(referral, reading, judged(referral, reading))
        }
    }

    private func judged(_ referral: Referral, _ reading: NoteReading?) -> Verdict {
        bundle.verdict(for: referral, hearing: reading, from: Sample.agency, at: Sample.now)
    }

    @Test func `gets a leg for each need, one a need, and one at least`() {
        forEach { referral, _, verdict in
            #expect(!verdict.needs.isEmpty)
            let declared = referral.needs.map(\.need)
            #expect(verdict.needs.map(\.need).starts(with: declared))
            #expect(Set(verdict.needs.map(\.need)).count == verdict.needs.count)
        }
    }

    @Test func `has no candidate outside its consent`() {
        forEach { referral, _, verdict in
            for need in verdict.needs where need.block == nil {
                let free = need.candidates.filter { $0.exclusion == nil }.map(\.partner)
                #expect(free.allSatisfy(referral.consent.admits))
                #expect(referral.consent.covers(need.need.family, at: Sample.now))
            }
        }
    }

    @Test func `is never less urgent for one signal more`() {
        forEach { referral, reading, verdict in
            for signal in Signal.allCases where !referral.signals.contains(signal) {
                var more = referral
                more.signals.append(signal)
                let other = judged(more, reading)
                for need in verdict.needs {
                    let now = other.needs.first { $0.need == need.need }
                    #expect((now?.urgency ?? .normal).rawValue <= need.urgency.rawValue)
                }
            }
        }
    }

    @Test func `is never less urgent for what is heard`() {
        forEach { referral, reading, verdict in
            let deaf = judged(referral, nil)
            for need in deaf.needs where need.need != .other {
                let now = verdict.needs.first { $0.need == need.need }
                #expect(
                    (now?.urgency ?? .normal).rawValue <= need.urgency.rawValue,
                    "\(String(describing: reading))"
                )
            }
        }
    }

    @Test func `is tried with the verdict that it gets, and for the reasons that it has`() {
        forEach { referral, reading, verdict in
            let trial = bundle.trial(
                of: referral,
                hearing: reading,
                from: Sample.agency,
                at: Sample.now
            )
            #expect(trial.verdict == verdict)
            #expect(trial.safety.filter(\.fits).map(\.rule).sorted() == verdict.safety)
            for (need, judged) in zip(trial.needs, verdict.needs) {
                #expect(need.classes.filter(\.fits).map(\.rule) == [need.classRule])
                #expect(need.routing.first(where: \.counts)?.rule == judged.rule)
                let steps = need.urgency.map(\.urgency)
                #expect(steps.reduce(.normal) { $0.raised(to: $1) } == judged.urgency)
                for rule in need.routing {
                    let when = rule.conditions.filter { !$0.isDenied }
                    let unless = rule.conditions.filter(\.isDenied)
                    let isKept = !unless.isEmpty && unless.allSatisfy(\.holds)
                    #expect(rule.fits == (when.allSatisfy(\.holds) && !isKept))
                }
            }
        }
    }
}

extension UrgencyStep {
    fileprivate var urgency: Urgency {
        switch self {
        case .declared(let urgency), .byDefault(_, let urgency), .atLeast(_, let urgency),
            .law(let urgency):
            urgency
        }
    }
}

extension Chance {
    /// What could be heard in a note, or that nobody read it.
    mutating func reading() -> NoteReading? {
        guard below(4) > 0 else { return nil }
        let needs = Set((0..<below(4)).map { _ in pick(Need.allCases) })
        return NoteReading(
            needs: needs.sorted { $0.rawValue < $1.rawValue },
            families: below(2) == 0 ? [] : FamilySet(.treasury),
            danger: pick(Danger.allCases)
        )
    }
}
