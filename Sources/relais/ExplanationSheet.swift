import Referrals
import Triage
import Wire

/// An explanation as it is shown: in words, or for programs.
struct ExplanationSheet {
    /// The explanation.
    var explanation: Explanation

    /// The rules by which it was judged.
    let bundle: Bundle

    /// Has each deadline of each need counted out.
    mutating func count(_ legal: Legal, from agency: AgencyID, at now: Moment) {
        for (place, need) in explanation.trial.verdict.needs.enumerated()
        where explanation.needs.indices.contains(place) {
            let sheet = DeadlineSheet(
                need,
                of: legal,
                from: agency,
                for: explanation.needs[place].chosen.flatMap(bundle.directory.partner(of:)),
                under: bundle,
                at: now
            )
            explanation.needs[place].deadlines = sheet.sentences
        }
    }

    /// Writes explanations on stdout, one after the other.
    static func show(
        _ sheets: [ExplanationSheet],
        in language: LanguageCode,
        as format: OutputFormat
    ) throws {
        var output = StandardOutput()
        switch format {
        case .table: break
        case .csv:
            let columns = ["need", "urgency", "rule", "class", "chosen", "runner_up", "waits_for"]
                .map { Column($0, $0) }
            let listing = Listing(columns: columns, rows: sheets.flatMap(\.needRows))
            return try Question.show(listing, as: .csv)
        case .json, .jsonl:
            // An explanation has more fields than a row of an answer may.
            let ends = format == .json ? (",\n", "[\n", "\n]\n") : ("\n", "", "\n")
            try output.write(Array(ends.1.utf8))
            for (place, sheet) in sheets.enumerated() {
                if place > 0 { try output.write(Array(ends.0.utf8)) }
                try output.write(sheet.bytes)
            }
            try output.write(Array(ends.2.utf8))
            return try output.flush()
        }
        for (place, sheet) in sheets.enumerated() {
            if place > 0 { try output.writeLine("") }
            for line in sheet.lines(in: language, width: Terminal.width) {
                try output.writeLine(line)
            }
        }
        try output.flush()
    }

    /// The words, no line wider than this.
    func lines(in language: LanguageCode, width: Int) -> [String] {
        explanation.lines(in: language, under: bundle).flatMap { line in
            let indent = String(repeating: " ", count: 2 * line.depth)
            let text = PlainText.clean(line.text)
            // What goes on below stands a little deeper.
            return JourneyTimeline.wrap(text, to: max(20, width - indent.count - 4)).enumerated()
                .map { place, part in place == 0 ? indent + part : "\(indent)    \(part)" }
        }
    }

