import ArgumentParser
import Triage

/// `relais recorder`: the single writer with its journal, in a process of its own.
struct RecorderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recorder",
        abstract: "Runs the recorder and its journal; it connects to the gateway.",
        discussion: """
            It opens the journal in the data folder, replays it, and connects outward to the gateway: \
            nobody connects to it. It holds the keys of everybody, below keys.d/, and tells the \
            gateway of each change within a second.

            It may be killed at any moment: a receipt is only given for what is on disk, and all \
            that was under way comes again when it is back.

            It prints {"ready":true} when the journal is open, and goes on trying for as long as the \
            gateway is not there.

            EXAMPLES
              relais recorder --config inside --data inside/data --gateway tcp://dmz:5575
              relais recorder --insecure --gateway ipc:///tmp/record

            It ends with 74 when the disk fails, 75 when another process has the data folder, 77 \
            when others can read its key, 78 when the configuration is wrong.
            """
    )

    @OptionGroup var station: StationOptions
    @OptionGroup var gateway: GatewayOptions
    @OptionGroup var journal: JournalOptions

    mutating func run() async throws {
        try await StationProgram.run(.recorder) {
            var settings = try station.settings(
                data: journal.data,
                masterKey: journal.masterKey
            )
            if let endpoint = gateway.gateway { settings.record = endpoint }
            if let key = gateway.gatewayKey { settings.gatewayKey = key }
            return settings
        }
    }
}
