import Foundation
import Testing

@Suite struct `The guide to the client` {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test(arguments: ["Examples/Agency/main.swift", "Examples/Partner/main.swift"])
    func `shows the example that is compiled and run`(path: String) throws {
        func text(_ path: String) throws -> String {
            try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        }
        let guide = try text("Sources/RelaisClient/RelaisClient.docc/RelaisClient.md")
        let part = "<!-- \(path) -->\n```swift\n\(try text(path))```\n"
        #expect(guide.contains(part), "the guide and \(path) differ")
    }
}
