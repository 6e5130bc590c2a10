import Foundation
import Testing

extension EndToEnd {
    /// A draft of the rules, judged by what a running server has recorded.
    @Suite struct `A backtest` {
        /// What is read of a row.
        private struct Row: Decodable {
            var what: String
            var from: String?
            var to: String?
            var legs: Int?
            var moved: Int?
        }

        private static func rows(_ program: Program) throws -> [Row] {
            try program.output(within: 30).split(separator: "\n").map { line in
                try JSONDecoder().decode(Row.self, from: Data(line.utf8))
            }
        }

        private func backtest(_ installation: Installation, _ draft: String) throws -> Program {
            try Program(
                Repository.program,
                [
                    "triage", "backtest", draft, "--data", installation.data, "--master-key",
                    installation.folder + "/key", "--unmasked", "-o", "jsonl",
                ],
                environment: ["TMPDIR": installation.folder],
                in: installation.folder
            )
        }

        @Test(arguments: Arrangement.both)
        func `moves what its changed rule concerns, beside a server that goes on`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            try server.publishCorpus()
            let draft = installation.folder + "/draft"
            try FileManager.default.copyItem(atPath: installation.config + "/bundle", toPath: draft)
            let same = try backtest(installation, draft)
            let before = try Self.rows(same)
            #expect(same.ending(within: 30) == .exit(0), "\(same.words)")
            #expect(same.words.contains("623 requests read"))
            #expect(before.first { $0.what == "all" }?.moved == 0)
            let text = try installation.text(of: "draft/triage.yaml")
            try installation.write(
                text.replacing("queues: [un-pass]", with: "queues: []"),
                to: "draft/triage.yaml"
            )
            let changed = try Self.rows(backtest(installation, draft))
            let moves = changed.filter { $0.what == "move" }
            #expect(moves.map(\.from) == ["un-pass"])
            #expect(moves.map(\.to) == ["(desk)"])
            let moved = try #require(changed.first { $0.what == "all" }?.moved)
            #expect(moved > 0 && moves.compactMap(\.legs) == [moved])
            try server.publishCorpus(again: true)
            server.stop()
            _ = try installation.verifyJournal()
        }
    }
}
