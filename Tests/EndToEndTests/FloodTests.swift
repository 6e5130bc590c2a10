import Foundation
import Testing

extension EndToEnd {
    /// Whoever sends more than anybody should is refused or cut; the others are served meanwhile.
    @Suite struct `More than a gateway can take` {
        private let region: Region
        private let agency: SteadyAgency

        init() throws {
            region = try Region(LockedInstallation())
            agency = try SteadyAgency(region)
        }

        private func flood(_ kind: String, _ more: String...) throws -> String {
            let words = [kind, "\(region.gateway.id)"] + more
            let flood = try region.foreign("flood.py", words)
            let output = flood.output(within: 90)
            #expect(flood.ending(within: 10) == .exit(0), "\(flood.words)")
            return output
        }

        @Test func `5,000 connections that say nothing are cut, and others come in between them`()
            throws
        {
            let crowds = try (0..<2).map { _ in try region.foreign("flood.py", ["bare", "2500"]) }
            for crowd in crowds {
                try #require(crowd.line(within: 60) == "ready", "\(crowd.words)")
            }
            let newcomer = try SteadyAgency(region, "hub")
            #expect(try newcomer.finish().stored > 0)
            for crowd in crowds {
                try crowd.closeInput()
                #expect(crowd.ending(within: 60) == .exit(0), "\(crowd.words)")
            }
            let counts = try agency.finish()
            let figures = try region.stop()
            let turnedAway = try ["intake", "desk", "control", "feed", "work", "record"]
                .reduce(0) { sum, door in try sum + figures["\(door) not let in"] }
            #expect(turnedAway == 5_000)
            print("5,000 bare connections: a steady agency waited \(counts.longest) ms at most")
        }

        /// libzmq keeps a message until its last frame is there, and nothing above it can see how much that
        /// is: what one with a key sends is kept until it goes, and only a limit on the process bounds it.
        @Test
        func `a message without an end is refused at its end, and forgotten when its sender goes`()
            throws
        {
            let output = try flood("endless")
            try agency.finish()
            let figures = try region.stop()
            #expect(try figures["gateway malformed"] == 3)
            print("messages without end, KiB: \(output)", terminator: "")
        }

        @Test
        func `garbage at work and record, under a station's key, is counted and not believed`()
            throws
        {
            _ = try flood("garbage")
            try agency.finish()
            let figures = try region.stop()
            #expect(try figures["work garbage"] == 7)
            #expect(try figures["record garbage"] == 7)
            // Two frames, and twenty.
            #expect(try figures["work not heard"] == 2)
            #expect(try figures["record not heard"] == 2)
        }

        @Test(arguments: ["dispatcher", "recorder"])
        func `frames of a million messages, under a station's key, cost no memory`(
            role: String
        ) throws {
            let output = try flood("station", role)
            try agency.finish()
            let figures = try region.stop()
            #expect(try figures[role == "recorder" ? "record garbage" : "work garbage"] > 0)
            print("a flood under the key of a \(role), KiB: \(output)", terminator: "")
        }
    }
}
