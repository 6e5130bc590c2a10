internal import Exchange
internal import Foundation
internal import Journal
internal import Posts
internal import Triage

/// The folder of the bundle's files; it is read to activate, and at the very first start.
public struct BundleFolder: Sendable {
    /// Where it is.
    public let path: String

    /// The folder at `path`.
    public init(path: String) {
        self.path = path
    }

    /// Every mistake in the files, each with file, line, column and what was expected; none when all is well.
    public func faults() -> [String] {
        switch read() {
        case .good: []
        case .faulty(let lines): lines
        }
    }

    /// Reads the files and judges them.
    func read() -> BundleReading {
        let files = Triage.Bundle.fileNames.compactMap { name in
            FileManager.default.contents(atPath: path + "/" + name).map { data in
                BundleFiles.File(name: name, bytes: Array(data))
            }
        }
        return BundleFolder.read(BundleFiles(of: files))
    }

    /// Judges files that were read before.
    static func read(_ files: BundleFiles) -> BundleReading {
        var trees: [String: Tree] = [:]
        var broken: [BundleFault] = []
        for file in files.files {
            do throws(BundleFaults) {
                trees[file.name] = try YAMLTree.read(file.bytes, file: file.name)
            } catch {
                broken += error.faults
            }
        }
        do throws(BundleFaults) {
            guard broken.isEmpty else { throw BundleFaults(broken) }
            return .good(files, try Triage.Bundle(files: trees, address: files.address))
        } catch {
            return .faulty(error.faults.map(\.description))
        }
    }
}
