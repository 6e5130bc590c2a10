import Testing
import Wire

@Suite struct `A JSON document` {
    @Test func `gives the values of every kind`() throws {
        let text = #" {"a":[null,true,false,-0,12,1.5],"é":"x\u00e9\n\ud83d\ude00","o":{}}"#
        let document = try JSONDocument(parsing: Array(text.utf8))
        let array = try #require(document.member("a", of: document.root))
        let items = Array(document.items(of: array))
        #expect(document.count(of: array) == 6)
        #expect(document.isNull(items[0]))
        #expect(document.bool(items[1]) == true)
        #expect(document.bool(items[2]) == false)
        #expect(document.integer(items[3]) == 0)
        #expect(document.integer(items[4]) == 12)
        #expect(document.integer(items[5]) == nil)
        #expect(document.number(items[5]) == 1.5)
        let string = try #require(document.member("é", of: document.root))
        #expect(document.string(string) == "xé\n😀")
        #expect(document.codePoints(string) == 4)
        let object = try #require(document.member("o", of: document.root))
        #expect(document.kind(of: object) == .object)
        #expect(document.member("p", of: document.root) == nil)
    }

    @Test(
        arguments: [
            ("1.0", 1), ("1e2", 100), ("-1.5e1", -15), ("9007199254740992", 1 << 53),
            ("-9007199254740992", -(1 << 53)), ("0", 0), ("-0.0", 0),
        ]
    )
    func `takes as an integer what is one, however spelt`(spelt: String, value: Int) throws {
        let document = try JSONDocument(parsing: Array(spelt.utf8))
        #expect(document.integer(document.root) == value)
    }

    @Test(
        arguments: [
            ("", JSONFault.Kind.empty), (" \n", .empty), ("{", .unexpectedEnd),
            ("{]", .unexpectedByte),
            ("[1,]", .unexpectedByte), ("{\"a\":1,}", .unexpectedByte),
            ("{\"a\" 1}", .unexpectedByte),
            ("{a:1}", .unexpectedByte), ("[1 2]", .unexpectedByte), ("1 2", .trailingBytes),
            ("tru", .unexpectedEnd), ("trux", .unexpectedByte), ("nul", .unexpectedEnd),
            ("01", .badNumber), ("-", .unexpectedEnd), ("-x", .badNumber), ("1.", .unexpectedEnd),
            ("1.x", .badNumber), ("1e+", .unexpectedEnd), (".5", .unexpectedByte),
            ("+1", .unexpectedByte),
            ("9007199254740993", .numberOutOfRange), ("-9007199254740993", .numberOutOfRange),
            ("99999999999999999999999", .numberOutOfRange), ("1e400", .numberOutOfRange),
            ("\"a", .unexpectedEnd), ("\"a\\", .unexpectedEnd), ("\"\\u12", .unexpectedEnd),
            ("\"\\x\"", .badEscape), ("\"\\u12g4\"", .badEscape), ("\"\t\"", .controlCharacter),
            ("\"\u{0}\"", .controlCharacter), ("\"\\ud800\"", .loneSurrogate),
            ("\"\\udc00\"", .loneSurrogate), ("\"\\ud800\\u0041\"", .loneSurrogate),
            ("\u{FEFF}{}", .byteOrderMark), ("{}\u{0}", .trailingBytes), ("/**/1", .unexpectedByte),
            ("'a'", .unexpectedByte), ("NaN", .unexpectedByte), ("Infinity", .unexpectedByte),
        ]
    )
    func `refuses what RFC 8259 does not have`(text: String, kind: JSONFault.Kind) {
        let fault = #expect(throws: JSONFault.self) {
            try JSONDocument(parsing: Array(text.utf8))
        }
        #expect(fault?.kind == kind)
        #expect(fault?.pointer == nil)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xE0, 0x9F, 0xBF], [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80],
            [0xFF], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x98, 0x28],
        ] as [[UInt8]]
    )
    func `refuses bytes that are not UTF-8`(bytes: [UInt8]) {
        for prefix in ["", "a", "1234567", "12345678", "\\n", "\\n1234567"] {
            let text = [0x22] + Array(prefix.utf8) + bytes + [0x22]
            #expect(throws: JSONFault(.notUTF8, at: 1 + prefix.utf8.count)) {
                try JSONDocument(parsing: text)
            }
        }
    }

    @Test func `takes every code point but the surrogates`() throws {
        for value in stride(from: UInt32(0x20), to: 0x110000, by: 97) {
            guard let scalar = Unicode.Scalar(value), scalar != "\"", scalar != "\\" else {
                continue
            }
            let text = "\"\(scalar)\""
            let document = try JSONDocument(parsing: Array(text.utf8))
            #expect(document.string(document.root) == String(Character(scalar)))
        }
    }

    @Test func `may be eight deep and no deeper`() throws {
        let eight = String(repeating: "[", count: 8) + String(repeating: "]", count: 8)
        _ = try JSONDocument(parsing: Array(eight.utf8))
        #expect(throws: JSONFault(.tooDeep, at: 8)) {
            try JSONDocument(parsing: Array("[\(eight)]".utf8))
        }
    }

    @Test(
        arguments: [
            (#"{"id":1,"id":1}"#, "/id"),
            (#"{"data":{"x":[0,{"a/b~":1,"c":2,"a\u002fb~":3}]}}"#, "/data/x/1/a~1b~0"),
            (#"{"":1,"":2}"#, "/"),
        ]
    )
    func `names the place of a duplicate key`(text: String, pointer: String) {
        let fault = #expect(throws: JSONFault.self) {
            try JSONDocument(parsing: Array(text.utf8))
        }
        #expect(fault?.kind == .duplicateKey)
        #expect(fault?.pointer == pointer)
    }

    @Test func `finds a duplicate among thousands of keys`() throws {
        let keys = (0..<5_000).map { "\"k\($0)\":0" }
        _ = try JSONDocument(parsing: Array("{\(keys.joined(separator: ","))}".utf8))
        let twice = (keys + ["\"k77\":1", "\"k3\":1"]).joined(separator: ",")
        let fault = #expect(throws: JSONFault.self) {
            try JSONDocument(parsing: Array("{\"a\":{\(twice)}}".utf8))
        }
        #expect(fault?.pointer == "/a/k77")
    }

    @Test func `tells that a string holds U+0000`() throws {
        let with = try JSONDocument(parsing: Array(#"["a\u0000"]"#.utf8))
        let without = try JSONDocument(parsing: Array(#"["a\u0001"]"#.utf8))
        #expect(with.hasNUL)
        #expect(!without.hasNUL)
    }
}
