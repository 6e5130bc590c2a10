import Referrals

/// The lists that a supervisor can ask for.
enum RowList: String, CaseIterable, Sendable {
    /// How the whole stands, in one row.
    case status
    /// The queues.
    case queues
    /// The open legs; where the question names a case, all of it.
    case legs
    /// The cases.
    case cases
    /// The partners of the directory.
    case partners
    /// The agencies that may publish.
    case agencies
    /// The partners' sessions.
    case sessions
    /// The open legs that no rule could bring further: a human has to look.
    case dead
    /// The open legs whose owner has let a deadline pass.
    case alarms
    /// The history of one case.
    case journey
    /// Each time a bundle came into force.
    case bundles

    /// The key that a text names in this list; nil when no row of it can have such a key.
    func key(_ text: String) -> RowKey? {
        switch self {
        case .status, .queues, .partners, .agencies: .name(text)
        case .sessions, .journey, .bundles: UInt64(text).map { .number($0) }
        case .cases: CaseID(text).map { .file($0) }
        case .legs, .dead, .alarms: LegID(text).map { .leg($0) }
        }
    }
}
