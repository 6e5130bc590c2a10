import SplitMix
import Testing
import Triage

@Suite struct `A certificate` {
    @Test func `of pyzmq is read`() throws {
        let certificate = try Certificate.read(SampleKeys.golden("pyzmq.key"), file: "a")
        #expect(certificate.publicKey.description == SampleKeys.agency)
        #expect(certificate.secretKey == nil)
        #expect(certificate.remarks == [])
    }

    @Test func `of pyzmq is read with its secret key and the metadata that pyzmq leaves bare`()
        throws
    {
        let certificate = try Certificate.read(SampleKeys.golden("pyzmq.key_secret"), file: "a")
        #expect(certificate.secretKey?.revealed == SampleKeys.agencySecret)
        #expect(certificate.remarks.map(\.name) == ["principal", "not-after"])
        #expect(certificate.remarks.map(\.value) == ["agency:1819", "2027-12-31"])
    }

    @Test func `of czmq is read`() throws {
        let certificate = try Certificate.read(SampleKeys.golden("czmq.cert"), file: "a")
        #expect(certificate.publicKey.description == SampleKeys.server)
        #expect(certificate.remarks.count == 6)
    }

    @Test(arguments: ["card.key", "server.key_secret"])
    func `is written byte for byte as it was`(name: String) throws {
        let bytes = try SampleKeys.golden(name)
        #expect(Array(try Certificate.read(bytes, file: "a").written.utf8) == bytes)
    }

    @Test(arguments: ["pyzmq.key", "pyzmq.key_secret", "czmq.cert", "card.key"])
    func `is read as the same after it was written`(name: String) throws {
        let certificate = try Certificate.read(SampleKeys.golden(name), file: "a")
        #expect(try Certificate.read(Array(certificate.written.utf8), file: "b") == certificate)
    }

    @Test func `keeps a value with both quotation marks`() throws {
        let text = SampleKeys.file([#"x-a = it's "b""#])
        let certificate = try Certificate.read(text, file: "a")
        #expect(certificate.remarks.map(\.value) == [#"it's "b""#])
        #expect(try Certificate.read(Array(certificate.written.utf8), file: "b") == certificate)
    }

    @Test func `is read with lines of Windows, comments behind values and no last line feed`()
        throws
    {
        let text =
            "curve \r\n    public-key = '\(SampleKeys.agency)' # of 1819\r\n\t\r\nmetadata = \"\""
        let certificate = try Certificate.read(Array(text.utf8), file: "a")
        #expect(certificate.publicKey.description == SampleKeys.agency)
    }

    @Test(arguments: [
        ("", "a:1:1: expected the section curve with a public-key, found the end of the file"),
        (
            "metadata\ncurve\n",
            "a:3:1: expected the section curve with a public-key, found the end of the file"
        ),
        (
            "    a = b\n",
            "a:1:5: expected the section metadata or curve first, found a value elsewhere"
        ),
        ("meta\n    a = b\n", "a:1:1: expected the section metadata or curve, found another name"),
        (
            "metadata = x\n",
            "a:1:1: expected the section metadata or curve, found a name with a value"
        ),
        ("metadata\nmetadata\n", "a:2:1: expected each section once, found metadata again"),
        (
            "metadata\n  a = b\n",
            "a:2:3: expected an indent of four spaces at a time, found 2 spaces"
        ),
        ("metadata\n\ta = b\n", "a:2:1: expected an indent of four spaces at a time, found a tab"),
        (
            "metadata\n    a\n",
            "a:2:5: expected a name and a value, four spaces in, found a name alone"
        ),
        (
            "metadata\n        a = b\n",
            "a:2:9: expected a name and a value, four spaces in, found a value elsewhere"
        ),
        ("metadata\n    a b\n", "a:2:7: expected = and a value, found another character"),
        (
            "metadata\n    a!b = c\n",
            "a:2:5: expected a name of letters, digits and $-_@.&+/, found another character in it"
        ),
        (
            "metadata\n    a = \"b\n",
            "a:2:9: expected the same quotation mark at the end of the value, found none"
        ),
        (
            "metadata\n    a = \"b\" c\n",
            "a:2:13: expected the end of the line behind the quotation mark, found more"
        ),
        (
            "metadata\n    a = b\n    a = c\n",
            "a:3:5: expected each name once, found the same again"
        ),
        ("metadata\n    a = \u{1}\n", "a:2:9: expected a line of text, found a control character"),
        (
            "curve\n    key = \"a\"\n",
            "a:2:5: expected public-key or secret-key, found another name"
        ),
        (
            "metadata\n    public-key-old = a\n",
            "a:2:5: expected a name of 1 to 64 bytes, no key's, and a value of at most 900 bytes,"
                + " found another"
        ),
    ])
    func `otherwise is refused with its line and what was expected`(text: String, words: String) {
        let faults = SampleKeys.faults { () throws(BundleFaults) in
            _ = try Certificate.read(Array(text.utf8), file: "a")
        }
        #expect(faults == [words])
    }

    @Test func `with a key twice is refused`() {
        let line = "    public-key = \"\(SampleKeys.agency)\"\n"
        #expect(
            faults("curve\n" + line + line) == ["a:3:5: expected public-key once, found it again"]
        )
    }

    @Test(arguments: ["public-key", "secret-key"])
    func `with a key that is none is refused without a word of it`(name: String) {
        let key = SampleKeys.agencySecret.dropLast()
        let words = faults("curve\n    \(name) = \"\(key)\"\n").joined()
        #expect(
            words.hasSuffix("a key of 40 characters of Z85 in quotation marks, found 39 characters")
        )
    }

