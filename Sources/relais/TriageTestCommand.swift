import ArgumentParser
import Referrals
import Triage
import Wire

/// `relais triage test`: whether the rules make of each case what they must.
struct TriageTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Judges the cases of a file and tells where the verdict is not as it must be.",
        discussion: """
            A case is a request in short form and what must come of it; the file explains every \
            key at its head. Each is judged as the gateway would, its note read by the lexicon \
            and the small model, at the time that the case names, by no clock of this machine.

            A row is a case. Of one that fails every difference is told: what it is about, what \
            was expected and what was found.

            EXAMPLES
              relais triage test
              relais triage test --bundle draft -o jsonl
              relais triage test --bundle draft --cases our-cases.yaml

            Ends with 65 when a case fails or the file has a mistake, with 78 when the rules \
            have one.
            """
    )

    @OptionGroup var files: TriageFiles

    @OptionGroup var output: OutputOptions

    private static let columns = [
        Column("case", "CASE", .name), Column("result", "RESULT"),
        Column("wrong", "WRONG", .sentence),
    ]

    func run() throws {
        let bundle = try files.rules()
        let cases = try files.readCases().cases
        var rows: [Row] = []
        var failed = 0
        for entry in cases {
            let differences = try TriageTestCommand.differences(of: entry, bundle)
            if !differences.isEmpty { failed += 1 }
            rows += TriageTestCommand.row(entry, differences)
        }
        try Question.show(
            Listing(columns: TriageTestCommand.columns, rows: rows),
            as: output.format
        )
        Words.say("\(cases.count) cases: \(cases.count - failed) as expected, \(failed) not")
        guard failed == 0 else { throw Trouble(.dataRefused) }
    }

    /// What is not as a case wants it.
    static func differences(
        of entry: TriageCase,
        _ bundle: Bundle
    ) throws -> [TriageCase.Difference] {
        guard let agency = entry.agency(under: bundle) else {
            throw Trouble(.configuration, "the rules admit no agency")
        }
        let trial = bundle.trial(
            of: entry.referral,
            hearing: bundle.reading(of: entry.referral),
            from: agency,
            at: entry.at
        )
        return entry.differences(from: trial.verdict, ruled: trial.ruled, under: bundle)
    }

    private static func row(_ entry: TriageCase, _ differences: [TriageCase.Difference]) -> [Row] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("case", entry.id)
        writer.member("result", differences.isEmpty ? "ok" : "failed")
        writer.member("line", entry.line)
        writer.member("says", entry.says)
        if !differences.isEmpty {
            writer.member("wrong", differences.map(\.description).joined(separator: "; "))
        }
        writer.key("differences")
        writer.beginArray()
        for difference in differences {
            writer.beginObject()
            writer.member("about", difference.about)
            writer.member("expected", difference.expected)
            writer.member("found", difference.found)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return Row(writer.bytes).map { [$0] } ?? []
    }
}
