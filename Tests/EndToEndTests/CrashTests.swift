import Foundation
import Referrals
import Testing

extension EndToEnd {
    /// A server that is killed again and again while agencies publish and partners answer.
    @Suite struct `A crash` {
        @Test func `kill -9 at 50 moments loses nothing that was promised`() throws {
            let installation = try Installation()
            let counts = try disturb(installation, times: 50, seed: 20_201_117, pauseMS: 20) {
                try installation.serve()
            }
            #expect(counts.receipts >= 1_000)
            #expect(counts.accepted >= 500)
            #expect(counts.completed >= 250)
        }

        @Test func `a power cut at 12 moments loses nothing that was promised`() throws {
            let installation = try Installation()
            let cut = try PowerCut(installation)
            var lost = 0
            var round = 0
            let counts = try disturb(installation, times: 12, seed: 1_819, pauseMS: 20) {
                if round > 0 { lost += try cut.cut(seed: round) }
                round += 1
                return try installation.serve(environment: cut.environment)
            }
            #expect(lost > 0, "the power was never cut while something was not on disk")
            #expect(counts.receipts >= 250)
        }

        @Test func `a flush that fails ends the server, and loses nothing that was promised`()
            throws
        {
            let installation = try Installation()
            let cut = try PowerCut(installation)
            var server = try installation.serve(environment: cut.environment)
            let load = try Load(installation, pauseMS: 20)
            for round in 1...4 {
                server.program.killAtOnce()
                _ = try cut.cut(seed: round)
                var failing = cut.environment
                // Well after the start, which flushes a dozen times.
                failing["PL_FSYNC_FAIL_AT"] = "\(50 + 17 * round)"
                server = try installation.serve(environment: failing)
                #expect(server.program.ending(within: 60) == .exit(74), "\(server.program.words)")
            }
            _ = try cut.cut(seed: 5)
            server = try installation.serve(environment: cut.environment)
            _ = try load.counts()
            server.stop()
            #expect(try installation.verifyJournal().number > 0)
        }

        @Test
        func `a write that finds no room ends the server, and loses nothing that was promised`()
            throws
        {
            let installation = try Installation()
            let cut = try PowerCut(installation)
            var server = try installation.serve(environment: cut.environment)
            let load = try Load(installation, pauseMS: 20)
            for round in 1...3 {
                server.program.killAtOnce()
                var full = cut.environment
                // Well after the start, which writes a few dozen times.
                full["PL_ENOSPC_AT"] = "\(200 + 130 * round)"
                server = try installation.serve(environment: full)
                #expect(server.program.ending(within: 60) == .exit(74), "\(server.program.words)")
                #expect(server.program.words.contains("full"), "\(server.program.words)")
            }
            var full = cut.environment
            // Once it has locked the directory: what was written is not moved to its place any more.
            full["PL_ENOSPC_AT"] = "4"
            let start = try installation.run(
                installation.serving + installation.endpoints,
                environment: full
            )
            #expect(start.ending == .exit(75))
            #expect(start.words.contains("full"), "\(start.words)")
            server = try installation.serve(environment: cut.environment)
            _ = try load.counts()
            server.stop()
            #expect(try installation.verifyJournal().number > 0)
        }

        /// Kills a server so many times at moments of a seed, while the load goes on.
        private func disturb(
            _ installation: Installation,
            times: Int,
            seed: UInt64,
            pauseMS: Int,
            start: () throws -> RunningServer
        ) throws -> Load.Counts {
            var moments = Moments(seed: seed)
            var server = try start()
            let load = try Load(installation, pauseMS: pauseMS)
            for _ in 0..<times {
                // Waiting for an end that should not come is how the moment passes.
                let early = server.program.ending(within: moments.next())
                try #require(early == nil, "the server ended of itself: \(server.program.words)")
                try #require(load.isRunning, "a promise was broken: \(load.words)")
                server.program.killAtOnce()
                server = try start()
            }
            let counts = try load.counts()
            server.stop()
            #expect(try installation.verifyJournal().number > 0)
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
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return 0.05 + Double(state >> 33) / Double(1 << 31) * 1.2
    }
}