    @Test func `without quotation marks around a key with a number sign is refused`() {
        let words = faults("curve\n    public-key = Yne@#w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID\n")
        #expect(words.first?.hasSuffix("found 4 characters") == true)
    }

    @Test func `with the zeros that czmq writes for no key is refused`() {
        let zeros = String(repeating: "0", count: 40)
        #expect(faults("curve\n    public-key = \"\(zeros)\"\n").count == 1)
    }

    @Test func `larger than any is refused`() {
        let text = String(repeating: "#\n", count: 4_097)
        #expect(
            faults(text) == [
                "a:1:1: expected a certificate of at most 8192 bytes, found 8194 bytes"
            ]
        )
    }

    @Test func `with a line longer than czmq reads is refused`() {
        let line = "# " + String(repeating: "x", count: 1_023)
        #expect(
            faults(line).first == "a:1:1: expected a line of at most 1024 bytes, found 1025 bytes"
        )
    }

    @Test func `that is no text is refused`() {
        let words = SampleKeys.faults { () throws(BundleFaults) in
            _ = try Certificate.read([0x63, 0xFF], file: "a")
        }
        #expect(words == ["a:1:1: expected text in UTF-8, found other bytes"])
    }

    @Test func `prints no secret key`() throws {
        let certificate = try Certificate.read(SampleKeys.golden("pyzmq.key_secret"), file: "a")
        var dumped = ""
        dump(certificate, to: &dumped)
        #expect(!"\(certificate)\(dumped)".contains(SampleKeys.agencySecret))
        #expect("\(certificate)".contains("–"))
    }

    /// Wherever a line of a file is broken, no eight characters of the secret key are told.
    @Test func `broken anywhere tells nothing of the secret key`() throws {
        let bytes = try SampleKeys.golden("pyzmq.key_secret")
        let secret = Array(SampleKeys.agencySecret)
        let parts = (0...secret.count - 8).map { String(secret[$0..<$0 + 8]) }
        var refused = 0
        for byte in Array(" \n\"#=".utf8) {
            for place in bytes.indices {
                var broken = bytes
                broken[place] = byte
                let words = SampleKeys.faults { () throws(BundleFaults) in
                    _ = try KeyCard.read(broken, file: "a")
                }.joined()
                refused += words.isEmpty ? 0 : 1
                #expect(!parts.contains { words.contains($0) }, "\(words)")
            }
        }
        #expect(refused > 1_000)
    }

    @Test func `of any bytes is read or refused, and what is read is written the same`() throws {
        var chance = SplitMix(seed: 32)
        let bytes = try SampleKeys.golden("card.key")
        for _ in 0..<2_000 {
            var changed = bytes
            for _ in 0...chance.below(3) {
                let place = chance.below(changed.count)
                changed[place] = UInt8(chance.below(256))
            }
            guard let read = try? Certificate.read(changed, file: "a") else { continue }
            #expect(try Certificate.read(Array(read.written.utf8), file: "b") == read)
        }
    }

    private func faults(_ text: String) -> [String] {
        SampleKeys.faults { () throws(BundleFaults) in
            _ = try Certificate.read(Array(text.utf8), file: "a")
        }
    }
}
