import ArgumentParser

/// The simulator as a program.
@main
struct SimulationProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relais-sim",
        abstract: "Runs simulated worlds: production stations among faults, all from one seed.",
        subcommands: [ReplayCommand.self, RunCommand.self, ShrinkCommand.self, WorkCommand.self],
        defaultSubcommand: ReplayCommand.self
    )
}
