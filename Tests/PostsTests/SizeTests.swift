import Exchange
import Posts
import Referrals
import Testing
import Wire

/// What we send obeys the limits of what is sent to us.
@Suite struct `A message to a partner` {
    /// A scene in which money's session 1 was offered so many legs.
    private static func offered(_ count: Int, note: String = "") throws -> RecorderScene {
        var scene = RecorderScene()
        try scene.attach(1, "money", credit: 100_000)
        let need = #"{"code":"treasury.vat","note":"\#(note)"}"#
        for number in 1...count {
            scene.send([
                SampleEvents.request(
                    "e\(number)",
                    ref: "r\(number)",
                    needs: note.isEmpty ? ["treasury.vat"] : [need]
                )
            ])
        }
        scene.turn()
        return scene
    }

    /// Accepts all that was offered, in messages of so many lines; the replies are told.
    private static func accept(
        _ scene: inout RecorderScene,
        in size: Int = 256
    ) throws -> [Message] {
        let lines = scene.offers(to: 1).map { offer in
            AnswerLine(id: "a\(offer.number)", lease: "\(offer.lease)", verb: .accept(by: "p"))
        }
        var replies: [Message] = []
        for start in stride(from: 0, to: lines.count, by: size) {
            let some = lines[start..<min(start + size, lines.count)].enumerated().map {
                index,
                line in
                PartnerLine(number: index + 1, id: line.id, content: line, refusal: nil)
            }
            replies.append(try scene.ask("partner:money", .answer(some), in: 1))
        }
        return replies
    }

    private static func fits(_ message: Message) -> Bool {
        guard let reply = Reply(message.encode(re: 1)) else { return false }
        let bytes = reply.raw.reduce(0) { $0 + $1.count + 1 }
        return reply.lines.count <= Limits.bodyLines && bytes <= Limits.bodyBytes
    }

    @Test func `has no more offers than a message has lines`() throws {
        let scene = try Self.offered(300)
        #expect(scene.offers(to: 1).map(\.number) == Array(1...300))
        let pushes = scene.pushes.filter { $0.session == 1 }
        #expect(pushes.count > 1)
        #expect(pushes.allSatisfy { Self.fits($0.message) })
    }

    @Test func `has no more notices than a message has lines`() throws {
        var scene = try Self.offered(300)
        _ = try Self.accept(&scene)
        for number in 1...300 {
            let more = #","reason":"no_longer_needed""#
            scene.send([
                SampleEvents.status("s\(number)", "withdrawn", ref: "r\(number)", more: more)
            ])
        }
        scene.turn()
        #expect(scene.notices(to: 1).map(\.number) == Array(1...300))
        #expect(scene.pushes.allSatisfy { Self.fits($0.message) })
    }

    @Test func `that asks for its legs has them page after page`() throws {
        var scene = try Self.offered(300)
        var found: [LegID] = []
        var sizes: [Int] = []
        var cursor: String?
        repeat {
            let reply = try scene.ask("partner:money", .mine(after: cursor), in: 1)
            guard case .legs(let legs, let next) = reply else {
                Issue.record("the reply is no list of legs")
                return
            }
            #expect(Self.fits(reply))
            found += legs.map(\.leg)
            sizes.append(legs.count)
            cursor = next
        } while cursor != nil
        #expect(sizes == [256, 44])
        #expect(found == found.sorted() && Set(found).count == 300)
    }

    @Test func `goes on with its legs though the last that was told has gone`() throws {
        var scene = try Self.offered(258)
        guard case .legs(let legs, let next) = try scene.ask("partner:money", .mine(), in: 1) else {
            Issue.record("the reply is no list of legs")
            return
        }
        let last = try #require(legs.last?.leg)
        _ = try Self.accept(&scene)
        try scene.report(.complete(.helpedFull, nil), on: last)
        let rest = try scene.ask("partner:money", .mine(after: next), in: 1)
        guard case .legs(let others, nil) = rest else {
            Issue.record("the reply is no last list of legs")
            return
        }
        #expect(others.count == 2)
    }

    @Test(arguments: ["x", "queues.x.x6d", "legs.x.x6d"])
    func `refuses a cursor that no list of legs gave`(cursor: String) throws {
        var scene = try RecorderScene.accepted()
        let asks: [(String, Put.Ask)] = [
            ("partner:money", .mine(after: cursor)),
            ("agency:north", .lookup(.reference(RecorderScene.file), after: cursor)),
        ]
        for (principal, ask) in asks {
            guard case .error(let error) = try scene.ask(principal, ask, in: 1) else {
                Issue.record("the reply is no error")
                return
            }
            #expect(error.error == .badValue && error.field == "/after")
        }
    }

    @Test func `leaves out content that it has no room for, and says so`() throws {
        var scene = try Self.offered(100, note: String(repeating: "é", count: 4_000))
        let reply = try #require(try Self.accept(&scene).first)
        guard case .answered(let lines) = reply else {
            Issue.record("the reply is no answer")
            return
        }
        #expect(Self.fits(reply))
        #expect(lines.allSatisfy { $0.code == 200 })
        #expect(lines.allSatisfy { ($0.content == nil) == $0.isContentLeftOut })
        #expect(lines.count { $0.content != nil } == 30)
        let left = try #require(lines.firstIndex { $0.isContentLeftOut })
        let leg = scene.offers(to: 1)[left].leg
        let opened = try scene.ask("partner:money", .open(OpenInquiry(leg: leg, by: "p")), in: 1)
        guard case .content(.some) = opened else {
            Issue.record("the reply has no content")
            return
        }
    }

    @Test func `has all content where there is room, however many lines it has`() throws {
        var scene = try Self.offered(200)
        let reply = try #require(try Self.accept(&scene).first)
        guard case .answered(let lines) = reply else {
            Issue.record("the reply is no answer")
            return
        }
        #expect(Self.fits(reply))
        #expect(lines.allSatisfy { $0.content != nil && !$0.isContentLeftOut })
    }
}

@Suite struct `A journey` {
    @Test func `is told from where the page before ended`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1", needs: ["treasury.vat", "treasury.rent"]))
        let ask = AskInquiry(what: "legs", limit: 1)
        guard case .told(_, _, _, let next) = try scene.ask("supervisor:chief", .ask(ask)) else {
            Issue.record("the reply is no list of rows")
            return
        }
        let lookup = Put.Ask.lookup(.reference(RecorderScene.file), after: next)
        guard case .journey(let legs, nil) = try scene.ask("agency:north", lookup) else {
            Issue.record("the reply is no journey")
            return
        }
        #expect(legs.map(\.leg.ordinal) == [2])
    }
}
