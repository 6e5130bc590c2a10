/// Sixteen packed cases in one piece of memory.
///
///     16 x the end of a case, four bytes each; then the bytes of the first, the second ...
///
/// A page grows by what is written into it and little more: a case that becomes longer moves those behind it.
struct CasePage: Sendable {
    /// How many cases are on a page.
    static let length = 16

    private static let lead = length * MemoryLayout<UInt32>.size
    private var bytes: [UInt8]

    /// A page on which every case has no bytes yet.
    init() {
        bytes = [UInt8](repeating: 0, count: CasePage.lead)
    }

    /// What stands for a page that is elsewhere.
    static let blank = CasePage(bytes: [])

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Gives the bytes of a case, none while it was never written.
    func read<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { all in
            let start = index == 0 ? 0 : CasePage.end(of: index - 1, all)
            let end = CasePage.end(of: index, all)
            return body(
                UnsafeRawBufferPointer(rebasing: all[CasePage.lead + start..<CasePage.lead + end])
            )
        }
    }

    /// Writes a case in the place of what it was.
    mutating func write(_ index: Int, _ packed: UnsafeRawBufferPointer) {
        let (start, end) = read(index) { before in
            bytes.withUnsafeBytes { all in
                let end = CasePage.end(of: index, all)
                return (end - before.count, end)
            }
        }
        let change = packed.count - (end - start)
        let from = CasePage.lead + start
        if change > 0, bytes.count + change > bytes.capacity {
            var grown: [UInt8] = []
            grown.reserveCapacity(bytes.count + change)
            grown.append(contentsOf: bytes[..<from])
            grown.append(contentsOf: packed)
            grown.append(contentsOf: bytes[(CasePage.lead + end)...])
            bytes = grown
        } else {
            bytes.replaceSubrange(from..<CasePage.lead + end, with: packed)
        }
        guard change != 0 else { return }
        bytes.withUnsafeMutableBytes { all in
            for place in index..<CasePage.length {
                let moved = CasePage.end(of: place, UnsafeRawBufferPointer(all)) + change
                all.storeBytes(
                    of: UInt32(moved),
                    toByteOffset: place * MemoryLayout<UInt32>.size,
                    as: UInt32.self
                )
            }
        }
    }

    private static func end(of index: Int, _ all: UnsafeRawBufferPointer) -> Int {
        Int(all.load(fromByteOffset: index * MemoryLayout<UInt32>.size, as: UInt32.self))
    }
}
