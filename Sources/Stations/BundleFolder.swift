internal import Exchange
internal import Foundation
internal import Journal
internal import Posts
internal import Referrals
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
        var files: [BundleFiles.File] = []
        for name in Triage.Bundle.fileNames {
            guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
                continue
            }
            files.append(BundleFiles.File(name: name, bytes: Array(data)))
        }
        return BundleFolder.read(
            BundleFiles(address: BundleFolder.address(of: files), files: files)
        )
    }

    /// Judges files that were read before.
    static func read(_ files: BundleFiles) -> BundleReading {
        var trees: [String: Tree] = [:]
        var broken: [BundleFault] = []
        for file in files.files {
            do {
                let text = String(decoding: file.bytes, as: UTF8.self)
                trees[file.name] = try YAMLTree.read(text, file: file.name)
            } catch let fault as BundleFault {
                broken.append(fault)
            } catch {
                let found = "\(error)"
                broken.append(
                    BundleFault(file: file.name, line: 1, column: 1, expected: "YAML", found: found)
                )
            }
        }
        guard broken.isEmpty else { return .faulty(broken.map(\.description)) }
        do throws(BundleFaults) {
            return .good(files, try Triage.Bundle(files: trees, address: files.address))
        } catch {
            return .faulty(error.faults.map(\.description))
        }
    }

    /// The digest of the files' names and bytes: each name, a zero, its length as eight bytes, its bytes.
    private static func address(of files: [BundleFiles.File]) -> Digest {
        var bytes: [UInt8] = []
        for file in files {
            bytes += Array(file.name.utf8) + [0]
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: file.bytes.count >> shift))
            }
            bytes += file.bytes
        }
        return Digest.sha256(of: bytes)
    }
}
