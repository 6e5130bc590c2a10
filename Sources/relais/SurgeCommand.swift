import ArgumentParser
import Referrals

/// `relais surge`: the rules for a rush of requests.
struct SurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "surge",
        abstract: "Begins or ends the rules for a rush of requests.",
        subcommands: [SurgeOnCommand.self, SurgeOffCommand.self]
    )
}

/// `relais surge on`: the rules for a rush begin.
struct SurgeOnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "on",
        abstract: "Begins the rules for a rush of requests.",
        discussion: """
            EXAMPLE
              relais surge on --insecure --reason "floods" \\
                --until 2026-03-09T08:00:00+01:00
            """
    )

    @OptionGroup var order: OrderOptions

    @OptionGroup var end: UntilOption

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.surge(isOn: true, until: try end.moment()), over: connection)
    }
}

/// `relais surge off`: the rules for a rush end.
struct SurgeOffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "off",
        abstract: "Ends the rules for a rush of requests.",
        discussion: """
            EXAMPLE
              relais surge off --insecure --reason "the water has gone"
            """
    )

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.surge(isOn: false, until: nil), over: connection)
    }
}
