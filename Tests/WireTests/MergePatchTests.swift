import Testing
import Wire

@Suite struct `A merge patch` {
    private func merge(_ patch: String, onto target: String) throws -> String {
        let patching = try JSONDocument(parsing: Array(patch.utf8))
        let document = try JSONDocument(parsing: Array(target.utf8))
        let bytes = MergePatch.apply(patching.root, of: patching, to: document.root, of: document)
        return String(decoding: bytes, as: UTF8.self)
    }

    // The examples of RFC 7396, appendix A, that have an object for a patch or a target.
    @Test(
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#),
            (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
            (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
            (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
            (#"{"a":"foo"}"#, #"null"#, #"null"#),
            (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
            (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            (#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ]
    )
    func `does as RFC 7396 says`(target: String, patch: String, result: String) throws {
        #expect(try merge(patch, onto: target) == result)
    }

    @Test func `replaces needs by their code and appends those that are new`() throws {
        let target = #"{"needs":[{"code":"a","note":"x"},{"code":"b"}],"c":1}"#
        let patch = #"{"needs":[{"code":"d"},{"code":"a","urgency":"soon"}]}"#
        let result = #"{"needs":[{"code":"a","urgency":"soon"},{"code":"b"},{"code":"d"}],"c":1}"#
        #expect(try merge(patch, onto: target) == result)
    }

    @Test func `takes away all needs with null`() throws {
        #expect(
            try merge(#"{"needs":null}"#, onto: #"{"needs":[{"code":"a"}],"c":1}"#) == #"{"c":1}"#
        )
    }

    @Test func `keeps a need named twice, for the validation to refuse`() throws {
        let result = try merge(
            #"{"needs":[{"code":"a","n":1},{"code":"a","n":2}]}"#,
            onto: #"{"needs":[{"code":"a"}]}"#
        )
        #expect(result == #"{"needs":[{"code":"a","n":1},{"code":"a","n":2}]}"#)
    }

    @Test func `replaces an array of needs that is not outermost as a whole`() throws {
        let result = try merge(#"{"x_":{"needs":[]}}"#, onto: #"{"x_":{"needs":[{"code":"a"}]}}"#)
        #expect(result == #"{"x_":{"needs":[]}}"#)
    }
}
