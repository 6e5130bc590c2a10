import ArgumentParser
import Referrals
import Triage

/// `relais directory`: who does what, as the rules have it.
struct DirectoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory",
        abstract: "Shows, checks and exports who does what.",
        subcommands: [
            DirectoryCheckCommand.self, DirectoryMapCommand.self, DirectoryShowCommand.self,
            DirectoryExportCommand.self, DirectoryDiffCommand.self,
        ]
    )
}

/// Which directory a command reads, and of which day.
struct DirectoryOptions: ParsableArguments {
    @OptionGroup var rules: RulesOptions

    @Option(
        help: ArgumentHelp(
            "The day in Brussels of which it tells; today without.",
            valueName: "day"
        ),
        transform: DirectoryOptions.day
    )
    var on: CalendarDate?

    /// The day.
    var date: CalendarDate { on ?? BrusselsTime.date(at: WallClock.now()) }

    /// Shows rows, a table below the name of the rules they come from.
    func show(_ listing: Listing, of bundle: Bundle, as format: OutputFormat) throws {
        if format == .table {
            var output = StandardOutput()
            try output.writeLine(rules.line(on: bundle))
            try output.flush()
        }
        try Question.show(listing, as: format)
    }

    private static func day(_ text: String) throws -> CalendarDate {
        guard let date = CalendarDate(text) else {
            throw ValidationError("--on is a day, as in 2026-12-21")
        }
        return date
    }
}
