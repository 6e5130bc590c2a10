import Foundation
import Testing

@Suite struct `The published schemas` {
    private let folder = "config/schemas/"

    private func table(_ name: String) throws -> String {
        try Repository.text(folder + "tables/" + name + ".yaml")
    }

    private func tables() throws -> SchemaTables {
        try SchemaTables(
            forms: table("forms"),
            shapes: table("shapes"),
            events: table("events"),
            messages: table("messages"),
            vocabulary: Repository.text("config/vocabulary.yaml")
        )
    }

    /// All files that are rendered, by their path in the folder.
    private func rendered() throws -> [String: String] {
        let tables = try tables()
        var files = try SchemaSource(tables).files
        files["asyncapi.json"] = try AsyncSource(tables, beside: table("asyncapi")).file
        return files
    }

    @Test func `are what the tables were rendered to`() throws {
        let files = try rendered()
        if ProcessInfo.processInfo.environment["RELAIS_RENDER"] == "1" {
            for (name, text) in files {
                let file = Repository.file(folder + name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try text.write(to: file, atomically: true, encoding: .utf8)
            }
        }
        for (name, text) in files {
            let checkedIn = try? Repository.text(folder + name)
            #expect(checkedIn == text, "\(name) is old: run the test with RELAIS_RENDER=1")
        }
    }

    @Test func `are those that the tables name, and no others`() throws {
        let schemas = try rendered().keys.filter { $0.contains("/") }
        let found =
            (Repository.files(under: folder + "events")
            + Repository.files(under: folder + "messages"))
            .map { String($0.dropFirst(folder.count)) }
        #expect(Set(found) == Set(schemas))
    }

    @Test func `have a page in words that names every kind and every type`() throws {
        let words = try Repository.text(folder + "README.md")
        let tables = try tables()
        for name in tables.kinds.members.map(\.name) + tables.events.members.map(\.name) {
            #expect(words.contains("`\(name)`"), "README.md says nothing of \(name)")
        }
    }

    @Test func `refuse by errors alone that the vocabulary has`() throws {
        let errors = try #require(tables().lists.first { $0.name == "error" }).values.map(\.name)
        let list = try Repository.text(folder + "beyond-schema.md")
        let rows = list.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.count > 20)
        for row in rows {
            let name = row.dropFirst(3).prefix { $0 != "`" }
            #expect(errors.contains(String(name)), "no error is called \(name)")
        }
    }

    @Test(arguments: [
        ("is: nothing_such, by: A, eg: x, says: A field.", "nothing is called nothing_such"),
        ("is: plain, by: A, eg: x, says: a field", "says is a sentence"),
        ("is: plain, by: A, says: A field.", "eg, an example, is missing"),
        ("is: plain, by: X, eg: x, says: A field.", "by is A, O, P, C or W"),
        ("is: plain, by: A, eg: x, says: A field, cut.", "cut. is no word of the tables"),
        ("by: A, eg: x, says: A field.", "is, word, const or enum is missing"),
    ])
    func `are not rendered from a table with a mistake`(field: String, sentence: String) throws {
        let tables = try SchemaTables(
            forms: table("forms"),
            shapes: table("shapes"),
            events: "{envelope: {}, events: {e: {title: E, says: An e., fields: {f: {\(field)}}}}}",
            messages: "{inquiry_header: {}}",
            vocabulary: Repository.text("config/vocabulary.yaml")
        )
        let fault = #expect(throws: VocabularySource.Fault.self) { try SchemaSource(tables) }
        #expect(fault?.description.contains(sentence) == true, "\(String(describing: fault))")
    }
}
