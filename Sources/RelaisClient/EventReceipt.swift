public import Referrals
internal import Wire

/// What a gateway answered to one event.
public struct EventReceipt: Equatable, Sendable {
    /// What has become of an event.
    public enum Outcome: Equatable, Sendable {
        /// It is on disk, or a dry run says it would be; it was not there before.
        case stored
        /// It was on disk before.
        case again
        /// It will not be stored, for the reason of this name.
        case refused(String)
        /// It was not stored, and may be sent again.
        case deferred(String)
    }

    /// What the sender knows the event by; 0 for one that was in the outbox before this client was.
    public let mark: Int

    /// The place of the event in the outbox; nil where there is none.
    public internal(set) var place: Int?

    /// The line of the receipt as it was received; empty when the whole message was refused.
    public let line: [UInt8]

    /// The code.
    public let code: Int

    /// What has become of the event.
    public let outcome: Outcome

    /// The place in the gateway's journal that holds the event, if the receipt says so.
    public let journal: JournalPoint?

    /// How long to wait before sending the event again, if the gateway said.
    let retryAfter: Duration?

    /// Reads a line of a receipt; nil if it has no code.
    init?(mark: Int, line: ArraySlice<UInt8>, _ document: JSONDocument) {
        guard let code = document.integer("code") else { return nil }
        let error = document.text("error") ?? "\(code)"
        self.mark = mark
        self.line = Array(line)
        self.code = code
        journal = JournalPoint(document, document.member("journal", of: document.root))
        retryAfter = document.integer("retry_after_ms").map { .milliseconds($0) }
        outcome =
            switch code {
            case 202: .again
            case 200..<300: .stored
            case _ where GatewayError.isPassing(code): .deferred(error)
            case _: .refused(error)
            }
    }

    /// What is answered to an event when its whole message was refused.
    init(mark: Int, refusedBy error: GatewayError) {
        self.mark = mark
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("line")
        writer.null()
        writer.key("id")
        writer.null()
        writer.member("code", error.code)
        writer.member("status", "refused")
        writer.member("error", error.name)
        if !error.detail.isEmpty { writer.member("detail", error.detail) }
        writer.endObject()
        line = writer.bytes
        code = error.code
        outcome = .refused(error.name)
        retryAfter = nil
        journal = nil
    }
}
