internal import Referrals
internal import Wire

/// One record in a file of the outbox.
///
/// On disk, little-endian: `RLO1`, how many bytes of content, the checksum of what follows it, how far the
/// file was known to be on disk when the record was written, and the content. The last of the head is what
/// tells a torn end, which was promised to nobody, from a damage in the middle.
enum OutboxRecord: Equatable {
    /// The first of each file.
    case opening(version: Int, first: Int, known: JournalPoint?)
    /// An event was taken, its line is at this range of the file; `reference` is 0 where it has none.
    case event(place: Int, lane: Lane, reference: UInt64, line: Range<Int>)
    /// An event is stored, said a receipt that came at this time, of seconds since 1970.
    case stored(place: Int, at: Int, point: JournalPoint?)
    /// An event was refused for good.
    case refused(place: Int)
    /// The gateway's journal ends there, before what was receipted; or it is another one.
    case behind(JournalPoint, isOther: Bool)

    static let version = 1
    static let magic: UInt32 = 0x314F_4C52
    static let headBytes = 20

    /// A record as it is written, when so much of the file is on disk.
    func encoded(synced: Int, line: [UInt8] = []) -> [UInt8] {
        var content = OutboxBytes()
        switch self {
        case .opening(let version, let first, let known):
            content.put(UInt8(0))
            content.put(UInt64(version))
            content.put(UInt64(first))
            content.put(known)
        case .event(let place, let lane, let reference, line: _):
            content.put(UInt8(1))
            content.put(UInt64(place))
            content.put(UInt8(lane == .live ? 0 : 1))
            content.put(reference)
            content.bytes += line
        case .stored(let place, let time, let point):
            content.put(UInt8(2))
            content.put(UInt64(place))
            content.put(UInt64(time))
            content.put(point)
        case .refused(let place):
            content.put(UInt8(3))
            content.put(UInt64(place))
        case .behind(let point, let isOther):
            content.put(UInt8(4))
            content.put(UInt8(isOther ? 1 : 0))
            content.put(point)
        }
        var tail = OutboxBytes()
        tail.put(UInt64(synced))
        tail.bytes += content.bytes
        var record = OutboxBytes()
        record.put(OutboxRecord.magic)
        record.put(UInt32(content.bytes.count))
        record.put(CRC32C.of(tail.bytes[...]))
        record.bytes += tail.bytes
        return record.bytes
    }

    /// What stands at a place of a file; nil for what is no whole record.
    struct Found {
        /// The record; nil for one of a kind that a newer version writes.
        let record: OutboxRecord?
        let end: Int
        let synced: Int
    }

    static func read(_ bytes: [UInt8], at start: Int) -> Found? {
        guard start + headBytes <= bytes.count else { return nil }
        var head = OutboxBytes.Reader(bytes[start...])
        guard head.word32() == magic, let count = head.word32(), let sum = head.word32() else {
            return nil
        }
        let end = start + headBytes + Int(count)
        guard end <= bytes.count, CRC32C.of(bytes[(start + 12)..<end]) == sum,
            let synced = head.number()
        else { return nil }
        let record = content(bytes, (start + headBytes)..<end)
        return Found(record: record, end: end, synced: synced)
    }

    private static func content(_ bytes: [UInt8], _ range: Range<Int>) -> OutboxRecord? {
        var reader = OutboxBytes.Reader(bytes[range])
        switch reader.byte() {
        case 0:
            guard let version = reader.number(), let first = reader.number() else { return nil }
            return .opening(version: version, first: first, known: reader.point())
        case 1:
            guard let place = reader.number(), let lane = reader.byte(),
                let reference = reader.word64()
            else { return nil }
            let line = reader.place..<range.upperBound
            return .event(
                place: place,
                lane: lane == 0 ? .live : .bulk,
                reference: reference,
                line: line
            )
        case 2:
            guard let place = reader.number(), let time = reader.number() else { return nil }
            return .stored(place: place, at: time, point: reader.point())
        case 3: return reader.number().map { .refused(place: $0) }
        case 4:
            guard let isOther = reader.byte(), let point = reader.point() else { return nil }
            return .behind(point, isOther: isOther == 1)
        case _: return nil
        }
    }
}

/// Bytes of a record, being written.
struct OutboxBytes {
    var bytes: [UInt8] = []

    mutating func put<Value: FixedWidthInteger>(_ value: Value) {
        for index in 0..<(Value.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index)))
        }
    }

    mutating func put(_ point: JournalPoint?) {
        guard let point else { return put(UInt8(0)) }
        put(UInt8(1))
        put(point.journal)
        put(point.position.number)
        for word in [
            point.head.words.0, point.head.words.1, point.head.words.2, point.head.words.3,
        ] {
            put(word)
        }
    }

    /// Bytes of a record, being read.
    struct Reader {
        private let bytes: ArraySlice<UInt8>
        private(set) var place: Int

        init(_ bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            place = bytes.startIndex
        }

        mutating func byte() -> UInt8? { word(1).map { UInt8($0) } }
        mutating func word32() -> UInt32? { word(4).map { UInt32($0) } }
        mutating func word64() -> UInt64? { word(8) }
        mutating func number() -> Int? { word(8).flatMap { Int(exactly: $0) } }

        mutating func point() -> JournalPoint? {
            guard byte() == 1, let journal = word(8), let position = word(8), let first = word(8),
                let second = word(8), let third = word(8), let fourth = word(8)
            else { return nil }
            return JournalPoint(
                journal: journal,
                position: Position(position),
                head: Digest(first, second, third, fourth)
            )
        }

        private mutating func word(_ count: Int) -> UInt64? {
            guard place + count <= bytes.endIndex else { return nil }
            defer { place += count }
            return (0..<count).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
        }
    }
}
