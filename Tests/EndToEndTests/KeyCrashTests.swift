import Foundation
import Keyring
import Referrals
import Testing
import Triage

extension EndToEnd {
    /// Commands that make or change keys, killed at one call of the system after the other.
    @Suite struct `Keys after a kill` {
        private let installation: Installation
        private let path: String
        private var folder: KeyFolder { KeyFolder(path: path + "/keys.d") }
        private var places: [String] {
            ["--keys", path + "/keys.d", "--secrets", path + "/secrets"]
        }

        init() throws {
            installation = try Installation()
            path = installation.folder + "/locked"
        }

        /// Runs a command and kills it at the nth of these calls; false if it makes fewer.
        private func kill(_ call: String, _ number: Int, _ words: [String]) throws -> Bool {
            let inject = "inject=\(call):signal=SIGKILL:when=\(number)"
            let strace = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", inject]
            let program = try Program(
                "/usr/bin/strace",
                strace + [Repository.program] + words,
                in: installation.folder
            )
            let ending = try #require(program.ending(within: 60))
            try #require(ending == .signal(SIGKILL) || ending == .exit(0), "\(program.words)")
            return ending == .signal(SIGKILL)
        }

        private func run(_ words: [String]) throws {
            let done = try installation.run(words)
            try #require(done.ending == .exit(0), "\(done.words)")
        }

        @Test(arguments: [
            ("/^mkdir", 1), ("/^mkdir", 3), ("mkdirat", 2), ("fsync", 1), ("fsync", 9),
            ("fsync", 23),
            ("fsync", 27), ("fsync", 29), ("linkat", 1), ("linkat", 2), ("linkat", 10),
            ("/^rename", 1),
        ])
        func `leave an installation whole, or none of its name`(call: String, number: Int) throws {
            #expect(try kill(call, number, ["init", path]))
            #expect(!FileManager.default.fileExists(atPath: path))
            try run(["init", path])
            #expect(try folder.read(at: now).registry.cards.count == 5)
        }

        @Test(arguments: [("fsync", 1), ("/^rename", 1), ("fsync", 2)])
        func `leave a card that was to be revoked live or revoked, and never half`(
            call: String,
            number: Int
        ) throws {
            try run(["init", path, "--everyone"])
            let before = try folder.read(at: now).registry.cards
            let words = ["key", "revoke", "agency:1819", "--keys", path + "/keys.d"]
            #expect(try kill(call, number, words))
            let after = try folder.read(at: now)
            #expect(after.faults.isEmpty)
            #expect(after.registry.cards.map(\.key) == before.map(\.key))
            #expect(after.registry.cards[0].isLive(at: now) == (number == 1))
            try run(words)
            #expect(try folder.read(at: now).registry.cards[0].isLive(at: now) == false)
        }

        @Test(arguments: [
            ("fsync", 1), ("linkat", 1), ("unlinkat", 1), ("fsync", 2), ("fsync", 3), ("linkat", 2),
            ("unlinkat", 2), ("fsync", 4),
        ])
        func `leave no card without its secret key, and rotate when asked again`(
            call: String,
            number: Int
        ) throws {
            try run(["init", path, "--everyone"])
            #expect(try kill(call, number, ["key", "rotate", "agency:1819"] + places))
            var cards = try agency()
            if cards.count == 1 {
                try run(["key", "rotate", "agency:1819"] + places)
                cards = try agency()
            }
            #expect(cards.count == 2)
            for card in cards {
                let name = SecretFile.name(of: card.owner, card.name)
                let own = try SecretFile(path: "\(path)/secrets/\(name)").read()
                #expect(own.publicKey == card.key)
            }
        }

        @Test func `are closed to others whatever mask the process has`() throws {
            let words = ["-c", "umask 0; exec \"$0\" init \"$1\"", Repository.program, path]
            let program = try Program("/bin/sh", words, in: installation.folder)
            #expect(program.ending(within: 30) == .exit(0), "\(program.words)")
            let files = try #require(FileManager.default.enumerator(atPath: path))
            for case let file as String in files {
                let mode = try #require(files.fileAttributes?[.posixPermissions] as? Int)
                let most = file.hasPrefix("secrets") || file == "run" ? 0o700 : 0o755
                #expect(mode & ~most == 0, "\(file)")
            }
        }

        private func agency() throws -> [KeyCard] {
            let contents = try folder.read(at: now)
            #expect(contents.faults.isEmpty)
            return contents.registry.cards.filter { $0.owner.description == "agency:1819" }
        }

        /// Any time at all: no card of these has a last day.
        private var now: Moment { Moment(seconds: 1_795_269_600) }
    }
}
