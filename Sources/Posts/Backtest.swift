import Exchange
public import Referrals
public import Triage
import Wire

/// The recorded past under a draft bundle, beside what the rules in force make of it or what was really judged.
///
/// It judges one request after the other and keeps none, so that several may work at once and their sums be
/// put together: the order of requests does not matter.
public struct Backtest: Sendable {
    /// The bundle that is tried.
    public let draft: Bundle
    /// The bundle that it is compared with; nil for what was judged when each request was recorded.
    public let standard: Bundle?
    /// Whether both hear the same in a note, which is then read once.
    private let isHeardAlike: Bool

    /// A backtest of a draft.
    public init(of draft: Bundle, against standard: Bundle?) {
        self.draft = draft
        self.standard = standard
        isHeardAlike = draft.judge == standard?.judge
    }

    /// Judges a request at its time of record, and counts it.
    ///
    /// - Parameters:
    ///   - past: the request.
    ///   - content: what was sealed of it; nil where that is gone, and it is judged by its codes and by what was
    ///     heard in its note then.
    ///   - sums: what has been counted.
    public func add(
        _ past: PastRequest,
        _ content: Confidential<[UInt8]>?,
        to sums: inout BacktestSums
    ) {
        sums.requests += 1
        let agency = past.stored.agency
        guard !draft.isTest(agency), standard?.isTest(agency) != true else {
            sums.trials += 1
            return
        }
        let whole = content.flatMap { EventDecoder.request(sealed: $0) }
        guard let referral = whole ?? past.coded else {
            sums.unjudged += 1
            return
        }
        if whole == nil { sums.coded += 1 }
        // The note is read while it is there; after that only what was heard is left.
        let isThere = whole != nil
        let heard = isThere ? draft.reading(of: referral) : past.reading
        let after = draft.verdict(for: referral, hearing: heard, from: agency, at: past.at)
        var pair = Pair(referral: referral, agency: agency, at: past.at)
        pair.uses = draft.uses(in: after, of: referral, at: past.at)
        if let standard {
            let hears = isThere && !isHeardAlike
            let before = standard.verdict(
                for: referral,
                hearing: hears ? standard.reading(of: referral) : heard,
                from: agency,
                at: past.at
            )
            pair.legs = legs(before, by: standard, after, pair)
            pair.hasLostCrisis = before.isCrisis && !after.isCrisis
        } else {
            let before = past.recorded
            pair.legs = legs(before, by: nil, after, pair)
            // A need that joined another's leg is not known here, and is neither new nor gone.
            if past.stored.legs.count > past.legs.count { pair.legs.removeAll { $0.before == nil } }
            pair.hasLostCrisis = before.isCrisis && !after.isCrisis
        }
        count(pair, to: &sums)
    }

    /// Judges a request that no journal holds, and counts it: what a measurement of the time calls.
    public func add(
        _ referral: Referral,
        from agency: AgencyID,
        at now: Moment,
        to sums: inout BacktestSums
    ) {
        sums.requests += 1
        let after = draft.verdict(for: referral, from: agency, at: now)
        let before = (standard ?? draft).verdict(for: referral, from: agency, at: now)
        var pair = Pair(referral: referral, agency: agency, at: now)
        pair.uses = draft.uses(in: after, of: referral, at: now)
        pair.legs = legs(before, by: standard ?? draft, after, pair)
        pair.hasLostCrisis = before.isCrisis && !after.isCrisis
        count(pair, to: &sums)
    }
}

extension Backtest {
    /// What was judged of a request on both sides.
    private struct Pair {
        let referral: Referral
        let agency: AgencyID
        let at: Moment
        var legs: [Leg] = []
        var uses: [RuleUse] = []
        var hasLostCrisis = false

        init(referral: Referral, agency: AgencyID, at: Moment) {
            self.referral = referral
            self.agency = agency
            self.at = at
        }
    }

    /// A need on both sides; at least one is there.
    private struct Leg {
        let need: Need
        var before: Side?
        var after: Side?
    }

    /// What one side makes of a need.
    private struct Side {
        let judged: NeedVerdict
        let place: BacktestSums.Place
        let due: Moment
    }

