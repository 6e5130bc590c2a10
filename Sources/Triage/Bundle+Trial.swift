public import Referrals

extension Bundle {
    /// The verdict on a request, with every row that was tried and every condition of it.
    ///
    /// It is dear, and the verdict in it is the one that ``verdict(for:hearing:from:at:)`` gives.
    ///
    /// - Parameters:
    ///   - referral: the request.
    ///   - reading: what was heard in its note; nil where it has none or nobody read it.
    ///   - agency: who sent it.
    ///   - now: when it is judged.
    /// - Returns: the verdict, and why it is so.
    public func trial(
        of referral: Referral,
        hearing reading: NoteReading?,
        from agency: AgencyID,
        at now: Moment
    ) -> VerdictTrial {
        let verdict = verdict(for: referral, hearing: reading, from: agency, at: now)
        let facts = RequestFacts(referral, hearing: reading, at: now)
        let additions = table.additions(to: referral, with: facts, hearing: reading)
        let origins =
            referral.needs.map { _ in NeedOrigin.declared } + additions.map(\.origin)
        let needs = verdict.needs.enumerated().map { place, need in
            let isDeclared = place < referral.needs.count
            return NeedFacts(
                verdict: need,
                origin: origins[place],
                declared: isDeclared ? referral.needs[place].urgency : nil,
                facts: facts.judging(
                    urgency: isDeclared ? referral.needs[place].urgency : nil,
                    isLeftToNobody: Bundle.isLeftToNobody(need.candidates, need.block)
                )
            )
        }
        return VerdictTrial(
            verdict: verdict,
            facts: factTrials(facts, needs),
            safety: table.safety.map { safetyTrial($0, verdict, facts, needs) },
            needs: needs.map { trial(of: $0, referral, at: now) }
        )
    }

    /// One need of a verdict with the facts it was judged by.
    private struct NeedFacts {
        var verdict: NeedVerdict
        var origin: NeedOrigin
        var declared: Urgency?
        var facts: RequestFacts
    }

    private func factTrials(_ facts: RequestFacts, _ needs: [NeedFacts]) -> [FactTrial] {
        var facts = facts
        for need in needs { facts.contradictions |= need.facts.contradictions }
        return Condition.Key.allCases.compactMap { key in
            // The urgency is each need's own.
            guard key != .urgency else { return nil }
            return FactTrial(key: key.rawValue, found: key.found(in: facts))
        }
    }

    private func safetyTrial(
        _ row: SafetyRow,
        _ verdict: Verdict,
        _ facts: RequestFacts,
        _ needs: [NeedFacts]
    ) -> RuleTrial {
        let raised = needs.first {
            row.concerns($0.verdict.need) && row.conditions.hold(for: $0.facts)
        }
        var conditions = row.conditions.trials(for: raised?.facts ?? needs.first?.facts ?? facts)
        let concerned = needs.map(\.verdict.need).filter(row.concerns)
        if !row.head.needs.isEmpty {
            conditions.insert(
                ConditionTrial(
                    key: "needs",
                    wanted: row.head.needs.map(\.name),
                    found: needs.map(\.verdict.need.name),
                    holds: !concerned.isEmpty
                ),
                at: 0
            )
        }
        return RuleTrial(
            table: .safety,
            rule: row.id,
            fits: verdict.safety.contains(row.id),
            conditions: conditions
        )
    }

    private func trial(of need: NeedFacts, _ referral: Referral, at now: Moment) -> NeedTrial {
        let verdict = need.verdict
        let routing = routingTrials(of: need)
        let place = table.rules.firstIndex { $0.id == verdict.rule } ?? table.rules.count - 1
        var steps: [UrgencyStep] = []
        let classRule: RuleID
        let deadlines: DeadlineClass
        if let own = table.rules[place].deadlines {
            (classRule, deadlines) = (verdict.rule, own)
            steps.append(.byDefault(classRule, table.rules[place].urgency ?? .normal))
        } else {
            let row = table.classes[table.classPlace(for: verdict.need, with: need.facts)]
            (classRule, deadlines) = (row.id, row.deadlines)
            steps.append(.byDefault(classRule, row.urgency))
        }
        if let declared = need.declared { steps = [.declared(declared)] }
        if let atLeast = table.rules[place].atLeast {
            steps.append(.atLeast(verdict.rule, atLeast))
        }
        for row in table.safety
        where row.concerns(verdict.need) && row.conditions.hold(for: need.facts) {
            if let atLeast = row.atLeast { steps.append(.atLeast(row.id, atLeast)) }
        }
        let pressure = pressure(on: verdict.need, of: referral.legal, at: now)
        if let atLeast = pressure?.atLeast { steps.append(.law(atLeast)) }
        return NeedTrial(
            verdict: verdict,
            origin: need.origin,
            classes: classTrials(of: need),
            classRule: classRule,
            routing: routing,
            namedBy: verdict.candidates.map { candidate in
                namer(of: candidate, among: routing)
            },
            bankruptDays: need.facts.bankruptDays,
            urgency: steps,
            due: DueTrial(
                judgedAt: now,
                className: deadlines.name,
                terms: verdict.terms,
                replyBy: referral.replyBy,
                pressure: pressure,
                dueBy: verdict.dueBy
            )
        )
    }

    /// The rule that named a candidate first, among those that counted.
    private func namer(of candidate: Candidate, among routing: [RuleTrial]) -> RuleID? {
        routing.first { trial in
            trial.counts
                && table.rule(named: trial.rule)?.queues.contains(candidate.queue) == true
        }?.rule
    }

    private func classTrials(of need: NeedFacts) -> [RuleTrial] {
        table.classesByNeed[Int(need.verdict.need.rawValue)].map { place in
            let row = table.classes[place]
            return RuleTrial(
                table: .classes,
                rule: row.id,
                fits: row.conditions.hold(for: need.facts),
                conditions: row.conditions.trials(for: need.facts)
            )
        }
    }

    private func routingTrials(of need: NeedFacts) -> [RuleTrial] {
        // Where the rules send a need does not depend on whom they find.
        var facts = need.facts
        facts.contradictions &= ~Contradiction.consentForNobody.bit
        var isStopped = false
        return table.rulesByNeed[Int(need.verdict.need.rawValue)].map { place in
            let rule = table.rules[place]
            let fits = rule.conditions.hold(for: facts)
            let trial = RuleTrial(
                table: .routing,
                rule: rule.id,
                fits: fits,
                counts: fits && !isStopped,
                conditions: rule.conditions.trials(for: facts)
            )
            if fits, table.stops(at: place) { isStopped = true }
            return trial
        }
    }
}

extension Conditions {
    /// Each condition with what the request has.
    fileprivate func trials(for facts: RequestFacts) -> [ConditionTrial] {
        func trial(_ condition: Condition, isDenied: Bool) -> ConditionTrial {
            ConditionTrial(
                key: condition.key.rawValue,
                isDenied: isDenied,
                wanted: condition.wanted,
                found: condition.key.found(in: facts),
                holds: condition.holds(for: facts)
            )
        }
        return when.map { trial($0, isDenied: false) } + unless.map { trial($0, isDenied: true) }
    }
}
