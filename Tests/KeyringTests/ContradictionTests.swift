import Foundation
import Keyring
import Referrals
import SplitMix
import Testing
import Triage

@Suite struct `Cards that contradict each other` {
    private let room: TemporaryFolder
    private let folder: KeyFolder

    init() throws {
        room = try TemporaryFolder()
        folder = KeyFolder(path: room("keys.d"))
        try folder.make()
    }

    private func write(_ name: String, _ byte: UInt8, _ remarks: String...) throws {
        let lines = remarks.map { "    \($0)\n" }.joined()
        let text = "metadata\n\(lines)curve\n    public-key = \"\(try key(byte))\"\n"
        try room.write(text, to: "keys.d/agency/" + name)
    }

    @Test func `leave the first its right, and the others theirs`() throws {
        try write("a.key", 1, "principal = agency:1819")
        try write("b.key", 1, "principal = agency:ced")
        try write("c.key", 3, "principal = agency:hub")
        let contents = try folder.read(at: now)
        #expect(contents.registry.cards.map(\.userID) == ["agency:1819#1", "agency:hub#1"])
        #expect(
            contents.faults.map(\.description)
                == [
                    "agency/b.key:4:1: expected a public-key of its own, found that of agency/a.key:4"
                ]
        )
        #expect(contents.cards.count == 3)
    }

    @Test func `never make a revoked key live`() throws {
        try write("a.key", 1, "principal = agency:1819")
        try write("b.key", 1, "principal = agency:1819", "revoked-at = 2026-11-01T00:00:00Z")
        let contents = try folder.read(at: now)
        #expect(contents.registry.cards.map { $0.isLive(at: now) } == [false])
        #expect(Set(contents.faults.map(\.file)) == ["agency/a.key"])
    }

    @Test func `never make a revoked connection live, by another key of its name`() throws {
        try write("a.key", 1, "principal = agency:1819")
        try write("b.key", 2, "principal = agency:1819", "revoked-at = 2026-11-01T00:00:00Z")
        let registry = try folder.read(at: now).registry
        #expect(throws: KeyRefusal.self) {
            try registry.card(userID: "agency:1819#1", in: .intake, at: now)
        }
    }

    @Test func `as a stray copy take no other key its place`() throws {
        try write("1819.1 copy.key", 1, "principal = agency:1819")
        try write("1819.1.key", 1, "principal = agency:1819")
        try write("1819.2.key", 2, "principal = agency:1819", "key-name = 2")
        let contents = try folder.read(at: now)
        #expect(contents.registry.cards.map(\.userID) == ["agency:1819#1", "agency:1819#2"])
    }

    /// A file that a disk, an editor or a person has spoilt.
    @Test func `and files with any bytes changed take no other card its place`() throws {
        for (index, name) in ["1819", "ced", "hub"].enumerated() {
            try write("\(name).1.key", UInt8(index + 1), "principal = agency:\(name)")
        }
        let others = try folder.read(at: now).registry.cards
        let whole = Array(try cardText(9, "principal = agency:zzz", "not-after = 2027-12-31").utf8)
        var chance = SplitMix(seed: 20_261_121)
        var rejected = 0
        for _ in 0..<500 {
            var bytes = whole
            for _ in 0...chance.next() % 3 {
                let place = Int(chance.next() % UInt64(bytes.count))
                switch chance.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: chance.next())
                case 1: bytes.remove(at: place)
                case _: bytes = Array(bytes[..<place])
                }
                if bytes.isEmpty { break }
            }
            try Data(bytes).write(to: URL(filePath: room("keys.d/agency/zzz.key")))
            let contents = try folder.read(at: now)
            #expect(contents.registry.cards.filter { others.contains($0) } == others)
            if !contents.faults.isEmpty { rejected += 1 }
        }
        #expect(rejected > 200)
    }

    @Test func `leave out the third live key of an owner`() throws {
        for name in 1...3 {
            try write(
                "1819.\(name).key",
                UInt8(name),
                "principal = agency:1819",
                "key-name = \(name)"
            )
        }
        let contents = try folder.read(at: now)
        #expect(contents.registry.cards.map(\.userID) == ["agency:1819#1", "agency:1819#2"])
        #expect(contents.faults.map(\.file) == ["agency/1819.3.key"])
    }
}
