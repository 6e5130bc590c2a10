import Referrals
import Testing
import Wire

private let publish = "{\"v\":1,\"kind\":\"publish\",\"seq\":7}\n"

private func read(_ text: String) -> Header { Header(of: Array(text.utf8)) }

@Suite struct `A header` {
    private func header(of count: Int) -> String {
        let start = "{\"v\":1,\"kind\":\"mine\",\"seq\":7,\"x\":\""
        return start + String(repeating: "a", count: count - start.utf8.count - 2) + "\"}"
    }

    @Test func `has 4096 bytes at most`() {
        #expect(read(header(of: 4_096) + "\n").inquiry == .mine())
        #expect(read(header(of: 4_096)).inquiry == .mine())
        let over = read(header(of: 4_097) + "\n").error
        #expect(over?.error == .badHeader)
        #expect(over?.limit == SizeLimit("header", max: 4_096))
    }

    @Test func `is judged before the size of what follows`() {
        let body = String(repeating: "\n", count: 257)
        #expect(read("{\"v\":1,\"kind\":\"sing\",\"seq\":7}\n" + body).error?.error == .unknownKind)
        #expect(read("{\"v\":2,\"kind\":\"mine\",\"seq\":7}\n" + body).error?.error == .version)
        #expect(read("{\"v\":1,\"kind\":\"mine\",\"seq\":7}\n" + body).error?.error == .tooLarge)
    }

    @Test func `tells who speaks even where the rest cannot be read`() {
        let header = read("{\"v\":1,\"kind\":\"sing\",\"seq\":7,\"as\":\"agency:1819\"}")
        #expect(header.speaker == AgencyID("1819").map { .agency($0) })
        #expect(header.seq == 7)
    }
}

@Suite struct `A body` {
    private func lines(_ text: String) -> [Int]? {
        guard case .publish(let inquiry) = read(text).inquiry else { return nil }
        return inquiry.lines.map(\.number)
    }

    @Test func `has 256 lines at most, empty ones counted`() {
        #expect(lines(publish + String(repeating: "{}\n", count: 256))?.count == 256)
        #expect(lines(publish + String(repeating: "\n", count: 255) + "{}") == [256])
        for text in [
            String(repeating: "{}\n", count: 257), String(repeating: "\n", count: 257),
            String(repeating: "{}\n", count: 256) + "{}",
        ] {
            let error = read(publish + text).error
            #expect(error?.error == .tooLarge)
            #expect(error?.limit == SizeLimit("lines", max: 256))
            #expect(read(publish + text).seq == 7)
        }
    }

    @Test func `has 262144 bytes at most`() {
        let line = String(repeating: "a", count: 65_535) + "\n"
        let full = String(repeating: line, count: 4)
        #expect(lines(publish + full)?.count == 4)
        let error = read(publish + full + "b").error
        #expect(error?.error == .tooLarge)
        #expect(error?.limit == SizeLimit("body", max: 262_144))
    }

    @Test func `is cut at line feeds alone, wherever they stand`() {
        for count in 0...40 {
            let one = String(repeating: "a", count: count)
            let text = publish + one + "\n" + "\r\u{0B}\u{2028}\n" + one
            #expect(lines(text) == (count == 0 ? [2] : [1, 2, 3]))
        }
    }

    @Test func `may have nothing in it`() {
        #expect(lines(publish) == [])
        #expect(lines(String(publish.dropLast())) == [])
        #expect(lines(publish + "\n\n") == [])
    }
}

@Suite struct `A line of a partner` {
    private func refusal(_ bytes: Int) -> LineRefusal? {
        let start = "{\"id\":\"a\",\"lease\":\"L1\",\"verb\":\"return\",\"x_\":\""
        let line = start + String(repeating: "a", count: bytes - start.utf8.count - 2) + "\"}"
        let text = "{\"v\":1,\"kind\":\"answer\",\"seq\":7}\n" + line + "\n"
        guard case .answer(let lines) = read(text).inquiry, lines.count == 1 else {
            return LineRefusal(.internal, field: nil, detail: "")
        }
        return lines[0].refusal
    }

    @Test func `has 65536 bytes at most, and is refused alone`() {
        #expect(refusal(65_536) == nil)
        #expect(refusal(65_537)?.error == .tooLarge)
        #expect(refusal(65_537)?.limit == SizeLimit("line", max: 65_536))
    }

    @Test func `has words of 2000 characters at most, however many bytes`() {
        for (count, error) in [(2_000, nil), (2_001, ErrorName.tooLong)] {
            let words = String(repeating: "é", count: count)
            let text = """
                {"v":1,"kind":"answer","seq":7}
                {"id":"a","lease":"L1","verb":"decline","reason":"other","text":"\(words)"}
                """
            guard case .answer(let lines) = read(text).inquiry else {
                Issue.record("the message must be read")
                return
            }
            #expect(lines.first?.refusal?.error == error)
        }
    }

    @Test func `prints nothing of its words`() {
        let text = """
            {"v":1,"kind":"answer","seq":7}
            {"id":"a","lease":"L1","verb":"decline","reason":"other","text":"Odile"}
            """
        let inquiry = read(text).inquiry
        #expect(inquiry != nil)
        #expect(!"\(inquiry as Any)".contains("Odile"))
    }
}

@Suite struct `An envelope` {
    private let message: [UInt8] = [1, 2, 3]

    @Test func `is nothing, or up to four frames of which the last is empty`() {
        for count in 0...3 {
            let frames = Array(repeating: [UInt8](repeating: 9, count: 64), count: count)
            let parted = Envelope.part(frames + [[], message])
            #expect(parted?.envelope == frames + [[]])
            #expect(parted?.message == message)
        }
        let bare = Envelope.part([message])
        #expect(bare?.envelope == [])
        #expect(bare?.message == message)
    }

    @Test func `is none with five frames, a frame of 65 bytes or a last one that is not empty`() {
        #expect(Envelope.part([]) == nil)
        #expect(Envelope.part([[], [], [], [], [], message]) == nil)
        #expect(Envelope.part([[UInt8](repeating: 9, count: 65), [], message]) == nil)
        #expect(Envelope.part([[7], message]) == nil)
    }
}
