import Referrals
import Testing
import Wire

@testable import relais

@Suite struct `A program that answers offers` {
    private func ending(
        of script: String,
        stdin: String = "{}",
        limit: Duration = .seconds(20)
    ) throws -> OfferProgram.Ending {
        let program = try OfferProgram(
            "/bin/sh",
            arguments: ["-c", script],
            stdin: Array(stdin.utf8),
            limit: limit
        )
        while true {
            if let ending = program.advance(milliseconds: 100) { return ending }
        }
    }

    @Test func `gets the offer and gives its answer`() throws {
        #expect(try ending(of: "cat", stdin: "{\"n\":1}") == .answered(Array("{\"n\":1}".utf8)))
    }

    @Test func `may leave the offer unread, however long it is`() throws {
        let long = String(repeating: "x", count: 1 << 20)
        #expect(try ending(of: "echo yes", stdin: long) == .answered(Array("yes\n".utf8)))
    }

    @Test func `may fail`() throws {
        #expect(try ending(of: "exit 3") == .failed(status: 3))
        #expect(try ending(of: "kill -9 $$") == .killed(signal: 9))
    }

    @Test func `is ended with all it has started when it takes too long`() throws {
        #expect(try ending(of: "sleep 60 & sleep 60", limit: .milliseconds(50)) == .tooLate)
    }

    @Test func `is not listened to for ever`() throws {
        #expect(try ending(of: "yes | head -c 200000") == .tooLong)
    }

    @Test func `that is not there ends the work`() {
        #expect(throws: Trouble.self) {
            try OfferProgram("/nowhere/at-all", arguments: [], stdin: [], limit: .seconds(1))
        }
    }
}

@Suite struct `The answer of a program` {
    private func read(_ text: String) -> AnswerLine.Verb? {
        try? OfferAnswer.read(Array(text.utf8)).get()
    }

    @Test func `accepts, declines or gives back`() {
        #expect(read("{\"verb\":\"accept\",\"by\":\"kim\"}\n") == .accept(by: "kim"))
        #expect(read("{\"verb\":\"return\"}") == .giveBack)
        #expect(
            read("{\"verb\":\"decline\",\"reason\":\"at_capacity\",\"suggest\":\"ced\"}")
                == .decline(.atCapacity, text: nil, suggest: PartnerID("ced"))
        )
    }

    @Test(arguments: [
        "", "yes", "[]", "{}", "{\"verb\":\"maybe\"}", "{\"verb\":\"accept\"}",
        "{\"verb\":\"accept\",\"by\":\"\"}", "{\"verb\":\"decline\"}",
        "{\"verb\":\"decline\",\"reason\":\"bored\"}",
        "{\"verb\":\"decline\",\"reason\":\"other\"}",
        "{\"verb\":\"decline\",\"reason\":\"conflict\",\"suggest\":\"NOBODY\"}",
    ])
    func `is none when it is anything else`(text: String) {
        #expect(read(text) == nil)
    }
}

@Suite struct `The log of a worker` {
    private func copy(_ line: String, content: Bool) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        WorkLog.copy(Array(line.utf8), to: &writer, but: ["line"], content: content)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private let answered =
        "{\"line\":1,\"id\":\"a\",\"code\":200,\"content\":{\"person\":{\"name\":\"Zoé\"}},\"new\":[1]}"

    @Test func `has a dash for content that was not asked for`() {
        #expect(
            copy(answered, content: false)
                == "{\"id\":\"a\",\"code\":200,\"content\":\"-\",\"new\":[1]}"
        )
    }

    @Test func `has the content when it was asked for`() {
        #expect(copy(answered, content: true).contains("Zoé"))
    }

    @Test func `names the event before the rest of a line`() {
        let line = WorkLog.line("offer", Array("{\"n\":1}".utf8))
        #expect(String(decoding: line, as: UTF8.self) == "{\"event\":\"offer\",\"n\":1}\n")
    }
}
