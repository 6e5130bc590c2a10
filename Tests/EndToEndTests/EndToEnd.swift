import Foundation
import Testing

/// All tests of the whole, one after the other: each has the machine for itself.
@Suite(.serialized) enum EndToEnd {}

/// The sources and what was built of them.
enum Repository {
    /// The checked-out sources, found from where this file lies, links resolved.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program that was built beside the tests.
    static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "relais").path

    /// A file of the sources.
    static func file(_ path: String) -> String { root.appending(path: path).path }

    /// The lines of a file of JSON lines.
    static func lines(_ path: String) throws -> [[UInt8]] {
        let bytes = try Data(contentsOf: root.appending(path: path))
        return bytes.split(separator: 0x0A).map { Array($0) }
    }
}

/// A test cannot be run, or what it watches did not happen, with a sentence why.
struct Unfit: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
