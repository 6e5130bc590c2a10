public import Exchange
public import Triage

/// What became of the reading of the bundle's files.
public enum BundleReading: Sendable {
    /// They are good.
    case good(BundleFiles, Bundle)
    /// They are not: where and why, a line each.
    case faulty([String])

    /// Judges the files of a bundle, each of which `parse` turns into a tree.
    public init(
        of files: BundleFiles,
        by parse: ([UInt8], String) throws(BundleFaults) -> Tree
    ) {
        var trees: [String: Tree] = [:]
        var broken: [BundleFault] = []
        for file in files.files {
            do throws(BundleFaults) {
                trees[file.name] = try parse(file.bytes, file.name)
            } catch {
                broken += error.faults
            }
        }
        do throws(BundleFaults) {
            guard broken.isEmpty else { throw BundleFaults(broken) }
            self = .good(files, try Bundle(files: trees, address: files.address))
        } catch {
            self = .faulty(error.faults.map(\.description))
        }
    }

    /// The same, with the folder before the name of each file that has a mistake.
    public func told(of folder: String) -> BundleReading {
        switch self {
        case .good: self
        case .faulty(let lines): .faulty(lines.map { folder + "/" + $0 })
        }
    }
}
