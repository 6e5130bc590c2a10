import Configuration
import Exchange
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

    @Test func `that is shipped has what reads notes`() throws {
        guard case .good(let files, let bundle) = BundleFolder(path: try shipped("bundle")).read()
        else {
            Issue.record("the shipped bundle is good")
            return
        }
        #expect(files.files.map(\.name) == Bundle.fileNames)
        let judge = try #require(bundle.judge)
        #expect(judge.lexicon != nil && judge.model != nil)
        guard case .good(_, let rules) = BundleFolder.judge(files, .rules) else {
            Issue.record("its rules alone are good")
            return
        }
        #expect(rules.judge == nil)
        #expect(rules.address == bundle.address)
    }

    @Test func `from before notes were read reads all the same`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.remove("signals")
        guard case .good(_, let bundle) = BundleFolder(path: folder.path).read() else {
            Issue.record("it is good")
            return
        }
        #expect(bundle.judge == nil)
    }

    @Test(arguments: [
        ("signals/fr.yaml", "language: nl\nentries: []\n", ":1:11: language: expected"),
        ("signals/weights.txt", "= crisis 0 0\n", ":1:3: expected a bias and two thresholds"),
        ("signals/concepts.txt", "Huissier: huissier\n", ":1:1: expected a name"),
    ])
    func `names file and line of a mistake in what reads notes`(
        file: String,
        text: String,
        fault: String
    ) throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        try folder.write(text, to: file)
        let faults = faults(of: folder.path)
        #expect(faults.contains { $0.hasPrefix("\(folder.path)/\(file)\(fault)") }, "\(faults)")
    }

    @Test func `has another address when a word of what reads notes is another`() throws {
        let folder = try TemporaryFolder(copying: try shipped("bundle"))
        let path = folder.path + "/" + NoteConcepts.fileName
        let concepts = try String(contentsOfFile: path, encoding: .utf8)
        func address() -> Digest? {
            guard case .good(let files, _) = BundleFolder(path: folder.path).read() else {
                return nil
            }
            return files.address
        }
        let before = try #require(address())
        try folder.write(concepts + "# another line\n", to: NoteConcepts.fileName)
        #expect(try #require(address()) != before)
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
