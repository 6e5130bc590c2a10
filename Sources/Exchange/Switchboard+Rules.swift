public import Referrals
public import Triage

extension Switchboard {
    /// What follows when other rules come into force: each partner whose queues they change is told.
    ///
    /// A partner that the rules of before or those to come do not admit is told nothing: it has nobody
    /// here, and whoever comes for it learns its queues when attaching.
    ///
    /// - Parameters:
    ///   - bundle: the rules to come.
    ///   - now: the time.
    /// - Returns: the notices, in the order of the partners' names, and a word for each queue that was stopped and
    ///   becomes a desk of last resort: that one is never stopped.
    public func rulesChanged(under bundle: Bundle, at now: Moment) -> [Fact] {
        let before = self.bundle.access.partners
        let changed = bundle.access.partners.filter { partner, queues in
            before[partner].map { Set($0) != Set(queues) } ?? false
        }
        let opened = [bundle.directory.desk, bundle.directory.testDesk].compactMap(\.self)
            .filter { standings[$0] != nil }
            .map { queue in
                let open = QueueSet(queue: queue, standing: .open)
                return Fact(at: now, by: .relais, matter: .queueSet(open))
            }
        let told = changed.keys.sorted().map { notice(.queuesChanged, to: $0, about: nil, at: now) }
        return opened + numbered(told)
    }
}
