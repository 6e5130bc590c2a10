public import Referrals

/// An order of a supervisor.
public struct OrderCommand: Sendable {
    /// Who gives it.
    public var supervisor: SupervisorID
    /// What is to be done.
    public var order: SupervisorOrder
    /// Why.
    public var reason: String
    /// What makes it idempotent: the same key is done once.
    public var key: String
    /// The facts of the journey to erase, which are not in memory; those who hold words of it are told.
    public var known: [Fact] = []

    /// An order of `supervisor` for a reason.
    public init(supervisor: SupervisorID, order: SupervisorOrder, reason: String, key: String) {
        self.supervisor = supervisor
        self.order = order
        self.reason = reason
        self.key = key
    }
}
