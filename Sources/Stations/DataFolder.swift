internal import Configuration
internal import Glibc

/// The folder where a station that keeps no journal leaves what a crash must not take.
enum DataFolder {
    /// Makes it, closed to others, where it is not there.
    static func make(_ path: String) throws(StationFailure) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StationFailure(call: "the folder \(path) cannot be made", code: errno)
        }
    }
}
