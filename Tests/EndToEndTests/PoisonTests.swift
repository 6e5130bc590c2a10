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
                try leaveInHand(LineDigest.of(line[...]), in: installation)
                try installation.serve().stop()
            }
            let server = try installation.serve()
            #expect(try status(of: line, at: server) == "held")
            #expect(try status(of: Sample.line("GOOD"), at: server) == "stored")
            server.stop()
        }

        @Test func `once is judged like any other`() throws {
            let installation = try Installation()
            try installation.serve().stop()
            let line = Sample.line("UNLUCKY")
            try leaveInHand(LineDigest.of(line[...]), in: installation)
            let server = try installation.serve()
            #expect(try status(of: line, at: server) == "stored")
            server.stop()
        }

        /// Leaves what a dispatcher leaves that dies with a line in hand.
        private func leaveInHand(_ digest: UInt64, in installation: Installation) throws {
            let slots = FileHandle(forUpdatingAtPath: installation.data + "/in-hand")
            let file = try #require(slots)
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