    /// The needs of both sides, those of the draft first.
    private func legs(
        _ before: Verdict,
        by standard: Bundle?,
        _ after: Verdict,
        _ pair: Pair
    ) -> [Leg] {
        var rest = before.needs
        var legs: [Leg] = []
        legs.reserveCapacity(after.needs.count)
        for judged in after.needs {
            var leg = Leg(need: judged.need, after: side(judged, by: draft, pair))
            if let place = rest.firstIndex(where: { $0.need == judged.need }) {
                leg.before = side(rest.remove(at: place), by: standard, pair)
            }
            legs.append(leg)
        }
        for judged in rest {
            legs.append(Leg(need: judged.need, before: side(judged, by: standard, pair)))
        }
        return legs
    }

    /// What was recorded tells its due time as it was.
    private func side(_ judged: NeedVerdict, by bundle: Bundle?, _ pair: Pair) -> Side {
        let due = bundle?.due(of: judged, from: pair.agency, at: pair.at) ?? judged.dueBy
        return Side(
            judged: judged,
            place: judged.firstPlace(of: pair.referral.legal, at: pair.at),
            due: due ?? pair.at + judged.terms.due
        )
    }

    private func count(_ pair: Pair, to sums: inout BacktestSums) {
        let day = BrusselsTime.date(at: pair.at).daysSince1970
        sums.note(day: day)
        if pair.hasLostCrisis { sums.crisesLost += 1 }
        for use in pair.uses {
            sums.rules[use.rule, default: BacktestSums.Use()].fits += 1
            if use.decides { sums.rules[use.rule, default: BacktestSums.Use()].decides += 1 }
        }
        for leg in pair.legs {
            let cell = cell(of: leg)
            sums.all.merge(cell)
            sums.byNeed[leg.need, default: BacktestSums.Cell()].merge(cell)
            sums.byCommune[pair.referral.enterprise.place, default: BacktestSums.Cell()].merge(cell)
            sums.byLanguage[pair.referral.language, default: BacktestSums.Cell()].merge(cell)
            if cell.moved > 0 {
                let from = leg.before?.place ?? .nowhere
                let to = leg.after?.place ?? .nowhere
                sums.moves[BacktestSums.Move(from: from, to: to), default: 0] += 1
            }
            if let side = leg.before {
                add(side, pair, day, \.before, \.before, of: leg.need, to: &sums)
            }
            if let side = leg.after {
                add(side, pair, day, \.after, \.after, of: leg.need, to: &sums)
            }
        }
    }

    private func cell(of leg: Leg) -> BacktestSums.Cell {
        var cell = BacktestSums.Cell()
        cell.legs = 1
        cell.moved = leg.before?.place == leg.after?.place ? 0 : 1
        cell.deskBefore = leg.before?.place == .desk ? 1 : 0
        cell.deskAfter = leg.after?.place == .desk ? 1 : 0
        cell.crisesBefore = leg.before?.judged.urgency == .crisis ? 1 : 0
        cell.crisesAfter = leg.after?.judged.urgency == .crisis ? 1 : 0
        guard let before = leg.before, let after = leg.after else { return cell }
        let (was, becomes) = (before.judged.urgency, after.judged.urgency)
        cell.raised = becomes.rawValue < was.rawValue ? 1 : 0
        cell.lowered = becomes.rawValue > was.rawValue ? 1 : 0
        cell.retimed = becomes == was && before.judged.terms != after.judged.terms ? 1 : 0
        cell.sooner = after.due < before.due ? 1 : 0
        cell.later = after.due > before.due ? 1 : 0
        return cell
    }

    private func add(
        _ side: Side,
        _ pair: Pair,
        _ day: Int64,
        _ load: WritableKeyPath<BacktestSums.Load, [Int64: Int]>,
        _ times: WritableKeyPath<BacktestSums.Times, [Int64: Int]>,
        of need: Need,
        to sums: inout BacktestSums
    ) {
        let minutes = (side.due - pair.at).microseconds / Span.minutes(1).microseconds
        sums.times[need, default: BacktestSums.Times()][keyPath: times][minutes, default: 0] += 1
        guard case .partner(let partner) = side.place else { return }
        sums.loads[partner, default: BacktestSums.Load()][keyPath: load][day, default: 0] += 1
    }
}

extension NeedVerdict {
    /// Where the leg goes when it is opened, as far as the request alone tells.
    ///
    /// That of a consent that names only some recipients is excluded where it goes to others; the exchange asks
    /// a consent again at the choice, which changes nothing on the day of the record.
    func firstPlace(of legal: Legal, at now: Moment) -> BacktestSums.Place {
        switch block {
        case .consent: return .consent
        case .outOfRegion: return .outside
        case nil: break
        }
        let able = candidates.able(bankruptDays: legal.bankruptDays(at: now))
        return able.first.map { .partner($0.partner) } ?? .desk
    }
}
