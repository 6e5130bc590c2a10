import Referrals
import Testing

@Suite struct `Somebody on a connection` {
    @Test(arguments: [
        "agency:1819", "agency:gel-saint-gilles", "partner:un-pass", "supervisor:pole",
    ])
    func `is named by role and name`(text: String) {
        #expect(Principal(text)?.description == text)
    }

    @Test func `has a role`() throws {
        let agency = try #require(AgencyID("1819"))
        #expect(Principal("agency:1819") == .agency(agency))
    }

    @Test(arguments: [
        "", "1819", "agency", "agency:", ":1819", "Agency:1819", "gateway:1", "agency:18 19",
        "agency:a:b", "partner:Ced", "partner:hub.coaching", "supervisor:pôle",
    ])
    func `is nobody by another name`(text: String) {
        #expect(Principal(text) == nil)
    }
}

@Suite struct `A name` {
    private let longest = String(repeating: "a", count: 32)

    @Test func `has at most 32 characters`() {
        #expect(AgencyID(longest) != nil)
        #expect(PartnerID(longest) != nil)
        #expect(SupervisorID(longest) != nil)
        #expect(AgencyID(longest + "a") == nil)
        #expect(PartnerID(longest + "a") == nil)
        #expect(SupervisorID(longest + "a") == nil)
    }

    @Test(arguments: ["", "A", "a b", "a_b", "a.b", "é", "a\n", "a\u{0}"])
    func `has small letters, digits and hyphens`(text: String) {
        #expect(AgencyID(text) == nil)
        #expect(PartnerID(text) == nil)
        #expect(SupervisorID(text) == nil)
    }

    @Test(arguments: ["hub.coaching", "a_b", "un-pass"])
    func `of a queue may have dots and low lines`(text: String) {
        #expect(QueueID(text)?.description == text)
    }

    @Test func `of a queue has at most 64 characters`() {
        #expect(QueueID(longest + longest) != nil)
        #expect(QueueID(longest + longest + "a") == nil)
        #expect(QueueID("a/b") == nil)
        #expect(QueueID("") == nil)
    }

    @Test func `is ordered by its letters`() throws {
        let first = try #require(QueueID("hub.coaching"))
        let second = try #require(QueueID("hub.digital"))
        #expect(first < second)
    }
}

@Suite struct `A digest` {
    private let text = "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210"

    @Test func `is written in hexadecimal and read back`() throws {
        let digest = try #require(Digest(hexadecimal: text))
        #expect(digest.hexadecimal == text)
        #expect(digest.words.0 == 0x0011_2233_4455_6677)
        #expect(digest.words.3 == 0xFEDC_BA98_7654_3210)
    }

    @Test func `is thirty-two bytes`() throws {
        let digest = try #require(Digest(hexadecimal: text))
        #expect(digest.bytes.count == 32)
        #expect(digest.bytes.withUnsafeBytes { Digest(bytes: $0) } == digest)
        #expect(digest.bytes.dropLast().withUnsafeBytes { Digest(bytes: $0) } == nil)
    }

    @Test func `is read from nothing else`() {
        #expect(Digest(hexadecimal: String(text.dropLast())) == nil)
        #expect(Digest(hexadecimal: text + "0") == nil)
        #expect(Digest(hexadecimal: text.uppercased()) == nil)
        #expect(Digest(hexadecimal: "g" + text.dropFirst()) == nil)
    }

    @Test func `is another when one bit is`() throws {
        let digest = try #require(Digest(hexadecimal: text))
        for place in 0..<32 {
            var bytes = digest.bytes
            bytes[place] ^= 1
            #expect(bytes.withUnsafeBytes { Digest(bytes: $0) } != digest)
        }
    }
}
