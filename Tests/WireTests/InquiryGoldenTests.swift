import Referrals
import Testing
import Wire

/// The instant at which the golden messages arrive.
private let arrival = Moment(rfc3339: "2026-03-02T22:00:00+01:00")

/// The text of a record, as a frame.
private func frame(_ record: [String: Any], _ name: String = "raw") -> [UInt8] {
    Array((record[name] as? String ?? "").utf8)
}

@Suite struct `The golden inquiries` {
    @Test func `are read as written down`() throws {
        let records = try WireFiles.records("Golden/messages/inquiries.jsonl")
        #expect(records.count == 34)
        for record in records {
            let header = Header(of: frame(record), at: arrival)
            let why = record["why"] as? String ?? ""
            #expect(header.error == nil, "\(why)")
            let inquiry = try #require(header.inquiry, "\(why)")
            #expect("\(inquiry)" == record["decoded"] as? String, "\(why)")
        }
    }

    @Test func `are written as they were read`() throws {
        for record in try WireFiles.records("Golden/messages/inquiries.jsonl") {
            let bytes = frame(record)
            let header = Header(of: bytes, at: arrival)
            let inquiry = try #require(header.inquiry)
            let sent = inquiry.encode(
                seq: header.seq,
                as: header.speaker,
                events: events(of: inquiry, in: bytes)
            )
            let expected = frame(record, record["again"] == nil ? "raw" : "again")
            #expect(sent == expected, "\(record["why"] as? String ?? "")")
            guard record["again"] == nil else { continue }
            #expect(Header(of: sent, at: arrival) == header)
        }
    }

    private func events(of inquiry: Inquiry, in frame: [UInt8]) -> [ArraySlice<UInt8>] {
        guard case .publish(let publish) = inquiry else { return [] }
        return publish.lines.map { frame[$0.range] }
    }

    @Test func `cover every kind`() throws {
        var kinds: Set<String> = []
        for record in try WireFiles.records("Golden/messages/inquiries.jsonl") {
            if let inquiry = Header(of: frame(record), at: arrival).inquiry {
                kinds.insert("\(inquiry.kind)")
            }
        }
        let all =
            "hello ping bye publish follow lookup attach take answer report open ack mine ask order"
        #expect(kinds == Set(all.split(separator: " ").map(String.init)))
    }

    @Test func `that are bad get the code, the name, the field and the number written down`() throws
    {
        let records = try WireFiles.records("Golden/messages/refused.jsonl")
        #expect(records.count == 89)
        for record in records {
            let why = record["why"] as? String ?? ""
            let header = Header(of: WireFiles.raw(record), at: arrival)
            #expect(header.inquiry == nil, "\(why)")
            let error = try #require(header.error, "\(why)")
            #expect(error.error.code == record["code"] as? Int, "\(why)")
            #expect(error.error.name == record["error"] as? String, "\(why)")
            #expect(error.field == record["field"] as? String, "\(why)")
            #expect(header.seq == record["re"] as? Int, "\(why)")
        }
    }

    @Test func `lose to their errors no word of what was said`() throws {
        for record in try WireFiles.records("Golden/messages/lines-refused.jsonl") {
            let refusal = try #require(refusal(record).refusal)
            #expect(!"\(refusal)".contains("Odile"))
        }
    }

    @Test func `with a bad line get for it the code, the name and the field written down`() throws {
        let records = try WireFiles.records("Golden/messages/lines-refused.jsonl")
        #expect(records.count == 51)
        for record in records {
            let why = record["why"] as? String ?? ""
            let (number, id, refusal) = refusal(record)
            #expect(number == 2, "\(why)")
            #expect(id == record["id"] as? String, "\(why)")
            #expect(refusal?.error.code == record["code"] as? Int, "\(why)")
            #expect(refusal?.error.name == record["error"] as? String, "\(why)")
            #expect(refusal?.field == record["field"] as? String, "\(why)")
        }
    }

    /// What becomes of a bad line between two good ones, which must be taken.
    private func refusal(
        _ record: [String: Any]
    ) -> (number: Int?, id: String?, refusal: LineRefusal?) {
        let kind = record["kind"] as? String ?? ""
        let good =
            kind == "answer"
            ? "{\"id\":\"g\",\"lease\":\"L1\",\"verb\":\"return\"}"
            : "{\"id\":\"g\",\"leg\":\"RL-2026-000123-7/1\",\"verb\":\"start\"}"
        let head = "{\"v\":1,\"kind\":\"\(kind)\",\"seq\":1}"
        let text = [head, good, record["raw"] as? String ?? "", good].joined(separator: "\n")
        switch Header(of: Array(text.utf8), at: arrival).inquiry {
        case .answer(let lines):
            guard lines.map({ $0.content == nil }) == [false, true, false] else {
                return (nil, nil, nil)
            }
            return (lines[1].number, lines[1].id, lines[1].refusal)
        case .report(let lines):
            guard lines.map({ $0.content == nil }) == [false, true, false] else {
                return (nil, nil, nil)
            }
            return (lines[1].number, lines[1].id, lines[1].refusal)
        case .hello, .ping, .bye, .publish, .follow, .lookup, .attach, .take, .open, .acknowledge,
            .mine, .ask, .order, nil:
            return (nil, nil, nil)
        }
    }
}

@Suite struct `Any bytes as a message` {
    @Test func `that were a good message, cut off, are read or refused`() throws {
        for record in try WireFiles.records("Golden/messages/inquiries.jsonl") {
            let bytes = frame(record)
            for count in bytes.indices { check(Array(bytes[..<count])) }
        }
    }

    @Test func `that were a good message, changed in one place, are read or refused`() throws {
        for record in try WireFiles.records("Golden/messages/inquiries.jsonl") {
            let bytes = frame(record)
            for index in bytes.indices {
                for mask: UInt8 in [0x01, 0x80] {
                    var changed = bytes
                    changed[index] ^= mask
                    check(changed)
                }
            }
        }
    }

    @Test func `that were refused, cut off and changed, are read or refused`() throws {
        for record in try WireFiles.records("Golden/messages/refused.jsonl") {
            let bytes = WireFiles.raw(record)
            for index in bytes.indices {
                check(Array(bytes[..<index]))
                var changed = bytes
                changed[index] ^= 0x04
                check(changed)
            }
        }
    }

    private func check(_ bytes: [UInt8]) {
        let header = Header(of: bytes, at: arrival)
        #expect((header.inquiry == nil) == (header.error != nil))
    }
}

@Suite struct `A future time in a report` {
    @Test(
        arguments: [
            ("2026-03-02T22:05:00+01:00", nil), ("2026-03-02T22:05:01+01:00", 1_000),
            ("2026-03-03T22:00:00+01:00", 86_100_000),
        ] as [(String, Int64?)]
    )
    func `says when it will be taken`(_ at: String, _ milliseconds: Int64?) throws {
        let text = """
            {"v":1,"kind":"report","seq":1}
            {"id":"a","leg":"RL-2026-000123-7/1","verb":"start","at":"\(at)"}
            """
        guard case .report(let lines) = Header(of: Array(text.utf8), at: arrival).inquiry else {
            Issue.record("the message must be read")
            return
        }
        #expect(lines.first?.refusal?.retryAfter == milliseconds.map { .milliseconds($0) })
    }
}
