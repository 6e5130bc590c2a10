import ArgumentParser

/// `relais triage`: the judgement of requests, tried out and measured.
struct TriageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage",
        abstract: "Tells, tries out and changes how requests are judged.",
        subcommands: [
            TriageLintCommand.self, TriageTestCommand.self, TriageDiffCommand.self,
            TriageBacktestCommand.self, TriageExplainCommand.self, TriageEvalCommand.self,
            ActivateCommand.self, TriageRollbackCommand.self, TriageBundlesCommand.self,
        ]
    )
}
