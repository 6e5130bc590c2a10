public import Referrals

/// Something for all who listen to the feed: nobody answers it, and it may be lost on the way.
public enum News: Sendable {
    /// The queues as they are: a whole snapshot, never a difference.
    case queues([[UInt8]], at: Moment)
    /// A fact that is on disk: its name, and what may be known of it, in codes and pseudonyms.
    case fact(name: String, [UInt8])

    /// The topics under which facts are told begin so.
    static let factTopics = "f1/"

    /// What it is published under.
    public var topic: String {
        switch self {
        case .queues: "m1/queues"
        case .fact(let name, _): News.factTopics + name
        }
    }

    /// Whether one who asked for the topics that begin so hears of facts, of some at least.
    static func hasFacts(_ prefix: [UInt8]) -> Bool {
        prefix.starts(with: factTopics.utf8) || factTopics.utf8.starts(with: prefix)
    }
}
