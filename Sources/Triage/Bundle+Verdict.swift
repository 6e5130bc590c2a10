public import Referrals

extension Bundle {
    /// What the rules make of a request; the same request gives the same verdict at the same instant.
    ///
    /// The needs come in the order of the request. A request without needs is a need `other`, which the
    /// last rule sends to people. A screening of L2 or L3 is a crisis: the psychological needs become
    /// crises, and where none was declared one is added at the end. What a test agency asks is judged like
    /// any other, but for the test partner.
    public func verdict(
        for referral: Referral,
        from agency: AgencyID,
        at now: Moment
    ) -> Verdict {
        verdict(for: referral, hearing: reading(of: referral), from: agency, at: now)
    }

    /// What the rules make of a request of whose note this was heard; nil where it has none or nobody reads it.
    ///
    /// The note itself is not read: a past request is judged again on what was heard then.
    public func verdict(
        for referral: Referral,
        hearing reading: NoteReading?,
        from agency: AgencyID,
        at now: Moment
    ) -> Verdict {
        let trial = isTest(agency) ? testRanking : nil
        let isScreenedCrisis = referral.screening == .l2 || referral.screening == .l3
        var isHeard = false
        var needs: [NeedVerdict] = []
        needs.reserveCapacity(referral.needs.count + 1)
        for claim in referral.needs {
            let isPsychological = claim.need.family == .psychological
            isHeard = isHeard || isPsychological
            needs.append(
                judge(
                    claim,
                    isCrisis: isScreenedCrisis && isPsychological,
                    of: referral,
                    for: trial,
                    at: now
                )
            )
        }
        if needs.isEmpty {
            let claim = NeedClaim(need: .other, evidence: .inferred)
            needs.append(judge(claim, isCrisis: false, of: referral, for: trial, at: now))
        }
        if isScreenedCrisis, !isHeard {
            let claim = NeedClaim(need: .psychologicalCrisis, evidence: .inferred)
            needs.append(judge(claim, isCrisis: true, of: referral, for: trial, at: now))
        }
        return Verdict(
            bundle: address,
            needs: needs,
            isCrisis: needs.contains { $0.urgency == .crisis },
            reading: reading
        )
    }

    private func judge(
        _ claim: NeedClaim,
        isCrisis: Bool,
        of referral: Referral,
        for trial: Ranking?,
        at now: Moment
    ) -> NeedVerdict {
        let place = table.place(for: claim.need, of: referral)
        let pressure = pressure(on: claim.need, of: referral.legal, at: now)
        let urgency =
            isCrisis || claim.need == .psychologicalCrisis
            ? .crisis
            : table.rules[place].urgency(declared: claim.urgency)
                .raised(to: pressure?.atLeast ?? .normal)
        return NeedVerdict(
            need: claim.need,
            evidence: claim.evidence,
            urgency: urgency,
            terms: table.rules[place].deadlines.terms(urgency),
            dueBy: Terms.dueBy([referral.replyBy, pressure?.dueBy], at: now),
            rule: table.rules[place].id,
            candidates: trial.map { Bundle.excluded($0, for: referral, at: now) }
                ?? candidates(ofRule: place, for: claim.need, of: referral, at: now),
            block: block(claim.need, of: referral, at: now),
            after: urgency == .crisis ? [] : table.rules[place].after
        )
    }

    /// The queues of a rule, the preferred partner's first, each with what excludes it; last those of partners that
    /// the person does not want.
    private func candidates(
        ofRule place: Int,
        for need: Need,
        of referral: Referral,
        at now: Moment
    ) -> [Candidate] {
        var ranking = rankings[place]
        if let name = referral.preferredPartner, let partner = directory.partner(named: name) {
            ranking.prefer(partner, for: need)
        }
        let candidates = Bundle.excluded(ranking, for: referral, at: now)
        guard !referral.excludedPartners.isEmpty else { return candidates }
        return candidates + unwanted(by: referral, besides: candidates)
    }

    /// The partners that the person does not want and no rule named, in the order of their names: no colleague's
    /// suggestion and no order brings the leg to them either.
    ///
    /// Only partners of the directory that take something are kept: what an agency writes there may be anything.
    private func unwanted(by referral: Referral, besides ranked: [Candidate]) -> [Candidate] {
        Set(referral.excludedPartners).sorted().compactMap { name in
            guard let partner = directory.partner(named: name), partner.isRanked,
                !ranked.contains(where: { $0.partner == name }),
                let queue = partner.queues.first
            else { return nil }
            return Candidate(queue: queue, partner: name, exclusion: .unwanted)
        }
    }

    private static func excluded(
        _ ranking: Ranking,
        for referral: Referral,
        at now: Moment
    ) -> [Candidate] {
        var candidates = ranking.candidates
        for place in ranking.partners.indices {
            if let exclusion = ranking.partners[place].exclusion(for: referral, at: now) {
                candidates[place].exclusion = exclusion
            }
        }
        return candidates
    }

    /// What keeps a need from every partner; the Region first, for no later consent lifts that.
    private func block(_ need: Need, of referral: Referral, at now: Moment) -> Block? {
        if referral.enterprise.isOutsideRegion { return .outOfRegion }
        return referral.consent.covers(need.family, at: now) ? nil : .consent
    }
}

extension Rule {
    /// The urgency of a need: as declared, else the rule's own; never later than the rule allows.
    func urgency(declared: Urgency?) -> Urgency {
        let urgency = declared ?? urgency
        guard let atLeast else { return urgency }
        return urgency.raised(to: atLeast)
    }
}
