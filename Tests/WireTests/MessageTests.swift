import Foundation
import Referrals
import Testing
import Wire

@Suite struct `A message we send` {
    @Test func `has the bytes written down, whatever its kind`() throws {
        let golden = try WireFiles.records("../../config/schemas/golden/messages.jsonl")
        let samples = try MessageSamples.all
        #expect(golden.map { $0["name"] as? String } == samples.map(\.name))
        for (record, sample) in zip(golden, samples) {
            let sent = String(decoding: sample.message.encode(re: sample.re), as: UTF8.self)
            #expect(sent == record["raw"] as? String, "\(sample.name)")
        }
    }

    @Test func `is read by a client, line by line`() throws {
        for sample in try MessageSamples.all {
            let bytes = sample.message.encode(re: sample.re)
            let reply = try #require(Reply(bytes), "\(sample.name)")
            #expect(sample.name.hasPrefix(reply.kind))
            #expect(reply.re == sample.re)
            #expect(reply.lines.count == bytes.count(where: { $0 == 0x0A }) - 1)
        }
    }

    @Test func `is cut off and changed in every byte without harm to its reader`() throws {
        for sample in try MessageSamples.all {
            let bytes = sample.message.encode(re: sample.re)
            for count in bytes.indices { _ = Reply(Array(bytes[..<count])) }
            for index in bytes.indices {
                for mask: UInt8 in [0x01, 0x80] {
                    var changed = bytes
                    changed[index] ^= mask
                    _ = Reply(changed)
                }
            }
        }
    }

    @Test func `names null as what it answers only where it answers what cannot be named`() {
        let error = Message.error(ErrorMessage(.frames, detail: "no")).encode(re: nil)
        #expect(String(decoding: error, as: UTF8.self).contains("\"re\":null"))
        let push = Message.pong(now: MessageSamples.at).encode(re: nil)
        #expect(!String(decoding: push, as: UTF8.self).contains("\"re\""))
    }

    @Test func `prints nothing of a person`() throws {
        for sample in try MessageSamples.all {
            let printed = "\(sample.message)"
            for secret in ["Odile", "Dort mal", "3247", "1819-26-00412"] {
                #expect(!printed.contains(secret), "\(sample.name)")
            }
        }
    }

    @Test func `has receipts of at most eight KiB an event, however its sender names its fields`() {
        for name in [
            String(repeating: "\u{1}", count: 60_000), String(repeating: "é", count: 30_000),
        ] {
            let refusal = EventRefusal(
                .unknownField,
                field: "/data/\(name)",
                detail: "no such field"
            )
            let bytes = Message.receipt([ReceiptLine(line: 1, refusing: refusal)]).encode(re: 1)
            #expect(bytes.count < 8_192)
            #expect(Reply(bytes) != nil)
        }
    }

    @Test func `has offers no longer than they are reckoned`() throws {
        var facts = OfferFacts()
        facts.language = .french
        facts.sector = 47
        facts.size = SizeBand(workers: 20)
        facts.commune = Commune(nis: 21_013)
        facts.phase = Phase.allCases.max { $0.name.utf8.count < $1.name.utf8.count }
        facts.legalState = LegalState.allCases.max { $0.name.utf8.count < $1.name.utf8.count }
        facts.signals = Signal.allCases
        facts.reach = [.phone, .email, .agency]
        facts.digitalAccess = false
        let offer = OfferLine(
            number: UInt64(most),
            lease: LeaseID(.max),
            leg: LegID(caseID: CaseID(year: 9_999, number: .max), ordinal: .max),
            queue: try MessageSamples.named(String(repeating: "q", count: 64), QueueID.init),
            need: try #require(Need.allCases.max { $0.name.utf8.count < $1.name.utf8.count }),
            urgency: .normal,
            answerBy: Moment(microseconds: 1),
            handleBy: Moment(microseconds: 1),
            attempt: most,
            facts: facts,
            rule: String(repeating: "\u{1}", count: 64),
            why: String(repeating: "\u{1}", count: 500)
        )
        #expect(try bytes(of: .offer([offer])) <= offer.byteCountMax)
    }

    @Test func `has notices no longer than they are reckoned`() throws {
        for kind in NoticeKind.allCases {
            let notice = NoticeLine(
                number: UInt64(most),
                kind: kind,
                leg: LegID(caseID: CaseID(year: 9_999, number: .max), ordinal: .max),
                at: Moment(microseconds: 1),
                revision: most
            )
            #expect(try bytes(of: .notice([notice])) <= NoticeLine.byteCountMax)
        }
    }

    @Test func `has answers no longer than they are reckoned`() throws {
        let held = Array(repeating: UInt8(0xFF), count: 50) + Array(repeating: 1, count: 50)
        var answer = LineAnswer(
            line: 256,
            id: String(repeating: "\"", count: 64),
            .wrongState,
            field: "/" + String(repeating: "\u{1}", count: 60_000),
            detail: String(repeating: "\u{1}", count: 100)
        )
        answer.state = .cancelRequested
        answer.allowed = ReportVerb.allCases
        var contents = [try ContentSamples.line]
        for need in [Need.psychologicalDistress, .treasuryVat] {
            contents.append(
                ContentSamples.content(
                    of: need,
                    [
                        try ContentSamples.part(ContentSamples.mixed),
                        try ContentSamples.part(held, isHeld: true),
                    ]
                )
            )
        }
        for content in contents {
            var accepted = LineAnswer(line: 1, id: "a", code: 200)
            accepted.content = content
            answer.content = content
            for line in [accepted, answer] {
                let count = try bytes(of: .answered([line]))
                #expect(count <= line.byteCountMax)
                #expect(count == line.byteCount)
            }
        }
    }

