import ArgumentParser
import Foundation
import Testing

@testable import relais

@Suite struct `The help` {
    static let commands: [any ParsableCommand.Type] = [
        Relais.self, ServeCommand.self, GatewayCommand.self, DispatcherCommand.self,
        RecorderCommand.self, PublishCommand.self, PartnerCommand.self,
        PartnerWorkCommand.self, PartnerLegsCommand.self, PartnerOpenCommand.self,
        PartnerReportCommand.self,
        QueueCommand.self, QueueListCommand.self, QueuePauseCommand.self, QueueDrainCommand.self,
        QueueResumeCommand.self, CaseCommand.self, CaseShowCommand.self, CaseLookupCommand.self,
        CaseWithdrawCommand.self,
        CaseMergeCommand.self, CaseEraseCommand.self, LegCommand.self, LegRerouteCommand.self,
        LegWithdrawCommand.self,
        LegCloseCommand.self, DeadCommand.self, DeadListCommand.self, DeadShowCommand.self,
        DeadReplayCommand.self, DeadResolveCommand.self, DeskCommand.self, DeskListCommand.self,
        SurgeCommand.self, SurgeOnCommand.self, SurgeOffCommand.self,
        StatusCommand.self, HealthCommand.self, TopCommand.self, ActivateCommand.self,
        ClockCommand.self, ClockShowCommand.self, ClockAcceptCommand.self,
        ErrorsCommand.self, VocabCommand.self, VersionCommand.self, CheckCommand.self,
        TriageCommand.self, TriageEvalCommand.self, TriageLintCommand.self, TriageTestCommand.self,
        TriageDiffCommand.self, TriageRollbackCommand.self, TriageExplainCommand.self,
        TriageBundlesCommand.self, TriageBacktestCommand.self,
        DirectoryCommand.self, DirectoryCheckCommand.self, DirectoryMapCommand.self,
        DirectoryShowCommand.self, DirectoryExportCommand.self, DirectoryDiffCommand.self,
        DeadlineCommand.self, CalendarCommand.self,
        InitCommand.self, KeyCommand.self,
        KeyNewCommand.self, KeyListCommand.self, KeyShowCommand.self, KeyRevokeCommand.self,
        KeyRotateCommand.self, KeyExportCommand.self,
        ConformCommand.self, ConformGatewayCommand.self, ConformClientCommand.self,
    ]

    private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    @Test(arguments: commands.indices)
    func `is the one that was read and found good`(index: Int) throws {
        let command = Self.commands[index]
        let help = Relais.helpMessage(for: command, columns: 80) + "\n"
        let file = Self.golden.appending(path: "\(command).txt")
        if ProcessInfo.processInfo.environment["RELAIS_RENDER"] == "1" {
            try help.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(help == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test(arguments: commands.indices)
    func `is at most 80 columns wide, but for usage`(index: Int) {
        let help = Relais.helpMessage(for: Self.commands[index], columns: 80)
        let wide = help.split(separator: "\n").filter { $0.count > 80 && !$0.hasPrefix("USAGE") }
        #expect(wide.isEmpty)
    }

    @Test func `of every command that works shows an example`() {
        for command in Self.commands where command.configuration.subcommands.isEmpty {
            #expect(command.configuration.discussion.contains("EXAMPLE"), "\(command)")
        }
    }
}
