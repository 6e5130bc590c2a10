import Foundation
import Referrals
import RelaisClient
import Testing
import Wire

extension EndToEnd {
    /// Our own gateway, played with as a stranger would.
    @Suite struct `The contract` {
        @Test(arguments: Arrangement.both)
        func `is kept by our gateway, whenever it is asked`(arrangement: Arrangement) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            for round in 1...2 {
                let rows = try conform(installation, ["--desk", server.ready.desk], server)
                #expect(rows.count > 150, "round \(round)")
                let broken = rows.filter { $0.result == "failed" }
                #expect(broken.isEmpty, "round \(round): \(broken)")
                let skipped = rows.filter { $0.result == "skipped" }.map(\.case)
                // These are about the other way to be known.
                let other = arrangement.isLocked ? 5 : 1
                #expect(skipped.count == other && skipped.allSatisfy { $0.hasPrefix("header-") })
            }
            server.stop()
            _ = try installation.verifyJournal()
        }

        @Test func `is asked of a gateway without storing anything`() throws {
            let installation = try Installation()
            var tails: [UInt64] = []
            for round in 0...2 {
                let server = try installation.serve()
                if round == 2 {
                    let rows = try conform(installation, ["--dry-run"], server)
                    #expect(rows.filter { $0.result == "failed" }.isEmpty)
                    #expect(rows.filter { $0.result == "held" }.count > 80)
                }
                server.stop()
                tails.append(try installation.verifyJournal().number)
            }
            // A start writes facts of its own; the dry run added none to them.
            #expect(tails[2] - tails[1] == tails[1] - tails[0])
        }

        @Test func `is not kept by a gateway that another agency's name is taken for`() throws {
            let installation = try Installation()
            let server = try installation.serve()
            let program = try Program(
                Repository.program,
                arguments(
                    ["--dry-run", "--agency", "nobody", "--case", "publish-bulk"],
                    installation,
                    server
                ),
                in: installation.folder
            )
            #expect(program.ending(within: 60) == .exit(76), "\(program.words)")
            #expect(program.words.contains("publish-bulk (publish.golden:"))
            #expect(program.words.contains("not_allowed"))
            server.stop()
        }

        @Test(arguments: ["agency", "partner"])
        func `is kept by a client that was written from it alone`(role: String) throws {
            let installation = try Installation()
            let door = "ipc://\(installation.folder)/client"
            let exam = try Program(
                Repository.program,
                [
                    "conform", "client", "--role", role, "--listen", door, "--insecure", "--for",
                    "90", "-o", "json",
                ],
                in: installation.folder
            )
            try installation.write(events(12), to: "events.jsonl")
            let client = try stranger(role, at: door, of: installation)
            let output = exam.output(within: 120)
            #expect(exam.ending(within: 10) == .exit(0), "\(exam.words)\(client.words)")
            let rules = try JSONDecoder().decode([Asked].self, from: Data(output.utf8))
            #expect(rules.allSatisfy { $0.result == "held" }, "\(rules)")
            client.signal(SIGTERM)
        }

        @Test func `is kept by the clients of the command line, under keys`() throws {
            let installation = try LockedInstallation()
            try installation.write(
                (1...8).map(ConformTests.event).joined(separator: "\n"),
                to: "events.jsonl"
            )
            let words: [(role: String, words: [String])] = [
                ("agency", ["publish", installation.path + "/events.jsonl", "--outbox"]),
                ("partner", ["partner", "work", "test", "--accept-all", "--consumer"]),
            ]
            for (role, command) in words {
                let door = "ipc://\(installation.path)/\(role)"
                let exam = try Program(
                    Repository.program,
                    [
                        "conform", "client", "--role", role, "--listen", door, "--key",
                        installation.secret("gateway-main.1"), "--for", "90", "--skip",
                        role == "agency" ? "window" : "report",
                    ],
                    in: installation.path
                )
                let client = try Program(
                    Repository.program,
                    command + [
                        installation.path + "/one", "--timeout", "60", "--endpoint", door, "--key",
                        installation.secret("\(role)-test.1"), "--server-key",
                        installation.card(),
                    ],
                    in: installation.path
                )
                #expect(exam.ending(within: 100) == .exit(0), "\(exam.words)\(client.words)")
                client.signal(SIGKILL)
            }
        }

