import Foundation

/// What compose.yaml says of services and networks, once it is valid under the schema of its specification.
struct Composition: Decodable {
    struct Network: Decodable {
        /// Whether nothing leads out of it.
        var `internal`: Bool?
    }

    var services: [String: ComposedService]
    var networks: [String: Network]

    /// Those that are in a network, in their order.
    var linked: [(name: String, service: ComposedService)] {
        services.filter { $0.value.networks != nil }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}

/// A service of compose.yaml.
struct ComposedService: Decodable {
    struct Check: Decodable {
        var test: [String]?
    }

    var entrypoint: [String]?
    var command: [String]
    var networks: [String]?
    var volumes: [String]?
    var tmpfs: [String]?
    var sysctls: [String: Int]?
    var healthcheck: Check?

    /// All words that start it in the image.
    var words: [String] { (entrypoint ?? ["/usr/bin/relais"]) + command }

    /// What it sees of the disk, as the script container.sh is told, with volumes in this folder.
    func mounts(in folder: String) -> [String] {
        let volumes = (volumes ?? []).map { volume in
            let source = volume.prefix { $0 != ":" }
            let isPath = source.hasPrefix("../")
            let place =
                isPath
                ? Repository.file("compose/" + source)
                : "\(folder)/volumes/\(source)"
            return place + volume.dropFirst(source.count)
        }
        let temporary = (tmpfs ?? []).map { "tmpfs:" + $0.prefix { $0 != ":" } }
        let script = "compose/make-installation"
        let installer = entrypoint?.first.map { $0.hasSuffix("/make-installation") } ?? false
        let scripts =
            installer
            ? ["\(Repository.file(script)):/usr/libexec/relais/make-installation:ro"] : []
        return volumes + temporary + scripts
    }
}
