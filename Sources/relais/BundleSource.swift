import ArgumentParser
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

    /// The files that came with this program.
    static func shipped() throws -> BundleSource {
        let files = [
            ("access.yaml", PackageResources.access_yaml),
            ("calendars.yaml", PackageResources.calendars_yaml),
            ("deadlines.yaml", PackageResources.deadlines_yaml),
            ("directory.yaml", PackageResources.directory_yaml),
            ("triage.yaml", PackageResources.triage_yaml),
        ]
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
