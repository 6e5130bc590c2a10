import Foundation

/// The checked-out sources, found from where this file lies.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    static func file(_ path: String) -> URL {
        root.appendingPathComponent(path)
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: file(path), encoding: .utf8)
    }

    /// The Swift files under a folder, as paths from the root, in the order of their names.
    static func swiftFiles(under folder: String) -> [String] {
        files(under: folder).filter { $0.hasSuffix(".swift") }
    }

    /// All files under a folder, as paths from the root, in the order of their names.
    static func files(under folder: String) -> [String] {
        let start = file(folder).resolvingSymlinksInPath().path
        guard let found = FileManager.default.enumerator(atPath: start) else { return [] }
        var paths: [String] = []
        for case let path as String in found {
            var isFolder: ObjCBool = false
            let whole = start + "/" + path
            guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder) else {
                continue
            }
            if !isFolder.boolValue { paths.append(folder + "/" + path) }
        }
        return paths.sorted()
    }
}
