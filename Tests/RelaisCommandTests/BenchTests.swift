import Foundation
import Testing

@Suite struct `A bench` {
    private static let figures: Set = [
        "receipts", "receipts_per_s", "settled_per_s", "publish_to_receipt_p50",
        "publish_to_receipt_p99", "publish_to_offer_p50", "publish_to_offer_p99", "sent_late_p99",
        "offers", "accepted", "not_stored", "commits", "events_per_commit", "facts_per_event",
        "bytes_per_event", "peak_memory", "processor_per_event", "fdatasyncs_per_s", "floor_per_s",
        "ratio",
    ]

    @Test func `tells all its figures, and they fit together`() throws {
        let told = try Self.run("--events", "200", "--seconds", "60")
        #expect(Set(told.keys) == Self.figures)
        func figure(_ name: String) throws -> Double { try #require(told[name]) }
        #expect(try figure("receipts") == 200)
        #expect(try figure("not_stored") == 0)
        #expect(try figure("offers") >= 200)
        #expect(try figure("accepted") == figure("offers"))
        #expect(try figure("commits") > 0)
        #expect(try figure("facts_per_event") > 1)
        for name in ["receipts_per_s", "settled_per_s", "floor_per_s", "ratio", "bytes_per_event"] {
            #expect(try figure(name) > 0, "\(name)")
        }
        #expect(try figure("publish_to_receipt_p50") <= figure("publish_to_receipt_p99"))
    }

    @Test func `fills an exchange, and tells how long each thing takes then`() throws {
        let told = try Self.run("--legs", "600")
        func figure(_ name: String) throws -> Double { try #require(told[name]) }
        #expect(try figure("open_legs") >= 600)
        #expect(try figure("cases") > 0)
        #expect(try figure("memory") <= figure("peak_memory"))
        for work in ["request", "hand_out", "accept", "decline", "report", "due"] {
            for part in ["decide", "apply"] {
                #expect(try figure("\(work)_\(part)_p50") > 0)
                #expect(try figure("\(work)_\(part)_p50") <= figure("\(work)_\(part)_p99"))
                #expect(try figure("\(work)_\(part)_p50_of_1000") > 0)
            }
        }
    }

    @Test func `kills a server, and tells when the next has given a receipt`() throws {
        let told = try Self.run("--restart", "200")
        func figure(_ name: String) throws -> Double { try #require(told[name]) }
        #expect(try figure("facts") >= 200)
        #expect(try figure("open_legs") > 0)
        #expect(try 0 < figure("kill_to_ready"))
        #expect(try figure("kill_to_ready") <= figure("kill_to_receipt"))
    }

    @Test func `judges requests, and tells what a verdict and its parts take`() throws {
        let corpus = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Corpus/pole-2020.jsonl").standardizedFileURL
        let told = try Self.run("--triage", "--requests", "50", "--corpus", corpus.path)
        func figure(_ name: String) throws -> Double { try #require(told[name]) }
        #expect(try figure("requests") == 50)
        #expect(try figure("different") == 623)
        #expect(try figure("notes") == 569)
        #expect(try figure("note_bytes_p10") < figure("note_bytes_p50"))
        #expect(try figure("judges_made") > 0)
        for part in ["floor", "table", "prose", "lexicon", "model", "verdict"] {
            #expect(try 0 < figure("\(part)_p50"), "\(part)")
            #expect(try figure("\(part)_p50") <= figure("\(part)_p90"))
            #expect(try figure("\(part)_p90") <= figure("\(part)_p99"))
        }
        #expect(try figure("ratio") > 1)
        #expect(try figure("of_100000") > 0)
    }

    @Test func `refuses a corpus that holds no requests`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID()).jsonl")
        try Data("{\"source\":\"urn:relais:agency:1819\"}\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let run = try ProgramRun([
            "bench", "--triage", "--corpus", file.path, "--config", Self.config,
        ])
        #expect(run.code == 65)
        #expect(run.words.contains("\(file.lastPathComponent):1: a request was expected"))
    }

    private static let config = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config").path

    /// The figures of a bench in a folder of its own, of which it leaves nothing.
    private static func run(_ words: String...) throws -> [String: Double] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // What is left in the temporary folder does no harm.
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try ProgramRun(
            ["bench", "--config", config, "--folder", folder.path, "-o", "json"] + words
        )
        try #require(run.code == 0, "\(run.words)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        return try JSONDecoder().decode([String: Double].self, from: Data(run.output.utf8))
    }
}
