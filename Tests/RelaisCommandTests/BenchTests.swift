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
        let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // What is left in the temporary folder does no harm.
        defer { try? FileManager.default.removeItem(at: folder) }
        let config = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "config")
        let run = try ProgramRun(
            [
                "bench", "--config", config.path, "--folder", folder.path, "--events", "200",
                "--seconds", "60", "-o", "json",
            ]
        )
        try #require(run.code == 0, "\(run.words)")
        let told = try JSONDecoder().decode([String: Double].self, from: Data(run.output.utf8))
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
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
