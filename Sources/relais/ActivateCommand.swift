import ArgumentParser
import Glibc
import RelaisClient
import Wire

/// `relais activate`: the gateway reads its bundle again and works by it from then on.
struct ActivateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Activates the bundle of files in the gateway's configuration directory.",
        discussion: """
            The files are read, checked as a whole and written into the journal; requests are \
            judged by them from then on. If anything in them is wrong, every mistake is named with \
            its file, its line and what was expected, the program ends with 78, and the bundle \
            that is in force stays.

            With --backtest the recorded past is judged by the files first, as `relais triage \
            backtest` does; where more than a tenth of the legs would go elsewhere or be due \
            later, a fiftieth more would find no partner, or a crisis would be none, the \
            gateway is not asked and the program ends with 65.

            EXAMPLES
              relais activate --insecure --dry-run
              relais activate --insecure --backtest data --bundle config/bundle
              relais activate --insecure --reason "hours of un-pass in the holidays"
            """
    )

    @Option(
        help: ArgumentHelp("Why; the journal keeps it for good: name nobody.", valueName: "text")
    )
    var reason = "activate"

    @Flag(help: "Only check the files.")
    var dryRun = false

    @OptionGroup var trial: ActivationTrial

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "supervisor")
    }

    func run() async throws {
        try await trial.run()
        let done: SupervisorClient.Done
        do {
            done = try Question(connection).supervisor().order(
                OrderInquiry(
                    verb: "activate",
                    reason: reason,
                    key: ActivateCommand.key(),
                    isDryRun: dryRun
                )
            )
        } catch let failure as ClientFailure {
            throw ActivateCommand.trouble(failure)
        }
        for sentence in done.words { Words.line(sentence) }
        Words.say(
            dryRun
                ? "the files are right; nothing was changed"
                : done.hasChanged ? "the bundle is in force" : "the bundle was in force already"
        )
    }

    /// A refusal for good that names mistakes is one of the configuration: a line for each, as a
    /// compiler writes them.
    static func trouble(_ failure: ClientFailure) -> Trouble {
        guard case .refused(let error) = failure, !error.isPassing, !error.words.isEmpty else {
            return GatewayCall.trouble(failure)
        }
        for sentence in error.words { Words.line(sentence) }
        let count = error.words.count
        return Trouble(
            .configuration,
            "\(count) \(count == 1 ? "mistake" : "mistakes") in the bundle; the one in force stays"
        )
    }

    /// What makes the order one and the same when it is sent again: the process and the time.
    private static func key() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return "activate-\(getpid())-\(now.tv_sec)-\(now.tv_nsec)"
    }
}
