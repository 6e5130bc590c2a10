import Referrals
import Testing

@testable import Triage

@Suite struct `Any request` {
    private static let seeds = Array(UInt64(1)...8)

    private let bundle: Bundle

    init() throws {
        bundle = try Sample.bundle()
    }

    private func forEach(
        _ seed: UInt64,
        _ check: (Referral, Verdict) -> Void
    ) {
        var chance = Chance(seed: seed)
        let partners = bundle.directory.partners.map(\.name) + [Sample.partner("nobody")]
        for _ in 0..<500 {
            let referral = chance.referral(among: partners)
            check(referral, bundle.verdict(for: referral, from: Sample.agency, at: Sample.now))
        }
    }

    @Test(arguments: seeds)
    func `gets a verdict on each of its needs, and on one at least`(seed: UInt64) {
        forEach(seed) { referral, verdict in
            let declared = referral.needs.map(\.need)
            #expect(verdict.needs.map(\.need).starts(with: declared.isEmpty ? [.other] : declared))
            #expect(verdict.needs.count <= max(1, declared.count) + 1)
            #expect(Set(verdict.needs.map(\.need)).count == verdict.needs.count)
        }
    }

    @Test(arguments: seeds)
    func `never has the desk or a queue twice among its candidates`(seed: UInt64) {
        forEach(seed) { _, verdict in
            for need in verdict.needs {
                #expect(!need.candidates.contains { $0.queue == bundle.directory.desk })
                #expect(Set(need.candidates.map(\.queue)).count == need.candidates.count)
            }
        }
    }

    @Test(arguments: seeds)
    func `has candidates that the directory knows by their partner`(seed: UInt64) {
        forEach(seed) { _, verdict in
            for candidate in verdict.needs.flatMap(\.candidates) {
                #expect(
                    bundle.directory.partner(of: candidate.queue)?.name == candidate.partner
                )
            }
        }
    }

    @Test(arguments: seeds)
    func `gets terms that a partner can keep`(seed: UInt64) {
        forEach(seed) { _, verdict in
            for need in verdict.needs {
                #expect(need.terms.due >= .minutes(15))
                #expect(need.terms.answer <= need.terms.due)
                #expect(need.terms.answer > .minutes(0))
            }
        }
    }

    @Test(arguments: seeds)
    func `is never less urgent than it was declared`(seed: UInt64) {
        forEach(seed) { referral, verdict in
            for (claim, need) in zip(referral.needs, verdict.needs) {
                guard let declared = claim.urgency else { continue }
                #expect(need.urgency.rawValue <= declared.rawValue)
            }
        }
    }

    @Test(arguments: seeds)
    func `that a screening found to be a crisis has a psychological crisis`(seed: UInt64) {
        forEach(seed) { referral, verdict in
            guard referral.screening == .l2 || referral.screening == .l3 else { return }
            let crises = verdict.needs.filter { $0.need.family == .psychological }
            #expect(!crises.isEmpty)
            #expect(crises.allSatisfy { $0.urgency == .crisis })
            #expect(verdict.isCrisis)
        }
    }

    @Test(arguments: seeds)
    func `gets the same verdict again`(seed: UInt64) {
        forEach(seed) { referral, verdict in
            #expect(bundle.verdict(for: referral, from: Sample.agency, at: Sample.now) == verdict)
        }
    }
}
