import ArgumentParser
import Configuration
import Referrals
import Triage

/// The rules and the cases that a command of triage works on.
struct TriageFiles: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder of the rules, with its folder signals.", valueName: "dir")
    )
    var bundle = "config/bundle"

    @Option(help: ArgumentHelp("The file of the cases.", valueName: "file"))
    var cases = "config/cases.yaml"

    /// The rules.
    ///
    /// - Throws: ``Trouble`` with every mistake in them, a line each.
    func rules() throws -> Bundle {
        try BundleSource(folder: bundle).bundle
    }

    /// The cases.
    ///
    /// - Throws: ``Trouble`` with every mistake in them, a line each.
    func readCases() throws -> TriageCases {
        let read: TriageCases?
        do throws(TreeFolder.Fault) {
            read = try CaseFile(path: cases).read()
        } catch {
            throw Trouble(.dataRefused, lines: error.lines)
        }
        guard let read else { throw Trouble(.noInput, "\(cases) is not there") }
        return read
    }
}
