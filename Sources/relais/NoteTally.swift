import Referrals
import Triage

/// How a judge of notes did: what it said rightly, missed, and said wrongly.
struct NoteTally {
    /// Whose opinion is counted.
    enum Judge: String, CaseIterable {
        case lexicon
        case model
        case together

        /// What it says of a note.
        func opinion(of opinions: NoteJudge.Opinions) -> NoteJudge.Opinion {
            switch self {
            case .lexicon: opinions.lexicon
            case .model: opinions.model
            case .together: opinions.together
            }
        }
    }

    /// How often a yes was said, and should have been.
    private struct Counts {
        var right = 0
        var missed = 0
        var wrong = 0

        mutating func add(said: Bool, deserved: Bool) {
            if said && deserved { right += 1 }
            if !said && deserved { missed += 1 }
            if said && !deserved { wrong += 1 }
        }
    }

    static let columns = [
        Column("judge", "JUDGE", .name), Column("what", "WHAT", .name),
        Column("of", "OF", .number),
        Column("right", "RIGHT", .number), Column("missed", "MISSED", .number),
        Column("wrong", "WRONG", .number), Column("precision", "PREC", .number),
        Column("recall", "RECALL", .number), Column("f1", "F1", .number),
        Column("share", "SHARE", .number),
    ]

    private static let families: [NeedFamily] = [.psychological, .treasury, .insolvency]

    private let judge: Judge
    private var families = NoteTally.families.map { _ in Counts() }
    private var labelled = 0
    private var crisis = Counts()
    private var flag = Counts()
    /// How many notes deserve each danger, and how many of those were flagged.
    private var dangers = Danger.allCases.map { _ in (all: 0, flagged: 0) }

    init(_ judge: Judge) { self.judge = judge }

    /// Counts a note.
    mutating func add(_ note: EvaluatedNote, _ opinions: NoteJudge.Opinions) {
        let opinion = judge.opinion(of: opinions)
        if let deserved = note.families {
            labelled += 1
            for (place, family) in NoteTally.families.enumerated() {
                families[place].add(
                    said: opinion.families.covers(family),
                    deserved: deserved.covers(family)
                )
            }
        }
        guard let danger = note.danger else { return }
        let isFlagged = opinion.danger > .none
        crisis.add(said: opinion.danger == .crisis, deserved: danger == .crisis)
        flag.add(said: isFlagged, deserved: danger > .none)
        dangers[Int(danger.rawValue)].all += 1
        if isFlagged { dangers[Int(danger.rawValue)].flagged += 1 }
    }

    /// What it comes to, a row a measure.
    var rows: [Row] {
        let judged = dangers.reduce(0) { $0 + $1.all }
        let none = dangers[Int(Danger.none.rawValue)]
        let verify = dangers[Int(Danger.verify.rawValue)]
        let crises = dangers[Int(Danger.crisis.rawValue)]
        var lines = zip(NoteTally.families, families).map { family, counts in
            said(family.name, labelled, counts)
        }
        lines.append(said("crisis", judged, crisis))
        lines.append(said("flag", judged, flag))
        lines.append(
            share("crisis_missed", crises.all, "missed", crises.all - crises.flagged)
        )
        lines.append(
            share("verify_missed", verify.all, "missed", verify.all - verify.flagged)
        )
        lines.append(share("false_alarm", none.all, "wrong", none.flagged))
        return lines.compactMap { Row($0) }
    }

    private func said(_ what: String, _ count: Int, _ counts: Counts) -> String {
        let precision = NoteTally.fraction(counts.right, counts.right + counts.wrong)
        let recall = NoteTally.fraction(counts.right, counts.right + counts.missed)
        let both = 2 * counts.right + counts.missed + counts.wrong
        return """
            {"judge":"\(judge)","what":"\(what)","of":\(count),"right":\(counts.right),\
            "missed":\(counts.missed),"wrong":\(counts.wrong),"precision":\(precision),\
            "recall":\(recall),"f1":\(NoteTally.fraction(2 * counts.right, both))}
            """
    }

    private func share(_ what: String, _ all: Int, _ kind: String, _ count: Int) -> String {
        """
        {"judge":"\(judge)","what":"\(what)","of":\(all),"\(kind)":\(count),\
        "share":\(NoteTally.fraction(count, all))}
        """
    }

    /// A fraction to three places, or null of nothing.
    private static func fraction(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "null" }
        let thousandths = (2_000 * part + whole) / (2 * whole)
        let digits = String(1_000 + thousandths % 1_000).dropFirst()
        return "\(thousandths / 1_000).\(digits)"
    }
}
