import ArgumentParser
import Posts
import Referrals
import Triage

/// `relais triage backtest`: the recorded past under a draft of the rules.
struct TriageBacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Judges the recorded past by a draft of the rules, and tells what changes.",
        discussion: """
            Every request of the journal is judged again, at its time of record, by the draft and \
            by the rules in force, or compared with what was judged then. The journal is only \
            read, from a copy, also while a server works with it; nothing is sent, stored or left \
            behind. What was erased is judged by the codes that are left and by what was heard in \
            its note then. Corrections and withdrawals that came later do not count.

            Told are the legs that go elsewhere first (MOVED), that are due SOONER or LATER, that \
            find no partner and go to the DESK, and that are CRISES, before and AFTER: all \
            together, by need, commune and language; then from where to where they move, what \
            comes to each partner, the times until somebody must have accepted, and the rules of \
            the draft that never fit (dead) or fit and never have a say (shadowed).

            Counts below 5 could tell of one person and are shown as <5, and as * where another \
            would give one away by the sum.

            EXAMPLES
              relais triage backtest draft/bundle --data data
              relais triage backtest draft/bundle --since 2026-01-01 --max-moved 10%
              relais triage backtest draft/bundle --against recorded -o csv

            Ends with 65 when a limit is exceeded, the report being written all the same. A draft \
            under which a request is a crisis no more always exceeds one, unless \
            --fewer-crises-allowed says otherwise.
            """
    )

    /// What a draft is compared with.
    enum Standard: String, ExpressibleByArgument, CaseIterable {
        /// What the rules in force make of the same request.
        case active
        /// What was judged when it was recorded.
        case recorded
    }

    @Argument(help: ArgumentHelp("The folder of the draft.", valueName: "bundle-folder"))
    var draft: String

    @OptionGroup var journal: PastOptions

    @Option(
        help: ArgumentHelp("The first day that counts, YYYY-MM-DD.", valueName: "day"),
        transform: TriageBacktestCommand.day
    )
    var since: CalendarDate?

    @Option(
        help: ArgumentHelp("The last day that counts, YYYY-MM-DD.", valueName: "day"),
        transform: TriageBacktestCommand.day
    )
    var until: CalendarDate?

    @Option(help: "active: the rules in force; recorded: what was judged then.")
    var against = Standard.active

    @OptionGroup var limits: LimitOptions

    @Flag(help: "Show small counts too: for supervisors only, the report then tells of persons.")
    var unmasked = false

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let draft = try BundleSource(folder: draft).bundle
        let zone = draft.calendars.brussels
        let run = try BacktestRun(
            journal.place,
            since: since.map { zone.start(of: $0) },
            until: until.map { zone.start(of: $0.advanced(by: 1)) }
        )
        let standard = against == .active ? try run.rulesInForce() : nil
        let sums = try await run.sums(of: Backtest(of: draft, against: standard))
        let report = BacktestReport(
            sums: sums,
            rules: draft.table.ruleIDs,
            isMasked: !unmasked
        )
        try show(report)
        for sentence in report.words { Words.say(sentence) }
        let breaches = limits.limits.breaches(of: sums)
        guard breaches.isEmpty else {
            throw Trouble(.dataRefused, lines: breaches.map(report.words))
        }
    }

    private func show(_ report: BacktestReport) throws {
        guard output.format == .table else {
            return try Question.show(report.listing, as: output.format)
        }
        var output = StandardOutput()
        for (index, part) in report.parts.enumerated() {
            if index > 0 { try output.writeLine("") }
            try output.writeLine(part.title)
            try output.write(part.listing.text(as: .table, width: Terminal.width))
        }
        try output.flush()
    }

    private static func day(_ text: String) throws -> CalendarDate {
        guard let date = CalendarDate(text) else {
            throw ValidationError("a day is YYYY-MM-DD, as in 2026-03-03")
        }
        return date
    }
}

/// Where the recorded past is, and what opens it.
struct PastOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of the journal.", valueName: "dir"))
    var data = "data"

    @Option(help: ArgumentHelp("The file of its master key.", valueName: "file"))
    var masterKey = "relais.key"

    @Option(
        help: ArgumentHelp(
            "Where the copy lies while it is read; TMPDIR, else /var/tmp, without.",
            valueName: "dir"
        )
    )
    var copyBelow: String?

    /// The place of the journal.
    var place: PastJournal.Place {
        PastJournal.Place(
            data: data,
            masterKey: masterKey,
            copyBelow: copyBelow ?? BacktestRun.temporaryFolder
        )
    }
}

/// What a draft may change at most.
struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How many legs may go elsewhere, 12 or 10%.", valueName: "limit"),
        transform: LimitOptions.limit
    )
    var maxMoved: BacktestLimits.Limit?

    @Option(
        help: ArgumentHelp("How many legs may find no partner, 12 or 5%.", valueName: "limit"),
        transform: LimitOptions.limit
    )
    var maxUnrouted: BacktestLimits.Limit?

    @Option(
        help: ArgumentHelp("How many more of those than before, 12 or 2%.", valueName: "limit"),
        transform: LimitOptions.limit
    )
    var maxNewlyUnrouted: BacktestLimits.Limit?

    @Option(
        help: ArgumentHelp("How many legs may be due later, 12 or 10%.", valueName: "limit"),
        transform: LimitOptions.limit
    )
    var maxLater: BacktestLimits.Limit?

    @Flag(help: "A request that was a crisis may be none.")
    var fewerCrisesAllowed = false

    /// The limits that were given.
    var limits: BacktestLimits {
        var limits = BacktestLimits()
        limits.moved = maxMoved
        limits.unrouted = maxUnrouted
        limits.newlyUnrouted = maxNewlyUnrouted
        limits.later = maxLater
        limits.allowsFewerCrises = fewerCrisesAllowed
        return limits
    }

    private static func limit(_ text: String) throws -> BacktestLimits.Limit {
        guard let limit = BacktestLimits.Limit(text) else {
            throw ValidationError("a limit is a number of legs or a share of them: 12, 10% or 2.5%")
        }
        return limit
    }
}
