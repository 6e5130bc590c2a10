import Testing

extension EndToEnd {
    /// Whoever does not keep to the protocol harms nobody else.
    @Suite struct `Hostile peers` {
        @Test(arguments: Arrangement.all)
        func `garbage, half handshakes, many frames and large messages disturb nobody`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement, overTCP: true)
            let server = try installation.serve()
            let outside = [
                installation.intake, installation.desk, installation.control, installation.feed,
            ]
            let inside = [installation.work, installation.record]
            let peers = try installation.foreign(
                Repository.file("Tests/EndToEndTests/Foreign/hostile.py"),
                arrangement.layout == .apart ? outside + inside : outside
            )
            #expect(peers.ending(within: 120) == .exit(0), "\(peers.words)")
            #expect(server.isRunning, "\(server.words)")
            server.stop()
        }

        @Test(arguments: Arrangement.both)
        func `a message at a limit is taken, and one over it refused`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            let peer = try installation.foreign(
                Repository.file("Tests/EndToEndTests/Foreign/limits.py"),
                [server.ready.intake]
            )
            #expect(peer.ending(within: 60) == .exit(0), "\(peer.words)")
            server.stop()
        }
    }
}
