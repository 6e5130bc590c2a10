public import Exchange
public import Referrals
public import Wire

/// What the gateway hands to the recorder for one message.
public struct Put: Sendable {
    /// The message's ticket.
    public var ticket: Ticket
    /// Who sent it.
    public var principal: Principal
    /// The session it came in; nil for an agency without one.
    public var session: SessionID?
    /// What it asks.
    public var ask: Ask
    /// The queues that the sender's key may take from; nil for all that it has.
    public var queues: [QueueID]?
    /// The message as it came and when: a recorder in another process reads it again from these.
    public var letter: Letter?

    /// What `principal` asks under `ticket`.
    public init(
        ticket: Ticket,
        principal: Principal,
        session: SessionID?,
        ask: Ask,
        queues: [QueueID]? = nil,
        letter: Letter? = nil
    ) {
        self.ticket = ticket
        self.principal = principal
        self.session = session
        self.ask = ask
        self.queues = queues
        self.letter = letter
    }

    /// A message as it came.
    public struct Letter: Sendable {
        /// Its one frame of lines.
        public var frame: [UInt8]
        /// When it came in.
        public var at: Moment
        /// Whether that time is believed: else no time in the message is compared with it.
        public var isClockBelieved: Bool

        /// A frame that came in at a time.
        public init(frame: [UInt8], at: Moment, isClockBelieved: Bool = true) {
            self.frame = frame
            self.at = at
            self.isClockBelieved = isClockBelieved
        }

        /// The time by which times in the message are judged; nil where they are not.
        var judging: Moment? { isClockBelieved ? at : nil }
    }

    /// What can be asked of the recorder.
    public enum Ask: Sendable {
        /// Events, judged.
        case publish(PublishInquiry, WorkVerdict)
        /// Is this newest receipt still in the journal?
        case known(JournalPoint)
        /// What became of an agency's cases.
        case follow(FollowInquiry)
        /// Where a case is.
        case lookup(CaseName, after: String? = nil)
        /// A partner's session begins to work.
        case attach(AttachInquiry)
        /// A partner's answers to offers.
        case answer([PartnerLine<AnswerLine>])
        /// A partner's reports.
        case report([PartnerLine<ReportLine>])
        /// A partner opens content again.
        case open(OpenInquiry)
        /// A partner has read its notices.
        case acknowledge(UInt64)
        /// A partner asks what it has.
        case mine(after: String? = nil)
        /// A supervisor asks.
        case ask(AskInquiry)
        /// A supervisor orders.
        case order(OrderInquiry)
    }
}

extension Put.Ask {
    /// What this principal asks with such a message; nil where it is not theirs to ask, and for a publish,
    /// which is judged first.
    init?(_ inquiry: Inquiry, from principal: Principal) {
        switch (inquiry, principal) {
        case (.hello(let hello), .agency):
            guard let known = hello.known else { return nil }
            self = .known(known)
        case (.follow(let follow), .agency): self = .follow(follow)
        case (.lookup(let name, let after), .agency): self = .lookup(name, after: after)
        case (.attach(let attach), .partner): self = .attach(attach)
        case (.answer(let lines), .partner): self = .answer(lines)
        case (.report(let lines), .partner): self = .report(lines)
        case (.open(let open), .partner): self = .open(open)
        case (.acknowledge(let through), .partner): self = .acknowledge(through)
        case (.mine(let after), .partner): self = .mine(after: after)
        case (.ask(let ask), .supervisor): self = .ask(ask)
        case (.order(let order), .supervisor): self = .order(order)
        case (.hello, _), (.ping, _), (.bye, _), (.publish, _), (.take, _), (.follow, _),
            (.lookup, _), (.attach, _), (.answer, _), (.report, _), (.open, _), (.acknowledge, _),
            (.mine, _), (.ask, _), (.order, _):
            return nil
        }
    }
}
