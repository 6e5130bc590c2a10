internal import Exchange
internal import Journal
internal import Posts
internal import Triage

/// The folder of the bundle's files; it is read to activate, and at the very first start.
struct BundleFolder: Sendable {
    /// Where it is.
    let path: String

    /// Reads the files and judges them; a mistake is told with the path of its file.
    func read() -> BundleReading {
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
