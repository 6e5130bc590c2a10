import Foundation
import Testing

/// A network of its own for one station, joined to this machine by one link that can be cut.
final class Partition {
    /// Which way nothing goes any more.
    enum Cut: String, CaseIterable, Sendable {
        case both
        /// What the gateway sends does not arrive.
        case outward
        /// What the station sends does not arrive.
        case inward
    }

    /// The address of this machine on the link.
    let near: String
    private let far: String
    private let name: String
    private var nearEnd: String { name + "n" }
    private var farEnd: String { name + "f" }
    /// A neighbour that is not there: what is sent to it is lost.
    private static let nobody = "02:00:00:00:00:01"

    /// Makes the network; only root may.
    init() throws {
        guard geteuid() == 0 else {
            throw Unfit("a network of its own needs root: run this test as root, or skip it")
        }
        let id = UUID()
        name = "rl" + id.uuidString.prefix(8).lowercased()
        let place = "10.\(id.uuid.4).\(id.uuid.5)"
        near = place + ".1"
        far = place + ".2"
        try ip(["netns", "add", name])
        try ip(["link", "add", nearEnd, "type", "veth", "peer", "name", farEnd, "netns", name])
        try ip(["addr", "add", near + "/30", "dev", nearEnd])
        try ip(["link", "set", nearEnd, "up"])
        try ip(["-n", name, "addr", "add", far + "/30", "dev", farEnd])
        try ip(["-n", name, "link", "set", farEnd, "up"])
        try ip(["-n", name, "link", "set", "lo", "up"])
    }

    deinit {
        // What is left of it leads nowhere.
        try? ip(["netns", "del", name])
    }

    /// What a program is started under to be in it.
    var inside: [String] { ["/usr/bin/env", "ip", "netns", "exec", name] }

    /// Cuts the link: what is sent is lost, and nobody is told.
    func cut(_ way: Cut) throws {
        switch way {
        case .both: try ip(["-n", name, "link", "set", farEnd, "down"])
        case .outward: try ip(["neigh", "replace", far] + astray(nearEnd))
        case .inward: try ip(["-n", name, "neigh", "replace", near] + astray(farEnd))
        }
    }

    /// Joins it again.
    func heal(_ way: Cut) throws {
        switch way {
        case .both: try ip(["-n", name, "link", "set", farEnd, "up"])
        case .outward: try ip(["neigh", "del", far, "dev", nearEnd])
        case .inward: try ip(["-n", name, "neigh", "del", near, "dev", farEnd])
        }
    }

    private func astray(_ end: String) -> [String] {
        ["lladdr", Partition.nobody, "dev", end, "nud", "permanent"]
    }

    private func ip(_ words: [String]) throws {
        let program = try Program("/usr/bin/env", ["ip"] + words, in: "/tmp")
        // The kernel makes no network while it takes another apart.
        let ending = program.ending(within: 60)
        guard ending == .exit(0) else {
            let end = ending.map { "\($0)" } ?? "it still runs"
            throw Unfit("ip \(words.joined(separator: " ")): \(end): \(program.words)")
        }
    }
}
