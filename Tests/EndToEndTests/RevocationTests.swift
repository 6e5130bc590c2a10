import Foundation
import Testing

extension EndToEnd {
    /// A key that is revoked where the recorder runs, and links at a gateway elsewhere.
    @Suite struct `A revoked key` {
        @Test func `is refused on its next message within a second, and its link is cut`() throws {
            let region = try Region(LockedInstallation())
            let agency = try SteadyAgency(region)
            let owners = try region.foreign("revoked.py", [Repository.program])
            let output = owners.output(within: 90)
            #expect(owners.ending(within: 10) == .exit(0), "\(owners.words)")
            let waited = try JSONDecoder().decode([String: Double].self, from: Data(output.utf8))
            for role in ["agency", "partner", "supervisor"] {
                #expect(try #require(waited[role]) < 1_000, "\(output)")
            }
            print("refused after revocation, ms: \(output)", terminator: "")
            try agency.finish()
            let figures = try region.stop()
            #expect(try figures["gateway revoked"] == 3)
            // The agency, the partner, the supervisor and whoever listened, at least once each.
            #expect(try figures["doorkeeper refused"] >= 4)
        }
    }
}
