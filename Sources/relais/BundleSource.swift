import ArgumentParser
import CShippedSignals
import Configuration
import Exchange
import Journal
import Posts
import Triage

/// The files of the rules for a new installation: those that were shipped, or those of a folder.
struct BundleSource {
    /// The files.
    let files: [BundleFiles.File]

    /// What they say together.
    let bundle: Bundle

    /// Whether some of the files stand in the folder `signals`.
    var hasSignals: Bool { files.contains { $0.name.hasPrefix("signals/") } }

    /// The files that came with this program.
    static func shipped() throws -> BundleSource {
        let rules = [
            ("access.yaml", PackageResources.access_yaml),
            ("calendars.yaml", PackageResources.calendars_yaml),
            ("deadlines.yaml", PackageResources.deadlines_yaml),
            ("directory.yaml", PackageResources.directory_yaml),
            ("triage.yaml", PackageResources.triage_yaml),
        ]
        let signals = (0..<CShippedFileCount()).map { place in
            let file = CShippedFileAt(place)
            let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
            return (String(cString: file.name), Array(bytes))
        }
        // The order is part of the address: it is that in which a folder is read.
        let files = (rules + signals).sorted { $0.0 < $1.0 }
        return try BundleSource(
            BundleFolder.judge(BundleFiles(of: files.map { .init(name: $0.0, bytes: $0.1) }))
        )
    }

    /// The files of a folder.
    ///
    /// - Throws: ``Trouble`` with every mistake in them.
    init(folder: String) throws {
        try self.init(BundleFolder(path: folder).read())
    }

    private init(_ reading: BundleReading) throws {
        switch reading {
        case .good(let files, let bundle):
            self.files = files.files
            self.bundle = bundle
        case .faulty(let lines): throw Trouble(.configuration, lines: lines)
        }
    }
}
