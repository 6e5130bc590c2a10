import Referrals
import Testing
import Triage

@Suite struct `A mistake in a file of the bundle` {
    @Test(arguments: Mistake.all)
    func `is told with its file, its line and what was expected`(mistake: Mistake) throws {
        let (text, line) = try mistake.made()
        let faults = Sample.faults(in: mistake.file, with: text)
        let fault = try #require(
            faults.first { $0.path == mistake.path && $0.expected == mistake.expected },
            "\(faults)"
        )
        #expect(fault.file == mistake.file)
        #expect(fault.line == line)
        #expect(fault.found == mistake.found)
    }

    @Test func `is told as compilers tell theirs`() {
        let fault = BundleFault(
            file: "triage.yaml",
            line: 3,
            column: 7,
            path: "rules[0].id",
            expected: "a text",
            found: "a list"
        )
        let text = "triage.yaml:3:7: rules[0].id: expected a text, found a list"
        #expect("\(fault)" == text)
        #expect("\(BundleFaults([fault]))" == text)
    }

    @Test func `is told together with all others, in the order of file and line`() {
        let faults = BundleFaults([
            BundleFault(file: "b", line: 1, column: 1, expected: "", found: ""),
            BundleFault(file: "a", line: 12, column: 1, expected: "", found: ""),
            BundleFault(file: "a", line: 2, column: 9, expected: "", found: ""),
            BundleFault(file: "a", line: 2, column: 3, expected: "", found: ""),
        ])
        #expect(faults.faults.map(\.file) == ["a", "a", "a", "b"])
        #expect(faults.faults.map(\.line) == [2, 2, 12, 1])
        #expect(faults.faults.map(\.column) == [3, 9, 1, 1])
    }

    @Test func `does not hide one in another file`() {
        let files = [
            "access.yaml": "agencies: [1819]\nsupervisors: []",
            "deadlines.yaml": "classes: []",
            "directory.yaml": "partners: []",
            "triage.yaml": "rules: []\ncrisis_lines: []",
        ]
        #expect(throws: BundleFaults.self) {
            _ = try Bundle(files: files.mapValues(Outline.read), address: .zero)
        }
        do throws(BundleFaults) {
            _ = try Bundle(files: files.mapValues(Outline.read), address: .zero)
        } catch {
            #expect(Set(error.faults.map(\.file)) == Set(files.keys))
        }
    }

    @Test func `in a column is told with the column`() {
        let text = "agencies: [ced, CED]\npartners: []\nsupervisors: []"
        #expect(Sample.faults(in: "access.yaml", with: text).map(\.column).contains(17))
    }

    @Test(arguments: ["access.yaml", "deadlines.yaml", "directory.yaml", "triage.yaml"])
    func `can be that the file is missing`(file: String) {
        let faults = Sample.faults(in: file, with: nil)
        #expect(faults.map(\.file) == [file])
        #expect(faults.map(\.expected) == ["this file"])
    }

    @Test(arguments: ["access.yaml", "deadlines.yaml", "directory.yaml", "triage.yaml"])
    func `can be that the file is empty`(file: String) {
        let faults = Sample.faults(in: file, with: "").filter { $0.file == file }
        #expect(faults.map(\.found) == ["nothing"])
    }

    @Test func `can be a file that is none of the bundle's`() {
        let faults = Sample.faults(in: "signals.yaml", with: "signals: []")
        #expect(faults.map(\.file) == ["signals.yaml"])
    }
}

extension Mistake {
    static let ofDeadlines = [
        Mistake(
            file: "deadlines.yaml",
            right: "due_minutes: 360",
            wrong: "due_minutes: 6 hours",
            path: "classes[0].urgent.due_minutes",
            expected: "whole minutes from 1 to 44640",
            found: "\"6 hours\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "due_minutes: 3000",
            wrong: "due_minutes: 44641",
            path: "classes[1].normal.due_minutes",
            expected: "whole minutes from 1 to 44640",
            found: "\"44641\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "handle_minutes: 20",
            wrong: "handle_minutes: 0",
            path: "classes[1].crisis.handle_minutes",
            expected: "whole minutes from 1 to 44640",
            found: "\"0\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "due_minutes: 20",
            wrong: "due_minutes: '20'",
            path: "classes[1].crisis.due_minutes",
            expected: "whole minutes from 1 to 44640",
            found: "\"20\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "answer_minutes: 120",
            wrong: "answer_minutes: 361",
            path: "classes[0].urgent.answer_minutes",
            expected: "whole minutes from 1 to 360",
            found: "\"361\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "due_minutes: 2000",
            wrong: "due_minutes: 900",
            path: "classes[1].soon.due_minutes",
            expected: "at least the 1000 of the next more urgent",
            found: "\"900\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "    urgent: {due_minutes: 360, ",
            wrong: "    urgent: {",
            path: "classes[0].urgent",
            expected: "the key due_minutes",
            found: "none"
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "- name: standard",
            wrong: "- name: quick",
            path: "classes[1].name",
            expected: "each name once",
            found: "\"quick\" again"
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "- name: standard",
            wrong: "- name: Standard",
            path: "classes[1].name",
            expected: "1 to 32 of a-z, 0-9, _ and -",
            found: "\"Standard\""
        ),
        Mistake(
            file: "deadlines.yaml",
            right: "    says: All else.\n",
            wrong: "",
            below: -1,
            path: "classes[1]",
            expected: "the key says",
            found: "none"
        ),
    ]

    static let ofAccess = [
        Mistake(
            file: "access.yaml",
            right: "['1819', ced]",
            wrong: "['1819', ced, '1819']",
            path: "agencies[2]",
            expected: "each name once",
            found: "\"1819\" again"
        ),
        Mistake(
            file: "access.yaml",
            right: "['1819', ced]",
            wrong: "[]",
            path: "agencies",
            expected: "at least one agency",
            found: "an empty list"
        ),
        Mistake(
            file: "access.yaml",
            right: "name: hub",
            wrong: "name: hubb",
            path: "partners[1].name",
            expected: "a partner of directory.yaml, perhaps hub",
            found: "\"hubb\""
        ),
        Mistake(
            file: "access.yaml",
            right: "[hub.coaching]",
            wrong: "[law]",
            path: "partners[1].queues[0]",
            expected: "a queue of this partner in directory.yaml",
            found: "\"law\""
        ),
        Mistake(
            file: "access.yaml",
            right: "[hub.coaching]",
            wrong: "[]",
            path: "partners[1].queues",
            expected: "at least one queue",
            found: "an empty list"
        ),
        Mistake(
            file: "access.yaml",
            right: "name: hub, queues: [hub.coaching]",
            wrong: "name: desk, queues: [desk]",
            path: "partners[1].name",
            expected: "each name once",
            found: "\"desk\" again"
        ),
        Mistake(
            file: "access.yaml",
            right: "  - {name: desk, queues: [desk]}\n",
            wrong: "",
            path: "partners",
            expected: "the desk of last resort, desk, with its queue",
            found: "none that may take from it"
        ),
        Mistake(
            file: "access.yaml",
            right: "- pole",
            wrong: "- Pôle",
            path: "supervisors[0]",
            expected: "1 to 32 of a-z, 0-9 and -",
            found: "\"Pôle\""
        ),
    ]
}
