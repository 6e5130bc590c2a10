import Foundation
import Testing

/// The bugs that `compose/bugs` plants.
@Suite struct `A planted bug` {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let files: [String] = {
        let folder = root.appendingPathComponent("Tests/SimulationTests/Bugs").path
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return all.filter { $0.hasSuffix(".bug") }.sorted()
    }()

    @Test func `is one of sixteen at least`() {
        #expect(Self.files.count >= 16)
    }

    @Test(arguments: files)
    func `stands once in the sources`(file: String) throws {
        let path = Self.root.appendingPathComponent("Tests/SimulationTests/Bugs/\(file)")
        let text = try String(contentsOf: path, encoding: .utf8)
        #expect(text.hasPrefix("# "))
        let edits = text.components(separatedBy: "\nfile ").dropFirst()
        #expect(!edits.isEmpty)
        for edit in edits {
            let parts = edit.components(separatedBy: "\nold\n")
            let old = try #require(parts.last?.components(separatedBy: "\nnew\n").first)
            let source = try String(
                contentsOf: Self.root.appendingPathComponent(parts[0]),
                encoding: .utf8
            )
            #expect(source.components(separatedBy: old).count == 2, "\(file): \(parts[0])")
        }
    }
}
