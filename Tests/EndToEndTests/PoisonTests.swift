import Foundation
import Posts
import RelaisClient
import Testing
import Wire

extension EndToEnd {
    /// A line that was in hand at two crashes is not opened a third time.
    @Suite struct `A line that has killed` {
        @Test func `twice is held before a human, unread, and the next one is served`() throws {
            let installation = try Installation()
            try installation.serve().stop()
            let line = Sample.line("POISON")
            for _ in 1...2 {
                try leaveInHand(LineDigest.of(line[...]), of: .all, in: installation)
                try installation.serve().stop()
            }
            let server = try installation.serve()
            #expect(try status(of: line, at: server) == "held")
            #expect(try status(of: Sample.line("GOOD"), at: server) == "stored")
            #expect(try dead("replay", [], at: server) == .exit(65))
            let resolve = ["--outcome", "other"]
            #expect(try dead("resolve", resolve + ["--dry-run"], at: server) == .exit(0))
            #expect(try supervisor(server).ask("dead").rows.count == 1)
            #expect(try dead("resolve", resolve, at: server) == .exit(0))
            #expect(try supervisor(server).ask("dead").rows.isEmpty)
            server.stop()
        }

        /// What a supervisor does to all of the dead.
        private func dead(
            _ verb: String,
            _ more: [String],
            at server: RunningServer
        ) throws -> Program.Ending? {
            let words = ["dead", verb, "--all", "--insecure", "--reason", "a test"]
            return try server.installation.run(words + ["--endpoint", server.ready.control] + more)
                .ending
        }

        private func supervisor(_ server: RunningServer) throws -> SupervisorClient {
            SupervisorClient(
                try Connection(
                    to: server.ready.control,
                    identity: server.installation.identity(of: "supervisor:pole")
                )
            )
        }

        @Test func `one dispatcher and then another is held before a human by the gateway of both`()
            throws
        {
            let installation = try Installation(.region)
            let server = try installation.serve()
            let line = Sample.line("POISON")
            let dispatchers = [Station.dispatcher(1), .dispatcher(2)]
            server.kill(dispatchers)
            for station in dispatchers {
                try leaveInHand(LineDigest.of(line[...]), of: station, in: installation)
                try server.start(station)
                // Who has judged this was alone, and so has told the gateway what killed it.
                let good = Sample.line("GOOD-\(station.testDescription.suffix(1))")
                #expect(try status(of: good, at: server) == "stored")
                if station == dispatchers[0] { server.kill([station]) }
            }
            #expect(try status(of: line, at: server) == "held")
            try server.start(dispatchers[0])
            #expect(try status(of: Sample.line("GOOD"), at: server) == "stored")
            server.stop()
        }

        @Test(arguments: Arrangement.both)
        func `once is judged like any other`(arrangement: Arrangement) throws {
            let installation = try Installation(arrangement)
            try installation.serve().stop()
            let line = Sample.line("UNLUCKY")
            let judge = arrangement.layout == .oneProcess ? Station.all : .dispatcher(1)
            try leaveInHand(LineDigest.of(line[...]), of: judge, in: installation)
            let server = try installation.serve()
            #expect(try status(of: line, at: server) == "stored")
            server.stop()
        }

        /// Leaves what a dispatcher leaves that dies with a line in hand.
        private func leaveInHand(
            _ digest: UInt64,
            of station: Station,
            in installation: Installation
        ) throws {
            let path = installation.dataFolder(of: station) + "/in-hand"
            let file = try #require(FileHandle(forUpdatingAtPath: path))
            let bytes = withUnsafeBytes(of: digest) { Data($0) }
            try file.write(contentsOf: bytes)
            try file.close()
        }

        private func status(of line: [UInt8], at server: RunningServer) throws -> String? {
            let connection = try server.agency()
            _ = try connection.send(
                .publish(PublishInquiry()),
                events: [line[...]],
                until: soon()
            )
            return try connection.next(until: soon())?.lines.first?.text("status")
        }
    }
}