    @Test func `has progress that fits into one message, however much is asked for`() throws {
        var line = ProgressLine(
            position: Position(UInt64(most)),
            type: try #require(
                ProgressType.allCases.max { $0.name.utf8.count < $1.name.utf8.count }
            ),
            at: Moment(microseconds: 1),
            recordedAt: Moment(microseconds: 1),
            caseID: CaseID(year: 9_999, number: .max)
        )
        line.agencyRef = Confidential(String(repeating: "\u{1}", count: 64))
        line.leg = LegID(caseID: line.caseID, ordinal: .max)
        line.need = .psychologicalBereavement
        line.partner = PartnerID(String(repeating: "p", count: 32))
        line.code = String(repeating: "c", count: 32)
        line.answerBy = Moment(microseconds: 1)
        #expect(try bytes(of: .progress([line])) < Limits.bodyBytes / Limits.bodyLines)
    }

    /// The greatest number that may stand in a message.
    private var most: Int { (1 << 53) - 1 }

    /// The bytes of the one line of a message.
    private func bytes(of message: Message) throws -> Int {
        let reply = try #require(Reply(message.encode(re: 1)))
        return try #require(reply.raw.first).count
    }

    @Test(arguments: [
        (ErrorName.timeInFuture, ReceiptLine.Status.deferred), (.window, .deferred),
        (.diskFull, .deferred), (.internal, .deferred), (.idReused, .refused),
        (.badJson, .refused), (.tooLarge, .refused), (.version, .refused),
    ])
    func `says of a refused event whether to send it again`(
        _ error: ErrorName,
        _ status: ReceiptLine.Status
    ) {
        #expect(ReceiptLine(line: 1, refusing: EventRefusal(error, detail: "")).status == status)
    }
}

@Suite struct `The content of a leg` {
    @Test func `has the newest of what several requests gave`() throws {
        let sent = ContentSamples.sent(
            .treasuryVat,
            [
                try ContentSamples.part(ContentSamples.mixed),
                try ContentSamples.part(ContentSamples.single),
            ]
        )
        #expect(sent.contains("\"person\":{\"phone\":\"+32470008586\"}"))
        #expect(sent.contains("\"enterprise\":{\"bce\":\"0999001119\""))
        #expect(sent.contains("\"how\":\"written\",\"at\":\"2026-03-03T09:00:00+01:00\""))
    }

    @Test func `keeps the referral's note from a partner of one need among several families`()
        throws
    {
        let sent = ContentSamples.sent(
            .treasuryVat,
            [try ContentSamples.part(ContentSamples.mixed)]
        )
        #expect(sent.contains("TVA."))
        #expect(!sent.contains("De tout."))
        #expect(!sent.contains("Dort mal."))
    }

    @Test func `gives the referral's note to the psychological leg`() throws {
        let sent = ContentSamples.sent(
            .psychologicalDistress,
            [try ContentSamples.part(ContentSamples.mixed)]
        )
        #expect(sent.contains("Dort mal."))
        #expect(sent.contains("De tout."))
        #expect(!sent.contains("TVA."))
    }

    @Test func `gives the referral's note where all its needs are of one family`() throws {
        let sent = ContentSamples.sent(
            .treasuryVat,
            [try ContentSamples.part(ContentSamples.single)]
        )
        #expect(sent.contains("Rappeler"))
    }

    @Test func `tells the size of an enterprise, and not what was kept unread`() throws {
        let sent = ContentSamples.sent(
            .treasuryVat,
            [try ContentSamples.part(ContentSamples.mixed)]
        )
        #expect(sent.contains("\"size_band\":\"1-5\""))
        #expect(!sent.contains("workers"))
        #expect(!sent.contains("x_score"))
    }

    @Test func `gives a held line as a note, whatever its bytes`() throws {
        let lines: [[UInt8]] = [
            [], [0xFF, 0x00, 0x22], Array("{\"specversion\":".utf8), ContentSamples.mixed,
            Array("{\"data\":".utf8),
        ]
        for line in lines {
            let part = try ContentSamples.part(line, isHeld: true)
            let sent = ContentSamples.sent(.other, [part])
            let object = try JSONSerialization.jsonObject(with: Data(sent.utf8)) as? [String: Any]
            let notes = object?["notes"] as? [[String: Any]]
            #expect(notes?.first?["text"] as? String == String(decoding: line, as: UTF8.self))
            #expect(object?["person"] is NSNull)
        }
    }

    @Test func `that is no event and is not said to be held does no harm`() throws {
        for line in ["{\"data\":", "{\"data\":7}", "{}", "no JSON"] {
            let sent = ContentSamples.sent(.other, [try ContentSamples.part(Array(line.utf8))])
            #expect(JSONSerialization.isValidJSONObject([sent]))
            #expect(Reply(Array("{\"kind\":\"content\"}\n\(sent)\n".utf8)) != nil)
        }
    }
}
