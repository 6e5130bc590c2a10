import Foundation
import Testing

@testable import Stations

@Suite struct `A folder of a bundle` {
    @Test func `that is shipped reads without a mistake`() throws {
        #expect(BundleFolder(path: try shipped("bundle")).faults() == [])
    }

    @Test func `names file and line of a mistake`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.write("agencies: [hub]\npartners: nobody\n", to: "access.yaml")
        let faults = BundleFolder(path: folder.path).faults()
        #expect(
            faults.contains { $0.hasPrefix("access.yaml:2:11: partners: expected a list") },
            "\(faults)"
        )
    }

    @Test func `names the line where it is no YAML`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.write("agencies:\n  - 'hub\n", to: "access.yaml")
        let faults = BundleFolder(path: folder.path).faults()
        #expect(faults.first?.hasPrefix("access.yaml:") == true, "\(faults)")
    }

    @Test(arguments: ["access.yaml", "deadlines.yaml", "directory.yaml", "triage.yaml"])
    func `needs each of its files`(name: String) throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.remove(name)
        #expect(BundleFolder(path: folder.path).faults().contains { $0.hasPrefix(name) })
    }
}
