public import Referrals

extension Leg {
    /// What the partner that accepted has reported on the way.
    public struct Progress: Equatable, Sendable {
        /// How often it tried to reach the person.
        public var contacts: UInt16 = 0
        /// How often the person did not come.
        public var noShows: UInt16 = 0
        /// What came of the last attempt.
        public var lastContact: ContactResult?
        /// The appointment that stands.
        public var appointment: Moment?
        /// What was left of the partner's time when a hold for the person stopped it.
        public var left: Span?
        /// What the work goes back to from a hold or a request to stop; nil while it goes on.
        public var paused: Paused?

        /// Of a partner that has reported nothing.
        public static let nothing = Progress()

        /// Counts and keeps what a report tells.
        mutating func note(_ report: Reported) {
            if let left = report.left { self.left = left }
            if let appointment = report.appointment { self.appointment = appointment }
            switch report.verb {
            case .contact:
                contacts += contacts == .max ? 0 : 1
                lastContact = report.contact
            case .noShow:
                noShows += noShows == .max ? 0 : 1
                appointment = nil
            case .schedule, .start, .hold, .resume, .complete, .fail, .redirect, .declineLate,
                .confirmCancel, .refuseCancel:
                break
            }
        }

        /// The work has ended or goes elsewhere: what was counted stays told, nothing runs any more.
        mutating func end() {
            appointment = nil
            left = nil
            paused = nil
        }
    }

    /// Where work stood that stands still, or that the partner was asked to stop.
    public struct Paused: Equatable, Sendable {
        /// Whether it had begun, with a first contact or otherwise.
        public var isBegun: Bool
        /// The partner's time, which runs on; nil while it is stopped and ``Progress/left`` tells the rest.
        public var clock: Moment?
        /// The hold on which the request to stop found the work; nil when it found it going on.
        public var hold: Hold?

        /// Work that had begun or not, with what runs on.
        public init(isBegun: Bool, clock: Moment?, hold: Hold? = nil) {
            self.isBegun = isBegun
            self.clock = clock
            self.hold = hold
        }

        /// A hold to which work goes back.
        public struct Hold: Equatable, Sendable {
            /// Why the work stands still.
            public var reason: HoldReason
            /// When the hold ends.
            public var until: Moment

            /// A hold until an instant.
            public init(reason: HoldReason, until: Moment) {
                self.reason = reason
                self.until = until
            }
        }
    }

    /// Which deadline of a hold passes next: its own end, or the partner's time, which runs on unless the
    /// work waits for the person.
    var nextOfHold: Overdue {
        guard case .onHold(_, _, let until) = state, let paused = progress.paused,
            let clock = paused.clock, clock <= until
        else { return .hold }
        return paused.isBegun ? .nextStep : .handle
    }
}

extension Leg {
    /// The state to which a report leads that was recorded at an instant.
    ///
    /// What was noted to have passed counts no longer once the next deadline lies ahead.
    mutating func report(_ report: Reported, at moment: Moment) {
        guard let assignment = state.engagement else {
            preconditionFailure("only what was accepted is reported on")
        }
        progress.note(report)
        steps = 0
        switch report.verb {
        case .contact, .schedule, .noShow, .start: work(report, assignment)
        case .hold: stand(report, assignment)
        case .resume:
            guard let next = report.nextStep else { return }
            goOn(assignment, isBegun: progress.paused?.isBegun ?? true, until: next)
        case .refuseCancel: goBack(report, assignment)
        case .complete, .fail, .redirect, .declineLate, .confirmCancel: return
        }
        if deadline > moment { overdue = [] }
    }

    /// The partner is at work; while that stands still or is to stop, it only sets its time anew.
    private mutating func work(_ report: Reported, _ assignment: Assignment) {
        switch state {
        case .onHold, .cancelRequested:
            if report.reachesNobody { return }
            progress.paused?.isBegun = true
            if let next = report.nextStep { progress.paused?.clock = next }
        case .waiting, .offered, .accepted, .inProgress, .closed:
            guard let next = report.nextStep else { return }
            state = .inProgress(assignment, nextStep: next)
        }
    }

    /// The work stands still; what is told to be left of the partner's time is stopped.
    private mutating func stand(_ report: Reported, _ assignment: Assignment) {
        guard let until = report.nextStep else { return }
        progress.paused = Paused(
            isBegun: report.stopsAll || state.name != .accepted,
            clock: report.stopsAll || report.left != nil ? nil : deadline
        )
        state = .onHold(assignment, report.hold ?? .partner, until: until)
    }

    private mutating func goOn(_ assignment: Assignment, isBegun: Bool, until: Moment) {
        overdue.removeAll { $0 == .hold }
        progress.paused = nil
        progress.left = nil
        state =
            isBegun
            ? .inProgress(assignment, nextStep: until) : .accepted(assignment, by: until)
    }

    /// Back to what it was before the request to stop, with the time that runs on since then.
    private mutating func goBack(_ report: Reported, _ assignment: Assignment) {
        if let hold = progress.paused?.hold, report.nextStep == nil {
            progress.paused?.hold = nil
            state = .onHold(assignment, hold.reason, until: hold.until)
            return
        }
        let until = report.nextStep ?? progress.paused?.clock ?? deadline
        let isBegun = report.nextStep != nil || progress.paused?.isBegun ?? true
        goOn(assignment, isBegun: isBegun, until: until)
    }

    /// The agency asks the partner to stop: it has the time that ran for the work to say whether it does.
    mutating func requestCancel(_ outcome: Outcome) {
        guard let assignment = state.engagement else {
            preconditionFailure("only what was accepted is asked to be cancelled")
        }
        let until = deadline
        switch state {
        case .accepted: progress.paused = Paused(isBegun: false, clock: until)
        case .inProgress: progress.paused = Paused(isBegun: true, clock: until)
        case .onHold(_, let reason, let end):
            progress.paused?.hold = Paused.Hold(reason: reason, until: end)
        case .waiting, .offered, .cancelRequested, .closed: break
        }
        state = .cancelRequested(assignment, outcome, nextStep: until)
    }
}

extension Reported {
    /// Whether it tells of an attempt to reach the person that sets no time.
    fileprivate var reachesNobody: Bool {
        verb == .contact && nextStep == nil && left == nil
    }
}
