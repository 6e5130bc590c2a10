import Foundation
import Posts
import Referrals
import RelaisClient
import Testing
import Wire

extension EndToEnd {
    /// What a supervisor orders from a terminal.
    @Suite struct `An order given from a terminal` {
        @Test func `pauses a queue until it is resumed, also over the end of the recorder`() throws
        {
            let installation = try Installation()
            let server = try installation.serve()
            let leg = try publish("PAUSED", at: server)
            let queue = try #require(try row(of: leg, at: server)?.text("queue"))
            try order(["queue", "pause", queue], key: "k-1", at: server)
            #expect(try row(of: leg, at: server)?.text("waiting") == "paused")
            server.kill([.all])
            let again = try installation.serve()
            #expect(try row(of: leg, at: again)?.text("waiting") == "paused")
            try order(["queue", "pause", queue], key: "k-1", at: again, saying: "done before")
            try order(["queue", "resume", queue], key: "k-2", at: again, saying: "done")
            #expect(try row(of: leg, at: again)?.text("waiting") != "paused")
            again.stop()
        }

        @Test func `drains a queue, and closes the leg that went on`() throws {
            let installation = try Installation()
            let server = try installation.serve()
            let leg = try publish("DRAINED", at: server)
            let queue = try #require(try row(of: leg, at: server)?.text("queue"))
            try order(["queue", "drain", queue], key: "k-1", at: server)
            let until = soon()
            while try row(of: leg, at: server)?.text("queue") == queue {
                try #require(.now < until, "a queue that drains keeps what waits in it")
                _ = server.program.ending(within: 0.2)
            }
            let close = ["leg", "close", leg, "--outcome", "duplicate"]
            try order(close, key: "k-2", at: server, saying: "is closed (duplicate)")
            #expect(try row(of: leg, at: server) == nil)
            server.stop()
        }

        @Test func `erases a case when another gives it too, and keeps no word of it`() throws {
            let installation = try Installation()
            let access = "config/bundle/access.yaml"
            let text = try installation.text(of: access)
            try installation.write(
                text.replacing(
                    "supervisors:\n  - pole",
                    with: "supervisors:\n  - pole\n  - deputy"
                ),
                to: access
            )
            let server = try installation.serve()
            let leg = try publish("FORGOTTEN", at: server)
            let file = String(leg.prefix { $0 != "/" })
            try order(["case", "withdraw", file], key: "k-1", at: server)
            let erase = ["case", "erase", file]
            try order(erase, key: "k-2", at: server, saying: "is asked for")
            try order(erase, key: "k-3", by: "deputy", at: server, saying: "is erased, for good")
            server.kill([.all])
            let again = try installation.serve()
            let connection = try again.agency()
            let line = Sample.line("FORGOTTEN")
            _ = try connection.send(.publish(PublishInquiry()), events: [line[...]], until: soon())
            let receipt = try #require(try connection.next(until: soon())?.lines.first)
            #expect(receipt.integer("code") == 202)
            #expect(receipt.member("erased", of: receipt.root) != nil)
            again.stop()
            _ = try installation.verifyJournal()
            for word in ["+32470000000", "FORGOTTEN"] {
                let search = try Program(
                    "/bin/grep",
                    ["-rlaF", word, installation.data],
                    in: installation.folder
                )
                #expect(search.ending(within: 30) == .exit(1), "\(search.words)")
            }
        }

        /// Publishes a good request; the leg that it asked for.
        private func publish(_ id: String, at server: RunningServer) throws -> String {
            let connection = try server.agency()
            _ = try connection.send(
                .publish(PublishInquiry()),
                events: [Sample.line(id)[...]],
                until: soon()
            )
            let line = try #require(try connection.next(until: soon())?.lines.first)
            let first = try #require(line.member("first", of: line.root))
            let file = try #require(line.member("case", of: first).flatMap { line.string($0) })
            return file + "/1"
        }

        /// An open leg as supervisors see it; nil when it is closed.
        private func row(of leg: String, at server: RunningServer) throws -> JSONDocument? {
            let connection = try Connection(
                to: server.ready.control,
                identity: server.installation.identity(of: "supervisor:pole")
            )
            let isMeant = AskInquiry.Condition(field: "leg", test: .equal(leg))
            let rows = try SupervisorClient(connection).ask("legs", where: [isMeant]).rows
            return try rows.first.map { try JSONDocument(parsing: $0[...]) }
        }

        /// Gives an order to the gateway, and expects it to be carried out.
        private func order(
            _ words: [String],
            key: String,
            by supervisor: String = "pole",
            at server: RunningServer,
            saying sentence: String = "done"
        ) throws {
            let run = try server.installation.run(
                words + [
                    "--insecure", "--as", "supervisor:\(supervisor)", "--reason", "a test",
                    "--order-key",
                    key,
                    "--endpoint", server.ready.control,
                ]
            )
            #expect(run.ending == .exit(0), "\(run.words)")
            #expect(run.words.contains(sentence))
        }
    }
}
