import Configuration
import Exchange
import Foundation
import Journal
import JournalSQLite
import Posts
import Referrals
import Testing
import Triage
import Wire

/// A folder with a journal of the first requests of the corpus, and rules that a test may change; it goes with
/// the value.
final class PastJournal {
    let root: String
    var data: String { root + "/data" }
    var key: String { root + "/key" }
    var draft: String { root + "/draft" }

    /// The journal of so many requests, each recorded at its own time, under the shipped rules.
    init(requests: Int) throws {
        root = NSTemporaryDirectory() + "relais-past-\(UUID())"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Self.repository("config/bundle"), toPath: draft)
        guard case .good(let files, let bundle) = BundleFolder(path: draft).read() else {
            Issue.record("the shipped rules are good")
            return
        }
        let directory = try DataDirectory(data, reserveBytes: 1 << 20)
        let journal = try SQLiteJournal(
            directory,
            MasterKey(path: key, for: directory),
            insecurely: true
        )
        let term = try journal.claim()
        let lines = try Data(
            contentsOf: URL(filePath: Self.repository("Tests/Corpus/pole-2020.jsonl"))
        )
        .split(separator: 0x0A).prefix(requests)
        let start = Moment(seconds: 1_580_000_000)
        var facts = [Fact(at: start, by: .relais, matter: .bundleActivated(files))]
        var board = Switchboard(bundle: bundle)
        for (number, line) in lines.enumerated() {
            let asked = try Self.asked(Array(line), number, under: bundle)
            for fact in try board.decide(.request(asked.command), at: asked.at) {
                board.apply(fact, at: board.position.next)
                facts.append(fact)
            }
        }
        let records = facts.map { JournalRecord($0) }
        _ = try journal.append(records, after: journal.tail.position, in: term)
        try journal.close()
    }

    deinit {
        // What is left in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: root)
    }

    /// A request of the corpus as a case of its own.
    private static func asked(
        _ line: [UInt8],
        _ number: Int,
        under bundle: Triage.Bundle
    ) throws -> (command: RequestCommand, at: Moment) {
        struct Source: Decodable {
            let source: String
        }
        let source = try JSONDecoder().decode(Source.self, from: Data(line)).source
        let agency = try #require(
            source.split(separator: ":").last.flatMap { AgencyID(String($0)) }
        )
        let event = try EventDecoder.decode(line[...], from: agency, at: nil)
        guard case .referral(let referral) = event.matter else {
            preconditionFailure("the corpus has requests only")
        }
        let word = UInt64(number)
        let command = RequestCommand(
            agency: agency,
            event: Fingerprint(key: LookupKey(high: word, low: 1), sameness: Digest(1, 2, 3, word)),
            referral: referral,
            verdict: bundle.verdict(for: referral, from: agency, at: event.time),
            reference: LookupKey(high: word, low: 2),
            enterprise: nil,
            content: event.content
        )
        return (command, event.time)
    }

    /// Changes the draft: in a file of it, one text for another, which must be there.
    func change(_ file: String, _ text: String, to other: String) throws {
        let path = draft + "/" + file
        let old = try String(contentsOfFile: path, encoding: .utf8)
        try #require(old.contains(text), "\(file) has \(text)")
        try old.replacing(text, with: other, maxReplacements: 1)
            .write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Runs a backtest of the draft on the journal.
    func backtest(_ more: String...) throws -> ProgramRun {
        try ProgramRun(
            ["triage", "backtest", draft, "--data", data, "--master-key", key] + more,
            environment: ["TMPDIR": root]
        )
    }

    private static func repository(_ path: String) -> String {
        URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: path).path
    }
}
