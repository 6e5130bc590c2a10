import Foundation
import Testing

@testable import relais

/// The folder `config` of this repository.
enum Config {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "config")

    static let bundle = folder.appending(path: "bundle").path
    static let cases = folder.appending(path: "cases.yaml").path

    /// A copy of the shipped rules in which the text of a file is another, for as long as `body` runs.
    static func changing(
        _ name: String,
        _ old: String,
        to new: String,
        _ body: (String) throws -> Void
    ) throws {
        let copy = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID())")
        try FileManager.default.copyItem(at: folder.appending(path: "bundle"), to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        let file = copy.appending(path: name)
        let text = try String(contentsOf: file, encoding: .utf8)
        try #require(text.contains(old))
        try text.replacing(old, with: new).write(to: file, atomically: true, encoding: .utf8)
        try body(copy.path)
    }

    /// A file of cases for as long as `body` runs.
    static func cases(_ text: String, _ body: (String) throws -> Void) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "cases-\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try text.write(to: file, atomically: true, encoding: .utf8)
        try body(file.path)
    }
}

@Suite struct `The shipped rules` {
    @Test func `make of each case what they must`() throws {
        let run = try ProgramRun([
            "triage", "test", "--bundle", Config.bundle, "--cases", Config.cases, "-o", "jsonl",
        ])
        let failed = run.output.split(separator: "\n").filter { !$0.contains(#""result":"ok""#) }
        #expect(failed.isEmpty)
        #expect(run.code == 0)
    }

    @Test func `have a case for each rule, and none that is dead`() throws {
        let run = try ProgramRun([
            "triage", "lint", "--bundle", Config.bundle, "--cases", Config.cases, "-o", "jsonl",
        ])
        let failing = run.output.split(separator: "\n").filter { $0.contains(#""fails":true"#) }
        #expect(failing.isEmpty)
        #expect(run.code == 0)
    }
}

@Suite struct `The test of rules` {
    private static let right = """
        cases:
          - id: calm
            says: Nothing is asked for.
            request: {}
            expect: {crisis: false}
        """

    private func test(_ cases: String, _ more: String...) throws -> ProgramRun {
        var run: ProgramRun?
        try Config.cases(cases) { file in
            run = try ProgramRun(
                ["triage", "test", "--bundle", Config.bundle, "--cases", file] + more
            )
        }
        return try #require(run)
    }

    @Test func `is a row a case`() throws {
        let run = try test(Self.right)
        #expect(run.code == 0)
        #expect(run.output == "CASE  RESULT  WRONG\ncalm  ok      -\n")
        #expect(run.words == "relais: 1 cases: 1 as expected, 0 not\n")
    }

    @Test func `fails with what was expected and what was found`() throws {
        let run = try test(Self.right.replacing("false", with: "true"), "-o", "jsonl")
        #expect(run.code == 65)
        #expect(run.output.contains(#""wrong":"crisis: expected true, found false""#))
        #expect(
            run.output.contains(
                #""differences":[{"about":"crisis","expected":"true","found":"false"}]"#
            )
        )
    }

    @Test func `names the place of a mistake in the cases`() throws {
        let run = try test(Self.right.replacing("crisis: false", with: "crises: false"))
        #expect(run.code == 65)
        #expect(run.words.contains(".yaml:5:14: cases[0].expect.crises: expected one of the keys"))
    }

    @Test func `needs a file of cases`() throws {
        let run = try ProgramRun([
            "triage", "test", "--bundle", Config.bundle, "--cases", "/nowhere.yaml",
        ])
        #expect(run.code == 66)
    }

    @Test func `ends with 78 at a mistake in the rules`() throws {
        try Config.changing("deadlines.yaml", "classes:", to: "clases:") { folder in
            let run = try ProgramRun([
                "triage", "test", "--bundle", folder, "--cases", Config.cases,
            ])
            #expect(run.code == 78)
            #expect(run.words.contains("deadlines.yaml:"))
        }
    }
}

@Suite struct `A second look at rules` {
    @Test func `fails at a rule that no case names, with its line`() throws {
        let text = try String(contentsOfFile: Config.cases, encoding: .utf8)
        try Config.cases(text.replacing("T07", with: "T06")) { file in
            let run = try ProgramRun([
                "triage", "lint", "--bundle", Config.bundle, "--cases", file,
            ])
            #expect(run.code == 65)
            #expect(run.output.contains(": no case names the rule T07\n"))
            #expect(run.output.hasPrefix("\(Config.bundle)/triage.yaml:"))
        }
    }
}

@Suite struct `The difference of two folders of rules` {
    @Test func `is told by entry and field`() throws {
        try Config.changing("triage.yaml", "queues: [bemediation, ced]", to: "queues: [ced]") {
            folder in
            let run = try ProgramRun(["triage", "diff", Config.bundle, folder, "-o", "jsonl"])
            #expect(run.code == 0)
            let rows = run.output.split(separator: "\n").compactMap { Row(String($0)) }
            #expect(!rows.isEmpty)
            for row in rows {
                #expect(row.string("file") == "triage.yaml")
                #expect(row.string("field") == "queues")
                #expect(row.string("change") == "changed")
                #expect(row.string("before") == "[bemediation, ced]")
                #expect(row.string("after") == "[ced]")
            }
        }
    }

    @Test func `is empty for a folder and itself`() throws {
        let run = try ProgramRun(["triage", "diff", Config.bundle, Config.bundle, "-o", "json"])
        #expect(run.code == 0)
        #expect(run.output == "[]\n")
        #expect(run.words.hasPrefix("relais: 0 changes from "))
    }

    @Test func `tells what became of weights as a whole`() throws {
        try Config.changing("signals/weights.txt", "\n=", to: "\n# more\n=") { folder in
            let run = try ProgramRun(["triage", "diff", Config.bundle, folder, "-o", "jsonl"])
            #expect(run.output.contains(#""file":"signals/weights.txt""#))
            #expect(run.output.contains(#""change":"changed""#))
        }
    }
}
