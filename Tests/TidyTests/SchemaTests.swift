import Foundation
import Testing

@Suite struct `The published schemas` {
    private let folder = "config/schemas/"

    private func tables() throws -> SchemaTables {
        func table(_ name: String) throws -> String {
            try Repository.text(folder + "tables/" + name + ".yaml")
        }
        return try SchemaTables(
            forms: table("forms"),
            shapes: table("shapes"),
            events: table("events"),
            messages: table("messages"),
            vocabulary: Repository.text("config/vocabulary.yaml")
        )
    }

    @Test func `are what the tables were rendered to`() throws {
        let source = try SchemaSource(tables())
        if ProcessInfo.processInfo.environment["RELAIS_RENDER"] == "1" {
            for (name, text) in source.files {
                let file = Repository.file(folder + name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try text.write(to: file, atomically: true, encoding: .utf8)
            }
        }
        for (name, text) in source.files {
            let checkedIn = try? Repository.text(folder + name)
            #expect(checkedIn == text, "\(name) is old: run the test with RELAIS_RENDER=1")
        }
    }

    @Test func `are those that the tables name, and no others`() throws {
        let source = try SchemaSource(tables())
        let found =
            (Repository.files(under: folder + "events")
            + Repository.files(under: folder + "messages"))
            .map { String($0.dropFirst(folder.count)) }
        #expect(Set(found) == Set(source.files.keys))
    }
}
