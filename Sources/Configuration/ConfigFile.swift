internal import Foundation

/// A file of the configuration.
enum ConfigFile {
    /// All of a file; nil where no file has this name.
    ///
    /// - Throws: ``StationFailure``: it is there, or may be, and cannot be read.
    static func bytes(of path: String) throws(StationFailure) -> [UInt8]? {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            let code = ((error as? CocoaError)?.underlying as? POSIXError)?.code
            if code == .ENOENT { return nil }
            throw StationFailure(call: "\(path) cannot be read", code: code?.rawValue ?? EIO)
        }
    }
}
