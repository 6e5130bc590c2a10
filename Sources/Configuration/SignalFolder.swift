internal import Posts
public import Triage

/// The folder of a bundle, of which only what reads free text is read: the lexicons and the small model.
public struct SignalFolder: Sendable {
    /// Where it is.
    public let path: String

    /// The folder at this path.
    public init(path: String) {
        self.path = path
    }

    /// What reads free text, as the folder has it; nil where it has none of its files.
    ///
    /// - Throws: ``Faults`` with every mistake, in lines as compilers write them.
    public func judge() throws(Faults) -> NoteJudge? {
        do {
            let files = try BundleFolder(path: path).files(NoteJudge.fileNames)
            return try NoteJudge.read(files, by: YAMLTree.read)
        } catch let faults as BundleFaults {
            throw Faults(lines: faults.faults.map { "\(path)/\($0)" })
        } catch {
            throw Faults(lines: ["\(error)"])
        }
    }

    /// What is wrong in the files, a line each.
    public struct Faults: Error, Equatable, Sendable {
        /// The lines, at least one.
        public let lines: [String]
    }
}
