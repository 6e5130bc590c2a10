/// A file on a disk of sectors: what whoever reads it sees, and what is left of it without power.
struct SectorFile: Sendable {
    /// What a disk keeps or loses at a time.
    static let sector = 512

    /// How a sector that was written stands.
    enum Standing: Sendable {
        /// What is seen is what is on disk.
        case settled
        /// It goes to the disk with the next sync.
        case pending
        /// A sync failed and called it settled all the same: seen until the power fails, unless it is
        /// written again.
        case stale
    }

    let path: String
    /// As it is seen.
    private(set) var bytes: [UInt8] = []
    /// As it is on disk.
    private(set) var durable: [UInt8] = []
    private var standings: [Standing] = []
    /// The least length since the last sync, where it was made shorter.
    private var shortest: Int?
    /// Whether its name survives the loss of power.
    var isNamed = false
    /// Whether its own sync is enough for its name to survive.
    let isNamedBySync: Bool

    init(_ path: String, isNamedBySync: Bool) {
        self.path = path
        self.isNamedBySync = isNamedBySync
    }

    /// How many sectors the power could take.
    var pendingSectors: Int { standings.count { $0 != .settled } }

    mutating func write(_ new: UnsafeRawBufferPointer, at offset: Int) {
        guard !new.isEmpty else { return }
        let end = offset + new.count
        if bytes.count < end { bytes += repeatElement(0, count: end - bytes.count) }
        bytes.withUnsafeMutableBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<end]).copyMemory(from: new)
        }
        let last = (end - 1) / SectorFile.sector
        if standings.count <= last {
            standings += repeatElement(.settled, count: last + 1 - standings.count)
        }
        for number in offset / SectorFile.sector...last { standings[number] = .pending }
    }

    mutating func shorten(to length: Int) {
        guard length < bytes.count else { return }
        bytes.removeLast(bytes.count - length)
        let sectors = (length + SectorFile.sector - 1) / SectorFile.sector
        if standings.count > sectors { standings.removeLast(standings.count - sectors) }
        shortest = min(shortest ?? durable.count, length)
    }

    /// What is pending comes to the disk.
    mutating func sync() {
        settleLength()
        for number in standings.indices where standings[number] == .pending {
            let range = range(of: number)
            durable.replaceSubrange(range, with: bytes[range])
            standings[number] = .settled
        }
        if isNamedBySync { isNamed = true }
    }

    /// All is written once more, as it is seen.
    mutating func renew() {
        standings = Array(
            repeating: .pending,
            count: (bytes.count + SectorFile.sector - 1) / SectorFile.sector
        )
    }

    /// What is pending does not come to the disk, and is called settled.
    mutating func failToSync() {
        settleLength()
        for number in standings.indices where standings[number] == .pending {
            standings[number] = .stale
        }
    }

    private mutating func settleLength() {
        if let shortest, shortest < durable.count {
            durable.removeLast(durable.count - shortest)
        }
        shortest = nil
        if durable.count < bytes.count {
            durable += repeatElement(0, count: bytes.count - durable.count)
        } else {
            durable.removeLast(durable.count - bytes.count)
        }
    }

    private func range(of number: Int) -> Range<Int> {
        let start = number * SectorFile.sector
        return start..<min(bytes.count, start + SectorFile.sector)
    }

    /// Changes one bit, on disk too.
    mutating func flip(_ bit: Int) {
        let place = bit / 8
        bytes[place] ^= 1 << UInt8(bit % 8)
        if place < durable.count { durable[place] ^= 1 << UInt8(bit % 8) }
    }
}

extension SectorFile {
    /// What became of the sectors that were not on disk when the power failed.
    struct Loss: Sendable {
        var kept = 0
        var lost = 0
        /// Of these a part came to the disk.
        var torn = 0

        static func + (left: Loss, right: Loss) -> Loss {
            Loss(
                kept: left.kept + right.kept,
                lost: left.lost + right.lost,
                torn: left.torn + right.torn
            )
        }
    }

    /// The power fails: each pending sector is kept, lost or torn, so many in a hundred kept.
    mutating func losePower(_ chance: inout Chance, keeping share: Int) -> Loss {
        var loss = Loss()
        if let shortest, shortest < durable.count, chance.percent(50) {
            durable.removeLast(durable.count - shortest)
        }
        for number in standings.indices where standings[number] != .settled {
            let range = range(of: number)
            guard standings[number] == .pending else {
                loss.lost += 1
                continue
            }
            if chance.percent(share) {
                keep(range)
                loss.kept += 1
            } else if chance.percent(50) {
                keep(range.lowerBound..<range.lowerBound + chance.within(1...range.count))
                loss.torn += 1
            } else {
                loss.lost += 1
            }
        }
        bytes = durable
        standings = []
        shortest = nil
        return loss
    }

    private mutating func keep(_ range: Range<Int>) {
        if durable.count < range.upperBound {
            durable += repeatElement(0, count: range.upperBound - durable.count)
        }
        durable.replaceSubrange(range, with: bytes[range])
    }
}
