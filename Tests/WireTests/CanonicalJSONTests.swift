import Testing
import Wire

@Suite struct `Canonical JSON` {
    private func canonical(_ text: String) throws -> String {
        let document = try JSONDocument(parsing: Array(text.utf8))
        return String(decoding: CanonicalJSON.bytes(of: document.root, in: document), as: UTF8.self)
    }

    @Test func `sorts keys by UTF-16 code units`() throws {
        // The example of RFC 8785, 3.2.3.
        let text = #"""
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
            "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small"}
            """#
        let document = try JSONDocument(parsing: Array(try canonical(text).utf8))
        let values = document.members(of: document.root).map { document.string($0.value) }
        #expect(
            values == [
                "Carriage Return", "One", "Control", "Latin Small", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ]
        )
    }

    @Test func `is the same for other spellings of the same value`() throws {
        let one = #"{"b":[1,2.50,"é/\n"],"a":{"z":null,"y":true}}"#
        let other = #" { "a" : {"y":true,"z":null}, "b" : [ 1.0 , 25e-1, "\u00e9\/\u000a" ] } "#
        #expect(try canonical(one) == canonical(other))
        #expect(try canonical(one) == #"{"a":{"y":true,"z":null},"b":[1,2.5,"é/\n"]}"#)
    }

    @Test func `differs for other values`() throws {
        let texts = [
            #"["1"]"#, "[1]", "[1.5]", "[true]", "[null]", "[]", "{}", #"["é"]"#, #"["e\u0301"]"#,
        ]
        // As bytes: two strings of Swift are equal when their accents are composed differently.
        #expect(Set(try texts.map { Array(try canonical($0).utf8) }).count == texts.count)
    }

    @Test(
        arguments: [
            ("0.1", "0.1"), ("-0.000001", "-0.000001"), ("1e-7", "1e-7"), ("123e-10", "1.23e-8"),
            ("5e-324", "5e-324"), ("0.30000000000000004", "0.30000000000000004"),
            ("333333333.33333329", "333333333.3333333"), ("4.50", "4.5"), ("2e-3", "0.002"),
            ("4503599627370495.5", "4503599627370495.5"), ("1e21e", ""), ("-1.5", "-1.5"),
            ("1E3", "1000"),
        ]
    )
    func `prints numbers as ECMAScript does`(spelt: String, printed: String) throws {
        if printed.isEmpty {
            #expect(throws: JSONFault.self) { try canonical(spelt) }
        } else {
            #expect(try canonical(spelt) == printed)
        }
    }

    @Test func `escapes only what must be`() throws {
        let text = #""\u0000\u0008\u0009\u000a\u000b\u000c\u000d\u001f\"\\\/\u007f\u2028""#
        let printed = "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\u{7F}\u{2028}\""
        #expect(try canonical(text) == printed)
    }

    @Test func `of an event is its data and its type alone`() throws {
        let text = #"{"id":"1","type":"t","data":{"b":1,"a":2},"time":"x"}"#
        let document = try JSONDocument(parsing: Array(text.utf8))
        let type = try #require(document.member("type", of: document.root))
        let data = try #require(document.member("data", of: document.root))
        let content = CanonicalJSON.content(type: type, data: data, in: document)
        #expect(String(decoding: content, as: UTF8.self) == #"{"data":{"a":2,"b":1},"type":"t"}"#)
    }

    @Test func `sorts an object of many keys as one of few`() throws {
        let members = (0..<200).reversed().map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        let printed = try canonical("{\(members)}")
        let sorted = (0..<200).map { "k\($0)" }.sorted()
        let document = try JSONDocument(parsing: Array(printed.utf8))
        #expect(document.members(of: document.root).map { document.string($0.key) } == sorted)
    }

    @Test func `is longest where its text was shortest`() throws {
        let numbers = "[" + Array(repeating: "9e15", count: 500).joined(separator: ",") + "]"
        #expect(try canonical(numbers).utf8.count == 500 * 17 + 1)
    }
}
