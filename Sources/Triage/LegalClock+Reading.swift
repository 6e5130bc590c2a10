import Referrals

extension LegalClock {
    /// Reads the deadlines of the law in `deadlines.yaml`.
    static func read(_ branch: Branch?, _ reader: inout TreeReader) -> [LegalClock] {
        var clocks: [LegalClock] = []
        var seen: Set<String> = []
        for item in reader.items(branch) {
            let fields = reader.fields(
                item,
                required: [
                    "name", "says", "source", "from", "needs", "months", "late_days", "steps",
                ],
                optional: ["unless_state"]
            )
            let name = reader.value(
                fields["name"],
                "1 to 32 of a-z, 0-9, _ and -",
                Calendars.plainName
            )
            reader.once(&seen, fields["name"], name)
            reader.text(fields["says"])
            reader.text(fields["source"])
            reader.value(fields["from"], "cessation_date, the only date there is") { text in
                text == "cessation_date" ? text : nil
            }
            reader.notEmpty(fields["needs"], "at least one need")
            let needs = reader.needs(fields["needs"])
            let states = reader.values(
                fields["unless_state"],
                "a legal state",
                among: LegalState.allCases.map(\.name)
            ) { LegalState(name: $0) }
            let months = reader.whole(fields["months"], 1...24, of: "whole months")
            let late = reader.whole(fields["late_days"], 0...3_660, of: "whole days")
            let steps = steps(fields["steps"], &reader)
            guard let name, let months, let late else { continue }
            clocks.append(
                LegalClock(
                    name: name,
                    needs: needs,
                    unless: states,
                    months: Int(months),
                    lateDays: Int(late),
                    steps: steps
                )
            )
        }
        return clocks
    }

    /// Steps that come nearer and press harder; none makes a crisis of it, for that is about a life.
    private static func steps(_ branch: Branch?, _ reader: inout TreeReader) -> [Step] {
        reader.notEmpty(branch, "at least one step")
        var steps: [Step] = []
        for item in reader.items(branch) {
            let fields = reader.fields(item, required: ["days_before", "at_least", "due_minutes"])
            let days = reader.whole(fields["days_before"], 0...366, of: "whole days")
            let due = reader.minutes(fields["due_minutes"], to: Deadlines.minutesMax)
            let words = ["urgent", "soon", "normal"]
            let atLeast = reader.value(fields["at_least"], TreeReader.choice(words), among: words) {
                words.contains($0) ? Urgency(name: $0) : nil
            }
            guard let days, let due, let atLeast else { continue }
            if let last = steps.last {
                if days >= Int64(last.daysBefore), let field = fields["days_before"] {
                    reader.fault(field, expected: "fewer than the \(last.daysBefore) before it")
                }
                if due > last.due, let field = fields["due_minutes"] {
                    let minutes = last.due.microseconds / 60_000_000
                    reader.fault(field, expected: "at most the \(minutes) before it")
                }
                if atLeast.raised(to: last.atLeast) != atLeast, let field = fields["at_least"] {
                    reader.fault(field, expected: "\(last.atLeast.name) or sooner, as before it")
                }
            }
            steps.append(Step(daysBefore: Int(days), atLeast: atLeast, due: due))
        }
        return steps
    }
}
