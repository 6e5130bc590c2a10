package import Referrals

/// Bytes that grow at their end: what the codecs of the journal write to.
///
/// Instants are written as their distance from ``origin``: most of what a fact tells lies close to
/// its time of record, so that it takes five bytes instead of eight.
package struct ByteWriter {
    /// What was written so far.
    package private(set) var bytes: [UInt8]
    /// The instant that others are measured from.
    package var origin: Moment

    package init(origin: Moment, capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
        self.origin = origin
    }

    package mutating func write(byte: UInt8) {
        bytes.append(byte)
    }

    /// Eight bytes, the highest first.
    package mutating func write(word: UInt64) {
        withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Seven bits a byte, the lowest first; the high bit says that more follow (LEB128).
    package mutating func write(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number whose lowest bit is the sign: 0, -1, 1, -2 are 0, 1, 2, 3 (zigzag).
    package mutating func write(signed: Int64) {
        write(number: UInt64(bitPattern: signed << 1 ^ signed >> 63))
    }

    package mutating func write(count: Int) {
        write(number: UInt64(count))
    }

    package mutating func write(text: String) {
        var text = text
        text.withUTF8 { letters in
            write(number: UInt64(letters.count))
            bytes.append(contentsOf: letters)
        }
    }

    package mutating func write(blob: [UInt8]) {
        write(count: blob.count)
        bytes.append(contentsOf: blob)
    }

    /// Bytes that were spelled elsewhere, as they are.
    package mutating func write(_ spelled: [UInt8]) {
        bytes.append(contentsOf: spelled)
    }

    /// Up to eight flags in one byte, the first in the lowest bit.
    package mutating func write(
        flags first: Bool,
        _ second: Bool = false,
        _ third: Bool = false,
        _ fourth: Bool = false,
        _ fifth: Bool = false,
        _ sixth: Bool = false,
        _ seventh: Bool = false,
        _ eighth: Bool = false
    ) {
        var byte: UInt8 = first ? 1 : 0
        if second { byte |= 2 }
        if third { byte |= 4 }
        if fourth { byte |= 8 }
        if fifth { byte |= 16 }
        if sixth { byte |= 32 }
        if seventh { byte |= 64 }
        if eighth { byte |= 128 }
        bytes.append(byte)
    }
}
