import Foundation
import Testing

@Suite struct `The measuring of notes` {
    private static let bundle = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config/bundle").path

    private func eval(_ lines: [String], _ more: String...) throws -> ProgramRun {
        try ProgramRun(
            ["triage", "eval", "-", "--bundle", Self.bundle] + more,
            stdin: lines.joined(separator: "\n")
        )
    }

    private let crisis = """
        {"id":"a-1","note":"Je vais me pendre ce soir, la corde est prête, lettre d'adieu écrite.",\
        "needs":["psychological"],"crisis":"crisis"}
        """
    private let ordinary = """
        {"id":"a-2","note":"Où commander une brochure sur la facturation électronique ?",\
        "needs":["info"],"crisis":"none"}
        """
    private let money = """
        {"id":"a-3","note":"btw en huur drie maanden achter, de deurwaarder legt beslag",\
        "needs":["treasury","insolvency"],"crisis":"none"}
        """

    @Test func `counts for each judge what was said rightly, missed and said wrongly`() throws {
        let run = try eval([crisis, ordinary, money], "-o", "jsonl")
        #expect(run.code == 0)
        let rows = run.output.split(separator: "\n")
        #expect(rows.count == 24)
        #expect(
            rows.contains(
                """
                {"judge":"model","what":"insolvency","of":3,"right":1,"missed":0,"wrong":0,\
                "precision":1.000,"recall":1.000,"f1":1.000}
                """
            )
        )
        #expect(
            rows.contains(
                #"{"judge":"together","what":"crisis_missed","of":1,"missed":0,"share":0.000}"#
            )
        )
        #expect(
            rows.contains(
                #"{"judge":"model","what":"false_alarm","of":2,"wrong":0,"share":0.000}"#
            )
        )
        #expect(run.words.hasPrefix("relais: 3 read"))
    }

    @Test func `writes what it said in the same shape, a line a note`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "said-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        let run = try eval([crisis, ordinary, money], "--predictions", file.path)
        #expect(run.code == 0)
        #expect(
            try String(contentsOf: file, encoding: .utf8) == """
                {"id":"a-1","needs":["psychological"],"crisis":"crisis"}
                {"id":"a-2","needs":[],"crisis":"none"}
                {"id":"a-3","needs":["treasury","insolvency"],"crisis":"none"}

                """
        )
    }

    @Test func `reads notes of which nobody says what they deserve`() throws {
        let run = try eval([#"{"id":"x","note":"la caisse est vide"}"#], "-o", "jsonl")
        #expect(run.code == 0)
        #expect(run.output.contains(#""what":"treasury","of":0,"right":0,"missed":0,"wrong":0"#))
    }

    @Test(arguments: [
        (#"{"id":"x""#, "one JSON object"), (#"["x"]"#, "one JSON object"),
        (#"{"note":"x"}"#, "id was expected"), (#"{"id":"x","note":3}"#, "note was expected"),
        (#"{"id":"x","note":"y","needs":"vat"}"#, "needs was expected to be a list"),
        (#"{"id":"x","note":"y","needs":["vat"]}"#, "needs was expected to name families"),
        (#"{"id":"x","note":"y","crisis":"maybe"}"#, "none, verify or crisis"),
    ])
    func `ends at a line that is no note, and names it`(line: String, expected: String) throws {
        let run = try eval([ordinary, "", line])
        #expect(run.code == 65)
        #expect(run.output.isEmpty)
        #expect(run.words.hasPrefix("relais: stdin:3: "))
        #expect(run.words.contains(expected))
    }

    @Test func `needs a folder with lexicons or weights`() throws {
        let run = try ProgramRun(["triage", "eval", "-", "--bundle", "/nowhere"], stdin: crisis)
        #expect(run.code == 66)
    }
}
