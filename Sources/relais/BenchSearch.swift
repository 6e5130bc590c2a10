import Glibc

/// Finds fields in bytes without reading them as JSON: a bench shares its cores with the server.
struct BenchSearch {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Goes behind the next such text; false when there is none.
    mutating func skip(to text: [UInt8]) -> Bool {
        guard let start = bytes.baseAddress, !text.isEmpty else { return false }
        // The second byte: the first is mostly a quotation mark, of which there are many.
        let mark = min(1, text.count - 1)
        while place + text.count <= bytes.count {
            let reach = bytes.count - text.count - place + 1
            guard let found = memchr(start + place + mark, Int32(text[mark]), reach) else {
                return false
            }
            place = UnsafeRawPointer(found) - start - mark
            if memcmp(start + place, text, text.count) == 0 {
                place += text.count
                return true
            }
            place += 1
        }
        return false
    }

    /// The digits that come next, as a number.
    mutating func number() -> Int {
        var value = 0
        while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 {
            value = value * 10 + Int(bytes[place] - 0x30)
            place += 1
        }
        return value
    }

    /// The bytes up to the next quotation mark.
    mutating func string() -> UnsafeRawBufferPointer.SubSequence {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += 1 }
        return bytes[start..<place]
    }

    /// The number in the leg that comes next, `RL-2026-000123-7/1`; its ordinal.
    mutating func leg() -> (number: Int, ordinal: Int) {
        place += BenchSearch.yearBytes
        let number = number()
        guard skip(to: [UInt8(ascii: "/")]) else { return (number, 0) }
        return (number, self.number())
    }

    private static let yearBytes = "RL-2026-".utf8.count
}
