import Journal
import Referrals
import Testing

@Suite struct `A chain` {
    /// SHA-256 of 32 zero bytes, 0000000000000001, 0001, 00000003, "abc", 0001 and 32 bytes of 11,
    /// computed with `sha256sum`.
    @Test func `hashes the documented bytes`() throws {
        let elevens = Digest(
            0x1111_1111_1111_1111,
            0x1111_1111_1111_1111,
            0x1111_1111_1111_1111,
            0x1111_1111_1111_1111
        )
        var chain = Chain()
        chain.append(version: 1, body: Array("abc".utf8), sealed: [elevens])
        #expect(
            chain.head.hexadecimal
                == "4be5a80a0acbf4669c5de691b4e76a015bbcaefa7ffecda36ec7dc8dd87eed7b"
        )
        #expect(chain.position == Position(1))
    }

    /// The same without content: ends in 0000.
    @Test func `hashes a record without content`() {
        var chain = Chain()
        chain.append(version: 0x0203, body: [], sealed: [])
        #expect(
            chain.head.hexadecimal
                == "8323a1285484fd796b4a967f8a6f0f8612eac62a25e4efac4bf37bfe18bedb35"
        )
    }

    @Test func `counts a body's length beyond two bytes`() {
        var chain = Chain()
        chain.append(version: 1, body: [UInt8](repeating: 0x61, count: 70_000), sealed: [])
        #expect(
            chain.head.hexadecimal
                == "21497b95057710bd9f98aa4baec0360bbe5716c4a3f4892a0eb7c4b5af8327c3"
        )
    }

    @Test func `has another head for each difference`() {
        let digest = Digest(1, 2, 3, 4)
        let heads = [
            head(1, [1, 2], []), head(2, [1, 2], []), head(1, [1, 3], []), head(1, [1], []),
            head(1, [1, 2], [digest]), head(1, [1, 2], [digest, digest]),
            head(1, [1, 2], [Digest(1, 2, 3, 5)]),
        ]
        #expect(Set(heads).count == heads.count)
    }

    @Test func `does not mistake a body's end for a content`() {
        let digest = Digest(1, 2, 3, 4)
        #expect(head(1, [0, 1] + digest.bytes, []) != head(1, [], [digest]))
    }

    @Test func `accepts the next record only`() {
        var chain = Chain()
        chain.append(version: 1, body: [1], sealed: [])
        var other = Chain()
        let record = StoredRecord(
            position: Position(1),
            version: 1,
            body: [1],
            sealed: [],
            head: chain.head
        )
        var late = record
        late.position = Position(2)
        var changed = record
        changed.body = [2]
        let before = other
        let answers = [other.accept(late), other.accept(changed)]
        #expect(answers == [false, false])
        #expect(other == before)
        let isAccepted = other.accept(record)
        #expect(isAccepted)
        #expect(other == chain)
    }

    private func head(_ version: UInt16, _ body: [UInt8], _ sealed: [Digest]) -> Digest {
        var chain = Chain()
        return chain.append(version: version, body: body, sealed: sealed)
    }
}
