import Configuration
import Foundation
import Posts
import Referrals
import Testing
import Triage

@Suite struct `A folder of a bundle` {
    @Test func `that is shipped reads without a mistake`() throws {
        #expect(try faults(of: shipped("bundle")) == [])
    }

    @Test func `names file and line of a mistake`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.write("agencies: [hub]\npartners: nobody\n", to: "access.yaml")
        let faults = faults(of: folder.path)
        #expect(
            faults.contains {
                $0.hasPrefix("\(folder.path)/access.yaml:2:11: partners: expected a list")
            },
            "\(faults)"
        )
    }

    @Test func `names the line where it is no YAML`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.write("agencies:\n  - 'hub\n", to: "access.yaml")
        let faults = faults(of: folder.path)
        #expect(faults.first?.hasPrefix("\(folder.path)/access.yaml:3:1: ") == true, "\(faults)")
    }

    @Test(arguments: ["access.yaml", "deadlines.yaml", "directory.yaml", "triage.yaml"])
    func `needs each of its files`(name: String) throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.remove(name)
        #expect(faults(of: folder.path).contains { $0.hasPrefix(folder.path + "/" + name) })
    }

    @Test func `from before there were calendars reads all the same`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.remove("calendars.yaml")
        #expect(faults(of: folder.path) == [])
    }

    @Test func `that is shipped has the changes of the clock that the program has`() throws {
        guard case .good(_, let bundle) = BundleFolder(path: try shipped("bundle")).read() else {
            Issue.record("the shipped bundle is good")
            return
        }
        #expect(bundle.calendars.zones == [.brussels])
        #expect(bundle.calendars.named("region")?.rules.holidays == .regional)
        #expect(bundle.deadlines.legal.map(\.name) == ["bankruptcy"])
    }

    @Test func `that cannot be read is told with its path, and why`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.remove("access.yaml")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/access.yaml",
            withIntermediateDirectories: false
        )
        let path = folder.path + "/access.yaml"
        #expect(faults(of: folder.path) == ["\(path) cannot be read: Is a directory (21)"])
    }

    @Test(arguments: [
        (
            "agencies: [hub]\npartners: []\nagencies: []\n",
            "1:1: expected each key once, found agencies twice"
        ),
        (
            "agencies:\n  - @hub\n",
            "2:5: expected YAML, found none: found character that cannot start any token"
        ),
        (
            "agencies:\n  - \u{1}\u{7F}ELF\n",
            "2:1: expected YAML, found none: control characters are not allowed"
        ),
        (
            "agencies: \"a\\e[2J\\n\"\n",
            "1:11: agencies: expected a list, found \"a\\u{1b}[2J\\u{a}\""
        ),
    ])
    func `tells each mistake in one line, without the file's own control characters`(
        text: String,
        fault: String
    ) throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.write(text, to: "access.yaml")
        let faults = faults(of: folder.path)
        let wanted = "\(folder.path)/access.yaml:\(fault)"
        #expect(faults.contains { $0.hasPrefix(wanted) }, "\(faults)")
        let all = faults.joined().unicodeScalars
        #expect(all.allSatisfy { $0.properties.generalCategory != .control }, "\(faults)")
    }

    private func faults(of folder: String) -> [String] {
        switch BundleFolder(path: folder).read() {
        case .good: []
        case .faulty(let lines): lines
        }
    }
}
