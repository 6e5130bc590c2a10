import Referrals

extension Deadlines {
    /// A deadline of more than a month is nobody's: 31 days.
    static let minutesMax: Int64 = 44_640

    /// Reads `deadlines.yaml`.
    static func read(_ tree: Tree, _ reader: inout TreeReader) -> Draft {
        let root = reader.fields(Branch(root: tree), required: ["classes"], optional: ["legal"])
        reader.notEmpty(root["classes"], "at least one class")
        var draft = Draft()
        var seen: Set<String> = []
        for item in reader.items(root["classes"]) {
            let fields = reader.fields(
                item,
                required: ["name", "says", "source", "crisis", "urgent", "soon", "normal"],
                optional: ["clock", "ladder"]
            )
            let name = reader.value(
                fields["name"],
                "1 to 32 of a-z, 0-9, _ and -",
                Calendars.plainName
            )
            reader.once(&seen, fields["name"], name)
            reader.text(fields["says"])
            reader.text(fields["source"])
            let usual = Usual(
                clock: reader.clock(fields["clock"]) ?? .wall,
                ladder: reader.ladder(fields["ladder"]) ?? LadderStep.usual
            )
            let crisis = terms(fields["crisis"], of: .crisis, usual, &reader)
            let urgent = terms(fields["urgent"], of: .urgent, usual, after: crisis, &reader)
            let soon = terms(fields["soon"], of: .soon, usual, after: urgent, &reader)
            let normal = terms(fields["normal"], of: .normal, usual, after: soon, &reader)
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
        draft.legal = LegalClock.read(root["legal"], &reader)
        return draft
    }

    /// What a file says, mistakes apart, so that the other files can be read against it all the same.
    struct Draft {
        /// The names of all classes, also of those with mistakes.
        var names: [String] = []
        /// The classes without mistakes.
        var classes: [DeadlineClass] = []
        /// The deadlines of the law without mistakes.
        var legal: [LegalClock] = []
    }

    /// What a class says for all its urgencies.
    private struct Usual {
        var clock: DeadlineClock
        var ladder: [LadderStep]
    }

    /// The times of one urgency; each is at least as long as that of the next more urgent one.
    private static func terms(
        _ branch: Branch?,
        of urgency: Urgency,
        _ usual: Usual,
        after sharper: Terms? = nil,
        _ reader: inout TreeReader
    ) -> Terms? {
        guard let branch else { return nil }
        let fields = reader.fields(
            branch,
            required: ["due_minutes", "answer_minutes", "handle_minutes", "report_every_minutes"],
            optional: ["clock", "ladder"]
        )
        let due = reader.minutes(fields["due_minutes"], to: minutesMax)
        let answerMax = due.map { $0.microseconds / 60_000_000 } ?? minutesMax
        let answer = reader.minutes(fields["answer_minutes"], to: answerMax)
        let handle = reader.minutes(fields["handle_minutes"], to: minutesMax)
        let every = reader.minutes(fields["report_every_minutes"], to: minutesMax)
        let own = reader.clock(fields["clock"])
        if own == .hours, urgency == .crisis, let field = fields["clock"] {
            reader.fault(field, expected: "wall: a crisis runs day and night")
        }
        let clock = urgency == .crisis ? .wall : own ?? usual.clock
        let ladder = reader.ladder(fields["ladder"]) ?? usual.ladder
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
            if sharper.clock == .hours, clock == .wall {
                reader.fault(
                    fields["clock"] ?? branch,
                    expected: "the clock of the next more urgent, hours",
                    found: "wall, which is sooner"
                )
            }
        }
        return Terms(
            due: due,
            answer: answer,
            handle: handle,
            reportEvery: every,
            clock: clock,
            ladder: ladder
        )
    }
}

extension TreeReader {
    fileprivate mutating func clock(_ branch: Branch?) -> DeadlineClock? {
        value(branch, "wall or hours") { text in
            switch text {
            case "wall": .wall
            case "hours": .hours
            default: nil
            }
        }
    }

    /// Steps in the order of their percents, the last of them the desk's at 100.
    fileprivate mutating func ladder(_ branch: Branch?) -> [LadderStep]? {
        guard let branch else { return nil }
        let before = faults.count
        let words = ["remind", "widen", "offer_to_several", "desk"]
        var steps: [LadderStep] = []
        for item in items(branch) {
            let fields = fields(item, required: ["at", "do"])
            let percent = whole(fields["at"], 1...100, of: "a percentage")
            let action = value(fields["do"], TreeReader.choice(words), among: words) { text in
                switch text {
                case "remind": LadderAction.remind
                case "widen": .widen
                case "offer_to_several": .offerToSeveral
                case "desk": .desk
                default: nil
                }
            }
            guard let percent, let action else { continue }
            if let last = steps.last, percent <= Int64(last.percent), let field = fields["at"] {
                fault(field, expected: "more than the \(last.percent) of the step before")
            }
            steps.append(LadderStep(percent: UInt8(percent), action: action))
        }
        guard faults.count == before else { return nil }
        let end = LadderStep(percent: 100, action: .desk)
        if steps.last != end || steps.dropLast().contains(where: { $0.action == .desk }) {
            fault(
                branch,
                expected: "one step of the desk, the last, at 100",
                found: steps.last == end ? "another before it" : "none"
            )
        }
        return steps
    }
}
