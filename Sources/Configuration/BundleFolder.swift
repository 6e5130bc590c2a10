public import Exchange
internal import Journal
public import Posts
internal import Triage

/// The folder of the bundle's files; it is read to activate, and at the very first start.
public struct BundleFolder: Sendable {
    /// Where it is.
    public let path: String

    /// The folder at this path.
    public init(path: String) {
        self.path = path
    }

    /// Judges the files of a bundle that came from elsewhere: from the journal, or another station.
    public static func judge(_ files: BundleFiles) -> BundleReading {
        BundleReading(of: files, by: YAMLTree.read)
    }

    /// Reads the files and judges them; a mistake is told with the path of its file.
    public func read() -> BundleReading {
        var files: [BundleFiles.File] = []
        do throws(StationFailure) {
            for name in Bundle.fileNames {
                guard let bytes = try ConfigFile.bytes(of: path + "/" + name) else { continue }
                files.append(BundleFiles.File(name: name, bytes: bytes))
            }
        } catch {
            return .faulty([error.description])
        }
        return BundleReading(of: BundleFiles(of: files), by: YAMLTree.read).told(of: path)
    }
}
