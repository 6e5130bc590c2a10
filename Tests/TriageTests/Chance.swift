import Referrals
import SplitMix
import Triage

/// Requests that look drawn and follow from a seed.
struct Chance {
    private var words: SplitMix

    init(seed: UInt64) {
        words = SplitMix(seed: seed)
    }

    mutating func next() -> UInt64 { words.next() }

    /// A number from 0 to `bound` - 1.
    mutating func below(_ bound: Int) -> Int { words.below(bound) }

    /// One of the entries.
    mutating func pick<Entry>(_ entries: [Entry]) -> Entry { entries[below(entries.count)] }

    /// One of the entries, or none.
    mutating func perhaps<Entry>(_ entries: [Entry]) -> Entry? {
        below(2) == 0 ? nil : pick(entries)
    }

    mutating func referral(among partners: [PartnerID]) -> Referral {
        var needs: [NeedClaim] = []
        for _ in 0..<below(9) {
            let need = pick(Need.allCases)
            guard !needs.contains(where: { $0.need == need }) else { continue }
            needs.append(
                NeedClaim(
                    need: need,
                    urgency: perhaps(Urgency.allCases),
                    evidence: pick(Evidence.allCases)
                )
            )
        }
        return Referral(
            agencyRef: Confidential("A"),
            channel: pick(Channel.allCases),
            language: pick([.french, .dutch, .english, Sample.language("ar")]),
            interpreterNeeded: below(4) == 0,
            digitalAccess: perhaps([true, false]),
            reach: .phone,
            enterprise: Enterprise(
                noNumber: perhaps(NoBCE.allCases),
                commune: perhaps([21_001, 21_004, 21_019, 62_063].compactMap { Commune(nis: $0) }),
                phase: perhaps(Phase.allCases)
            ),
            needs: needs,
            legal: Legal(state: pick(LegalState.allCases)),
            screening: perhaps(ScreeningResult.allCases),
            excludedPartners: (0..<below(3)).map { _ in pick(partners) },
            preferredPartner: perhaps(partners),
            consent: Consent(
                scope: FamilySet(rawValue: UInt32(truncatingIfNeeded: next())),
                recipients: perhaps([[], partners, [pick(partners)]]),
                how: pick(ConsentHow.allCases),
                at: Sample.now,
                expires: perhaps([CalendarDate(daysSince1970: Int64(below(40_000)))])
            ),
            replyBy: perhaps([
                Moment(microseconds: Int64(truncatingIfNeeded: next())),
                Sample.now + .minutes(Int64(below(5_000))),
            ])
        )
    }
}
