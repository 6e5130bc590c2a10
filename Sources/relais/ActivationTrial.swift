import ArgumentParser
import Posts
import Triage

/// The backtest that an activation must pass first, where one is asked for.
struct ActivationTrial: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Judge the past recorded in this data folder by the files first.",
            valueName: "dir"
        )
    )
    var backtest: String?

    @Option(
        help: ArgumentHelp("For --backtest: the folder that the gateway reads.", valueName: "dir")
    )
    var bundle = "config/bundle"

    @Option(
        help: ArgumentHelp("For --backtest: the file of the data's master key.", valueName: "file")
    )
    var masterKey = "relais.key"

    /// Judges the past by the files.
    ///
    /// - Throws: ``Trouble`` 65 with every limit that they exceed.
    func run() async throws {
        guard let backtest else { return }
        let draft = try BundleSource(folder: bundle).bundle
        let place = PastJournal.Place(
            data: backtest,
            masterKey: masterKey,
            copyBelow: BacktestRun.temporaryFolder
        )
        let run = try BacktestRun(place)
        let sums = try await run.sums(of: Backtest(of: draft, against: run.rulesInForce()))
        let report = BacktestReport(sums: sums, rules: draft.table.ruleIDs, isMasked: true)
        for sentence in report.words { Words.say(sentence) }
        let breaches = BacktestLimits.usual.breaches(of: sums)
        guard breaches.isEmpty else {
            throw Trouble(.dataRefused, lines: breaches.map(report.words))
        }
    }
}
