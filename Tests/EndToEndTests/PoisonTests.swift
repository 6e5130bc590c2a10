import Foundation
import Posts
import RelaisClient
import Testing
import Wire

extension EndToEnd {
    /// A line that was in hand at two crashes is not opened a third time.
    @Suite struct `A line that has killed` {
        @Test(arguments: Arrangement.both)
        func `twice is held before a human, unread, and the next one is served`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            try installation.serve().stop()
            let line = Sample.line("POISON")
            for station in judges(of: installation) {
                try leaveInHand(LineDigest.of(line[...]), of: station, in: installation)
                try installation.serve().stop()
            }
            let server = try installation.serve()
            #expect(try status(of: line, at: server) == "held")
            #expect(try status(of: Sample.line("GOOD"), at: server) == "stored")
            server.stop()
        }

        @Test(arguments: Arrangement.both)
        func `once is judged like any other`(arrangement: Arrangement) throws {
            let installation = try Installation(arrangement)
            try installation.serve().stop()
            let line = Sample.line("UNLUCKY")
            let station = judges(of: installation)[0]
            try leaveInHand(LineDigest.of(line[...]), of: station, in: installation)
            let server = try installation.serve()
            #expect(try status(of: line, at: server) == "stored")
            server.stop()
        }

        /// Which process died of the line, first and then: the same twice, or two dispatchers of their own.
        private func judges(of installation: Installation) -> [Station] {
            switch installation.arrangement.layout {
            case .oneProcess: [.all, .all]
            case .apart: [.dispatcher(1), .dispatcher(2)]
            }
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
