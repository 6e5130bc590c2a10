public import Referrals
public import Triage
public import Wire

/// What the gateway gives a dispatcher: the events of one message.
public struct WorkRequest: Sendable {
    /// The message's ticket.
    public var ticket: Ticket
    /// The agency that sent them.
    public var agency: AgencyID
    /// The time they came in.
    public var at: Moment
    /// Whether that time is believed: else no time in an event is compared with it.
    public var isClockBelieved = true
    /// The whole frame; the lines are ranges of it.
    public var frame: [UInt8]
    /// The events, by line.
    public var lines: [BodyLine]
    /// The digests of lines that have killed two dispatchers, wherever they were: they are not opened.
    public var poisoned: Set<UInt64> = []

    /// The time by which times in the events are judged; nil where they are not.
    var judging: Moment? { isClockBelieved ? at : nil }

    /// The lines of `frame`, from `agency`.
    public init(
        ticket: Ticket,
        agency: AgencyID,
        at: Moment,
        frame: [UInt8],
        lines: [BodyLine]
    ) {
        self.ticket = ticket
        self.agency = agency
        self.at = at
        self.frame = frame
        self.lines = lines
    }
}

/// What a dispatcher made of a message.
public struct WorkVerdict: Sendable {
    /// The message's ticket.
    public var ticket: Ticket
    /// The bundle under which it was judged.
    public var bundle: Digest
    /// What was judged.
    public var judged: Judged

    /// The verdict on the message behind `ticket`, its lines in the order sent.
    public init(ticket: Ticket, bundle: Digest, lines: [JudgedLine]) {
        self.init(ticket: ticket, bundle: bundle, judged: .lines(lines))
    }

    /// The verdict on the message behind `ticket`.
    public init(ticket: Ticket, bundle: Digest, judged: Judged) {
        self.ticket = ticket
        self.bundle = bundle
        self.judged = judged
    }

    /// The lines of a verdict, here or as another process spelled them.
    public enum Judged: Sendable {
        /// The lines in the order sent.
        case lines([JudgedLine])
        /// As a dispatcher of another process has spelled them; the gateway hands them on and does not
        /// read them.
        case spelled([UInt8])
    }

    /// The lines in the order sent, for whoever decides; what is spelled was read before it came there.
    public var lines: [JudgedLine] {
        switch judged {
        case .lines(let lines): return lines
        case .spelled: preconditionFailure("a verdict is read where it comes in")
        }
    }
}

/// One line of a message, judged.
public struct JudgedLine: Sendable {
    /// Its number within the body, from 1.
    public var line: Int
    /// What became of it.
    public var outcome: Outcome

    /// Line `line`, judged.
    public init(line: Int, outcome: Outcome) {
        self.line = line
        self.outcome = outcome
    }

    /// What can become of a line.
    public enum Outcome: Sendable {
        /// It is a good event; a request comes with its verdict.
        case event(AgencyEvent, Verdict?)
        /// It was refused.
        case refused(EventRefusal)
        /// It has killed two dispatchers: here it is as it came.
        case poison(Confidential<[UInt8]>)
    }
}
