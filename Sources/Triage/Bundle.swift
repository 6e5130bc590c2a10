public import Referrals

/// The rules in force: decision table, directory, calendars, deadlines, access and what reads notes, under one
/// address.
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
    /// When whom may be expected to work.
    public let calendars: Calendars
    /// How soon what must be done.
    public let deadlines: Deadlines
    /// Who may connect, and as what.
    public let access: Access
    /// What reads the notes of requests; nil where none is read, as by the bundles from before there was any.
    public let judge: NoteJudge?

    /// For each rule of the table its candidates, worked out once.
    let rankings: [Ranking]
    /// The candidates of whatever a test agency asks.
    let testRanking: Ranking?

    /// A bundle of parts that agree with each other.
    public init(
        address: Digest,
        table: DecisionTable,
        directory: Directory,
        deadlines: Deadlines,
        access: Access,
        calendars: Calendars = Calendars(),
        judge: NoteJudge? = nil
    ) {
        precondition(
            access.testAgencies.isEmpty || directory.testDesk != nil,
            "a test agency has a test partner"
        )
        self.address = address
        self.table = table
        self.directory = directory
        self.deadlines = deadlines
        self.access = access
        self.calendars = calendars
        self.judge = judge
        rankings = table.rules.map { Ranking(of: $0, in: directory) }
        testRanking = directory.testDesk.map { Ranking(testDesk: $0, in: directory) }
    }

    /// The queue of a partner that takes a need, where the partner is named and no rule was asked.
    ///
    /// The directory says what a partner helps with, the table which of its queues that goes to: the queue
    /// is that of the first rule that sends the need to one of them, else the need's family, else the
    /// partner's first. Nil for a partner that takes nothing here.
    public func queue(of partner: Partner, for need: Need) -> QueueID? {
        guard partner.queues.count > 1 else { return partner.queues.first }
        func first(where concerns: (Rule) -> Bool) -> QueueID? {
            for rule in table.rules where concerns(rule) {
                if let queue = rule.queues.first(where: partner.queues.contains) { return queue }
            }
            return nil
        }
        return first { $0.concerns(need) }
            ?? first { $0.head.needs.contains { $0.family == need.family } }
            ?? partner.queues.first
    }
}
