import Foundation
import Testing

extension EndToEnd {
    /// A journal belongs to stations with keys or to stations without, from its first record on.
    @Suite struct `A journal begun` {
        private let house: LockedInstallation

        init() throws {
            house = try LockedInstallation()
            try house.leaveOutUsers()
        }

        private var insecure: [String] {
            let doors = ["intake", "desk", "control", "feed"].flatMap {
                ["--" + $0, "ipc://\(house.path)/run/\($0)"]
            }
            return house.serving + ["--insecure"] + doors
        }

        private var recorder: [String] {
            let link = [
                "--gateway", "ipc://\(house.path)/run/record", "--gateway-key", house.card(),
            ]
            return Region.recording(house) + ["--config", house.path] + link
        }

        /// Starts a program that has the journal, which has to work, and ends it.
        private func begin(_ words: [String]) throws {
            let program = try Program(Repository.program, words, in: house.room.folder)
            try #require(program.line(within: 60) != nil, "\(program.words)")
            program.signal(SIGTERM)
            #expect(program.ending(within: 15) == .exit(0), "\(program.words)")
        }

        @Test func `insecurely is opened by no start with keys`() throws {
            try begin(insecure)
            for words in [house.serving, recorder] {
                let start = try house.room.run(words)
                #expect(start.ending == .exit(78), "\(start.words)")
                #expect(start.words.contains("was begun with --insecure"), "\(start.words)")
            }
            try begin(insecure)
        }

        @Test func `with keys is opened by no insecure start`() throws {
            try begin(house.serving)
            for words in [insecure, recorder + ["--insecure"]] {
                let start = try house.room.run(words)
                #expect(start.ending == .exit(78), "\(start.words)")
                #expect(start.words.contains("was begun securely"), "\(start.words)")
            }
            try begin(recorder)
        }
    }
}
