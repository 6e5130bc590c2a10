/// How many people an enterprise employs, as coarsely as partners may see it before they accept.
public enum SizeBand: UInt8, CaseIterable, Sendable {
    /// Nobody but the person.
    case none = 1
    /// One to five.
    case upToFive = 2
    /// Six to nine.
    case upToNine = 3
    /// Ten to forty-nine.
    case upToFortyNine = 4
    /// Fifty and more.
    case fiftyAndMore = 5

    /// The band in which a number of workers falls.
    public init(workers: Int) {
        switch workers {
        case ..<1: self = .none
        case ...5: self = .upToFive
        case ...9: self = .upToNine
        case ...49: self = .upToFortyNine
        default: self = .fiftyAndMore
        }
    }

    /// The band as it stands on the wire.
    public var name: String {
        switch self {
        case .none: "0"
        case .upToFive: "1-5"
        case .upToNine: "6-9"
        case .upToFortyNine: "10-49"
        case .fiftyAndMore: "50+"
        }
    }
}
