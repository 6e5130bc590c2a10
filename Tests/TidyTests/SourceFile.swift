import Foundation

/// One Swift file of the tree, as it stands and as code alone.
struct SourceFile: Sendable {
    /// The path from the root: `Sources/Wire/Header.swift`.
    let path: String

    /// The text as it stands.
    let text: String

    /// The text with comments, the words of literals and names in backticks blanked out; the lines
    /// keep their numbers, and what is interpolated into a literal stays.
    let code: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
        var scanner = CodeScanner(text)
        code = scanner.code()
    }

    init(_ path: String) throws {
        try self.init(path: path, text: Repository.text(path))
    }

    /// The target it belongs to: the folder below `Sources` or `Tests`.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    /// The name without folders and ending.
    var name: String {
        String(path.split(separator: "/").last?.dropLast(".swift".count) ?? "")
    }

    /// How many lines hold more than a comment.
    var linesOfCode: Int {
        code.split(separator: "\n").count { !$0.allSatisfy(\.isWhitespace) }
    }

    var isTest: Bool { path.hasPrefix("Tests/") }

    /// All Swift files of the tree.
    static func all() throws -> [SourceFile] {
        try tree.get()
    }

    /// Read once: to scan them takes longer than all checks together.
    private static let tree = Result {
        let paths = Repository.swiftFiles(under: "Sources") + Repository.swiftFiles(under: "Tests")
        return try paths.map { try SourceFile($0) }
    }

    /// Where a pattern is found in the code: line numbers from 1.
    func lines(matching pattern: String) -> [Int] {
        Self.lines(of: pattern, in: code)
    }

    /// Where a pattern is found in a text: line numbers from 1.
    static func lines(of pattern: String, in text: String) -> [Int] {
        guard let regex = try? NSRegularExpression(pattern: pattern) else {
            preconditionFailure("\(pattern) is no regular expression")
        }
        let whole = text as NSString
        let range = NSRange(location: 0, length: whole.length)
        return regex.matches(in: text, range: range).map { match in
            let before = whole.substring(to: match.range.location)
            return before.utf8.count(where: { $0 == UInt8(ascii: "\n") }) + 1
        }
    }
}
