import ArgumentParser
import RelaisClient
import Wire

/// `relais health`: whether a gateway answers at a door.
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Says whether a gateway answers at a door; for a probe.",
        discussion: """
            It says hello and waits for the welcome: the gateway has let in whoever asks, and works. \
            That says nothing of the recorder and the dispatchers, to which nobody connects: relais \
            status tells whether the whole is there.

            EXAMPLES
              relais health --endpoint ipc:///run/relais/control.sock --timeout 3
              relais health --insecure --as agency:1819 --endpoint tcp://127.0.0.1:5570

            It ends with 0 when the gateway answers, 69 when nobody does, 75 when it cannot say yet \
            who asks, 77 when it does not let them in.
            """
    )

    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        let name = connection.principal ?? "supervisor:pole"
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        try GatewayCall.run {
            let gateway = try Connection(
                to: connection.endpoint(or: DefaultEndpoint.control),
                identity: connection.identity(of: parts[0], default: parts.last ?? "")
            )
            let began = ContinuousClock.now
            let deadline = began + connection.patience
            let reply = try gateway.ask(
                .hello(HelloInquiry(client: "relais-health/\(Relais.version)")),
                until: deadline
            )
            guard reply.kind == "welcome" else {
                throw ClientFailure.unreadable("it is no welcome")
            }
            // Its session would be waited for; if this does not reach it, it ends by itself.
            _ = try gateway.send(.bye, until: deadline)
            let milliseconds = (ContinuousClock.now - began) / .milliseconds(1)
            Words.say("\(gateway.endpoint) answers, in \(Int(milliseconds.rounded(.up))) ms")
        }
    }
}
