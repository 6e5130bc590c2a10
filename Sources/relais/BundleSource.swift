import ArgumentParser
import Glibc
import Journal
import Keyring
import Triage
import Yams

/// The four files of a bundle for a new installation: those that were shipped, or those of a folder.
struct BundleSource {
    /// The files by their names.
    let files: [(name: String, bytes: [UInt8])]

    /// What they say together.
    let bundle: Bundle

    /// The files that came with this program.
    static func shipped() throws -> BundleSource {
        try BundleSource(
            [
                ("access.yaml", PackageResources.access_yaml),
                ("deadlines.yaml", PackageResources.deadlines_yaml),
                ("directory.yaml", PackageResources.directory_yaml),
                ("triage.yaml", PackageResources.triage_yaml),
            ],
            of: "shipped"
        )
    }

    /// The files of a folder.
    ///
    /// - Throws: ``Trouble`` with every mistake in them.
    init(folder: String) throws {
        var files: [(name: String, bytes: [UInt8])] = []
        for name in Bundle.fileNames {
            files.append((name, try BundleSource.bytes(of: "\(folder)/\(name)")))
        }
        try self.init(files, of: folder)
    }

    private init(_ files: [(name: String, bytes: [UInt8])], of folder: String) throws {
        self.files = files
        do throws(BundleFaults) {
            var trees: [String: Tree] = [:]
            for file in files { trees[file.name] = try BundleSource.tree(file.bytes, file.name) }
            let address = files.flatMap(\.bytes)
            bundle = try Bundle(files: trees, address: .sha256(of: address))
        } catch {
            let lines = error.faults.map { "\(folder)/\($0)" }
            throw Trouble(.configuration, lines: lines)
        }
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        guard let file = fopen(path, "re") else {
            let words = String(cString: strerror(errno))
            throw Trouble(errno == EACCES ? .noPermission : .noInput, "\(path): \(words)")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&room, 1, room.count, file), count > 0 {
            bytes += room[..<count]
        }
        guard ferror(file) == 0 else { throw Trouble(.inputOutput, "\(path) cannot be read") }
        return bytes
    }

    /// The tree of a file; of what is no YAML only the line is told.
    private static func tree(_ bytes: [UInt8], _ file: String) throws(BundleFaults) -> Tree {
        do {
            let node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
            return node.map(tree) ?? Tree(line: 1, column: 1, content: .text(""))
        } catch {
            var line = 1
            if case YamlError.scanner(_, _, let mark, _) = error { line = mark.line }
            if case YamlError.parser(_, _, let mark, _) = error { line = mark.line }
            throw BundleFaults([
                BundleFault(file: file, line: line, column: 1, expected: "YAML", found: "none")
            ])
        }
    }

    private static func tree(_ node: Node) -> Tree {
        let (line, column) = (node.mark?.line ?? 1, node.mark?.column ?? 1)
        let content: Tree.Content =
            switch node {
            case .scalar(let scalar):
                .text(
                    scalar.string,
                    isQuoted: [.singleQuoted, .doubleQuoted].contains(scalar.style)
                )
            case .sequence(let sequence): .list(sequence.map(tree))
            case .mapping(let mapping):
                .map(
                    mapping.map { key, value in
                        Tree.Entry(
                            key: key.scalar?.string ?? "",
                            line: key.mark?.line ?? line,
                            column: key.mark?.column ?? column,
                            value: tree(value)
                        )
                    }
                )
            case .alias: .text("*")
            }
        return Tree(line: line, column: column, content: content)
    }
}
