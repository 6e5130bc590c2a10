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

    @inline(__always)
    mutating func write(byte: UInt8) {
        if count == room.count { grow(to: count + 1) }
        room[count] = byte
        count += 1
    }

    /// Forgets what was written.
    mutating func beginAgain() { count = 0 }

    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        if count + bytes.count > room.count { grow(to: count + bytes.count) }
        UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: bytes)
        count += bytes.count
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
    @inline(__always)
    mutating func write(number: UInt64) {
        if number < 0x80 {
            write(byte: UInt8(truncatingIfNeeded: number))
        } else {
            write(long: number)
        }
    }

    private mutating func write(long number: UInt64) {
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

    /// Twice the count plus one, where they are 1 to the count, as those of the legs of a first request; else
    /// twice the count, and each.
    mutating func write(ordinals: [UInt16]) {
        let isFromOne = ordinals.indices.allSatisfy { Int(ordinals[$0]) == $0 + 1 }
        write(count: 2 * ordinals.count + (isFromOne ? 1 : 0))
        guard !isFromOne else { return }
        for number in ordinals { write(number: UInt64(number)) }
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
    /// What most lists of numbers hold, so that they share theirs: 1 to n, by n, and n alone.
    private static let fromOne = (0...UInt16(16)).map { count in (0..<count).map { $0 + 1 } }
    private static let alone = (0..<UInt16(16)).map { [$0] }

    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0
    /// The instant that others are measured from.
    var origin = Moment(microseconds: 0)

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    @inline(__always)
    mutating func readByte() -> UInt8 {
        precondition(offset < bytes.count, "a packed case has all its bytes")
        defer { offset += 1 }
        return bytes[offset]
    }

    @inline(__always)
    mutating func readNumber() -> UInt64 {
        let byte = readByte()
        return byte < 0x80 ? UInt64(byte) : readLong(after: byte)
    }

    private mutating func readLong(after first: UInt8) -> UInt64 {
        var value = UInt64(first & 0x7F)
        var shift: UInt64 = 7
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

    mutating func readOrdinals() -> [UInt16] {
        let mark = readCount()
        let count = mark / 2
        if mark % 2 == 1 {
            return count < PackReader.fromOne.count
                ? PackReader.fromOne[count] : (1...UInt16(count)).map(\.self)
        }
        return readNumbers(count)
    }

    /// A number in a list of its own.
    mutating func readAlone() -> [UInt16] {
        let number = readUInt16()
        return Int(number) < PackReader.alone.count ? PackReader.alone[Int(number)] : [number]
    }

    mutating func readNumbers() -> [UInt16] { readNumbers(readCount()) }

    private mutating func readNumbers(_ count: Int) -> [UInt16] {
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

    /// Passes over the part that begins here, if it is told how long that is.
    mutating func skipPart() -> Bool {
        guard let length = readPartLength() else { return false }
        skip(length)
        return true
    }

    /// Writes the part that begins here, if it is told how long that is.
    mutating func copyPart(to output: inout PackWriter) -> Bool {
        let start = offset
        guard skipPart() else { return false }
        output.write(UnsafeRawBufferPointer(rebasing: bytes[start..<offset]))
        return true
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
