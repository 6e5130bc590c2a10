import ArgumentParser

/// `relais partner`: a partner organisation at work.
struct PartnerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partner",
        abstract: "Works as a partner: takes what is offered and answers.",
        subcommands: [
            PartnerWorkCommand.self, PartnerLegsCommand.self, PartnerOpenCommand.self,
            PartnerReportCommand.self,
        ]
    )
}
