import Testing

extension EndToEnd {
    /// Everything that can go wrong between and in the stations, one thing in each of many installations.
    @Suite struct `A fault` {
        /// How many installations run at the same time: most of the time each waits for something.
        private static let width = 6

        @Test func `of any kind, anywhere, loses nothing, doubles nothing and is survived`()
            async
            throws
        {
            let sibling = try Installation(.region)
            let trials = `A fault`.faults.map { Trial(fault: $0) }
            try #require(trials.count >= 60)
            let keys = sibling.config
            let outcomes = await Workers.each(trials, atATime: `A fault`.width) { trial in
                do {
                    let outcome = try trial.run(withKeysOf: keys)
                    print("  \(outcome)")
                    return Optional(outcome)
                } catch {
                    Issue.record("\(trial.fault): \(error)")
                    return nil
                }
            }.compactMap(\.self)
            // The keys are there for as long as anybody copies them.
            withExtendedLifetime(sibling) {}
            try #require(outcomes.count == trials.count)
            #expect(outcomes.allSatisfy { $0.counts.receipts >= 30 && $0.counts.accepted >= 10 })
            #expect(outcomes.reduce(0) { $0 + $1.counts.receipts } >= 5_000)
            let kills = outcomes.reduce(0) { $0 + $1.fault.kills }
            print("  \(kills) kills, \(outcomes.count) installations")
            // With those at moments, at cuts of the power and at failing disks that is more than 200 a run.
            #expect(kills >= 80)
            #expect(outcomes.reduce(0) { $0 + $1.counts.orders } >= 60)
            #expect(outcomes.reduce(0) { $0 + $1.counts.notices } >= 60)
        }

        private static let dispatchers = [Station.dispatcher(1), .dispatcher(2)]
        private static let everybody = Arrangement.region.stations

        /// The stations at each call by which their work goes on: taken from a socket, woken, written,
        /// flushed, handed on; then at random moments, standing still, and with their links broken.
        static let faults: [Fault] = partners + kills + moments + stops + links + drawn

        /// They take longest, and so come first.
        private static let partners = [true, false].map { Fault.partnerSilent(isKilled: $0) }

        private static let kills: [Fault] =
            points(.gateway, ["sendto": [1, 2, 5, 13], "recvfrom": [1, 4, 11], "write": [1, 6]])
            + points(.gateway, ["epoll_wait": [2, 9]])
            + points(.dispatcher(1), ["sendto": [1, 3], "recvfrom": [1, 5], "write": [2]])
            + points(.dispatcher(2), ["epoll_wait": [3], "sendto": [2]])
            + points(.recorder, ["pwrite64": [1, 2, 3, 7, 12], "fdatasync": [1, 2, 3, 5]])
            + points(.recorder, ["sendto": [1, 2, 4], "recvfrom": [1, 3], "write": [1, 5]])
            + points(.recorder, ["epoll_wait": [4]])

        private static func points(_ station: Station, _ calls: [String: [Int]]) -> [Fault] {
            calls.sorted { $0.key < $1.key }.flatMap { call, numbers in
                numbers.map { .killed(station, at: call, $0) }
            }
        }

        private static let moments: [Fault] = [
            .killedTogether([.gateway], seed: 1), .killedTogether([.gateway], seed: 2),
            .killedTogether([.recorder], seed: 3), .killedTogether([.recorder], seed: 4),
            .killedTogether([.dispatcher(1)], seed: 5), .killedTogether([.dispatcher(2)], seed: 6),
            .killedTogether(dispatchers, seed: 7), .killedTogether(dispatchers, seed: 8),
            .killedTogether([.gateway, .recorder], seed: 9),
            .killedTogether([.recorder] + dispatchers, seed: 10),
            .killedTogether([.gateway] + dispatchers, seed: 11),
            .killedTogether(everybody, seed: 12), .killedTogether(everybody, seed: 13),
        ]

        private static let stops: [Fault] = [
            .stopped([.gateway], seconds: Fault.patience), .stopped([.gateway], seconds: 2),
            .stopped([.recorder], seconds: Fault.patience), .stopped([.recorder], seconds: 2),
            .stopped([.dispatcher(1)], seconds: Fault.patience),
            .stopped(dispatchers, seconds: Fault.patience), .stopped(dispatchers, seconds: 2),
            .stopped([.gateway, .recorder], seconds: Fault.patience),
            .stopped(everybody, seconds: Fault.patience),
            .stoppedAndKilled(.gateway), .stoppedAndKilled(.recorder),
            .stoppedAndKilled(.dispatcher(2)),
        ]

        private static let drawn: [Fault] = (1...8).map { seed in
            .drawn(5, of: kills + moments + [.stopped([.recorder], seconds: 2)], seed: seed)
        }

        private static let links: [Fault] =
            [
                .linksReset([.recorder], seed: 101), .linksReset([.recorder], seed: 102),
                .linksReset(dispatchers, seed: 103),
                .linksReset([.recorder] + dispatchers, seed: 104),
                .clientLinksReset(seed: 105), .clientLinksReset(seed: 106),
            ]
            + Partition.Cut.allCases.flatMap { cut in
                [.partitioned(.recorder, cut), .partitioned(.dispatcher(1), cut)]
            }
    }
}
