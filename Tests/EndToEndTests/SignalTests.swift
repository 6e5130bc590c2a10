import Foundation
import Referrals
import RelaisClient
import Testing
import Wire

extension EndToEnd {
    /// What a running server does when it is sent a signal.
    @Suite struct `A signal` {
        @Test(arguments: Arrangement.both)
        func `SIGTERM answers what is under way and ends with 0 within 10 s`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let cut = try PowerCut(installation)
            // A disk so slow that the publish is still under way when the signal comes.
            var slow = cut.environment
            slow["PL_FSYNC_US"] = "500000"
            let server = try installation.serve(environment: slow)
            let connection = try server.agency()
            let publish = try #require(
                try connection.send(
                    .publish(PublishInquiry()),
                    events: [Sample.line("UNDER-WAY")[...]],
                    until: soon()
                )
            )
            // The gateway answers a ping itself: once its answer is here, the publish is taken in.
            let ping = try #require(try connection.send(.ping(Credit()), until: soon()))
            #expect(try connection.next(until: soon())?.re == ping)
            server.gateway.signal(SIGTERM)
            let reply = try #require(try connection.next(until: soon()))
            #expect(reply.re == publish)
            #expect(reply.lines.first?.integer("code") == 200)
            #expect(server.gateway.ending(within: 10) == .exit(0), "\(server.words)")
            server.stop()
        }

        @Test(arguments: Arrangement.all)
        func `SIGTERM right after the start ends with 0`(arrangement: Arrangement) throws {
            let installation = try Installation(arrangement)
            try installation.serve().stop()
        }

        // What a start does with signals is the same for every station: it is shown of the whole.
        @Test func `SIGTERM amid the start ends with 0 before it listens`() throws {
            let installation = try Installation()
            let program = try starting(installation)
            program.signal(SIGTERM)
            #expect(program.ending(within: 10) == .exit(0), "\(program.words)")
            #expect(program.output(within: 1).isEmpty)
            try installation.serve().stop()
        }

        @Test func `SIGHUP amid the start has the files read once it works`() throws {
            let installation = try Installation()
            let program = try starting(installation)
            program.signal(SIGHUP)
            let server = try RunningServer(installation, program)
            let deadline = soon()
            while !program.words.contains("read anew"), .now < deadline {}
            #expect(program.words.contains("read anew"), "\(program.words)")
            server.stop()
        }

        /// A server whose disk is so slow that it is still at its start.
        private func starting(_ installation: Installation) throws -> Program {
            var slow = try PowerCut(installation).environment
            slow["PL_FSYNC_US"] = "300000"
            let words = installation.serving + installation.endpoints
            let program = try Program(
                Repository.program,
                words,
                environment: slow,
                in: installation.folder
            )
            let deadline = soon()
            while !FileManager.default.fileExists(atPath: installation.data), .now < deadline {}
            return program
        }

        @Test(arguments: Arrangement.both)
        func `SIGHUP puts the bundle's files in force`(arrangement: Arrangement) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            let before = try installation.bundle(of: server)
            let more = try installation.text(of: "config/bundle/access.yaml") + "# more\n"
            try installation.write(more, to: "config/bundle/access.yaml")
            server.program.signal(SIGHUP)
            let deadline = soon()
            while try installation.bundle(of: server) == before, .now < deadline {}
            #expect(try installation.bundle(of: server) != before)
            server.stop()
        }
    }
}

extension Installation {
    /// The address of the bundle in force.
    func bundle(of server: RunningServer) throws -> String? {
        try status(of: server).text("bundle")
    }

    /// The row that a supervisor is told of the server's state.
    func status(of server: RunningServer) throws -> JSONDocument {
        let connection = try Connection(
            to: server.ready.control,
            identity: identity(of: "supervisor:pole")
        )
        let told = try SupervisorClient(connection).ask("status")
        return try JSONDocument(parsing: try #require(told.rows.first)[...])
    }
}

/// A request that an agency may send.
enum Sample {
    /// The line of a good request, of an enterprise that nobody else asked for.
    static func line(_ id: String) -> [UInt8] {
        let text = """
            {"specversion":"1.0","id":"\(id)","source":"urn:relais:agency:1819",\
            "type":"brussels.relais.referral.requested.v1","time":"2020-11-17T10:12:40+01:00",\
            "data":{"agency_ref":"\(id)","channel":"phone","language":"fr",\
            "person":{"phone":"+32470000000"},"enterprise":{"no_bce":"not_founded"},\
            "needs":[{"code":"treasury.vat","urgency":"soon"}],\
            "consent":{"scope":["treasury"],"how":"oral","at":"2020-11-17T10:09:00+01:00"}}}
            """
        return Array(text.utf8)
    }
}
