import ArgumentParser

/// `relais conform`: whether a gateway, or a client, keeps the contract.
struct ConformCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conform",
        abstract: "Sees whether a gateway, or a client, keeps the contract.",
        discussion: """
            Without a subcommand it is `relais conform gateway`: each golden conversation is \
            played with a gateway, and a line says what came of it. `relais conform client` \
            plays the gateway's side to a client.

            EXAMPLES
              relais conform tcp://127.0.0.1:5570 --desk tcp://127.0.0.1:5571 --insecure
              relais conform --dry-run --insecure
              relais conform client --role agency --insecure
            """,
        subcommands: [ConformGatewayCommand.self, ConformClientCommand.self],
        defaultSubcommand: ConformGatewayCommand.self
    )
}
