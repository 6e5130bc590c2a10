import Foundation
import Testing

extension EndToEnd {
    /// What can be read on the wires between clients and stations, and between the stations.
    @Suite struct `The wire` {
        private static let doors = ["intake", "desk", "control", "feed", "work", "record"]

        @Test func `shows nothing of what is said, at any door of locked stations`() throws {
            let seen = try watch(isLocked: true)
            for door in Self.doors {
                #expect(try #require(seen.bytes[door]) > 1_000, "\(door) was not watched")
                #expect(seen.words[door] == [], "\(door) is read")
            }
        }

        /// The same day without keys: the same search has to find it all.
        @Test func `shows it at every door without keys`() throws {
            let seen = try watch(isLocked: false)
            for door in Self.doors { #expect(seen.words[door]?.isEmpty == false, "\(door)") }
            // Names, companies and notes: what has a space in it, and nothing that JSON writes otherwise.
            let phrases = seen.said.filter {
                $0.contains(" ") && !$0.contains("\"") && !$0.contains("\n")
            }
            #expect(phrases.count > 20)
            for door in ["intake", "work", "record"] {
                let missed = Set(phrases).subtracting(seen.words[door] ?? [])
                #expect(missed.isEmpty, "\(door)")
            }
        }

        /// What was said that day, how many bytes passed at each door, and which of the words were among them.
        private struct Seen {
            var said: [String] = []
            var bytes: [String: Int] = [:]
            var words: [String: Set<String>] = [:]
        }

        private func watch(isLocked: Bool) throws -> Seen {
            let region = try Region(LockedInstallation(), isLocked: isLocked, withPorts: true)
            let folder = region.house.room.folder
            let events = try Repository.lines("Tests/Corpus/pole-2020.jsonl").filter {
                String(decoding: $0, as: UTF8.self).contains("urn:relais:agency:1819")
            }
            try Data(events.prefix(25).joined(separator: [0x0A])).write(
                to: URL(filePath: folder + "/events.jsonl")
            )
            let ports = try region.ports()
            let filter = ports.values.sorted().map { "tcp port \($0)" }.joined(separator: " or ")
            let capture = try Program.ofSystem(
                "/usr/bin/dumpcap",
                ["-i", "lo", "-f", filter, "-B", "64", "-w", folder + "/wire.pcapng", "-q"],
                in: folder
            )
            try awaitCapture(capture, folder)
            let day = try region.foreign(
                "day.py",
                [folder + "/events.jsonl", isLocked ? "keys" : "insecure"]
            )
            let output = day.output(within: 90)
            try #require(day.ending(within: 10) == .exit(0), "\(day.words) \(region.gateway.words)")
            try awaitEnd(of: capture, folder)
            _ = try region.stop()
            capture.signal(SIGTERM)
            try #require(capture.ending(within: 30) == .exit(0), "\(capture.words)")
            let said = try JSONDecoder().decode([String].self, from: Data(output.utf8))
            return try look(for: said, at: ports, in: folder)
        }

        /// Waits until what passes is written: the dispatchers' signs of life do, each second.
        private func awaitCapture(_ capture: Program, _ folder: String) throws {
            let path = folder + "/wire.pcapng"
            let deadline = soon()
            while .now < deadline {
                let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
                if let size, size > 1_000 { return }
                try #require(capture.ending(within: 0.05) == nil, "\(capture.words)")
            }
            throw Unfit("nothing is captured: \(capture.words)")
        }

        /// Waits until the last words of the day are written: whatever passed before them then is, too.
        ///
        /// What the kernel still has in hand when it is told to end, dumpcap does not write.
        private func awaitEnd(of capture: Program, _ folder: String) throws {
            let path = URL(filePath: folder + "/wire.pcapng")
            let deadline = soon()
            while .now < deadline {
                if try Data(contentsOf: path).range(of: Data("the day is over".utf8)) != nil {
                    return
                }
                try #require(capture.ending(within: 0.05) == nil, "\(capture.words)")
            }
            throw Unfit("the end of the day is not captured: \(capture.words)")
        }

        /// Puts the payloads of each direction of each connection together, and looks for words in them.
        private func look(for said: [String], at ports: [String: Int], in folder: String) throws
            -> Seen
        {
            let fields = ["tcp.stream", "tcp.srcport", "tcp.dstport", "tcp.payload"]
            let reader = try Program(
                "/usr/bin/tshark",
                ["-r", folder + "/wire.pcapng", "-Y", "tcp.len > 0", "-T", "fields"]
                    + fields.flatMap { ["-e", $0] },
                in: folder
            )
            let text = reader.output(within: 60)
            #expect(reader.ending(within: 10) == .exit(0), "\(reader.words)")
            var flows: [String: (door: String, bytes: Data)] = [:]
            let doors = Dictionary(uniqueKeysWithValues: ports.map { (String($0.value), $0.key) })
            for line in text.split(separator: "\n") {
                let parts = line.split(separator: "\t").map(String.init)
                guard parts.count == 4, let door = doors[parts[1]] ?? doors[parts[2]] else {
                    continue
                }
                flows[parts[0] + " " + parts[1], default: (door, Data())].bytes += bytes(parts[3])
            }
            var seen = Seen(said: said)
            for flow in flows.values {
                seen.bytes[flow.door, default: 0] += flow.bytes.count
                let found = said.filter { flow.bytes.range(of: Data($0.utf8)) != nil }
                seen.words[flow.door, default: []].formUnion(found)
            }
            return seen
        }

        /// The bytes of hexadecimal digits.
        private func bytes(_ digits: String) -> [UInt8] {
            let values = digits.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
            return stride(from: 0, to: values.count - 1, by: 2).map {
                values[$0] << 4 | values[$0 + 1]
            }
        }
    }
}
