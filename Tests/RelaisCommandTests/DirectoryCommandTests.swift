import Foundation
import Testing

@Suite struct `The directory, asked by a command` {
    private static let bundle = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config/bundle").path

    private func run(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["directory"] + arguments)
    }

    @Test func `tells what is wanting, a row each, and ends well`() throws {
        let run = try run("check", "--on", "2026-03-02", "-o", "jsonl")
        #expect(run.code == 0)
        let rows = run.output.split(separator: "\n")
        #expect(
            rows.contains(
                """
                {"finding":"need_unserved","about":"hr","partner":null,"need":"hr",\
                "language":null,"communes":[],"says":"no partner serves it"}
                """
            )
        )
        #expect(run.words == "relais: \(rows.count) findings\n")
    }

    @Test func `ends with 65 where anything is wanting and that was asked for`() throws {
        let run = try run("check", "--on", "2026-03-02", "--strict")
        #expect(run.code == 65)
        #expect(run.output.contains("FINDING"))
    }

    @Test func `shows its table within 80 columns`() throws {
        for arguments in [["check"], ["map", "--all"], ["show", "ced"]] {
            let run = try ProgramRun(["directory"] + arguments)
            let lines: [Substring] = run.output.split(separator: "\n")
            #expect(lines.dropFirst().allSatisfy { $0.count <= 80 }, "\(arguments)")
        }
    }

    @Test func `shows holes in the map as such`() throws {
        let run = try run("map", "--on", "2026-03-02", "--language", "nl", "-o", "jsonl")
        #expect(run.code == 0)
        let hr = try #require(run.output.split(separator: "\n").first { $0.contains(#""hr""#) })
        #expect(hr.contains(#""active":"-""#))
        #expect(hr.contains(#""holes":["pre_creation","creation","active""#))
    }

    @Test func `shows what is known of a partner and who says so`() throws {
        let run = try run("show", "revival", "-o", "jsonl")
        #expect(run.code == 0)
        #expect(run.output.contains(#"{"key":"source","value":"faillitimmo.be, 30 May 2024"}"#))
    }

    @Test func `knows no partner that is not in it`() throws {
        let run = try run("show", "nobody")
        #expect(run.code == 65)
        #expect(run.words.hasPrefix("relais: no partner is called nobody"))
    }

    @Test func `is written as a memorandum in either language`() throws {
        let french = try run("export", "--as", "memorandum", "--on", "2026-03-02")
        #expect(french.output.hasPrefix("# Mémorandum : qui fait quoi et comment\n"))
        let dutch = try run("export", "--as", "memorandum", "--language", "nl")
        #expect(dutch.output.hasPrefix("# Memorandum: wie doet wat en hoe\n"))
    }

    @Test func `is written for Open Referral, which has no language`() throws {
        let services = try run("export", "--as", "hsds", "--on", "2026-03-02")
        #expect(services.code == 0)
        let read = try JSONSerialization.jsonObject(with: Data(services.output.utf8))
        #expect((read as? [[String: Any]])?.first?["status"] as? String == "active")
        #expect(try run("export", "--as", "hsds", "--language", "nl").code == 64)
    }

    @Test func `is compared with another, key by key`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bundle-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(atPath: Self.bundle, toPath: folder.path)
        let file = folder.appending(path: "directory.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("phone: 0800 300 25", with: "phone: 0800 300 26")
            .write(to: file, atomically: true, encoding: .utf8)
        let run = try run("diff", Self.bundle, folder.path, "-o", "jsonl")
        #expect(run.code == 0)
        #expect(
            run.output == """
                {"partner":"un-pass","change":"changed","key":"contact.phone",\
                "before":"0800 300 25","after":"0800 300 26"}

                """
        )
        #expect(try self.run("diff", Self.bundle, Self.bundle).words == "relais: 0 changes\n")
    }

    @Test func `tells the mistakes of a folder with file and line`() throws {
        let run = try run("check", "--bundle", "/nowhere")
        #expect(run.code == 78)
        #expect(run.words.contains("/nowhere/directory.yaml:1:1:"))
    }
}
