import Testing

extension EndToEnd {
    /// Whoever does not keep to the protocol harms nobody else.
    @Suite struct `Hostile peers` {
        @Test func `garbage, half handshakes, many frames and large messages disturb nobody`()
            throws
        {
            let installation = try Installation()
            let anywhere = ["--intake", "--desk", "--control", "--feed"].flatMap {
                [$0, "tcp://127.0.0.1:*"]
            }
            let server = try installation.serve(anywhere)
            let ready = server.ready
            let peers = try installation.foreign(
                Repository.file("Tests/EndToEndTests/Foreign/hostile.py"),
                [ready.intake, ready.desk, ready.control, ready.feed]
            )
            #expect(peers.ending(within: 120) == .exit(0), "\(peers.words)")
            #expect(server.program.isRunning)
            server.stop()
        }

        @Test func `a message at a limit is taken, and one over it refused`() throws {
            let installation = try Installation()
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
