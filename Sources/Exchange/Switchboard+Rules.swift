public import Referrals
public import Triage

extension Switchboard {
    /// What partners are to be told when other rules come into force: each whose queues they change.
    ///
    /// A partner that the rules of before or those to come do not admit is told nothing: it has nobody
    /// here, and whoever comes for it learns its queues when attaching.
    ///
    /// - Parameters:
    ///   - bundle: the rules to come.
    ///   - now: the time.
    /// - Returns: the notices, in the order of the partners' names.
    public func queuesChanged(under bundle: Bundle, at now: Moment) -> [Fact] {
        let before = self.bundle.access.partners
        let changed = bundle.access.partners.filter { partner, queues in
            before[partner].map { Set($0) != Set(queues) } ?? false
        }
        return numbered(
            changed.keys.sorted().map { notice(.queuesChanged, to: $0, about: nil, at: now) }
        )
    }
}
