import Referrals

/// The bytes of one case as they are written, the small values in few bytes.
///
/// They stand in memory of its own, not in an array: a case is packed at nearly every fact, and an array asks at
/// each byte whether somebody else has it too.
struct PackWriter: ~Copyable {
    private var room: UnsafeMutableRawBufferPointer
    private var count = 0
    /// The instant that others are measured from.
    var origin = Moment(microseconds: 0)

    /// What most cases need.
    private static let usualRoom = 1_024

    init() {
        room = .allocate(byteCount: PackWriter.usualRoom, alignment: 1)
    }

    deinit { room.deallocate() }

    /// Gives what was written.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        body(UnsafeRawBufferPointer(rebasing: room[..<count]))
    }

    mutating func write(byte: UInt8) {
        if count == room.count { grow(to: count + 1) }
        room[count] = byte
        count += 1
    }

    private mutating func grow(to needed: Int) {
        let wider = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(2 * room.count, needed),
            alignment: 1
        )
        wider.copyMemory(from: UnsafeRawBufferPointer(room))
        room.deallocate()
        room = wider
    }

    /// Seven bits a byte, the lowest first; the high bit says that more follow.
    mutating func write(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            write(byte: UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        write(byte: UInt8(truncatingIfNeeded: rest))
    }

    mutating func write(count: Int) { write(number: UInt64(count)) }

    /// The lowest bit is the sign.
    mutating func write(signed: Int64) {
        write(number: UInt64(bitPattern: signed << 1 ^ signed >> 63))
    }

    mutating func write(_ moment: Moment) {
        write(signed: moment.microseconds &- origin.microseconds)
    }

    mutating func write(_ numbers: [UInt16]) {
        write(count: numbers.count)
        for number in numbers { write(number: UInt64(number)) }
    }

    mutating func write(_ caseID: CaseID) { write(number: caseID.rawValue) }

    mutating func write<Code: RawRepresentable<UInt8>>(code: Code?) {
        write(byte: code?.rawValue ?? 0)
    }

    mutating func write(text: String) {
        write(count: text.utf8.count)
        for byte in text.utf8 { write(byte: byte) }
    }

    /// Up to eight flags in one byte, the first in the lowest bit.
    mutating func write(
        flags first: Bool,
        _ second: Bool = false,
        _ third: Bool = false,
        _ fourth: Bool = false,
        _ fifth: Bool = false,
        _ sixth: Bool = false,
        _ seventh: Bool = false,
        _ eighth: Bool = false
    ) {
        write(
            byte: (first ? 1 : 0) | (second ? 2 : 0) | (third ? 4 : 0) | (fourth ? 8 : 0)
                | (fifth ? 16 : 0) | (sixth ? 32 : 0) | (seventh ? 64 : 0) | (eighth ? 128 : 0)
        )
    }

    /// Room of a byte for a length that is known once what follows was written.
    mutating func beginPart() -> Int {
        write(byte: 0)
        return count
    }

    /// Fills in how long the part is that begins here; one of more than 254 bytes is not skipped.
    mutating func endPart(_ start: Int) {
        room[start - 1] = UInt8(clamping: count - start)
    }
}

/// The same bytes as they are read; nobody but this process wrote them.
struct PackReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0
    /// The instant that others are measured from.
    var origin = Moment(microseconds: 0)

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    mutating func readByte() -> UInt8 {
        precondition(offset < bytes.count, "a packed case has all its bytes")
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func readNumber() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = readByte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }

    mutating func readCount() -> Int { Int(readNumber()) }

    mutating func readUInt16() -> UInt16 { UInt16(truncatingIfNeeded: readNumber()) }

    mutating func readSigned() -> Int64 {
        let number = readNumber()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    mutating func readMoment() -> Moment {
        Moment(microseconds: origin.microseconds &+ readSigned())
    }

    mutating func readNumbers() -> [UInt16] {
        let count = readCount()
        var numbers: [UInt16] = []
        numbers.reserveCapacity(count)
        for _ in 0..<count { numbers.append(readUInt16()) }
        return numbers
    }

    mutating func readCase() -> CaseID { CaseID(rawValue: readNumber()) }

    mutating func readCode<Code: RawRepresentable<UInt8>>(_: Code.Type) -> Code {
        guard let code = Code(rawValue: readByte()) else {
            preconditionFailure("a packed code is one that was packed")
        }
        return code
    }

    mutating func readCodeOrNone<Code: RawRepresentable<UInt8>>(_: Code.Type) -> Code? {
        let byte = readByte()
        return byte == 0 ? nil : Code(rawValue: byte)
    }

    mutating func readText() -> String {
        let count = readCount()
        precondition(count <= bytes.count - offset, "a packed text has all its bytes")
        defer { offset += count }
        return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }

    mutating func readFlags() -> PackedFlags { PackedFlags(byte: readByte()) }

    /// How long the part is that begins here; nil when it was too long to tell.
    mutating func readPartLength() -> Int? {
        let length = Int(readByte())
        return length == 0xFF ? nil : length
    }

    mutating func skip(_ count: Int) {
        precondition(count <= bytes.count - offset, "a packed part has all its bytes")
        offset += count
    }
}

/// Eight flags of one byte, the first in the lowest bit.
struct PackedFlags {
    let byte: UInt8

    subscript(_ index: Int) -> Bool { byte >> UInt8(index) & 1 == 1 }
}
