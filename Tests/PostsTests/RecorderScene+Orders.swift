import Exchange
import Posts
import Referrals
import Testing
import Wire

extension RecorderScene {
    /// What is made of the files of a bundle; of none of those of the folder.
    func reading(_ files: BundleFiles?) -> BundleReading {
        files.map { .good($0, SampleBundle.make(address: $0.address)) } ?? folder
    }

    /// What is answered to an order of the chief.
    mutating func order(
        _ order: SupervisorOrder,
        because reason: String = "a reason",
        key: String = "k1",
        isDryRun: Bool = false
    ) throws -> Message {
        let inquiry = OrderInquiry(order, reason: reason, key: key, isDryRun: isDryRun)
        return try ask("supervisor:chief", .order(inquiry))
    }

    /// Sessions of money get an offer and are gone before they answer, as often as a leg stands it.
    ///
    /// - Parameters:
    ///   - span: how long after each of them the next one comes.
    ///   - look: what is looked at before each.
    /// - Throws: what `look` throws, and where an offer does not come.
    mutating func loseToDeath(
        eachAfter span: Span,
        _ look: (inout RecorderScene) throws -> Void = { _ in }
    ) throws {
        for session in 1...UInt64(Switchboard.lossesMax) {
            try look(&self)
            try attach(session, "money")
            #expect(offers(to: session).count == 1)
            step(.sessionEnded(SessionID(session)))
            wait(span)
        }
    }
}
