import ArgumentParser

/// `relais triage`: the judgement of requests, tried out and measured.
struct TriageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage",
        abstract: "Tries out and measures how requests are judged.",
        subcommands: [TriageEvalCommand.self, TriageBacktestCommand.self]
    )
}
