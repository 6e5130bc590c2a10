import ArgumentParser
import Triage

/// `relais dispatcher`: one dispatcher, in a process of its own.
struct DispatcherCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispatcher",
        abstract: "Runs one dispatcher, which judges what a gateway gives it.",
        discussion: """
            It decodes, checks and judges requests by the rules that the gateway sends, and keeps \
            nothing but a mark of the line it has in hand, below --data: a line that has killed two \
            dispatchers is put before a human instead of a third. Run as many as you like, each \
            with a key, or at least a name, of its own.

            It may be killed at any moment: the gateway gives what it had in hand to another.

            EXAMPLES
              relais dispatcher --config north --data north/state --key north.key_secret
              relais dispatcher --insecure --name one --gateway ipc:///tmp/work

            It prints {"ready":true} when it has begun, and goes on trying for as long as the \
            gateway is not there. It ends with 77 when others can read its key, 78 when the \
            configuration is wrong.
            """
    )

    @OptionGroup var station: StationOptions
    @OptionGroup var gateway: GatewayOptions

    @Option(
        help: ArgumentHelp(
            "The folder of its mark of what it has in hand; made when it is not there.",
            valueName: "dir"
        )
    )
    var data = "dispatcher"

    @Option(
        help: ArgumentHelp(
            "What it is called, where no key says so; no two may have one name.",
            valueName: "name"
        )
    )
    var name: String?

    mutating func run() async throws {
        try await StationProgram.run(.dispatcher) {
            var settings = try station.settings(data: data)
            if let endpoint = gateway.gateway { settings.work = endpoint }
            if let key = gateway.gatewayKey { settings.gatewayKey = key }
            if let name { settings.name = name }
            return settings
        }
    }
}
