import Foundation
import Testing

extension EndToEnd {
    /// The files of keys, between our command line and the libraries of others.
    @Suite struct `Keys in files` {
        private let installation: Installation
        private let path: String

        init() throws {
            installation = try Installation()
            path = installation.folder + "/locked"
            let made = try installation.run(["init", path, "--everyone"])
            try #require(made.ending == .exit(0), "\(made.words)")
        }

        @Test func `of ours are read by pyzmq and czmq, which see the same fingerprint`() throws {
            let card = path + "/keys.d/agency/1819.1.key"
            let found = try python(["read", card, path + "/secrets/agency-1819.1.key_secret"])
            let shown = try shown("agency:1819")
            #expect(found["principal"] == "agency:1819")
            #expect(found["name"] == "1")
            #expect(found["public_key"] == shown["public_key"])
            #expect(found["fingerprint"] == shown["fingerprint"])
        }

        @Test(arguments: ["pyzmq", "czmq"])
        func `of theirs are taken in, with the fingerprint that they see`(maker: String) throws {
            let theirs = installation.folder + "/theirs"
            try FileManager.default.createDirectory(
                atPath: theirs,
                withIntermediateDirectories: false
            )
            let made = try python(["make", theirs])
            let secret = try installation.run(adding(maker, "\(theirs)/\(maker).key_secret"))
            #expect(secret.ending == .exit(65), "\(secret.words)")
            let taken = try installation.run(adding(maker, "\(theirs)/\(maker).key"))
            #expect(taken.ending == .exit(0), "\(taken.words)")
            let shown = try shown("agency:\(maker)")
            #expect(shown["state"] == "live")
            #expect(shown["fingerprint"] == made[maker])
        }

        @Test func `of ours are the folder by which pyzmq's own doorkeeper lets in`() throws {
            let found = try python([
                "admit", path + "/keys.d/agency", path + "/keys.d/agency/ced.1.key",
                path + "/secrets/agency-ced.1.key_secret",
            ])
            #expect(found["heard"] == "hello")
        }

        private func adding(_ name: String, _ file: String) -> [String] {
            ["key", "new", "agency:\(name)", "--public-key", file, "--keys", path + "/keys.d"]
        }

        /// What another library found.
        private func python(_ words: [String]) throws -> [String: String] {
            let script = Repository.file("Tests/EndToEndTests/Foreign/keys.py")
            let program = try installation.foreign(script, words)
            let output = program.output(within: 30)
            try #require(program.ending(within: 10) == .exit(0), "\(program.words)")
            return try fields(output)
        }

        /// What `relais key show` says of a key.
        private func shown(_ key: String) throws -> [String: String] {
            let program = try Program(
                Repository.program,
                ["key", "show", key, "--keys", path + "/keys.d", "-o", "jsonl"],
                in: installation.folder
            )
            let output = program.output(within: 30)
            try #require(program.ending(within: 10) == .exit(0), "\(program.words)")
            return try fields(output)
        }

        private func fields(_ line: String) throws -> [String: String] {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let members = try #require(object as? [String: Any])
            return members.compactMapValues { $0 as? String }
        }
    }
}
