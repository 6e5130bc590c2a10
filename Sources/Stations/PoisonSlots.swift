internal import Configuration
internal import Foundation
internal import Glibc
internal import Posts

/// What each dispatcher has in hand, where a crash leaves it: one word a dispatcher in a small mapped file.
///
/// The file `in-hand` of the data directory: for each dispatcher the digest of the line it is judging, 0
/// when it judges none. A start counts what it finds there in `killers` (a line `digest count` each) and
/// empties the slots; a digest that was found twice is poisoned. The mapping is shared, so a word written
/// survives the process without any further call; it need not survive a power cut.
// Each slot is written by one dispatcher's thread alone; nobody reads them while threads run.
final class PoisonSlots: @unchecked Sendable {
    /// The digests of lines that are not to be opened again.
    var poisoned: Set<UInt64> { killers.poisoned }
    /// What earlier lives had in hand when they died.
    let killers: Killers

    private let slots: UnsafeMutablePointer<UInt64>

    /// Opens the slots of `count` dispatchers, counting what the last life left in them.
    init(directory: String, count: Int) throws {
        let killersPath = directory + "/killers"
        let known = FileManager.default.contents(atPath: killersPath) ?? Data()
        var killers = Killers(String(decoding: known, as: UTF8.self))
        let path = directory + "/in-hand"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StationFailure(call: "open in-hand", code: errno) }
        defer { close(file) }
        let room = max(count, 64)
        let length = room * MemoryLayout<UInt64>.stride
        guard ftruncate(file, off_t(length)) == 0 else {
            throw StationFailure(call: "ftruncate in-hand", code: errno)
        }
        let mapping = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
        guard let mapping, mapping != MAP_FAILED else {
            throw StationFailure(call: "mmap in-hand", code: errno)
        }
        slots = mapping.bindMemory(to: UInt64.self, capacity: room)
        var found = false
        for slot in 0..<room where slots[slot] != 0 {
            killers.count(slots[slot])
            slots[slot] = 0
            found = true
        }
        if found { try killers.text.write(toFile: killersPath, atomically: true, encoding: .utf8) }
        self.killers = killers
    }

    /// Notes what a dispatcher has in hand; only that dispatcher's thread writes its slot.
    func mark(_ digest: UInt64, by dispatcher: Int) {
        slots[dispatcher] = digest
    }
}
