import ArgumentParser

/// `relais triage`: the judgement of requests, tried out and measured.
struct TriageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage",
        abstract: "Tries out and measures how requests are judged.",
        subcommands: [
            TriageLintCommand.self, TriageTestCommand.self, TriageDiffCommand.self,
            TriageEvalCommand.self,
        ]
    )
}
