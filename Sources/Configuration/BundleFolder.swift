public import Exchange
internal import Journal
public import Posts
public import Triage

/// The folder of the bundle's files; it is read to activate, and at the very first start.
public struct BundleFolder: Sendable {
    /// Where it is.
    public let path: String

    /// The folder at this path.
    public init(path: String) {
        self.path = path
    }

    /// Judges the files of a bundle that came from elsewhere: from the journal, or another station.
    public static func judge(
        _ files: BundleFiles,
        _ part: BundleReading.Part = .all(knowing: nil)
    ) -> BundleReading {
        BundleReading(of: files, part, by: YAMLTree.read)
    }

    /// Judges these files, or, where none are given, reads those of the folder and judges them.
    ///
    /// A judge of notes that is known already is taken over where its files are the same.
    public func read(_ files: BundleFiles?, knowing known: NoteJudge?) -> BundleReading {
        files.map { BundleFolder.judge($0, .all(knowing: known)) } ?? read(knowing: known)
    }

    /// Reads the files and judges them; a mistake is told with the path of its file.
    ///
    /// A judge of notes that is known already is taken over where its files are the same.
    public func read(knowing known: NoteJudge? = nil) -> BundleReading {
        do throws(StationFailure) {
            let files = try files(Bundle.fileNames)
            return BundleFolder.judge(files, .all(knowing: known)).told(of: path)
        } catch {
            return .faulty([error.description])
        }
    }

    /// The files of these names that are there.
    func files(_ names: [String]) throws(StationFailure) -> BundleFiles {
        var files: [BundleFiles.File] = []
        for name in names {
            guard let bytes = try ConfigFile.bytes(of: path + "/" + name) else { continue }
            files.append(BundleFiles.File(name: name, bytes: bytes))
        }
        return BundleFiles(of: files)
    }
}
