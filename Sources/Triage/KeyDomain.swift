/// A door that a key opens: the ZAP domain of a socket of the gateway.
public enum KeyDomain: String, CaseIterable, Comparable, Hashable, Sendable {
    /// Where agencies publish.
    case intake
    /// Where partners take and answer.
    case desk
    /// Where supervisors ask and order.
    case control
    /// Where supervisors hear the metrics.
    case feed
    /// Where dispatchers get requests and give verdicts.
    case work
    /// Where the recorder is linked to the gateway.
    case record

    /// Whether the left door comes first in the contract.
    public static func < (left: KeyDomain, right: KeyDomain) -> Bool {
        left.place < right.place
    }

    private var place: Int {
        switch self {
        case .intake: 0
        case .desk: 1
        case .control: 2
        case .feed: 3
        case .work: 4
        case .record: 5
        }
    }
}

/// What the owner of a key is.
public enum KeyRole: String, CaseIterable, Hashable, Sendable {
    /// It publishes.
    case agency
    /// It takes and answers.
    case partner
    /// They ask and order.
    case supervisor
    /// The station that faces the outside; all others know its key and connect to it.
    case gateway
    /// The station that judges.
    case dispatcher
    /// The station that keeps the journal.
    case recorder

    /// The doors that a key of this role may open; the gateway's opens none, it keeps them.
    public var domains: [KeyDomain] {
        switch self {
        case .agency: [.intake]
        case .partner: [.desk]
        case .supervisor: [.control, .feed]
        case .gateway: []
        case .dispatcher: [.work]
        case .recorder: [.record]
        }
    }

    /// ``domains`` in words.
    var doors: String {
        domains.isEmpty ? "no door" : domains.map(\.rawValue).joined(separator: ", ")
    }
}