        @Test(arguments: Arrangement.both)
        func `is enough to be served by our gateway`(arrangement: Arrangement) throws {
            let installation = try Installation(arrangement)
            try installation.write(events(8), to: "events.jsonl")
            let server = try installation.serve()
            let agency = try stranger("agency", at: server.ready.intake, of: installation)
            #expect(agency.ending(within: 60) == .exit(0), "\(agency.words)")
            let partner = try stranger(
                "partner",
                at: server.ready.desk,
                of: installation,
                ["--idle", "5"]
            )
            #expect(partner.ending(within: 60) == .exit(0), "\(partner.words)")
            let control = try Connection(
                to: server.ready.control,
                identity: installation.identity(of: "supervisor:pole")
            )
            let ask = Inquiry.ask(AskInquiry(what: "queues"))
            let queues = try control.ask(ask, until: soon())
            let test = try #require(queues.lines.first { $0.text("queue") == "test" })
            #expect(test.integer("waiting") == 0)
            #expect(test.integer("in") == 8)
            server.stop()
        }

        private func events(_ count: Int) -> String {
            (1...count).map(ConformTests.event).joined(separator: "\n")
        }

        /// A client in Python that was written from the published pages alone, as `test`.
        private func stranger(
            _ role: String,
            at door: String,
            of installation: Installation,
            _ more: [String] = []
        ) throws -> Program {
            let config = installation.config
            let known =
                installation.arrangement.isLocked
                ? [
                    "--key", "\(config)/secrets/\(role)-test.1.key_secret", "--server-key",
                    "\(config)/keys.d/gateway/main.1.key",
                ] : ["--as", "\(role):test"]
            let work =
                role == "agency"
                ? [installation.folder + "/events.jsonl"]
                : ["--consumer", "one", "--accept-all", "--complete"] + more
            return try installation.foreign(
                Repository.file("Tests/EndToEndTests/Foreign/stranger/\(role).py"),
                ["--endpoint", door, "--timeout", "90"] + known + work
            )
        }

        /// What a row says of a rule.
        private struct Asked: Decodable {
            var rule: String
            var result: String
            var why: String?
        }

        /// What a row of it says.
        private struct Played: Decodable {
            var `case`: String
            var result: String
            var at: String?
            var expected: String?
            var came: String?
        }

        private func arguments(
            _ more: [String],
            _ installation: Installation,
            _ server: RunningServer
        ) -> [String] {
            let secrets = installation.config + "/secrets/"
            let keys = [
                "--key", secrets + "agency-test.1.key_secret", "--partner-key",
                secrets + "partner-test.1.key_secret", "--server-key",
                installation.config + "/keys.d/gateway/main.1.key",
            ]
            let known = installation.arrangement.isLocked ? keys : ["--insecure"]
            let golden = Repository.file("config/schemas/golden")
            return ["conform", server.ready.intake, "--golden", golden, "-o", "json"] + known + more
        }

        private func conform(
            _ installation: Installation,
            _ more: [String],
            _ server: RunningServer
        ) throws -> [Played] {
            let program = try Program(
                Repository.program,
                arguments(more, installation, server),
                in: installation.folder
            )
            let output = program.output(within: 120)
            #expect(program.ending(within: 10) == .exit(0), "\(program.words)")
            return try JSONDecoder().decode([Played].self, from: Data(output.utf8))
        }
    }
}

/// What the tests of conformity send.
private enum ConformTests {
    /// A good request of the test agency.
    static func event(_ number: Int) -> String {
        #"{"specversion":"1.0","id":"event-\#(number)","source":"urn:relais:agency:test","#
            + #""type":"brussels.relais.referral.requested.v1","time":"2026-03-02T17:42:10+01:00","#
            + #""data":{"agency_ref":"ref-\#(number)","channel":"phone","language":"fr","#
            + #""person":{"phone":"+32470000000"},"needs":[{"code":"treasury.vat"}],"#
            + #""consent":{"scope":["treasury"],"how":"oral","at":"2026-03-02T17:40:00+01:00"}}}"#
    }
}
