import Testing
import Triage

@Suite struct `The difference of two files` {
    private static func changes(_ first: String, _ second: String) -> [String] {
        TreeChange.between(Outline.read(first), and: Outline.read(second)).map { change in
            let field = change.field.isEmpty ? "" : " .\(change.field)"
            return "\(change.kind.rawValue) \(change.entry)\(field): "
                + "\(change.before ?? "-") > \(change.after ?? "-")"
        }
    }

    private static let table = """
        rules:
          - id: A
            queues: [one, two]
          - id: B
            queues: [two]
            when: {language: [fr]}
        """

    @Test func `of a file and itself, written otherwise, is none`() {
        let other = """
            # The same.
            rules:
              - {id: 'A', queues: [one, two]}
              - {id: B, when: {language: [fr]}, queues: ['two']}
            """
        #expect(Self.changes(Self.table, other) == [])
    }

    @Test func `is told by the name of what changed, and by the field`() {
        let other = Self.table.replacing("[fr]", with: "[nl]").replacing(
            "[one, two]",
            with: "[two]"
        )
        #expect(
            Self.changes(Self.table, other) == [
                "changed rules A .queues: [one, two] > [two]",
                "changed rules B .when.language: [fr] > [nl]",
            ]
        )
    }

    @Test func `tells what is only in one of them`() {
        let other = Self.table.replacing("id: B", with: "id: C")
        #expect(
            Self.changes(Self.table, other) == [
                "removed rules B: {id: B, queues: [two], when: {language: [fr]}} > -",
                "added rules C: - > {id: C, queues: [two], when: {language: [fr]}}",
            ]
        )
    }

    @Test func `tells that something has moved, and not what it passed`() {
        let old = "rules:\n  - {id: A}\n  - {id: B}\n  - {id: C}\n  - {id: D}"
        let new = "rules:\n  - {id: D}\n  - {id: A}\n  - {id: B}\n  - {id: C}"
        #expect(Self.changes(old, new) == ["moved rules D: 4 > 1"])
    }

    @Test func `tells what is within a thing by its own name`() {
        let old =
            "partners:\n  - name: law\n    needs: [{code: hr, level: expert}, {code: info, level: expert}]"
        let new = "partners:\n  - name: law\n    needs: [{code: hr, level: generalist}]"
        #expect(
            Self.changes(old, new) == [
                "removed partners law .needs[info]: {code: info, level: expert} > -",
                "changed partners law .needs[hr].level: expert > generalist",
            ]
        )
    }

    @Test func `tells what is no list of named things as a whole`() {
        #expect(
            Self.changes("agencies: [a, b]", "agencies: [a, c]")
                == ["changed agencies: [a, b] > [a, c]"]
        )
        #expect(Self.changes("a: 1", "b: 1") == ["removed a: 1 > -", "added b: - > 1"])
    }
}
