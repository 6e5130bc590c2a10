public import Referrals

/// The rules in force: decision table, directory, deadlines, access and crisis lines, under one address.
///
/// A bundle is content-addressed: the digest of its files' bytes names it, and every case keeps the name
/// of the bundle that judged it. It lives in the journal; a file on disk is read only to activate one.
public struct Bundle: Equatable, Sendable {
    /// The digest of its files' names and bytes.
    public let address: Digest
    /// The decision table.
    public let table: DecisionTable
    /// Who does what.
    public let directory: Directory
    /// How soon what must be done.
    public let deadlines: Deadlines
    /// Who may connect, and as what.
    public let access: Access

    /// For each rule of the table its candidates, worked out once.
    let rankings: [Ranking]

    /// A bundle of parts that agree with each other.
    public init(
        address: Digest,
        table: DecisionTable,
        directory: Directory,
        deadlines: Deadlines,
        access: Access
    ) {
        self.address = address
        self.table = table
        self.directory = directory
        self.deadlines = deadlines
        self.access = access
        rankings = table.rules.map { Ranking(of: $0.queues, in: directory) }
    }
}
