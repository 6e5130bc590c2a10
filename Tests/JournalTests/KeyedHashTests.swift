import Journal
import Referrals
import Testing

@Suite struct `A keyed hash` {
    private let hash = KeyedHash(key: Confidential([UInt8](repeating: 0x0B, count: 32)))

    /// HMAC-SHA-256 with a key of 32 bytes of 0b, computed with `openssl dgst`.
    @Test func `is HMAC-SHA-256`() {
        let sameness = hash.sameness(of: Confidential(Array("Hi There".utf8)))
        #expect(
            sameness.hexadecimal
                == "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7"
        )
    }

    /// The first 16 bytes of the HMAC of 01, 00 and the number's digits.
    @Test func `makes lookup keys of the documented bytes`() {
        let key = hash.lookupKey(.enterprise, of: text("0403170701"))
        #expect(key == LookupKey(high: 0x1542_A8DC_6A1A_F4F0, low: 0x7F51_A923_11B4_DAE1))
    }

    @Test func `keeps texts under different names apart`() {
        let keys = LookupName.allCases.map { hash.lookupKey($0, of: text("0403170701")) }
        #expect(Set(keys).count == keys.count)
    }

    @Test func `keeps senders apart from each other and from the text`() {
        let keys = [
            hash.lookupKey(.event, of: text("x"), sender: "ced"),
            hash.lookupKey(.event, of: text("dx"), sender: "ce"),
            hash.lookupKey(.event, of: text("cedx")),
        ]
        #expect(Set(keys).count == keys.count)
    }

    @Test func `needs its key`() {
        let other = KeyedHash(key: Confidential([UInt8](repeating: 0x0C, count: 32)))
        #expect(other.sameness(of: text("x")) != hash.sameness(of: text("x")))
    }

    @Test func `gives the same each time`() {
        #expect(hash.sameness(of: text("x")) == hash.sameness(of: text("x")))
    }

    private func text(_ text: String) -> Confidential<[UInt8]> { Confidential(Array(text.utf8)) }
}

@Suite struct `A SHA-256` {
    @Test func `of nothing is the known one`() {
        #expect(
            Digest.sha256(of: []).hexadecimal
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
    }
}

@Suite struct `A content's number` {
    @Test func `has its case and its ordinal in one word`() {
        let id = ContentID(caseID: CaseID(year: 2026, number: 123), ordinal: 7)
        #expect(id.rawValue == (2026 << 32 | 123) << 16 | 7)
        #expect(ContentID(rawValue: id.rawValue) == id)
        #expect(Int64(id.rawValue) > 0)
    }
}
