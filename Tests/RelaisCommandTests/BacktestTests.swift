import Foundation
import Testing

@testable import relais

@Suite struct `The backtest of a draft` {
    /// What is read of a row.
    private struct Row: Decodable {
        var what: String
        var of: String?
        var from: String?
        var to: String?
        var legs: Count?
        var moved: Count?
        var legsAfter: Count?
        var state: String?
    }

    /// A number, or what is shown in place of a small one.
    private enum Count: Decodable, Equatable {
        case number(Int)
        case hidden(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                self = .number(try container.decode(Int.self))
            } catch is DecodingError {
                self = .hidden(try container.decode(String.self))
            }
        }
    }

    private static func rows(_ run: ProgramRun) throws -> [Row] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try run.output.split(separator: "\n").map { line in
            try decoder.decode(Row.self, from: Data(line.utf8))
        }
    }

    @Test(arguments: ["active", "recorded"])
    func `of the rules in force moves nothing`(standard: String) throws {
        let past = try PastJournal(requests: 60)
        let run = try past.backtest("--against", standard, "-o", "jsonl", "--max-moved", "0")
        #expect(run.code == 0, "\(run.words)")
        let rows = try Self.rows(run)
        let all = try #require(rows.first { $0.what == "all" })
        #expect(all.moved == .number(0))
        #expect(!rows.contains { $0.what == "move" })
        #expect(run.words.hasPrefix("relais: 60 requests read"))
    }

    @Test func `moves what the changed rule concerns, shows it, and refuses what is too much`()
        throws
    {
        let past = try PastJournal(requests: 120)
        try past.change("triage.yaml", "queues: [un-pass]", to: "queues: []")
        try past.change("triage.yaml", "queues: [un-pass]", to: "queues: []")
        let run = try past.backtest("-o", "jsonl", "--unmasked", "--max-unrouted", "0")
        #expect(run.code == 65)
        let rows = try Self.rows(run)
        #expect(rows.contains { $0.what == "move" && $0.from == "un-pass" && $0.to == "(desk)" })
        #expect(rows.filter { $0.what == "move" }.allSatisfy { $0.from == "un-pass" })
        #expect(run.words.contains("legs would find no partner, at most 0 may"))
    }

    @Test func `hides small counts unless all are asked for`() throws {
        let past = try PastJournal(requests: 3)
        let masked = try past.backtest("-o", "jsonl")
        #expect(try Self.rows(masked).first { $0.what == "need" }?.legs == .hidden("<5"))
        #expect(masked.words.contains("<5 requests read"))
        let whole = try past.backtest("-o", "jsonl", "--unmasked")
        #expect(try Self.rows(whole).allSatisfy { $0.legs != .hidden("<5") })
        #expect(whole.words.contains("3 requests read"))
    }

    @Test func `counts the days that are asked for`() throws {
        let past = try PastJournal(requests: 60)
        let none = try past.backtest("--until", "2019-12-31")
        #expect(none.words.contains("0 requests read"))
        let all = try past.backtest("--since", "2020-01-01", "--until", "2021-12-31")
        #expect(all.words.contains("60 requests read"))
    }

    @Test func `leaves nothing behind and is read in 80 columns`() throws {
        let past = try PastJournal(requests: 60)
        let run = try past.backtest()
        #expect(run.code == 0)
        #expect(run.output.hasPrefix("all legs\n"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let left = try FileManager.default.contentsOfDirectory(atPath: past.root)
        #expect(!left.contains { $0.hasPrefix("relais-copy") })
    }

    @Test func `needs a journal, its key and a good draft`() throws {
        let past = try PastJournal(requests: 1)
        #expect(try past.backtest("--data", past.root + "/none").code == 66)
        #expect(try past.backtest("--master-key", past.root + "/none").code == 78)
        try past.change("triage.yaml", "\nrouting:", to: "\nrouting_of:")
        let run = try past.backtest()
        #expect(run.code == 78)
        #expect(run.output.isEmpty)
        #expect(run.words.contains("triage.yaml:"))
    }

    @Test func `keeps an activation from the gateway that would move too much`() throws {
        let past = try PastJournal(requests: 60)
        func activate() throws -> ProgramRun {
            try ProgramRun(
                [
                    "activate", "--insecure", "--backtest", past.data, "--bundle", past.draft,
                    "--master-key", past.key, "--endpoint", "ipc://\(past.root)/none",
                    "--timeout", "0.2",
                ],
                environment: ["TMPDIR": past.root]
            )
        }
        #expect(try activate().code == 69)
        let text = try String(contentsOfFile: past.draft + "/triage.yaml", encoding: .utf8)
        try text.replacing(/queues: \[.*\]/, with: "queues: []")
            .write(toFile: past.draft + "/triage.yaml", atomically: true, encoding: .utf8)
        let refused = try activate()
        #expect(refused.code == 65)
        #expect(
            refused.words.contains("legs more than before would find no partner, at most 2% may")
        )
    }

    @Test(arguments: [["--max-moved", "many"], ["--since", "soon"], ["--against", "past"]])
    func `refuses words it does not know`(words: [String]) throws {
        let run = try ProgramRun(["triage", "backtest", "draft"] + words)
        #expect(run.code == 64)
    }
}
