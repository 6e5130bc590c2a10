import Foundation
import Referrals
import Testing

extension EndToEnd {
    /// A server that is killed again and again while agencies publish and partners answer.
    @Suite struct `A crash` {
        @Test(arguments: Arrangement.both)
        func `kill -9 at 50 moments loses nothing that was promised`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            try installation.hurry()
            let server = try installation.serve()
            var kills = 0
            let counts = try disturb(server, times: 50, seed: 20_201_117) { round in
                let victims = victims(round, of: arrangement)
                server.kill(victims)
                kills += victims.count
                for station in victims { try server.start(station) }
            }
            print("  \(kills) kills, \(arrangement.testDescription): \(counts)")
            // A station that is killed in its turn leaves three others without it, which find it again.
            let share = arrangement.stations.count
            #expect(counts.receipts >= 1_000 / share)
            #expect(counts.accepted >= 500 / share)
            #expect(counts.completed >= 250 / share)
            #expect(counts.orders >= 20 / share)
            #expect(counts.notices >= 40 / share)
            #expect(counts.withdrawn >= 40 / share)
            #expect(counts.steps >= 9)
        }

        /// Who is killed in a round: each station in turn, then all at once.
        private func victims(_ round: Int, of arrangement: Arrangement) -> [Station] {
            let turns = arrangement.stations.map { [$0] } + [arrangement.stations]
            return turns[round % turns.count]
        }

        @Test(arguments: Arrangement.both)
        func `a power cut at 12 moments loses nothing that was promised`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            try installation.hurry()
            let cut = try PowerCut(installation)
            let server = try installation.serve(environment: cut.environment)
            var lost = 0
            let counts = try disturb(server, times: 12, seed: 1_819) { round in
                server.kill([arrangement.recorder])
                lost += try cut.cut(seed: round + 1)
                try server.start(arrangement.recorder, environment: cut.environment)
            }
            print("  12 power cuts, \(arrangement.testDescription): \(counts)")
            #expect(lost > 0, "the power was never cut while something was not on disk")
            #expect(counts.receipts >= 250)
            #expect(counts.orders >= 3)
            #expect(counts.notices >= 5)
        }

        @Test(arguments: Arrangement.both)
        func `a flush that fails ends the journal's process, and loses nothing that was promised`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let cut = try PowerCut(installation)
            let server = try installation.serve(environment: cut.environment)
            let load = try Load(installation, pauseMS: 20)
            for round in 1...4 {
                server.kill([arrangement.recorder])
                _ = try cut.cut(seed: round)
                var failing = cut.environment
                // Well after the start, which flushes a dozen times.
                failing["PL_FSYNC_FAIL_AT"] = "\(50 + 17 * round)"
                try server.start(arrangement.recorder, environment: failing)
                #expect(server.program.ending(within: 60) == .exit(74), "\(server.words)")
            }
            _ = try cut.cut(seed: 5)
            try server.start(arrangement.recorder, environment: cut.environment)
            _ = try load.counts()
            server.stop()
            #expect(try installation.verifyJournal().number > 0)
        }

        @Test(arguments: Arrangement.both)
        func `a write without room ends the journal's process, and loses nothing promised`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let cut = try PowerCut(installation)
            let server = try installation.serve(environment: cut.environment)
            let load = try Load(installation, pauseMS: 20)
            for round in 1...3 {
                server.kill([arrangement.recorder])
                var full = cut.environment
                // Well after the start, which writes a few dozen times.
                full["PL_ENOSPC_AT"] = "\(200 + 130 * round)"
                try server.start(arrangement.recorder, environment: full)
                #expect(server.program.ending(within: 60) == .exit(74), "\(server.words)")
                #expect(server.program.words.contains("full"), "\(server.words)")
            }
            var full = cut.environment
            // Once it has locked the directory: what was written is not moved to its place any more.
            full["PL_ENOSPC_AT"] = "4"
            let start = try installation.run(
                installation.words(for: arrangement.recorder),
                environment: full
            )
            #expect(start.ending == .exit(75))
            #expect(start.words.contains("full"), "\(start.words)")
            try server.start(arrangement.recorder, environment: cut.environment)
            _ = try load.counts()
            server.stop()
            #expect(try installation.verifyJournal().number > 0)
        }

        /// Disturbs a server so many times at moments of a seed, while the load goes on.
        private func disturb(
            _ server: RunningServer,
            times: Int,
            seed: UInt64,
            _ fault: (Int) throws -> Void
        ) throws -> Load.Counts {
            var moments = Moments(seed: seed)
            let load = try Load(server.installation, pauseMS: 20)
            for round in 0..<times {
                // Waiting for an end that should not come is how the moment passes.
                let early = server.program.ending(within: moments.next())
                try #require(early == nil && server.isRunning, "one ended: \(server.words)")
                try #require(load.isRunning, "a promise was broken: \(load.words)")
                try fault(round)
            }
            let counts = try load.counts()
            server.stop()
            #expect(try server.installation.verifyJournal().number > 0)
            return counts
        }
    }
}

/// Moments that a seed gives, from a twentieth of a second to a bit more than one.
struct Moments {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// The next, in seconds.
    mutating func next() -> Double {
        0.05 + draw() * 1.2
    }

    /// A place among so many.
    mutating func index(below count: Int) -> Int {
        Int(draw() * Double(count))
    }

    private mutating func draw() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 33) / Double(1 << 31)
    }
}
