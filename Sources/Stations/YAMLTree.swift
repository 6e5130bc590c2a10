internal import Triage
internal import Yams

/// Turns YAML into the tree that triage reads, every node with its place.
enum YAMLTree {
    /// Reads the text of a file.
    ///
    /// - Throws: ``BundleFault`` where it is no YAML.
    static func read(_ text: String, file: String) throws -> Tree {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw BundleFault(
                    file: file,
                    line: 1,
                    column: 1,
                    expected: "a map",
                    found: "nothing"
                )
            }
            return tree(node)
        } catch let error as YamlError {
            throw fault(error, file: file)
        }
    }

    private static func tree(_ node: Node) -> Tree {
        let line = node.mark?.line ?? 1
        let column = node.mark?.column ?? 1
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            return Tree(
                line: line,
                column: column,
                content: .text(scalar.string, isQuoted: isQuoted)
            )
        case .sequence(let sequence):
            return Tree(line: line, column: column, content: .list(sequence.map(tree)))
        case .mapping(let mapping):
            let entries = mapping.map { key, value in
                Tree.Entry(
                    key: key.scalar?.string ?? "",
                    line: key.mark?.line ?? line,
                    column: key.mark?.column ?? column,
                    value: tree(value)
                )
            }
            return Tree(line: line, column: column, content: .map(entries))
        case .alias:
            return Tree(line: line, column: column, content: .text("*"))
        }
    }

    /// The place and the parser's words; what stands in the file is not repeated.
    private static func fault(_ error: YamlError, file: String) -> BundleFault {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            BundleFault(
                file: file,
                line: mark.line,
                column: mark.column,
                expected: "YAML",
                found: problem
            )
        default:
            BundleFault(file: file, line: 1, column: 1, expected: "YAML", found: "\(error)")
        }
    }
}
