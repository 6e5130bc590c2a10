internal import Triage
internal import Yams

/// Turns YAML into the tree that triage reads, every node with its place.
enum YAMLTree {
    /// Reads the bytes of a file; one that holds nothing is an empty text.
    static func read(_ bytes: [UInt8], file: String) throws(BundleFaults) -> Tree {
        do {
            let node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
            return node.map(tree) ?? Tree(line: 1, column: 1, content: .text(""))
        } catch {
            throw BundleFaults([fault(error, file: file)])
        }
    }

    private static func tree(_ node: Node) -> Tree {
        let line = node.mark?.line ?? 1
        let column = node.mark?.column ?? 1
        let content: Tree.Content
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            content = .text(scalar.string, isQuoted: isQuoted)
        case .sequence(let sequence):
            content = .list(sequence.map(tree))
        case .mapping(let mapping):
            let entries = mapping.map { key, value in
                Tree.Entry(
                    key: key.scalar?.string ?? "",
                    line: key.mark?.line ?? line,
                    column: key.mark?.column ?? column,
                    value: tree(value)
                )
            }
            content = .map(entries)
        case .alias:
            content = .text("*")
        }
        return Tree(line: line, column: column, content: content)
    }

    /// The place and the parser's words; what stands in the file is not repeated.
    private static func fault(_ error: any Error, file: String) -> BundleFault {
        var (line, column, expected, found) = (1, 1, "YAML", "none")
        switch error {
        case YamlError.scanner(_, let problem, let mark, _),
            YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            (line, column, found) = (mark.line, mark.column, "none: \(problem)")
        case YamlError.reader(let problem, let offset, _, let yaml):
            line = 1 + yaml.prefix(offset ?? 0).count(where: \.isNewline)
            found = "none: \(problem)"
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            (line, column) = (context.mark.line, context.mark.column)
            (expected, found) = ("each key once", "\(keys.joined(separator: ", ")) twice")
        default: break
        }
        return BundleFault(file: file, line: line, column: column, expected: expected, found: found)
    }
}
