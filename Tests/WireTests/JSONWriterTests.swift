import Testing
import Wire

@Suite struct `A JSON writer` {
    @Test func `puts commas, keys and escapes`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("re", 7)
        writer.key("lines")
        writer.beginArray()
        writer.string("a\"\\\n\u{1}é")
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.integer(-12)
        writer.endArray()
        writer.member("ok", true)
        writer.key(utf8: Array("k\t".utf8)[...])
        writer.string(utf8: Array("v".utf8)[...])
        writer.endObject()
        writer.endLine()
        writer.raw(Array("[]".utf8))
        let expected =
            #"{"re":7,"lines":["a\"\\\n\u0001é",null,{},-12],"ok":true,"k\t":"v"}"# + "\n[]"
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: [0, 9, 10, -10, 1 << 53, -(1 << 53), Int.min, Int.max])
    func `writes every integer`(value: Int) {
        var writer = JSONWriter()
        writer.integer(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(value)")
    }
}
