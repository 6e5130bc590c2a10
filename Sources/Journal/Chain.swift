public import Referrals

internal import struct Crypto.SHA256

/// The hash chain over the records of a journal.
///
/// A record's bytes are the version in two bytes, the body's length in four, the body, the count of
/// sealed contents in two and the SHA-256 of each, all numbers big-endian: no two records have the
/// same bytes. A head is SHA-256(previous head, position in eight bytes big-endian, record bytes);
/// before the first record it is 32 zero bytes.
public struct Chain: Equatable, Sendable {
    /// The last position.
    public private(set) var position: Position
    /// The head there.
    public private(set) var head: Digest

    /// The chain before its first record.
    public init() {
        self.init(position: .origin, head: .zero)
    }

    /// The chain that has come to `head` at `position`.
    public init(position: Position, head: Digest) {
        self.position = position
        self.head = head
    }

    /// Adds the next record and returns the new head.
    @discardableResult
    public mutating func append(version: UInt16, body: [UInt8], sealed: [Digest]) -> Digest {
        precondition(UInt64(body.count) <= UInt32.max, "a body's length is written in four bytes")
        precondition(sealed.count <= UInt16.max, "contents are counted in two bytes")
        position = position.next
        var hasher = SHA256()
        let lead = Lead(
            head: head,
            position: position.number.bigEndian,
            version: version.bigEndian,
            lengthHigh: UInt16(truncatingIfNeeded: body.count >> 16).bigEndian,
            lengthLow: UInt16(truncatingIfNeeded: body.count).bigEndian
        )
        withUnsafeBytes(of: lead) { hasher.update(bufferPointer: $0) }
        body.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        withUnsafeBytes(of: UInt16(sealed.count).bigEndian) { hasher.update(bufferPointer: $0) }
        for digest in sealed {
            withUnsafeBytes(of: BigEndianDigest(digest)) { hasher.update(bufferPointer: $0) }
        }
        head = Digest(hasher)
        return head
    }

    /// Adds a stored record if its position and head are the next of this chain; false changes
    /// nothing.
    public mutating func accept(_ record: StoredRecord) -> Bool {
        guard record.position == position.next else { return false }
        var next = self
        let head = next.append(version: record.version, body: record.body, sealed: record.sealed)
        guard head == record.head else { return false }
        self = next
        return true
    }
}

/// What comes before the body, laid out without gaps: 46 bytes.
private struct Lead {
    let head: BigEndianDigest
    let position: UInt64
    let version: UInt16
    let lengthHigh: UInt16
    let lengthLow: UInt16

    init(head: Digest, position: UInt64, version: UInt16, lengthHigh: UInt16, lengthLow: UInt16) {
        self.head = BigEndianDigest(head)
        self.position = position
        self.version = version
        self.lengthHigh = lengthHigh
        self.lengthLow = lengthLow
    }
}

/// The thirty-two bytes of a digest in their order, without an array.
private struct BigEndianDigest {
    let words: (UInt64, UInt64, UInt64, UInt64)

    init(_ digest: Digest) {
        let (first, second, third, fourth) = digest.words
        words = (first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian)
    }
}
