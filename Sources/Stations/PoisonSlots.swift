internal import Foundation
internal import Glibc

/// What each dispatcher has in hand, where a crash leaves it: one word a dispatcher in a small mapped file.
///
/// The file `in-hand` of the data directory: for each dispatcher the digest of the line it is judging, 0
/// when it judges none. A start counts what it finds there in `killers` (a line `digest count` each) and
/// empties the slots; a digest that was found twice is poisoned. The mapping is shared, so a word written
/// survives the process without any further call; it need not survive a power cut.
// Each slot is written by one dispatcher's thread alone; nobody reads them while threads run.
final class PoisonSlots: @unchecked Sendable {
    /// How often a line may kill before it is left alone (the contract: "a line that has killed two").
    static let killsMax = 2

    /// The digests of lines that are not to be opened again.
    let poisoned: Set<UInt64>

    private let slots: UnsafeMutablePointer<UInt64>
    private let count: Int

    /// Opens the slots of `count` dispatchers, counting what the last life left in them.
    init(directory: String, count: Int) throws {
        let killersPath = directory + "/killers"
        var kills = PoisonSlots.readKills(killersPath)
        let path = directory + "/in-hand"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StationFailure(call: "open in-hand", code: errno) }
        defer { close(file) }
        let length = max(count, 64) * MemoryLayout<UInt64>.stride
        guard ftruncate(file, off_t(length)) == 0 else {
            throw StationFailure(call: "ftruncate in-hand", code: errno)
        }
        let mapping = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
        guard let mapping, mapping != MAP_FAILED else {
            throw StationFailure(call: "mmap in-hand", code: errno)
        }
        slots = mapping.bindMemory(to: UInt64.self, capacity: max(count, 64))
        self.count = max(count, 64)
        var found = false
        for slot in 0..<self.count where slots[slot] != 0 {
            kills[slots[slot], default: 0] += 1
            slots[slot] = 0
            found = true
        }
        if found { try PoisonSlots.write(kills, killersPath) }
        poisoned = Set(kills.filter { $0.value >= PoisonSlots.killsMax }.keys)
    }

    /// Notes what a dispatcher has in hand; only that dispatcher's thread writes its slot.
    func mark(_ digest: UInt64, by dispatcher: Int) {
        slots[dispatcher] = digest
    }

    private static func readKills(_ path: String) -> [UInt64: Int] {
        guard let bytes = FileManager.default.contents(atPath: path) else { return [:] }
        let text = String(decoding: bytes, as: UTF8.self)
        var kills: [UInt64: Int] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            // A line torn by a power cut must not keep the server from starting.
            guard words.count == 2, let digest = UInt64(words[0], radix: 16),
                let count = Int(words[1])
            else { continue }
            kills[digest] = count
        }
        return kills
    }

    private static func write(_ kills: [UInt64: Int], _ path: String) throws {
        let lines = kills.sorted { $0.key < $1.key }.map {
            "\(String($0.key, radix: 16)) \($0.value)\n"
        }
        try lines.joined().write(toFile: path, atomically: true, encoding: .utf8)
    }
}
