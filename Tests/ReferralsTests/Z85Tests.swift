import Referrals
import Testing

@Suite struct `A key in Z85` {
    /// The test case of RFC 32.
    private let bytes: [UInt8] = [0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B]

    @Test func `writes the example of its RFC`() {
        #expect(Z85.encode(bytes) == "HelloWorld")
    }

    @Test func `reads the example of its RFC`() {
        #expect(Z85.decode("HelloWorld") == bytes)
    }

    /// The public key of the client in libzmq's own manual of CURVE.
    @Test func `reads a key that it writes again`() throws {
        let text = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
        let key = try #require(Z85.decode(text))
        #expect(key.count == 32)
        #expect(key.prefix(4) == [0xBB, 0x88, 0x47, 0x1D])
        #expect(Z85.encode(key) == text)
    }

    @Test func `writes each byte so that it is read again`() {
        for byte in UInt8.min...UInt8.max {
            let four = [byte, ~byte, 0, 255]
            #expect(Z85.encode(four).flatMap(Z85.decode) == four)
        }
    }

    @Test(arguments: [
        "Hell", "HelloWorl", "Hello Worl", "Hell~", "Hell\"", "Hell,", "Hellé", "Hell\0",
    ])
    func `refuses what is no whole group of its characters`(text: String) {
        #expect(Z85.decode(text) == nil)
    }

    @Test func `refuses a group that says more than 32 bits`() {
        #expect(Z85.decode("%nSc0") == [255, 255, 255, 255])
        #expect(Z85.decode("%nSc1") == nil)
        #expect(Z85.decode("#####") == nil)
    }

    @Test func `writes no bytes that are not fours`() {
        #expect(Z85.encode([1, 2, 3]) == nil)
    }
}
