import ArgumentParser

/// `relais conform`: whether a gateway, or a client, keeps the contract.
struct ConformCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conform",
        abstract: "Plays the contract's golden conversations with a gateway.",
        discussion: """
            Without a word it is `relais conform gateway`: each conversation of \
            config/schemas/golden is played with the gateway, and a line says what came of it.

            EXAMPLES
              relais conform tcp://127.0.0.1:5570 --desk tcp://127.0.0.1:5571 --insecure
              relais conform --dry-run --insecure
            """,
        subcommands: [ConformGatewayCommand.self],
        defaultSubcommand: ConformGatewayCommand.self
    )
}
