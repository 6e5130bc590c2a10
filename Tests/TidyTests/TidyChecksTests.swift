import Testing

@Suite struct `A check of the tree` {
    @Test(arguments: [
        ("Sources/Referrals/A.swift", "import Foundation"),
        ("Sources/Wire/A.swift", "public import Exchange"),
        ("Sources/Triage/A.swift", "@preconcurrency internal import Glibc"),
        ("Sources/Posts/A.swift", "import struct Foundation.Date"),
        ("Sources/ZeroMQ/A.swift", "import Referrals"),
        ("Sources/Elsewhere/A.swift", "struct A {}"),
    ])
    func `refuses an import that points the wrong way`(path: String, text: String) {
        #expect(Layering.complaints(about: SourceFile(path: path, text: text)).count == 1)
    }

    @Test func `lets an import pass that points inwards`() {
        let file = SourceFile(
            path: "Sources/Posts/A.swift",
            text: "public import Wire\nimport Journal"
        )
        #expect(Layering.complaints(about: file).isEmpty)
    }

    @Test(arguments: [
        ("Sources/Exchange/A.swift", "let now = Date()"),
        ("Sources/Exchange/A.swift", "let now = ContinuousClock.now"),
        ("Sources/Exchange/A.swift", "let n = Int.random(in: 0..<2)"),
        ("Sources/Exchange/A.swift", "let id = UUID()"),
        ("Sources/Exchange/A.swift", "func wait() async {}"),
        ("Sources/Exchange/A.swift", "switch a {\ncase .b: c()\n    default: break\n}"),
        ("Sources/Posts/A.swift", "switch a {\ndefault: break\n}"),
        ("Sources/Stations/A.swift", "Task { run() }"),
        ("Sources/Stations/A.swift", "Task.detached { run() }"),
        ("Sources/Stations/A.swift", "print(\"here\")"),
        ("Sources/Stations/A.swift", "fatalError()"),
        ("Sources/Stations/A.swift", "let name = person.name.exposed"),
        ("Sources/Stations/A.swift", "log(\"\\(person.name.exposed)\")"),
        ("Sources/relais/A.swift", "let a = try! read()"),
        ("Sources/relais/A.swift", "let a = b as! Int"),
        ("Tests/WireTests/A.swift", "usleep(10)"),
        ("Tests/WireTests/A.swift", "try await Task.sleep(for: .seconds(1))"),
    ])
    func `refuses what is banned`(path: String, text: String) {
        let file = SourceFile(path: path, text: text)
        #expect(Ban.all.flatMap { $0.complaints(about: file) }.count == 1)
    }

    @Test(arguments: [
        ("Sources/relais/A.swift", "print(\"here\")"),
        ("Sources/Exchange/A.swift", "// no Date() here\nlet words = \"Task { async }\""),
        ("Sources/Wire/A.swift", "let name = person.name.exposed"),
        ("Sources/Wire/A.swift", "switch byte {\ndefault: break\n}"),
        ("Sources/Exchange/A.swift", "counts[queue, default: 0] += 1"),
        ("Sources/Posts/A.swift", "fatalError(\"a leg has one owner\")"),
        ("Tests/WireTests/A.swift", "@Test func `never calls sleep()`() {}"),
    ])
    func `lets pass what is allowed`(path: String, text: String) {
        let file = SourceFile(path: path, text: text)
        #expect(Ban.all.flatMap { $0.complaints(about: file) } == [])
    }

    @Test func `refuses a file of more than 400 lines`() {
        let text = String(repeating: "\n", count: 401)
        let file = SourceFile(path: "Sources/Wire/A.swift", text: text)
        #expect(Measure.complaints(about: file).map(\.line) == [401])
    }

    @Test(arguments: ["func a()", "init?(b: Int)", "public var c: Int", "static func d<T>(_ t: T)"])
    func `refuses a function of more than 70 lines`(signature: String) {
        let body =
            "enum A {\n    \(signature) {\n" + String(repeating: "b()\n", count: 69) + "    }\n}\n"
        let file = SourceFile(path: "Sources/Wire/A.swift", text: body)
        #expect(Measure.complaints(about: file).map(\.line) == [2])
    }

