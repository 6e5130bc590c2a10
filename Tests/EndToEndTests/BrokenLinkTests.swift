import Foundation
import Referrals
import Testing

extension EndToEnd {
    /// Agencies and partners whose links to a server break, stall and cut messages into pieces.
    @Suite struct `A link that breaks` {
        @Test(arguments: Arrangement.both)
        func `makes peers send again, loses nothing that was promised, doubles nothing`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement, overTCP: true)
            let server = try installation.serve()
            let intake = try FaultProxy(installation, to: installation.intake, seed: 1_819)
            let desk = try FaultProxy(installation, to: installation.desk, seed: 2_020)
            let load = try Load(
                installation,
                pauseMS: 20,
                through: [intake.endpoint, desk.endpoint],
                calm: [installation.intake, installation.desk]
            )
            try load.run(for: 4)
            let counts = try load.counts()
            #expect(counts.receipts >= 50)
            #expect(counts.accepted >= 10)
            #expect(counts.resent > 0, "no link broke with a message under way")
            #expect(try intake.resets() > 0)
            #expect(try desk.resets() > 0)
            server.stop()
            #expect(try installation.verifyJournal().number > 0)
        }
    }
}
