public import Referrals

extension Bundle {
    /// What the rules make of a request; the same request gives the same verdict at the same instant.
    ///
    /// The needs come in the order of the request, then those that were added. A request that asks for nothing
    /// is a need `other`, which the last rule sends to people. What a test agency asks is judged like any other,
    /// but for the test partner.
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
        let facts = RequestFacts(referral, hearing: reading, at: now)
        let additions = table.additions(to: referral, with: facts, hearing: reading)
        var judging = Judging(
            referral: referral,
            facts: facts,
            trial: isTest(agency) ? testRanking : nil,
            now: now
        )
        var needs: [NeedVerdict] = []
        needs.reserveCapacity(referral.needs.count + additions.count)
        for claim in referral.needs { needs.append(judge(claim, &judging)) }
        for addition in additions {
            let claim = NeedClaim(need: addition.need, evidence: .inferred)
            needs.append(judge(claim, &judging))
        }
        for addition in additions { judging.note(addition, in: table) }
        return Verdict(
            bundle: address,
            needs: needs,
            isCrisis: judging.showsLines || needs.contains { $0.urgency == .crisis },
            reading: reading,
            safety: judging.safety(in: table)
        )
    }

    /// What is at hand while the needs of a request are judged, and which rows of the safety table fit so far.
    struct Judging {
        let referral: Referral
        let facts: RequestFacts
        let trial: Ranking?
        let now: Moment
        var showsLines = false
        private var hits: UInt64 = 0

        init(referral: Referral, facts: RequestFacts, trial: Ranking?, now: Moment) {
            self.referral = referral
            self.facts = facts
            self.trial = trial
            self.now = now
        }

        /// A row of the safety table fits.
        mutating func hit(_ place: Int, of table: DecisionTable) {
            hits |= 1 << UInt64(place)
            if table.safety[place].showsLines { showsLines = true }
        }

        /// The row that added a need fits, also where it raises none.
        mutating func note(_ addition: NeedAddition, in table: DecisionTable) {
            guard case .added(let id) = addition.origin,
                let place = table.safety.firstIndex(where: { $0.id == id })
            else { return }
            hit(place, of: table)
        }

        /// The names of the rows that fit, in order.
        func safety(in table: DecisionTable) -> [RuleID] {
            guard hits != 0 else { return [] }
            return table.safety.indices.filter { hits & 1 << UInt64($0) != 0 }
                .map { table.safety[$0].id }.sorted()
        }
    }

    private func judge(_ claim: NeedClaim, _ judging: inout Judging) -> NeedVerdict {
        let referral = judging.referral
        let now = judging.now
        let block = block(claim.need, of: referral, at: now)
        let route = route(claim, judging.facts, of: referral, for: judging.trial, at: now)
        let facts = judging.facts.judging(
            urgency: claim.urgency,
            isLeftToNobody: Bundle.isLeftToNobody(route.candidates, block)
        )
        let rule = table.rules[route.rule]
        var urgency: Urgency
        let deadlines: DeadlineClass
        if let own = rule.deadlines {
            deadlines = own
            urgency = claim.urgency ?? rule.urgency ?? .normal
        } else {
            let row = table.classPlace(for: claim.need, with: facts)
            deadlines = table.classes[row].deadlines
            urgency = claim.urgency ?? table.classes[row].urgency
        }
        if let atLeast = rule.atLeast { urgency = urgency.raised(to: atLeast) }
        for place in table.safetyByNeed[Int(claim.need.rawValue)]
        where table.safety[place].conditions.hold(for: facts) {
            judging.hit(place, of: table)
            if let atLeast = table.safety[place].atLeast { urgency = urgency.raised(to: atLeast) }
        }
        let pressure = pressure(on: claim.need, of: referral.legal, at: now)
        urgency = urgency.raised(to: pressure?.atLeast ?? .normal)
        return NeedVerdict(
            need: claim.need,
            evidence: claim.evidence,
            urgency: urgency,
            terms: deadlines.terms(urgency),
            dueBy: Terms.dueBy([referral.replyBy, pressure?.dueBy], at: now),
            rule: rule.id,
            candidates: route.candidates,
            block: block,
            after: urgency == .crisis ? [] : route.after
        )
    }

    /// Where the rules send a need.
    struct Route {
        /// The place of the first rule that fits.
        var rule: Int
        /// The candidates of all that fit, each with what excludes it.
        var candidates: [Candidate]
        /// The families that come first.
        var after: FamilySet
    }

    /// The queues of the rules that fit, each once, the preferred partner's first; last those of partners that
    /// the person does not want.
    private func route(
        _ claim: NeedClaim,
        _ facts: RequestFacts,
        of referral: Referral,
        for trial: Ranking?,
        at now: Moment
    ) -> Route {
        let facts = facts.judging(urgency: claim.urgency, isLeftToNobody: false)
        var first: Int?
        var after: FamilySet = []
        var ranking: Ranking?
        for place in table.rulesByNeed[Int(claim.need.rawValue)]
        where table.rules[place].conditions.hold(for: facts) {
            if first == nil { first = place }
            after.formUnion(table.rules[place].after)
            if ranking == nil {
                ranking = rankings[place]
            } else if !rankings[place].candidates.isEmpty {
                ranking?.add(rankings[place])
            }
            if table.stops(at: place) { break }
        }
        let rule = first ?? table.rules.count - 1
        if let trial {
            let candidates = Bundle.excluded(trial, for: referral, at: now)
            return Route(rule: rule, candidates: candidates, after: after)
        }
        var ranked = ranking ?? rankings[rule]
        if let name = referral.preferredPartner, let partner = directory.partner(named: name) {
            ranked.prefer(partner, for: claim.need)
        }
        var candidates = Bundle.excluded(ranked, for: referral, at: now)
        if !referral.excludedPartners.isEmpty {
            candidates += unwanted(by: referral, besides: candidates)
        }
        return Route(rule: rule, candidates: candidates, after: after)
    }

    /// Whether the consent leaves nobody who may have a need.
    static func isLeftToNobody(_ candidates: [Candidate], _ block: Block?) -> Bool {
        if block == .consent { return true }
        var isByConsent = false
        for candidate in candidates {
            guard let exclusion = candidate.exclusion else { return false }
            isByConsent = isByConsent || exclusion == .consent
        }
        return isByConsent
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

    static func excluded(
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