    @Test func `refuses shells of more than 1,400 lines of code, comments not counted`() {
        func complaints(_ lines: Int) -> Int {
            let code = String(repeating: "a()\n// b\n\n", count: lines / 2)
            let files = ["Sources/Stations/A.swift", "Sources/Stations/B.swift"]
                .map { SourceFile(path: $0, text: code) }
            return Measure.complaints(aboutTargetsOf: files).count
        }
        #expect(complaints(1_400) == 0)
        #expect(complaints(1_402) == 1)
    }

    @Test func `measures a function by its own braces`() {
        let code = """
            protocol A {
                func a(
                    b: Int
                ) -> Int
                var c: Int { get }
            }
            func d() {
                if e { f() }
            }
            """
        let bodies = Measure.functions(in: code)
        #expect(bodies == [Measure.Body(first: 7, lines: 3)])
    }

    @Test(arguments: [
        ("Sources/Wire/LineManager.swift", "struct LineManager {}"),
        ("Sources/Wire/Lines.swift", "struct Lines {}\nstruct LineInfo {}"),
        ("Sources/Wire/Lines.swift", "struct Line {}"),
        ("Sources/Wire/Lines+Reading.swift", "extension Line {}"),
    ])
    func `refuses a name that says nothing`(path: String, text: String) {
        let file = SourceFile(path: path, text: text)
        #expect(!Naming.complaints(about: file).isEmpty)
    }

    @Test(arguments: [
        ("Sources/Wire/Lines.swift", "public struct Lines {}"),
        ("Sources/Wire/Lines+Reading.swift", "extension Lines {}"),
        ("Tests/WireTests/LinesTests.swift", "@Suite struct `A line` { @Test func `ends`() {} }"),
    ])
    func `lets a good name pass`(path: String, text: String) {
        #expect(Naming.complaints(about: SourceFile(path: path, text: text)) == [])
    }

    @Test func `refuses a reminder and the path of a machine`() {
        let text = "// TO" + "DO: later\nlet path = \"/ro" + "ot/data\"\n"
        #expect(Leftovers.complaints(about: "A.swift", text).map(\.line) == [1, 2])
    }

    @Test func `refuses an exemption outside its targets, and one without a reason`() {
        let text = "final class A: @unchecked Sendable {}"
        let wire = SourceFile(path: "Sources/Wire/A.swift", text: text)
        #expect(Exemptions.complaints(about: wire).count == 1)
        let socket = SourceFile(path: "Sources/ZeroMQ/A.swift", text: text)
        #expect(Exemptions.complaints(about: socket) == [])
        #expect(Exemptions.unexplained(in: socket).count == 1)
        #expect(Exemptions.count(in: [socket]) == ["ZeroMQ": 1])
        let explained = SourceFile(path: "Sources/ZeroMQ/A.swift", text: "// One thread.\n" + text)
        #expect(Exemptions.unexplained(in: explained) == [])
    }
}

@Suite struct `The scanner of code` {
    @Test(arguments: [
        ("a // b", "a     "),
        ("\"a\" b", "\" \" b"),
        ("\"\\(a)\" b", "\"\\(a)\" b"),
        ("\"a\\\"b\" c", "\"    \" c"),
        ("#\"a\"b\"# c", "#\"   \"# c"),
        ("\"\"\"\na\n\"\"\" b", "\"\"\"\n \n\"\"\" b"),
        ("\"\\(a(\"b\"))\" c", "\"\\(a(\" \"))\" c"),
        ("/* a /* b */ */ c", "                c"),
        ("`a b` c", "`   ` c"),
    ])
    func `keeps the code alone`(text: String, code: String) {
        #expect(SourceFile(path: "Sources/Wire/A.swift", text: text).code == code)
    }
}
