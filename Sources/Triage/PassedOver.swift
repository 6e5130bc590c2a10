public import Referrals

/// A candidate that the choice did not fall on.
public struct PassedOver: Equatable, Sendable {
    /// Its queue.
    public var queue: QueueID
    /// Why.
    public var reason: Reason

    /// `queue` was passed over for `reason`.
    public init(queue: QueueID, reason: Reason) {
        self.queue = queue
        self.reason = reason
    }

    /// Why the exchange passed a candidate over.
    public enum Reason: UInt8, CaseIterable, Sendable {
        /// Triage had excluded it.
        case excluded = 1
        /// It refused this leg before, or let its time run out.
        case refusedBefore = 2
        /// The consent as it is now does not admit it.
        case consent = 3
        /// Today's directory has no such queue.
        case gone = 4
        /// It has as much as it may have.
        case full = 5
        /// It does not open in time.
        case closed = 6
        /// It is paused, or drains.
        case paused = 7
        /// By today's directory it does not speak the person's language.
        case language = 8
        /// A supervisor has just taken its offer back.
        case withdrawn = 9
        /// The case is not as the rule asks: somebody follows it or nobody does, or its bankruptcy is not so long
        /// ago.
        case standing = 10

        /// The word for programs.
        public var word: String {
            switch self {
            case .excluded: "excluded"
            case .refusedBefore: "refused_before"
            case .consent: "consent"
            case .gone: "gone"
            case .full: "full"
            case .closed: "closed"
            case .paused: "paused"
            case .language: "language"
            case .withdrawn: "withdrawn"
            case .standing: "standing"
            }
        }
    }
}