    /// All of it for programs: one object.
    private var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.write(explanation)
        return writer.bytes
    }

    /// What came of each need, a row each.
    private var needRows: [Row] {
        zip(explanation.trial.needs, explanation.needs).compactMap { trial, need in
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("need", trial.verdict.need.name)
            writer.member("urgency", trial.verdict.urgency.name)
            writer.member("rule", trial.verdict.rule.description)
            writer.member("class", trial.due.className)
            writer.member("chosen", need.chosen?.description ?? "")
            writer.member("runner_up", need.runnerUp?.description ?? "")
            writer.member("waits_for", need.waitsFor?.name ?? "")
            writer.endObject()
            return Row(writer.bytes)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ explanation: Explanation) {
        let trial = explanation.trial
        beginObject()
        member("bundle", trial.verdict.bundle.hexadecimal)
        member("crisis", trial.verdict.isCrisis)
        key("facts")
        beginObject()
        for fact in trial.facts {
            key(utf8: Array(fact.key.utf8)[...])
            list(fact.found)
        }
        endObject()
        key("heard")
        if let heard = explanation.heard { write(heard) } else { null() }
        key("safety")
        list(trial.safety) { $0.write($1) }
        key("needs")
        list(Array(zip(trial.needs, explanation.needs))) { $0.write($1.0, $1.1) }
        key("compared")
        if let comparison = explanation.comparison { write(comparison) } else { null() }
        endObject()
    }

    private mutating func list<Item>(_ items: [Item], _ write: (inout JSONWriter, Item) -> Void) {
        beginArray()
        for item in items { write(&self, item) }
        endArray()
    }

    private mutating func list(_ texts: [String]) {
        list(texts) { $0.string($1) }
    }

    private mutating func write(_ heard: Explanation.Heard) {
        beginObject()
        member("danger", heard.reading.danger.name)
        key("families")
        list(heard.reading.families.families.map(\.name))
        key("needs")
        list(heard.reading.needs.map(\.name))
        key("signs")
        list(heard.signs) { writer, sign in
            writer.beginObject()
            writer.member("entry", sign.entry)
            writer.key("means")
            writer.list(sign.means)
            writer.member("qualifier", sign.qualifier.name)
            writer.endObject()
        }
        key("model")
        list(heard.weighed.map(\.name))
        key("words")
        list(heard.words) { writer, word in
            writer.beginObject()
            writer.member("judgement", word.judgement.name)
            writer.member("word", word.spelling)
            writer.member("share", Int(word.share))
            writer.endObject()
        }
        endObject()
    }

    private mutating func write(_ trial: RuleTrial) {
        beginObject()
        member("rule", trial.rule.description)
        member("fits", trial.fits)
        member("counts", trial.counts)
        key("conditions")
        list(trial.conditions) { writer, condition in
            writer.beginObject()
            writer.member("key", condition.key)
            if condition.isDenied { writer.member("unless", true) }
            writer.key("wanted")
            writer.list(condition.wanted)
            writer.key("found")
            writer.list(condition.found)
            writer.member("holds", condition.holds)
            writer.endObject()
        }
        endObject()
    }

    private mutating func write(_ trial: NeedTrial, _ need: Explanation.NeedExplanation) {
        let verdict = trial.verdict
        beginObject()
        member("need", verdict.need.name)
        member("urgency", verdict.urgency.name)
        member("evidence", verdict.evidence.name)
        switch trial.origin {
        case .declared: member("origin", "declared")
        case .added(let rule):
            member("origin", "added")
            member("by", rule.description)
        case .heard: member("origin", "heard")
        case .nothingAsked: member("origin", "nothing_asked")
        }
        key("class")
        beginObject()
        member("name", trial.due.className)
        member("rule", trial.classRule.description)
        key("tried")
        list(trial.classes) { $0.write($1) }
        endObject()
        key("routing")
        list(trial.routing) { $0.write($1) }
        key("candidates")
        list(Array(verdict.candidates.enumerated())) { writer, item in
            writer.beginObject()
            writer.member("queue", item.element.queue.description)
            writer.member("partner", item.element.partner.description)
            let rule =
                trial.namedBy.indices.contains(item.offset) ? trial.namedBy[item.offset] : nil
            if let rule { writer.member("rule", rule.description) }
            if let exclusion = item.element.exclusion { writer.member("excluded", exclusion.word) }
            if let condition = item.element.onlyIf { writer.write(condition) }
            writer.endObject()
        }
        if let block = verdict.block { member("block", block.word) }
        if let chosen = need.chosen { member("chosen", chosen.description) }
        if let next = need.runnerUp { member("runner_up", next.description) }
        if let reason = need.waitsFor { member("waits_for", reason.name) }
        member("recorded", need.isRecorded)
        key("passed_over")
        list(need.passedOver) { writer, passed in
            writer.beginObject()
            writer.member("queue", passed.queue.description)
            writer.member("reason", passed.reason.word)
            writer.endObject()
        }
        if let wish = trial.due.replyBy { member("reply_by", wish.rfc3339) }
        if let law = trial.due.pressure { member("last_day", law.lastDay.iso8601) }
        key("deadlines")
        list(need.deadlines)
        endObject()
    }

    private mutating func write(_ condition: StandingCondition) {
        key("only_if")
        beginObject()
        for (name, wanted) in condition.told {
            key(utf8: Array(name.utf8)[...])
            list(wanted)
        }
        endObject()
    }

    private mutating func write(_ comparison: Explanation.Comparison) {
        beginObject()
        member("on", comparison.basis.rawValue)
        member("same", comparison.differences.isEmpty)
        key("differences")
        list(comparison.differences) { writer, difference in
            writer.beginObject()
            writer.member("about", difference.about)
            writer.member("stored", difference.expected)
            writer.member("now", difference.found)
            writer.endObject()
        }
        endObject()
    }
}
