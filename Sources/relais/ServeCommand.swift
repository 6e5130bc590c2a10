import ArgumentParser
import Referrals
import Stations
import Triage
import Wire

/// `relais serve`: gateway, dispatchers and recorder in one process.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs gateway, dispatchers and recorder in one process.",
        discussion: """
            It opens the journal in the data folder, replays it, and listens. At the very first start \
            it makes the master key and puts the bundle of the configuration in force; later the \
            journal says which rules are in force, and only relais activate, or SIGHUP, reads the \
            files again.

            When it listens it prints one line of JSON with its endpoints on stdout; words about \
            its work go to stderr. SIGTERM ends it within 10 seconds: nothing new is taken, what is \
            under way is answered and on disk.

            EXAMPLES
              relais serve --insecure --config config --data data --master-key relais.key
              relais serve --insecure --intake ipc:///tmp/intake --dispatchers 1

            It ends with 69 when an endpoint is taken, 74 when the disk fails, 75 when another \
            process has the data folder, 78 when the configuration is wrong.
            """
    )

    @Option(help: ArgumentHelp("The folder of relais.yaml and bundle/.", valueName: "dir"))
    var config = "config"

    @Option(
        help: ArgumentHelp(
            "The folder of the journal; made when it is not there.",
            valueName: "dir"
        )
    )
    var data = "data"

    @Option(
        help: ArgumentHelp(
            "The file of the master key, outside the data folder; made at the very first start.",
            valueName: "file"
        )
    )
    var masterKey = "relais.key"

    @Flag(help: "Speak without keys: on loopback and ipc only, for a trial.")
    var insecure = false

    @Option(help: ArgumentHelp("Where agencies come in.", valueName: "endpoint"))
    var intake: String?

    @Option(help: ArgumentHelp("Where partners come in.", valueName: "endpoint"))
    var desk: String?

    @Option(help: ArgumentHelp("Where supervisors come in.", valueName: "endpoint"))
    var control: String?

    @Option(help: ArgumentHelp("Where the metrics are published.", valueName: "endpoint"))
    var feed: String?

    @Option(help: ArgumentHelp("How many threads judge requests, 1 to 16.", valueName: "n"))
    var dispatchers: Int?

    func validate() throws {
        if let dispatchers, !(1...Settings.dispatchersMax).contains(dispatchers) {
            throw ValidationError("--dispatchers is a number from 1 to 16")
        }
        // Said before a folder is made for a journal that nobody could reach.
        for endpoint in [intake, desk, control, feed].compactMap(\.self)
        where Endpoint(endpoint) == nil {
            throw ValidationError(
                "\(PlainText.clean(endpoint)) is no endpoint: tcp://HOST:PORT or ipc://PATH"
            )
        }
    }

    mutating func run() async throws {
        do {
            try await Server.serve(try settings()) { endpoints in
                var output = StandardOutput()
                try output.write(ServeCommand.ready(at: endpoints) + [0x0A])
                try output.flush()
            }
        } catch let fault as StartFault {
            throw Trouble(ExitCode(fault.exitStatus), lines: fault.lines)
        }
    }

    /// The line that says where it listens: intake, desk, control and feed.
    static func ready(at endpoints: [String]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("ready", true)
        let names: [StaticString] = ["intake", "desk", "control", "feed"]
        for (name, endpoint) in zip(names, endpoints) { writer.member(name, endpoint) }
        writer.endObject()
        return writer.bytes
    }

    private func settings() throws -> Settings {
        var settings = try Settings(config: config, data: data, masterKeyFile: masterKey)
        settings.isInsecure = insecure
        if let intake { settings.intake = intake }
        if let desk { settings.desk = desk }
        if let control { settings.control = control }
        if let feed { settings.feed = feed }
        if let dispatchers { settings.dispatchers = dispatchers }
        return settings
    }
}
