import ArgumentParser
import Foundation
import Referrals
import Triage
import Wire

/// `relais init`: a locked installation, ready to start.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a locked installation: settings, rules and keys, ready to start.",
        discussion: """
            The folder gets relais.yaml, in which every setting is explained; bundle/, the rules, \
            the directory and who may connect; keys.d/, a public card for each key; and secrets/, \
            the secret keys, closed to everybody else. The stations and one supervisor have their \
            keys; agencies and partners best make their own, and relais key new takes them in.

            A folder that holds anything is refused. If something fails, nothing is left.

            EXAMPLES
              relais init relais
              relais init trial --everyone
              relais init /etc/relais --supervisor anne --bundle our-rules
            """
    )

    @Argument(help: ArgumentHelp("The folder, empty or not there yet.", valueName: "dir"))
    var folder: String

    @Option(
        help: ArgumentHelp(
            "The supervisor who gets a key, a name of access.yaml.",
            valueName: "name"
        )
    )
    var supervisor = "pole"

    @Flag(help: "Make a key for each agency, partner and supervisor of access.yaml: for a trial.")
    var everyone = false

    @Option(
        help: ArgumentHelp(
            "The folder of the rules to start with; those that came with the program without.",
            valueName: "dir"
        )
    )
    var bundle: String?

    @OptionGroup var output: OutputOptions

    private static let columns = [
        Column("file", "FILE"), Column("what", "WHAT"), Column("key", "KEY"),
    ]

    func validate() throws {
        guard SupervisorID(supervisor) != nil else {
            throw ValidationError("--supervisor is a name, 1 to 32 of a-z, 0-9 and -")
        }
        guard !folder.isEmpty, !folder.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw ValidationError("the folder has a name, without control characters")
        }
    }

    func run() throws {
        let source = try bundle.map { try BundleSource(folder: $0) } ?? BundleSource.shipped()
        let installation = NewInstallation(
            path: InitCommand.whole(folder),
            source: source,
            supervisor: supervisor,
            owners: try owners(source.bundle.access)
        )
        let items = try installation.make()
        try Question.show(
            Listing(columns: InitCommand.columns, rows: items.compactMap(InitCommand.row)),
            as: output.format
        )
        for sentence in steps(installation) { Words.say(sentence) }
    }

    /// The stations, then those of access.yaml who are to have a key.
    private func owners(_ access: Access) throws -> [KeyOwner] {
        guard let named = SupervisorID(supervisor), access.supervisors.contains(named) else {
            let known = access.supervisors.sorted().map(\.description).joined(separator: ", ")
            throw Trouble(
                .dataRefused,
                "access.yaml names no supervisor \(supervisor), only: \(known)",
                "say --supervisor with one of them, or --bundle with rules of your own"
            )
        }
        let stations = NewInstallation.stations.compactMap { KeyOwner($0) }
        guard everyone else { return stations + [.principal(.supervisor(named))] }
        return stations + access.agencies.sorted().map { .principal(.agency($0)) }
            + access.partners.keys.sorted().map { .principal(.partner($0)) }
            + access.supervisors.sorted().map { .principal(.supervisor($0)) }
    }

    /// The path from the root, since a socket is named by it; links before the last name are followed.
    private static func whole(_ folder: String) -> String {
        let path = URL(filePath: folder).standardizedFileURL
        let isThere = FileManager.default.fileExists(atPath: path.path)
        guard !isThere else { return path.resolvingSymlinksInPath().path }
        return path.deletingLastPathComponent().resolvingSymlinksInPath()
            .appending(path: path.lastPathComponent).path
    }

    private static func row(_ item: NewInstallation.Item) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("file", item.file)
        writer.member("what", item.what)
        writer.key("key")
        if let key = item.key { writer.string(key) } else { writer.null() }
        writer.endObject()
        return Row(writer.bytes)
    }

    /// What to do next.
    private func steps(_ made: NewInstallation) -> [String] {
        let path = made.path
        let key =
            "--key \(path)/secrets/supervisor-\(supervisor).1.key_secret"
            + " --server-key \(path)/keys.d/gateway/main.1.key"
        var steps = [
            "\(path) is a locked installation; nobody else can read its folder secrets",
            "start it:      relais serve --config \(path) --data \(path)/data"
                + " --master-key \(path)/secrets/master.key",
            "look at it:    relais queue ls \(key)",
        ]
        if let socket = made.controlSocket {
            steps.append("or, as you:    relais queue ls --endpoint ipc://\(socket)")
        }
        return steps + [
            "let one in:    relais key new agency:NAME --public-key their.key --keys \(path)/keys.d"
                + " --secrets \(path)/secrets",
            "what they need: relais key export --keys \(path)/keys.d > gateway.key",
            "keep a copy of \(path)/secrets elsewhere, closed to others: without the master key, made at"
                + " the first start, the data cannot be read",
        ]
    }
}
