/// What a file of the bundle becomes: texts, lists and maps, each with its place in the file.
///
/// The shell makes it from YAML; triage reads nothing else, so it needs no parser and no disk.
public struct Tree: Equatable, Sendable {
    /// The line it begins on, from 1.
    public let line: Int
    /// The column it begins in, from 1.
    public let column: Int
    /// What stands there.
    public let content: Content

    /// What stands at `line` and `column`.
    public init(line: Int, column: Int, content: Content) {
        self.line = line
        self.column = column
        self.content = content
    }

    /// What can stand in a file.
    public indirect enum Content: Equatable, Sendable {
        /// A text, and whether quotes say that it is one.
        ///
        /// Numbers and truth values are read from it where they are wanted, and only without quotes.
        case text(String, isQuoted: Bool = false)
        /// A list.
        case list([Tree])
        /// A map, in the order of the file.
        case map([Entry])
    }

    /// One key of a map and what it holds.
    public struct Entry: Equatable, Sendable {
        /// The key.
        public let key: String
        /// The line of the key, from 1.
        public let line: Int
        /// The column of the key, from 1.
        public let column: Int
        /// What it holds.
        public let value: Tree

        /// A key and what it holds.
        public init(key: String, line: Int, column: Int, value: Tree) {
            self.key = key
            self.line = line
            self.column = column
            self.value = value
        }
    }
}

extension Tree {
    /// What it is, as a mistake names it.
    var noun: String {
        switch content {
        case .text(let text, let isQuoted):
            isQuoted || !Tree.nulls.contains(text) ? "\"\(text)\"" : "nothing"
        case .list(let items): items.isEmpty ? "an empty list" : "a list"
        case .map(let entries): entries.isEmpty ? "an empty map" : "a map"
        }
    }

    /// How YAML writes that nothing stands there.
    static let nulls: Set<String> = ["", "~", "null", "Null", "NULL"]
}
