import ArgumentParser
import Referrals

/// `relais queue pause`: a queue hands nothing out.
struct QueuePauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Pauses a queue: nothing is handed out of it; what is out stays.",
        discussion: """
            Deadlines go on running: what becomes due goes on to the desk of last resort. The \
            queue of the desk itself is never paused.

            EXAMPLES
              relais queue pause ced --insecure --reason "their line is down"
              relais queue pause ced --insecure --reason "their fair" \\
                --until 2026-03-02T18:00:00+01:00
            """
    )

    @Argument(help: "The queue.", transform: QueueID.read)
    var queue: QueueID

    @OptionGroup var order: OrderOptions

    @OptionGroup var end: UntilOption

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.pause(queue, until: try end.moment()), over: connection)
    }
}

/// `relais queue drain`: a queue takes nothing new.
struct QueueDrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain",
        abstract: "Empties a queue: nothing comes to it, what waits goes elsewhere.",
        discussion: """
            What is out is finished there. What waits goes to its next candidate, or to the desk \
            of last resort. The queue of the desk itself is never drained.

            EXAMPLES
              relais queue drain ced --insecure --reason "moves house" --dry-run
              relais queue drain ced --insecure --reason "moves house"
            """
    )

    @Argument(help: "The queue.", transform: QueueID.read)
    var queue: QueueID

    @OptionGroup var order: OrderOptions

    @OptionGroup var end: UntilOption

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.drain(queue, until: try end.moment()), over: connection)
    }
}

/// `relais queue resume`: a queue takes and hands out again.
struct QueueResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Opens a queue again that was paused or drained.",
        discussion: """
            EXAMPLE
              relais queue resume ced --insecure --reason "their line is back"
            """
    )

    @Argument(help: "The queue.", transform: QueueID.read)
    var queue: QueueID

    @OptionGroup var order: OrderOptions

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() throws {
        try order.give(.resume(queue), over: connection)
    }
}
