import Foundation
import Testing

extension EndToEnd {
    /// What a start refuses, with the exit code that tells scripts what to do.
    ///
    /// A station on its own starts by the same code: it is started here where it refuses something of its own.
    @Suite struct `A start` {
        @Test(arguments: Arrangement.both)
        func `in a data directory in use ends with 75 and says who has it`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            let second = try installation.run(installation.words(for: arrangement.recorder))
            #expect(second.ending == .exit(75))
            #expect(second.words.contains("in use by process"), "\(second.words)")
            server.stop()
        }

        @Test(arguments: Arrangement.both)
        func `that finds no room for its first fact ends with 74 and says so`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            try installation.serve().stop()
            var full = try PowerCut(installation).environment
            // Once it has locked the directory.
            full["PL_ENOSPC_AT"] = "4"
            let start = try installation.run(
                installation.words(for: arrangement.recorder),
                environment: full
            )
            #expect(start.ending == .exit(74))
            #expect(start.words.contains("disk is full"), "\(start.words)")
            try installation.serve().stop()
        }

        @Test func `on an endpoint in use ends with 69`() throws {
            let installation = try Installation()
            let anywhere = try installation.serve(
                ["--intake", "tcp://127.0.0.1:*"] + quiet(installation)
            )
            let other = try Installation()
            let words = other.serving + ["--intake", tcp(anywhere.ready.intake)] + quiet(other)
            let second = try other.run(words)
            #expect(second.ending == .exit(69), "\(second.words)")
            #expect(second.words.contains("Address already in use"), "\(second.words)")
            anywhere.stop()
        }

        @Test(arguments: Arrangement.both)
        func `where another listens ends with 69, and the first is still reached`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            let other = try Installation(arrangement)
            let words = other.words(for: arrangement.gateway, at: installation.endpoints)
            let second = try other.run(words)
            #expect(second.ending == .exit(69), "\(second.words)")
            #expect(second.words.contains("Address already in use"), "\(second.words)")
            #expect(try installation.bundle(of: server) != nil)
            server.stop()
        }

        @Test(arguments: [("tcp://127.example.org:1", 78), ("udp://127.0.0.1:1", 64)])
        func `at a wrong endpoint leaves nothing on the disk`(
            endpoint: String,
            status: Int32
        ) throws {
            let installation = try Installation()
            let wrong = installation.endpoints + ["--feed", endpoint]
            let start = try installation.run(installation.serving + wrong)
            #expect(start.ending == .exit(status), "\(start.words)")
            #expect(!FileManager.default.fileExists(atPath: installation.data))
        }

        @Test func `with a bad bundle ends with 78 and names file and line`() throws {
            let installation = try Installation()
            try damageBundle(installation)
            let start = try installation.run(installation.serving + installation.endpoints)
            #expect(start.ending == .exit(78))
            let path = installation.folder + "/config/bundle/access.yaml"
            #expect(start.words.contains(path + ":2:"), "\(start.words)")
            let left = try FileManager.default.contentsOfDirectory(atPath: installation.data)
            #expect(left == ["lock"])
        }

        @Test func `with relais.yaml a folder ends with 78, also when there is a journal`() throws {
            let installation = try Installation()
            try installation.serve().stop()
            let path = installation.folder + "/config/relais.yaml"
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: false
            )
            let start = try installation.run(installation.serving + installation.endpoints)
            #expect(start.ending == .exit(78))
            #expect(start.words.contains("\(path) cannot be read: Is a directory"))
        }

        @Test func `with a bad relais.yaml ends with 78 and names file and line`() throws {
            let installation = try Installation(settings: "ping_ms: 1000\ndispatchers: many\n")
            let start = try installation.run(
                ["serve", "--insecure", "--config", installation.folder + "/config"]
                    + ["--data", installation.data, "--master-key", installation.folder + "/key"]
                    + installation.endpoints
            )
            #expect(start.ending == .exit(78))
            #expect(start.words.contains("relais.yaml:2:"), "\(start.words)")
        }

        @Test func `insecurely on a public address ends with 78`() throws {
            let installation = try Installation()
            let exposed = ["--intake", "tcp://0.0.0.0:*"] + quiet(installation)
            let start = try installation.run(installation.serving + exposed)
            #expect(start.ending == .exit(78))
            #expect(start.words.contains("tcp://0.0.0.0:*"), "\(start.words)")
        }

        @Test(arguments: Arrangement.both)
        func `with data but no master key ends with 78, and the key back makes it start`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            try installation.serve().stop()
            let key = try installation.text(of: "key")
            try FileManager.default.removeItem(atPath: installation.folder + "/key")
            let start = try installation.run(installation.words(for: arrangement.recorder))
            #expect(start.ending == .exit(78))
            #expect(start.words.contains("master key"), "\(start.words)")
            try installation.write(key, to: "key")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: installation.folder + "/key"
            )
            try installation.serve().stop()
        }

        @Test(arguments: Arrangement.both)
        func `with a bundle damaged since goes on with the rules in the journal`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            try installation.serve().stop()
            try damageBundle(installation)
            try installation.serve().stop()
        }

        @Test(arguments: Arrangement.both)
        func `a bad bundle is not activated: exit 78, file and line, the old one stays`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            let before = try installation.bundle(of: server)
            try damageBundle(installation)
            let activate =
                ["activate", "--endpoint", server.ready.control]
                + known(as: "supervisor:pole", installation)
            let bad = try installation.run(activate)
            #expect(bad.ending == .exit(78))
            #expect(bad.words.contains("access.yaml:2:"), "\(bad.words)")
            #expect(try installation.bundle(of: server) == before)
            try restoreBundle(installation)
            #expect(try installation.run(activate).ending == .exit(0))
            #expect(try installation.bundle(of: server) == before)
            server.stop()
        }

        /// The dispatchers judged by other rules until this moment: what they had judged is judged again.
        @Test(arguments: Arrangement.both)
        func `other rules count for the next request, wherever it is judged`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            let before = try installation.bundle(of: server)
            let deadlines = try installation.text(of: "config/bundle/deadlines.yaml")
            try installation.write(
                deadlines + "# other bytes\n",
                to: "config/bundle/deadlines.yaml"
            )
            let activate =
                ["activate", "--endpoint", server.ready.control]
                + known(as: "supervisor:pole", installation)
            #expect(try installation.run(activate).ending == .exit(0))
            #expect(try installation.bundle(of: server) != before)
            let event = try #require(
                Repository.lines("Tests/Corpus/pole-2020.jsonl")
                    .map { String(decoding: $0, as: UTF8.self) }
                    .first { $0.contains("agency:1819\"") }
            )
            try installation.write(event, to: "event.jsonl")
            let published = try installation.run(
                [
                    "publish", installation.folder + "/event.jsonl", "--endpoint",
                    server.ready.intake,
                ]
                    + known(as: "agency:1819", installation)
            )
            #expect(published.ending == .exit(0), "\(published.words)")
            server.stop()
        }

        /// How somebody of the bundle is known to a gateway, in options.
        private func known(as name: String, _ installation: Installation) -> [String] {
            guard installation.arrangement.isLocked else { return ["--insecure", "--as", name] }
            let secret = name.replacing(":", with: "-") + ".1.key_secret"
            return [
                "--key", "\(installation.config)/secrets/\(secret)", "--server-key",
                "\(installation.config)/keys.d/gateway/main.1.key",
            ]
        }

        private func damageBundle(_ installation: Installation) throws {
            try installation.write(
                "agencies: []\npartners: nobody\n",
                to: "config/bundle/access.yaml"
            )
        }

        private func restoreBundle(_ installation: Installation) throws {
            let whole = try String(
                contentsOfFile: Repository.file("config/bundle/access.yaml"),
                encoding: .utf8
            )
            try installation.write(whole, to: "config/bundle/access.yaml")
        }

        /// Endpoints of the other sockets that nobody else has.
        private func quiet(_ installation: Installation) -> [String] {
            Array(installation.endpoints.dropFirst(2))
        }

        /// The endpoint as one binds it: libzmq reports an IPv4 address in its IPv6 form.
        private func tcp(_ endpoint: String) -> String {
            let port = endpoint.split(separator: ":").last.map(String.init) ?? "*"
            return "tcp://127.0.0.1:" + port
        }
    }
}
