import ArgumentParser
import Triage

/// `relais gateway`: the station that faces the outside, in a process of its own.
struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Runs the gateway alone; dispatchers and the recorder connect to it.",
        discussion: """
            It keeps nothing on disk, and nobody's data but what is under way. It reads relais.yaml and the \
            cards of our own stations below keys.d/: the dispatchers and the recorder that it lets \
            in. Who else may come in, and by which key, the recorder tells it; until then all are \
            told to try again.

            It may be killed at any moment: whoever has no receipt sends again, partners attach again, and \
            the recorder and the dispatchers find it when it is back.

            When it listens it prints one line of JSON with its endpoints on stdout.

            EXAMPLES
              relais gateway --config dmz
              relais gateway --insecure --work ipc:///tmp/work --record ipc:///tmp/record

            It ends with 69 when an endpoint is taken, 77 when others can read its key, 78 when the \
            configuration is wrong.
            """
    )

    @OptionGroup var station: StationOptions
    @OptionGroup var doors: DoorOptions

    @Option(help: ArgumentHelp("Where dispatchers come in.", valueName: "endpoint"))
    var work: String?

    @Option(help: ArgumentHelp("Where the recorder comes in.", valueName: "endpoint"))
    var record: String?

    func validate() throws {
        try StationOptions.check([work, record])
    }

    mutating func run() async throws {
        try await StationProgram.run(.gateway) {
            var settings = try station.settings(data: "")
            doors.lay(over: &settings)
            if let work { settings.work = work }
            if let record { settings.record = record }
            return settings
        }
    }
}
