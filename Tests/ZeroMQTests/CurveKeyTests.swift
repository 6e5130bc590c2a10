import Testing

@testable import ZeroMQ

@Suite struct `A key` {
    // The pair of RFC 32's and libzmq's own documentation.
    static let knownPublic = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
    static let knownSecret = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"

    @Test func `is written as RFC 32 says`() {
        let bytes: [UInt8] = [0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b]
        #expect(Z85.encode(bytes) == [UInt8]("HelloWorld"))
        #expect(Z85.decode([UInt8]("HelloWorld")) == bytes)
    }

    @Test func `is read back as it was written, of any bytes`() {
        for start in 0..<256 {
            let bytes = (0..<32).map { UInt8(truncatingIfNeeded: start + $0 * 37) }
            #expect(Z85.decode(Z85.encode(bytes)) == bytes)
        }
        let ones = [UInt8](repeating: 0xff, count: 32)
        #expect(Z85.decode(Z85.encode(ones)) == ones)
    }

    @Test(arguments: [
        "", "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hI", "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hIDD",
        "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hI\"", "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hI ",
        "#####w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID", "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hI\u{0}",
        "HelloWorld", "%nSc1w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID",
    ])
    func `is not read from other text`(text: String) {
        #expect(CurvePublicKey(z85: text) == nil)
        #expect(CurveSecretKey(z85: [UInt8](text)) == nil)
    }

    @Test func `is 32 bytes`() {
        #expect(CurvePublicKey([UInt8](repeating: 1, count: 31)) == nil)
        #expect(CurvePublicKey([UInt8](repeating: 1, count: 33)) == nil)
        #expect(CurvePublicKey([UInt8](repeating: 1, count: 32)) != nil)
        #expect(CurveSecretKey([]) == nil)
    }

    @Test func `that is public follows from the secret`() throws {
        let secret = try #require(CurveSecretKey(z85: [UInt8](Self.knownSecret)))
        let pair = try CurveKeyPair(of: secret)
        #expect(pair.publicKey.z85 == Self.knownPublic)
        #expect(pair.secretKey == secret)
    }

    @Test func `is new in each pair that is made`() throws {
        let (one, other) = (try CurveKeyPair.make(), try CurveKeyPair.make())
        #expect(one.publicKey != other.publicKey)
        #expect(one.secretKey != other.secretKey)
        #expect(try CurveKeyPair(of: one.secretKey) == one)
    }

    @Test func `that is secret is the same whoever wrote it down`() throws {
        let secret = try CurveKeyPair.make().secretKey
        let written = secret.z85()
        #expect(written.count == 40)
        #expect(CurveSecretKey(z85: written) == secret)
    }

    @Test func `that is secret prints as a dash`() throws {
        let pair = try CurveKeyPair.make()
        var dumped = ""
        dump(pair.secretKey, to: &dumped)
        dump(pair, to: &dumped)
        let printed = "\(pair) \(String(reflecting: pair)) \(dumped)"
        let text = String(decoding: pair.secretKey.z85(), as: UTF8.self)
        #expect("\(pair.secretKey)" == "–")
        #expect(!printed.contains(text))
        #expect(!printed.contains("Mutex"))
    }

    @Test func `is wiped where it lies`() {
        var bytes: [UInt8] = [1, 2, 3]
        CurveSecretKey.wipe(&bytes)
        #expect(bytes == [0, 0, 0])
        var none: [UInt8] = []
        CurveSecretKey.wipe(&none)
    }

    @Test func `needs a library built for it, and says so`() throws {
        try Context.require("curve")
        let failure = #expect(throws: ZeroMQFailure.self) { try Context.require("telepathy") }
        #expect(failure?.isUnsupported == true)
        #expect(failure?.call == "zmq_has telepathy")
    }

    @Test(arguments: ["", " ", "a b", "caf\u{e9}", "a\u{0}", String(repeating: "x", count: 256)])
    func `opens no door of such a name, for no such user`(name: String) {
        #expect(ZapDomain(name) == nil)
        #expect(UserId(name) == nil)
    }

    @Test func `opens a door with the longest name, for the longest user`() {
        let longest = String(repeating: "x", count: 255)
        #expect(ZapDomain(longest)?.name == longest)
        #expect(UserId(longest)?.text == longest)
    }
}
