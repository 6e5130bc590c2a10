import Testing

/// How an installation runs: in which processes, and whether its doors are locked.
struct Arrangement: CustomTestStringConvertible, Hashable, Sendable {
    /// In which processes.
    enum Layout: Hashable {
        /// `relais serve`: all stations in one.
        case oneProcess
        /// A gateway, two dispatchers and a recorder.
        case apart
    }

    let layout: Layout
    /// Whether everybody has keys, and every link is encrypted.
    let isLocked: Bool

    /// All in one process, without keys: where a test is about neither.
    static let plain = Arrangement(layout: .oneProcess, isLocked: false)
    /// As in a region: each station a process of its own, every door locked.
    static let region = Arrangement(layout: .apart, isLocked: true)
    /// The two that differ in everything.
    static let both = [plain, region]
    /// Every one there is.
    static let all = [
        plain, Arrangement(layout: .oneProcess, isLocked: true),
        Arrangement(layout: .apart, isLocked: false), region,
    ]

    var testDescription: String {
        let processes = layout == .oneProcess ? "in one process" : "in three stations"
        return processes + (isLocked ? ", locked" : ", without keys")
    }

    /// The processes there are, in the order in which they are started.
    var stations: [Station] {
        switch layout {
        case .oneProcess: [.all]
        case .apart: [.gateway, .dispatcher(1), .dispatcher(2), .recorder]
        }
    }

    /// The process that has the journal.
    var recorder: Station { layout == .oneProcess ? .all : .recorder }

    /// The process that has the doors.
    var gateway: Station { layout == .oneProcess ? .all : .gateway }
}

/// A process of an installation.
enum Station: CustomTestStringConvertible, Hashable, Sendable {
    case all
    case gateway
    case dispatcher(Int)
    case recorder

    var testDescription: String {
        switch self {
        case .all: "the whole"
        case .gateway: "the gateway"
        case .dispatcher(let number): "dispatcher \(number)"
        case .recorder: "the recorder"
        }
    }
}
