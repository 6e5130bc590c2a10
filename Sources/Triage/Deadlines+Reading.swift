import Referrals

extension Deadlines {
    /// A deadline of more than a month is nobody's: 31 days.
    static let minutesMax: Int64 = 44_640

    /// Reads `deadlines.yaml`.
    static func read(_ tree: Tree, _ reader: inout TreeReader) -> Draft {
        let root = reader.fields(Branch(root: tree), required: ["classes"])
        reader.notEmpty(root["classes"], "at least one class")
        var draft = Draft()
        var seen: Set<String> = []
        for item in reader.items(root["classes"]) {
            let fields = reader.fields(
                item,
                required: ["name", "says", "source", "crisis", "urgent", "soon", "normal"]
            )
            let name = reader.value(fields["name"], "1 to 32 of a-z, 0-9, _ and -", className)
            reader.once(&seen, fields["name"], name)
            reader.text(fields["says"])
            reader.text(fields["source"])
            let crisis = terms(fields["crisis"], &reader)
            let urgent = terms(fields["urgent"], noShorterThan: crisis, &reader)
            let soon = terms(fields["soon"], noShorterThan: urgent, &reader)
            let normal = terms(fields["normal"], noShorterThan: soon, &reader)
            guard let name else { continue }
            draft.names.append(name)
            guard let crisis, let urgent, let soon, let normal else { continue }
            draft.classes.append(
                DeadlineClass(
                    name: name,
                    crisis: crisis,
                    urgent: urgent,
                    soon: soon,
                    normal: normal
                )
            )
        }
        return draft
    }

    /// What a file says, mistakes apart, so that the other files can be read against it all the same.
    struct Draft {
        /// The names of all classes, also of those with mistakes.
        var names: [String] = []
        /// The classes without mistakes.
        var classes: [DeadlineClass] = []
    }

    private static func className(_ text: String) -> String? {
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x61...0x7A, 0x30...0x39, 0x5F, 0x2D: true
            default: false
            }
        }
        return isName && (1...32).contains(text.utf8.count) ? text : nil
    }

    /// The times of one urgency; each is at least as long as that of the next more urgent one.
    private static func terms(
        _ branch: Branch?,
        noShorterThan sharper: Terms? = nil,
        _ reader: inout TreeReader
    ) -> Terms? {
        guard let branch else { return nil }
        let fields = reader.fields(
            branch,
            required: ["due_minutes", "answer_minutes", "handle_minutes", "report_every_minutes"]
        )
        let due = reader.minutes(fields["due_minutes"], to: minutesMax)
        let answerMax = due.map { $0.microseconds / 60_000_000 } ?? minutesMax
        let answer = reader.minutes(fields["answer_minutes"], to: answerMax)
        let handle = reader.minutes(fields["handle_minutes"], to: minutesMax)
        let every = reader.minutes(fields["report_every_minutes"], to: minutesMax)
        guard let due, let answer, let handle, let every else { return nil }
        if let sharper {
            let pairs = [
                (fields["due_minutes"], due, sharper.due),
                (fields["answer_minutes"], answer, sharper.answer),
                (fields["handle_minutes"], handle, sharper.handle),
            ]
            for (field, span, least) in pairs where span < least {
                guard let field else { continue }
                let minutes = least.microseconds / 60_000_000
                let expected = "at least the \(minutes) of the next more urgent"
                reader.fault(field, expected: expected)
            }
        }
        return Terms(due: due, answer: answer, handle: handle, reportEvery: every)
    }
}
