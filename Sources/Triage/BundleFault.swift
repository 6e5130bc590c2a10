/// One mistake in a file of the bundle, of the settings or of a key: where, what was expected and what was found.
public struct BundleFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's name below its folder.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int
    /// The way to it through keys and places: `rules[3].queues[0]`; empty for the file as a whole.
    public let path: String
    /// What was expected there, as the object of a sentence.
    public let expected: String
    /// What was found there instead.
    public let found: String

    /// A mistake at `line` and `column` of `file`.
    public init(
        file: String,
        line: Int,
        column: Int,
        path: String = "",
        expected: String,
        found: String
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.expected = expected
        self.found = found
    }

    /// File, line, column, path, what was expected and what was found, as compilers write it: one line, in
    /// which control characters of the file are escaped.
    public var description: String {
        let place = path.isEmpty ? "" : "\(path): "
        let line = "\(file):\(line):\(column): \(place)expected \(expected), found \(found)"
        return line.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}

/// Every mistake in the files that were read, in the order of file and line; nothing was changed.
public struct BundleFaults: Error, Equatable, Sendable, CustomStringConvertible {
    /// The mistakes, at least one.
    public let faults: [BundleFault]

    /// These mistakes, put in order.
    public init(_ faults: [BundleFault]) {
        self.faults = faults.sorted { left, right in
            (left.file, left.line, left.column, left.path, left.expected)
                < (right.file, right.line, right.column, right.path, right.expected)
        }
    }

    /// The mistakes, one a line.
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}
