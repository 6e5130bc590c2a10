package import Referrals

/// A place in bytes that are read from the front: what the codecs of the journal read from.
///
/// Any bytes give a value or a ``CodecFault``. A value has one spelling only: numbers in their
/// shortest form, flags without stray bits; so what was read is written again as the same bytes.
package struct ByteReader {
    /// The bytes, all of them.
    private let bytes: UnsafeRawBufferPointer
    /// The place of the next byte.
    package private(set) var offset = 0
    /// The instant that others are measured from.
    package var origin = Moment(microseconds: 0)
    /// The version of ``FactCodec`` in which values are spelled.
    package var layout = FactCodec.version

    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// How many bytes are still to be read.
    package var remaining: Int { bytes.count - offset }

    package func fault(_ expected: CodecFault.Expectation, at offset: Int) -> CodecFault {
        CodecFault(offset: offset, expected: expected)
    }

    package mutating func readEnd() throws(CodecFault) {
        guard remaining == 0 else { throw fault(.end, at: offset) }
    }

    package mutating func readByte() throws(CodecFault) -> UInt8 {
        guard offset < bytes.count else { throw fault(.bytes(1), at: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    package mutating func readWord() throws(CodecFault) -> UInt64 {
        guard remaining >= 8 else { throw fault(.bytes(8), at: offset) }
        defer { offset += 8 }
        return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    package mutating func readNumber(atMost most: UInt64 = .max) throws(CodecFault) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try readByte()
            guard shift < 63 || byte <= 1, byte != 0 || shift == 0 else {
                throw fault(.number(atMost: most), at: start)
            }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        guard value <= most else { throw fault(.number(atMost: most), at: start) }
        return value
    }

    package mutating func readSigned() throws(CodecFault) -> Int64 {
        let number = try readNumber()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    package mutating func readUInt16() throws(CodecFault) -> UInt16 {
        UInt16(truncatingIfNeeded: try readNumber(atMost: UInt64(UInt16.max)))
    }

    package mutating func readUInt32() throws(CodecFault) -> UInt32 {
        UInt32(truncatingIfNeeded: try readNumber(atMost: UInt64(UInt32.max)))
    }

    /// A count of entries of at least `size` bytes each; no more than the rest can hold.
    package mutating func readCount(entriesOf size: Int = 1) throws(CodecFault) -> Int {
        let start = offset
        let count = try readNumber()
        guard count <= UInt64(remaining / size) else {
            throw fault(.number(atMost: UInt64(remaining / size)), at: start)
        }
        return Int(count)
    }

    /// The next `count` bytes, where they stand.
    package mutating func readSlice(_ count: Int) throws(CodecFault) -> UnsafeRawBufferPointer {
        guard count <= remaining else { throw fault(.bytes(count), at: offset) }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    package mutating func readText() throws(CodecFault) -> String {
        let start = offset
        let letters = try readSlice(try readCount())
        guard let text = String(validating: letters.bindMemory(to: UInt8.self), as: UTF8.self)
        else {
            throw fault(.text, at: start)
        }
        return text
    }

    package mutating func readBlob() throws(CodecFault) -> [UInt8] {
        [UInt8](try readSlice(try readCount()))
    }

    package mutating func readFlags(_ count: Int) throws(CodecFault) -> Flags {
        let start = offset
        let byte = try readByte()
        guard count == 8 || byte >> UInt8(count) == 0 else { throw fault(.flags(count), at: start) }
        return Flags(byte: byte)
    }

    package mutating func readBool() throws(CodecFault) -> Bool {
        try readFlags(1)[0]
    }

    /// The value of a list that a byte stands for.
    package mutating func readCode<Code: RawRepresentable>(
        _ list: Code.Type
    ) throws(CodecFault) -> Code where Code.RawValue == UInt8 {
        let start = offset
        guard let code = Code(rawValue: try readByte()) else {
            throw fault(.code(of: String(describing: list)), at: start)
        }
        return code
    }

    /// Eight flags of one byte, the first in the lowest bit.
    package struct Flags {
        let byte: UInt8

        package subscript(_ index: Int) -> Bool { byte >> UInt8(index) & 1 == 1 }
    }
}
