import Journal
import Referrals

/// Which replies may be given, by all states of the journal between question and reply.
extension NaiveModel {
    /// What is wrong with the answer to a partner's line; nil when nothing is.
    ///
    /// The range is from the journal's end when the line first went out to that when the answer came.
    func fault(of seen: AnswerSeen, in range: ClosedRange<Position>) -> String? {
        let name = "\(seen.partner) \(seen.id) (\(seen.verb) \(seen.lease)\(seen.leg))"
        if seen.isReport {
            let leg = LegID(seen.leg)
            let held = leases.last { lease in
                lease.leg == leg && lease.partner == seen.partner
                    && lease.isEngaged(all: range)
            }
            if seen.code == 404, held != nil { return "\(name) was answered 404 while it had it" }
            if seen.code == 200, !wasEngaged(seen, in: range) {
                return "\(name) was answered 200 and never had it"
            }
            return nil
        }
        let number = LeaseID(seen.lease)
        guard let lease = leases.last(where: { $0.lease == number }) else {
            return "\(name) answers a lease that was never given"
        }
        if seen.code == 410, lease.isOpen(all: range), lease.partner == seen.partner {
            return "\(name) was answered 410 while the offer stood"
        }
        if seen.code == 200 {
            if lease.partner != seen.partner { return "\(name) answers another's lease" }
            if lease.to.map({ $0 <= range.lowerBound && $0 != lease.acceptedAt }) ?? false {
                return "\(name) was answered 200 after the offer had ended"
            }
        }
        return nil
    }

    private func wasEngaged(_ seen: AnswerSeen, in range: ClosedRange<Position>) -> Bool {
        let leg = LegID(seen.leg)
        return leases.contains { lease in
            guard lease.leg == leg, lease.partner == seen.partner,
                let from = lease.acceptedAt
            else { return false }
            return from <= range.upperBound && lease.to.map { $0 > range.lowerBound } ?? true
        }
    }
}
