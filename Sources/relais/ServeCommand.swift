import ArgumentParser
import Triage

/// `relais serve`: gateway, dispatchers and recorder in one process.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs gateway, dispatchers and recorder in one process.",
        discussion: """
            It opens the journal in the data folder, replays it, and listens. At the very first start \
            it makes the master key and puts the bundle of the configuration in force; later the \
            journal says which rules are in force, and only relais activate, or SIGHUP, reads the \
            files again. Keys are read from keys.d/ below the configuration, also while it runs: a \
            revoked key is refused at its next message, within a second.

            When it listens it prints one line of JSON with its endpoints on stdout; words about \
            its work go to stderr. SIGTERM ends it within 10 seconds: nothing new is taken, what is \
            under way is answered and on disk.

            EXAMPLES
              relais init town && relais serve --config town --data town/data \\
                --master-key town/secrets/master.key
              relais serve --insecure --intake ipc:///tmp/intake --dispatchers 1

            It ends with 69 when an endpoint is taken, 74 when the disk fails, 75 when another \
            process has the data folder, 77 when others can read its key, 78 when the configuration \
            is wrong. To run the stations apart: relais gateway, dispatcher, recorder.
            """
    )

    @OptionGroup var station: StationOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var doors: DoorOptions

    @Option(help: ArgumentHelp("How many threads judge requests, 1 to 16.", valueName: "n"))
    var dispatchers: Int?

    func validate() throws {
        if let dispatchers, !(1...Settings.dispatchersMax).contains(dispatchers) {
            throw ValidationError("--dispatchers is a number from 1 to 16")
        }
    }

    mutating func run() async throws {
        try await StationProgram.run(.all) {
            var settings = try station.settings(
                data: journal.data,
                masterKey: journal.masterKey
            )
            doors.lay(over: &settings)
            if let dispatchers { settings.dispatchers = dispatchers }
            return settings
        }
    }
}

/// Where the journal is and what opens it.
struct JournalOptions: ParsableArguments {
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
}
