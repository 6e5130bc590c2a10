import ArgumentParser
import ZeroMQ

/// `relais version`: what is running here.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Says which version this is.",
        discussion: """
            The version of the program, of the wire contract that it speaks, and of libzmq.

            EXAMPLE
              relais version
            """
    )

    func run() throws {
        var output = StandardOutput()
        try output.writeLine("relais \(Relais.version)")
        try output.writeLine("protocol 1")
        try output.writeLine("libzmq \(Context.libraryVersion)")
        try output.flush()
    }
}
