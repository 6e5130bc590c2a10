import Foundation
import Testing

extension EndToEnd {
    /// Agencies push as hard as they can, and what they push is recorded slowly or not at all.
    ///
    /// What the gateway holds is bounded by what it takes in, `Gateway.Limits.allBytes`: 32 MiB. Each byte under
    /// way may be there as it came, in what a dispatcher made of it, and both once more in frames for the
    /// recorder: four times. What is refused comes in and goes out by libzmq's queues, and the allocator
    /// gives back late: with that it is six times, whatever is pushed.
    @Suite struct `A slow recorder` {
        private static let boundKiB = 6 * 32 << 10

        private struct Told: Decodable {
            var messages: Int?
            var answers: [String: Int]
            var waiting: Int
        }

        private func told(_ push: Program) throws -> Told {
            let line = try #require(push.line(within: 120), "\(push.words)")
            return try JSONDecoder().decode(Told.self, from: Data(line.utf8))
        }

        private func begin(_ megabytes: Int) throws -> (Region, Program, Int) {
            let region = try Region(LockedInstallation())
            let push = try region.foreign("push.py", ["6", "\(megabytes)"])
            try #require(push.line(within: 60) == "ready", "\(push.words)")
            return (region, push, try region.gateway.residentKiB())
        }

        /// All that was taken in has its receipt in the end, and the gateway never held more than the bound.
        private func end(_ region: Region, _ push: Program, from rest: Int) throws {
            let first = try told(push)
            try push.closeInput()
            let last = try told(push)
            #expect(push.ending(within: 60) == .exit(0), "\(push.words)")
            #expect(last.waiting == 0)
            #expect(Set(last.answers.keys) == ["429", "receipt"], "\(last)")
            let peak = try region.gateway.residentKiB(atMost: true)
            #expect(peak < rest + Self.boundKiB, "\(rest) KiB became \(peak)")
            print("\(first.messages ?? 0) messages, \(last.answers): \(rest) KiB became \(peak)")
            _ = try region.stop()
        }

        @Test func `that stands still makes the gateway refuse, and grow no further`() throws {
            let (region, push, rest) = try begin(200)
            region.recorder.signal(SIGSTOP)
            try push.say(line: "begin")
            _ = push.ending(within: 6)
            region.recorder.signal(SIGCONT)
            try end(region, push, from: rest)
        }

        @Test
        func `that works a fiftieth of the time makes the gateway refuse, and grow no further`()
            throws
        {
            let (region, push, rest) = try begin(200)
            try push.say(line: "begin")
            for _ in 0..<60 {
                region.recorder.signal(SIGSTOP)
                _ = push.ending(within: 0.098)
                region.recorder.signal(SIGCONT)
                _ = push.ending(within: 0.002)
            }
            try end(region, push, from: rest)
        }
    }
}
