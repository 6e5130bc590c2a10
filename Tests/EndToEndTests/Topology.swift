import Foundation
import Testing

/// The services of compose.yaml as processes: each with network, disk and rights of its own, as an engine gives them.
///
/// A network is a bridge in a namespace; a service is in a namespace with a link to the bridge of each network that it
/// is in, and knows the names of those it shares one with.
final class Topology {
    let composition: Composition
    let folder: String
    private let mark = UUID().uuidString.prefix(4).lowercased()
    private var running: [Program] = []
    private var namespaces: [String] = []

    /// The user of the image.
    static let user = "10001"

    init() throws {
        guard geteuid() == 0 else {
            throw Unfit("only root can make networks: run this test as root")
        }
        folder = "/tmp/relais-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder + "/volumes",
            withIntermediateDirectories: true
        )
        composition = try Topology.read(Repository.file("compose/compose.yaml"), in: folder)
        try makeVolumes()
        try makeNetworks()
    }

    deinit {
        for program in running { program.killAtOnce() }
        // What is left of them does no harm.
        for namespace in namespaces {
            _ = try? Topology.run(["/usr/sbin/ip", "netns", "delete", namespace], in: folder)
            try? FileManager.default.removeItem(atPath: "/etc/netns/" + namespace)
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What a Compose file says, if the schema of its specification finds nothing wrong with it.
    static func read(_ file: String, in folder: String) throws -> Composition {
        let script = Repository.file("Tests/EndToEndTests/Tools/compose.py")
        let output = try run([try python(), script, file], in: folder)
        return try JSONDecoder().decode(Composition.self, from: Data(output.utf8))
    }

    /// The interpreter that has the packages of the tests.
    static func python() throws -> String {
        let python = Repository.file(".build/venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Unfit("\(python) is missing: compose/test makes it, run that once")
        }
        return python
    }

    /// Starts a service by the words of the file, or others in its place.
    func start(_ name: String, _ words: [String]? = nil) throws -> Program {
        let service = try #require(composition.services[name], "there is no service \(name)")
        let room = "\(folder)/room-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: room, withIntermediateDirectories: true)
        let container = [
            "/bin/sh", Repository.file("Tests/EndToEndTests/Tools/container.sh"), room,
            Repository.program, Topology.user,
        ]
        return try program(
            in: name,
            container + service.mounts(in: folder) + ["--"] + (words ?? service.words)
        )
    }

    /// Starts a program in the network of a service, and nothing else of it.
    func program(in service: String, _ words: [String]) throws -> Program {
        let inside = ["netns", "exec", namespace(service)] + words
        // Whoever runs the tests may keep what is temporary in a folder that no container has.
        let program = try Program(
            "/usr/sbin/ip",
            inside,
            environment: ["TMPDIR": "/tmp"],
            in: folder
        )
        try program.closeInput()
        running.append(program)
        return program
    }

    /// Starts a program beside one that runs, where it sees what that one sees: as `docker compose exec` does.
    func join(_ other: Program, _ words: [String]) throws -> Program {
        let rights = [
            "/usr/bin/setpriv", "--reuid", Topology.user, "--regid", Topology.user,
            "--clear-groups", "--no-new-privs", "--bounding-set", "-all", "--inh-caps", "-all",
        ]
        let place = ["--target", "\(other.id)", "--mount", "--net", "--root"]
        let program = try Program(
            "/usr/bin/nsenter",
            place + rights + words,
            environment: ["LD_LIBRARY_PATH": "/usr/lib/relais-swift"],
            in: folder
        )
        try program.closeInput()
        running.append(program)
        return program
    }

    /// The addresses of a service, by network.
    func addresses(of name: String) -> [String: String] {
        let networks = composition.networks.keys.sorted()
        guard let number = composition.linked.firstIndex(where: { $0.name == name }) else {
            return [:]
        }
        let own = composition.linked[number].service.networks ?? []
        var addresses: [String: String] = [:]
        for (index, network) in networks.enumerated() where own.contains(network) {
            addresses[network] = "10.77.\(index).\(number + 2)"
        }
        return addresses
    }

    /// The name of a namespace.
    func namespace(_ service: String) -> String { "relais-\(mark)-\(service)" }

    private func makeVolumes() throws {
        for service in composition.services.values {
            for volume in service.volumes ?? [] where !volume.hasPrefix("../") {
                let path = "\(folder)/volumes/\(volume.prefix { $0 != ":" })"
                try FileManager.default.createDirectory(
                    atPath: path,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
                guard let user = UInt32(Topology.user), chown(path, user, user) == 0 else {
                    throw Unfit("\(path) cannot be given to \(Topology.user)")
                }
            }
        }
    }

    private func makeNetworks() throws {
        let networks = composition.networks.keys.sorted()
        for network in networks {
            try make(namespace("net-" + network))
            let bridge = ["link", "add", "bridge0", "type", "bridge"]
            try ip(["-n", namespace("net-" + network)] + bridge)
            try ip(["-n", namespace("net-" + network), "link", "set", "bridge0", "up"])
        }
        try make(namespace("init"))
        for (number, (name, service)) in composition.linked.enumerated() {
            let own = namespace(name)
            try writeHosts(name)
            try make(own)
            try ip(["-n", own, "link", "set", "lo", "up"])
            for (network, address) in addresses(of: name).sorted(by: { $0.key < $1.key }) {
                let (end, bridge) = ("to-\(network)", namespace("net-" + network))
                let peer = ["peer", "name", "at-\(number)", "netns", bridge]
                try ip(["-n", own, "link", "add", end, "type", "veth"] + peer)
                try ip(["-n", bridge, "link", "set", "at-\(number)", "master", "bridge0", "up"])
                try ip(["-n", own, "address", "add", address + "/24", "dev", end])
                try ip(["-n", own, "link", "set", end, "up"])
            }
            // An engine's host forwards, and its containers begin with what the host has.
            let settings = ["net.ipv4.ip_forward": 1].merging(service.sysctls ?? [:]) { $1 }
            for (setting, value) in settings {
                let path = "/proc/sys/" + setting.replacing(".", with: "/")
                let write = ["/bin/sh", "-c", "echo \(value) > \(path)"]
                try ip(["netns", "exec", own] + write)
            }
        }
    }

    /// The names that a service knows, which `ip netns exec` lays over the machine's.
    private func writeHosts(_ name: String) throws {
        let own = addresses(of: name)
        var lines = ["127.0.0.1 localhost"]
        for (other, _) in composition.linked where other != name {
            for (network, address) in addresses(of: other) where own[network] != nil {
                lines.append("\(address) \(other)")
            }
        }
        let place = "/etc/netns/" + namespace(name)
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try lines.joined(separator: "\n").appending("\n")
            .write(toFile: place + "/hosts", atomically: false, encoding: .utf8)
    }

    private func make(_ namespace: String) throws {
        namespaces.append(namespace)
        try ip(["netns", "add", namespace])
    }

    func ip(_ words: [String]) throws {
        _ = try Topology.run(["/usr/sbin/ip"] + words, in: folder)
    }

    /// Runs a program to its end, and says what it says on stdout.
    private static func run(_ words: [String], in folder: String) throws -> String {
        guard FileManager.default.isExecutableFile(atPath: words[0]) else {
            throw Unfit("\(words[0]) is missing: compose/install installs it")
        }
        let program = try Program(words[0], Array(words.dropFirst()), in: folder)
        try program.closeInput()
        let output = program.output(within: 30)
        guard program.ending(within: 5) == .exit(0) else {
            throw Unfit("\(words.joined(separator: " ")) failed: \(program.words)")
        }
        return output
    }
}
