import ArgumentParser
import Glibc

/// The program `relais`: a subcommand for everything that can be done with it.
@main
struct Relais: AsyncParsableCommand {
    /// The version of the program.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "relais",
        abstract: "Hands requests for urgent support to those who can help, and keeps the journey.",
        discussion: """
            An agency publishes what it heard, a partner takes what is offered to it and answers, \
            and whoever is entitled asks where a request is, why it is there and what happens next.

            EXAMPLES
              relais init relais
              relais serve --insecure --config config --data data --master-key key
              relais publish requests.jsonl --insecure
              relais partner work un-pass --insecure --accept-all
              relais queue ls --insecure
              relais case show RL-2026-000123-7 --insecure

            Data goes to stdout, words and progress to stderr. The program ends with 0 when it is \
            done, 64 when it was called wrongly, 65 when something that was sent was refused, 66 when \
            a file is not there, 69 when no gateway answered, 70 for a fault of its own, 73 when \
            something is there already, 74 when a file or pipe failed, 75 when trying again may do \
            it, 77 when a file is closed to it or a secret one open to others, 78 when a file of \
            the configuration is wrong.
            """,
        version: "relais \(Relais.version)",
        subcommands: subcommands
    )

    /// Everything that can be done, in the order of the help.
    static let subcommands: [any ParsableCommand.Type] = [
        ServeCommand.self, GatewayCommand.self, DispatcherCommand.self, RecorderCommand.self,
        PublishCommand.self, PartnerCommand.self, QueueCommand.self,
        CaseCommand.self, LegCommand.self, DeadCommand.self, DeskCommand.self, SurgeCommand.self,
        CheckCommand.self, TriageCommand.self, DirectoryCommand.self, DeadlineCommand.self,
        CalendarCommand.self,
        StatusCommand.self, HealthCommand.self, TopCommand.self, ActivateCommand.self,
        TriageRollbackCommand.self,
        ClockCommand.self,
        InitCommand.self, KeyCommand.self, ConformCommand.self, ErrorsCommand.self,
        VocabCommand.self, VersionCommand.self, BenchCommand.self,
    ]

    static func main() async {
        // A reader that has gone shows as EPIPE, which is dealt with where it is met.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try command(from: Array(CommandLine.arguments.dropFirst()))
            if var serving = command as? any AsyncParsableCommand {
                try await serving.run()
            } else {
                try command.run()
            }
        } catch let trouble as Trouble {
            for sentence in trouble.words { Words.say(sentence) }
            Glibc.exit(trouble.code.rawValue)
        } catch is StandardOutput.ReaderGone {
            Glibc.exit(ExitCode.success.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
