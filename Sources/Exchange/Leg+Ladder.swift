public import Referrals
public import Triage

extension Leg {
    /// When the next step of the ladder is taken; nil when none is left.
    public var nextStepDue: Moment? {
        Int(steps) < terms.ladder.count ? moment(of: terms.ladder[Int(steps)]) : nil
    }

    /// When a step is taken: its part of the time from ``dueFrom`` to ``due``.
    ///
    /// Both are moments of the wall clock, also where `due` was reckoned in hours of work: the part is then
    /// of the days and nights between them. That is simple, and a later step never comes before an earlier.
    public func moment(of step: LadderStep) -> Moment {
        let whole = (due - dueFrom).microseconds
        return dueFrom + Span(microseconds: whole * Int64(step.percent) / 100)
    }

    /// Whether the desk of last resort has it because time ran: no partner gets it any more.
    var isRaised: Bool {
        overdue.contains(.due) || stepsTaken.contains { $0.action == .desk }
    }

    /// In how many queues it may stand at once, by the steps that were taken.
    var breadth: Int {
        var breadth = 1
        for step in stepsTaken {
            switch step.action {
            case .remind, .desk: break
            case .widen: breadth += breadth == .max ? 0 : 1
            case .offerToSeveral: breadth = .max
            }
        }
        return breadth
    }

    private var stepsTaken: ArraySlice<LadderStep> { terms.ladder.prefix(Int(steps)) }
}
