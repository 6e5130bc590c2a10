public import Referrals

/// Who may connect, and as what.
///
/// A name that does not stand here is nobody.
public struct Access: Equatable, Sendable {
    /// The agencies that may publish.
    public let agencies: Set<AgencyID>
    /// Those of the agencies whose cases are trials, and reach nobody but the test partner.
    public let testAgencies: Set<AgencyID>
    /// The partners that may take, with their queues.
    public let partners: [PartnerID: [QueueID]]
    /// The supervisors.
    public let supervisors: Set<SupervisorID>

    /// Access for these.
    public init(
        agencies: Set<AgencyID>,
        testAgencies: Set<AgencyID> = [],
        partners: [PartnerID: [QueueID]],
        supervisors: Set<SupervisorID>
    ) {
        self.agencies = agencies
        self.testAgencies = testAgencies
        self.partners = partners
        self.supervisors = supervisors
    }

    /// Whether somebody may connect.
    public func admits(_ principal: Principal) -> Bool {
        switch principal {
        case .agency(let name): agencies.contains(name)
        case .partner(let name): partners[name] != nil
        case .supervisor(let name): supervisors.contains(name)
        }
    }

    /// The queues that a partner may take from, in the order given.
    public func queues(of partner: PartnerID) -> [QueueID] { partners[partner] ?? [] }
}
