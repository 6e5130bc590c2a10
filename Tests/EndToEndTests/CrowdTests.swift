import Foundation
import Testing

extension EndToEnd {
    /// Two thousand peers, each with a key of its own.
    @Suite struct `A crowd` {
        private static let count = 2_000

        /// How long all took, and how often something was said until each had its answer.
        private struct Round: Decodable {
            var seconds: Double
            var said: Int
        }

        private func round(_ crowd: Program) throws -> Round {
            try crowd.say(line: "go")
            let line = try #require(crowd.line(within: 150), "\(crowd.words)")
            return try JSONDecoder().decode(Round.self, from: Data(line.utf8))
        }

        @Test func `comes in while others are served, and again after the gateway was killed`()
            throws
        {
            let house = try LockedInstallation()
            let environment = ["HOUSE": house.path]
            let script = Repository.file("Tests/EndToEndTests/Foreign/crowd.py")
            let count = String(Self.count)
            let maker = try house.room.foreign(script, ["make", count], environment: environment)
            try #require(maker.ending(within: 60) == .exit(0), "\(maker.words)")
            let region = try Region(house, withPorts: true)
            let agency = try SteadyAgency(region)
            let crowd = try region.foreign("crowd.py", ["come", count])
            try #require(crowd.line(within: 60) == "ready", "\(crowd.words)")
            let came = try round(crowd)
            let published = try round(crowd)
            let memory = try region.gateway.residentKiB()
            let calm = try agency.finish()
            let other = try SteadyAgency(region, "hub")
            try region.restartGateway()
            let again = try round(crowd)
            let stormy = try other.finish()
            try crowd.closeInput()
            #expect(crowd.ending(within: 60) == .exit(0), "\(crowd.words)")
            let figures = try region.stop()
            #expect(try figures["doorkeeper peers admitted"] >= Self.count)
            #expect(try figures["doorkeeper refused"] == 0)
            print(
                """
                \(count) peers with keys came in within \(came.seconds) s; each published in \
                \(published.seconds) s; after kill -9 of the gateway all came again and published in \
                \(again.seconds) s; an agency, every second request urgent, waited \
                \(calm.median) ms in the median and \(calm.longest) at most, across the restart \
                \(stormy.longest) at most; the gateway had \(memory) KiB
                """
            )
        }
    }
}
