import Exchange
import Journal
import Posts
import Referrals

/// The link between a gateway and a recorder that are apart: both its ends, and the frames on their way.
///
/// Frames go one after the other and arrive, unless the connection breaks: then what is on its way down is
/// lost, and of what is on its way up the last part.
struct StationWire {
    var door: RecordDoor
    var end: RecorderEnd
    /// Which connection this is; nil while there is none.
    var number: UInt64?
    /// When it began.
    var openedAt = Moment.distantPast
    /// The numbers given so far.
    var made: UInt64 = 0
    var up: [(number: UInt64, frame: [UInt8])] = []
    var down: [(number: UInt64, frame: [UInt8])] = []

    /// The ends' clock stands still: who lives and who does not is said, not measured.
    static let still = Moment(seconds: 0)

    /// The routing id of a connection.
    static func id(_ number: UInt64) -> [UInt8] {
        [0] + (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    }

    /// The connection behind a routing id.
    static func number(_ id: [UInt8]) -> UInt64 {
        id.dropFirst().reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
