import Referrals

/// The candidates of one rule with what could exclude each, so that a verdict looks nothing up.
struct Ranking: Equatable, Sendable {
    /// The candidates, best first, none excluded.
    var candidates: [Candidate] = []
    /// The partner of each.
    var partners: [Partner] = []

    /// The queues in this order, without those that no partner of the directory has, the desk's and the
    /// test partner's.
    init(of queues: [QueueID], in directory: Directory) {
        for queue in queues {
            guard let partner = directory.partner(of: queue), partner.isRanked else { continue }
            append(queue, of: partner)
        }
    }

    /// Puts a partner first: its queue that is ranked already, else its first if it serves the need.
    mutating func prefer(_ partner: Partner, for need: Need) {
        guard partner.isRanked else { return }
        if let place = partners.firstIndex(where: { $0.name == partner.name }) {
            candidates.insert(candidates.remove(at: place), at: 0)
            partners.insert(partners.remove(at: place), at: 0)
        } else if let queue = partner.queues.first, partner.serves(need) {
            candidates.insert(Candidate(queue: queue, partner: partner.name), at: 0)
            partners.insert(partner, at: 0)
        }
    }

    /// The test partner alone, for the request of a test agency.
    init(testDesk: QueueID, in directory: Directory) {
        guard let partner = directory.partner(of: testDesk) else { return }
        append(testDesk, of: partner)
    }

    private mutating func append(_ queue: QueueID, of partner: Partner) {
        candidates.append(Candidate(queue: queue, partner: partner.name))
        partners.append(partner)
    }
}

extension Partner {
    /// Whether the directory says that it serves a need, by its code or its family.
    func serves(_ need: Need) -> Bool {
        needs.contains { $0.need == need || $0.need.isWhole(need.family) }
    }
}
