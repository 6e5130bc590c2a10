internal import Wire

/// A leg offered to a partner, under a lease.
public struct Offer: Equatable, Sendable {
    /// Its number in the session, from 1.
    public let number: Int

    /// The lease, which every answer names.
    public let lease: String

    /// The leg.
    public let leg: String

    /// The queue it comes from.
    public let queue: String

    /// The line as it was received.
    public let line: [UInt8]

    /// Reads a line of an `offer`; nil if it lacks what makes it one.
    init?(_ line: ArraySlice<UInt8>, _ document: JSONDocument) {
        guard let number = document.integer("n"), let lease = document.text("lease"),
            let leg = document.text("leg")
        else { return nil }
        self.number = number
        self.lease = lease
        self.leg = leg
        queue = document.text("queue") ?? ""
        self.line = Array(line)
    }
}
