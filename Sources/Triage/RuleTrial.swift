public import Referrals

/// One of the tables of `triage.yaml`.
public enum RuleTable: UInt8, CaseIterable, Sendable {
    /// Every row that fits counts, the most urgent wins.
    case safety = 1
    /// Exactly one row fits: the class of deadlines, and how soon where nobody said.
    case classes = 2
    /// Each rule that fits adds its queues, in the order of the file.
    case routing = 3

    /// The key it stands under in the file.
    public var name: String {
        switch self {
        case .safety: "safety"
        case .classes: "class"
        case .routing: "routing"
        }
    }
}

/// One row of a table held against a request: whether it fits, and why.
public struct RuleTrial: Equatable, Sendable {
    /// The table it stands in.
    public var table: RuleTable
    /// Its name.
    public var rule: RuleID
    /// Whether all that it asks for holds.
    public var fits: Bool
    /// Whether it counted: a row below one that stops the search fits and counts for nothing.
    public var counts: Bool
    /// What it asks for, in the order of the keys, those of `unless` last; empty where it asks for nothing.
    public var conditions: [ConditionTrial]

    /// A row of `table`, held so; it counts where it fits, unless said.
    public init(
        table: RuleTable,
        rule: RuleID,
        fits: Bool,
        counts: Bool? = nil,
        conditions: [ConditionTrial]
    ) {
        self.table = table
        self.rule = rule
        self.fits = fits
        self.counts = counts ?? fits
        self.conditions = conditions
    }
}

/// One condition of a row held against a request.
///
/// It holds codes only, as they stand in `triage.yaml` and on the wire: nothing of what a person said.
public struct ConditionTrial: Equatable, Sendable {
    /// The key it stands under: `legal_state`; `needs` for what the row concerns.
    public var key: String
    /// Whether it stands under `unless`: where all of those hold, the row does not fit.
    public var isDenied: Bool
    /// The values one of which is asked for, as they are written: `bankrupt`, `5-9`, `at_least 92`.
    public var wanted: [String]
    /// What the request has; `unknown` alone where it says nothing of it, `none` where a list is empty.
    public var found: [String]
    /// Whether it holds, read as it stands, also under `unless`.
    public var holds: Bool

    /// A condition on `key` that holds or not.
    public init(
        key: String,
        isDenied: Bool = false,
        wanted: [String],
        found: [String],
        holds: Bool
    ) {
        self.key = key
        self.isDenied = isDenied
        self.wanted = wanted
        self.found = found
        self.holds = holds
    }
}

/// A fact of a request that the tables judge by, in codes.
public struct FactTrial: Equatable, Sendable {
    /// The key that conditions name it by.
    public var key: String
    /// What it is; `unknown` alone where the request says nothing of it, `none` where a list is empty.
    public var found: [String]

    /// A fact and what it is.
    public init(key: String, found: [String]) {
        self.key = key
        self.found = found
    }
}

/// Why a need stands in a verdict.
public enum NeedOrigin: Equatable, Sendable {
    /// The agency declared it.
    case declared
    /// A row of the safety table added it.
    case added(RuleID)
    /// It was heard in the note.
    case heard
    /// The request asks for nothing, so a person asks.
    case nothingAsked
}

/// What made a need as urgent as it is.
public enum UrgencyStep: Equatable, Sendable {
    /// The agency said so.
    case declared(Urgency)
    /// Nobody said, and this row of the class table, or this rule of an older table, says so.
    case byDefault(RuleID, Urgency)
    /// This row of the safety table, or this rule of an older table, lets it be no less urgent.
    case atLeast(RuleID, Urgency)
    /// A deadline of the law lets it be no less urgent.
    case law(Urgency)
}

/// From what the due time of a need is worked out.
public struct DueTrial: Equatable, Sendable {
    /// When the request was judged; the record may come a moment later, and the spans run from it.
    public var judgedAt: Moment
    /// The class of deadlines.
    public var className: String
    /// The times of the class at the need's urgency.
    public var terms: Terms
    /// The wish for a reply; nil where there is none.
    public var replyBy: Moment?
    /// What the law does to the need; nil where no deadline of it runs.
    public var pressure: LegalClock.Pressure?
    /// When some partner must have accepted at the latest, by wish and law together; nil where neither is.
    public var dueBy: Moment?

    /// Due times worked out from these.
    public init(
        judgedAt: Moment,
        className: String,
        terms: Terms,
        replyBy: Moment?,
        pressure: LegalClock.Pressure?,
        dueBy: Moment?
    ) {
        self.judgedAt = judgedAt
        self.className = className
        self.terms = terms
        self.replyBy = replyBy
        self.pressure = pressure
        self.dueBy = dueBy
    }
}

/// How one need of a verdict was judged.
public struct NeedTrial: Equatable, Sendable {
    /// What was made of it: candidates with what excludes each, urgency, terms, block.
    public var verdict: NeedVerdict
    /// Why it stands in the verdict.
    public var origin: NeedOrigin
    /// The rows of the class table that concern it, in the order of the file; empty in an older table.
    public var classes: [RuleTrial]
    /// The row of the class table that fits; in an older table the rule that decides.
    public var classRule: RuleID
    /// The rules of the routing table that concern it, in the order of the file.
    public var routing: [RuleTrial]
    /// For each candidate, in the verdict's order, the rule that named it; nil for one that the agency asked
    /// for, or that the person does not want and no rule named.
    public var namedBy: [RuleID?]
    /// How many days ago the court declared a bankruptcy, as the request has it; nil where it does not say.
    public var bankruptDays: Int64?
    /// What made it so urgent, in the order in which it was asked; the most urgent holds.
    public var urgency: [UrgencyStep]
    /// From what its due time is worked out.
    public var due: DueTrial

    /// A need judged so.
    public init(
        verdict: NeedVerdict,
        origin: NeedOrigin,
        classes: [RuleTrial],
        classRule: RuleID,
        routing: [RuleTrial],
        namedBy: [RuleID?],
        bankruptDays: Int64? = nil,
        urgency: [UrgencyStep],
        due: DueTrial
    ) {
        self.verdict = verdict
        self.origin = origin
        self.classes = classes
        self.classRule = classRule
        self.routing = routing
        self.namedBy = namedBy
        self.bankruptDays = bankruptDays
        self.urgency = urgency
        self.due = due
    }
}

/// How a request was judged: every row that was tried, with every condition.
public struct VerdictTrial: Equatable, Sendable {
    /// The verdict, the same that is reached without a trial.
    public var verdict: Verdict
    /// The facts that the tables can judge by, in the order of their keys in `triage.yaml`.
    public var facts: [FactTrial]
    /// All rows of the safety table, in the order of the file.
    public var safety: [RuleTrial]
    /// One entry a need, in the order of the verdict.
    public var needs: [NeedTrial]

    /// A request judged so.
    public init(
        verdict: Verdict,
        facts: [FactTrial],
        safety: [RuleTrial],
        needs: [NeedTrial]
    ) {
        self.verdict = verdict
        self.facts = facts
        self.safety = safety
        self.needs = needs
    }
}
