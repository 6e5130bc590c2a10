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

    /// What `principal` asks under `ticket`.
    public init(ticket: Ticket, principal: Principal, session: SessionID?, ask: Ask) {
        self.ticket = ticket
        self.principal = principal
        self.session = session
        self.ask = ask
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
