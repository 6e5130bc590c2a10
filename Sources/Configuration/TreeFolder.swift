public import Triage

/// A folder of files in YAML, each read for itself: where something is to be told of its lines.
public struct TreeFolder: Sendable {
    /// Where it is.
    public let path: String

    /// The folder at this path.
    public init(path: String) {
        self.path = path
    }

    /// What a file says; nil where no file has this name.
    ///
    /// - Throws: ``Fault``: it is there and cannot be read, or is no YAML.
    public func tree(of name: String) throws(Fault) -> Tree? {
        guard let bytes = try bytes(of: name) else { return nil }
        do {
            return try YAMLTree.read(bytes, file: name)
        } catch {
            throw Fault(lines: error.faults.map { path + "/" + $0.description })
        }
    }

    /// The bytes of a file; nil where no file has this name.
    ///
    /// - Throws: ``Fault``: it is there and cannot be read.
    public func bytes(of name: String) throws(Fault) -> [UInt8]? {
        do {
            return try ConfigFile.bytes(of: path + "/" + name)
        } catch {
            throw Fault(lines: [error.description])
        }
    }

    /// Why a file cannot be read.
    public struct Fault: Error, Equatable, Sendable {
        /// Where and why, a line each.
        public let lines: [String]
    }
}

/// A file of cases, each a request and what triage must make of it.
public struct CaseFile: Sendable {
    /// Where it is.
    public let path: String

    /// The file at this path.
    public init(path: String) {
        self.path = path
    }

    /// The cases; nil where there is no such file.
    ///
    /// - Throws: ``TreeFolder/Fault`` with every mistake in it, each with its line and column.
    public func read() throws(TreeFolder.Fault) -> TriageCases? {
        do {
            guard let bytes = try ConfigFile.bytes(of: path) else { return nil }
            return try TriageCases(try YAMLTree.read(bytes, file: path), file: path)
        } catch let faults as BundleFaults {
            throw TreeFolder.Fault(lines: faults.faults.map(\.description))
        } catch {
            throw TreeFolder.Fault(lines: ["\(error)"])
        }
    }
}
