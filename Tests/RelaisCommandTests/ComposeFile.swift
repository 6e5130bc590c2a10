import Foundation
import Testing
import Yams

/// `compose/compose.yaml`, as far as the tests ask.
struct ComposeFile {
    /// A service, its members as they stand, what it takes over from others put in.
    struct Service {
        let name: String
        let members: [String: Any]

        func text(_ member: String) -> String? { members[member].map { "\($0)" } }

        func texts(_ member: String) -> [String] { members[member] as? [String] ?? [] }

        /// The networks that it is in.
        var networks: [String] { texts("networks") }

        /// The words that start it, the program itself left out; nil where it starts another program.
        var words: [String]? {
            let entrypoint = texts("entrypoint")
            guard let program = entrypoint.first else { return texts("command") }
            guard program == ComposeFile.program else { return nil }
            return entrypoint.dropFirst() + texts("command")
        }

        /// The words of its health check; nil where it has none.
        var probe: [String]? {
            let check = members["healthcheck"] as? [String: Any]
            return check?["test"] as? [String]
        }

        /// Where its volumes come from, and whether it may write there.
        var volumes: [(source: String, target: String, isReadOnly: Bool)] {
            texts("volumes").compactMap { text in
                let parts = text.split(separator: ":").map(String.init)
                guard parts.count >= 2 else { return nil }
                return (parts[0], parts[1], parts.dropFirst(2).contains("ro"))
            }
        }
    }

    /// Where the image has the program.
    static let program = "/usr/bin/relais"

    let services: [Service]
    let networks: [String: Any]
    let volumes: Set<String>

    init() throws {
        let text = try String(contentsOfFile: ComposeFile.path("compose.yaml"), encoding: .utf8)
        let tree = try #require(try Yams.load(yaml: text) as? [String: Any])
        let found = try #require(tree["services"] as? [String: [String: Any]])
        services = found.sorted { $0.key < $1.key }.map { Service(name: $0.key, members: $0.value) }
        networks = try #require(tree["networks"] as? [String: Any])
        volumes = Set(try #require(tree["volumes"] as? [String: Any]).keys)
    }

    func service(_ name: String) throws -> Service {
        try #require(services.first { $0.name == name }, "there is no service \(name)")
    }

    /// A file of the folder compose.
    static func path(_ file: String) -> String {
        URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "../../compose/\(file)").standardizedFileURL.path
    }
}
