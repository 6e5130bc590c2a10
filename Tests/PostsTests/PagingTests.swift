import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `A long list` {
    /// The rows of one page, and where the next begins.
    private struct Page {
        var rows: [String] = []
        var next: String?

        /// The texts of a field, in the order of the rows.
        func texts(_ field: String) -> [String] {
            rows.map { row in
                row.split(separator: #""\#(field)":"#).dropFirst().first?
                    .split(whereSeparator: { ",}".contains($0) }).first.map(String.init) ?? "-"
            }
        }
    }

    private static func page(
        _ scene: inout RecorderScene,
        _ ask: AskInquiry
    ) throws -> Page {
        let reply = try scene.ask("supervisor:chief", .ask(ask))
        guard case .told(let rows, _, _, let next) = reply else {
            Issue.record("the reply is no list of rows")
            return Page()
        }
        return Page(rows: rows.map { String(decoding: $0, as: UTF8.self) }, next: next)
    }

    /// All rows, page after page.
    private static func all(_ scene: inout RecorderScene, _ ask: AskInquiry) throws -> [Page] {
        var ask = ask
        var pages: [Page] = []
        repeat {
            pages.append(try page(&scene, ask))
            ask.after = pages.last?.next
        } while ask.after != nil && pages.count < 100
        return pages
    }

    /// A scene with so many cases, each with one leg.
    private static func scene(cases: Int) throws -> RecorderScene {
        var scene = RecorderScene()
        for number in 1...cases {
            try scene.publish(SampleEvents.request("e\(number)", ref: "r\(number)"))
        }
        return scene
    }

    private static func order(_ text: String) throws -> [AskInquiry.Sorting] {
        try #require(AskInquiry.order(text))
    }

    @Test(arguments: ["cases", "legs", "queues", "agencies", "partners"])
    func `is told whole, page after page`(what: String) throws {
        var scene = try Self.scene(cases: 5)
        let whole = try Self.page(&scene, AskInquiry(what: what))
        let pages = try Self.all(&scene, AskInquiry(what: what, limit: 2))
        #expect(whole.next == nil)
        #expect(pages.flatMap(\.rows) == whole.rows)
        #expect(pages.allSatisfy { $0.rows.count <= 2 })
    }

    @Test func `that ends with a full page has no next`() throws {
        var scene = try Self.scene(cases: 4)
        let pages = try Self.all(&scene, AskInquiry(what: "cases", limit: 2))
        #expect(pages.map(\.rows.count) == [2, 2])
    }

    @Test func `has at most as many rows a page as a message has lines`() throws {
        var scene = try Self.scene(cases: 257)
        let pages = try Self.all(&scene, AskInquiry(what: "cases", limit: 1_000))
        #expect(pages.map(\.rows.count) == [256, 1])
    }

    @Test func `goes on where it ended when rows have come and gone meanwhile`() throws {
        var scene = try Self.scene(cases: 4)
        let first = try Self.page(&scene, AskInquiry(what: "legs", limit: 2))
        let more = #","reason":"no_longer_needed""#
        try scene.publish(SampleEvents.status("s2", "withdrawn", ref: "r2", more: more))
        try scene.publish(SampleEvents.request("e5", ref: "r5"))
        let rest = try Self.page(&scene, AskInquiry(what: "legs", after: first.next))
        let names = rest.texts("case").map { $0.dropFirst(9).prefix(6) }
        #expect(names == ["000003", "000004", "000005"])
    }

    @Test func `is searched on where the page before ended, with conditions as well`() throws {
        var scene = try Self.scene(cases: 6)
        try scene.attach(1, "money", credit: 3)
        let condition = AskInquiry.Condition(field: "state", test: .equal("waiting"))
        let ask = AskInquiry(what: "legs", conditions: [condition], limit: 2)
        let pages = try Self.all(&scene, ask)
        #expect(pages.map(\.rows.count) == [2, 1])
    }

    @Test func `of a case's history is told in pages too`() throws {
        var scene = try RecorderScene.accepted()
        let condition = AskInquiry.Condition(
            field: "case",
            test: .equal(RecorderScene.file.description)
        )
        let ask = AskInquiry(what: "journey", conditions: [condition], limit: 4)
        let pages = try Self.all(&scene, ask)
        #expect(pages.flatMap { $0.texts("position") } == ["1", "2", "3", "4", "5", "6"])
        #expect(pages.map(\.rows.count) == [4, 2])
    }

    @Test func `of a case's history obeys conditions on its rows`() throws {
        var scene = try RecorderScene.accepted()
        let ask = AskInquiry(
            what: "journey",
            conditions: [
                AskInquiry.Condition(
                    field: "case",
                    test: .equal(RecorderScene.file.description)
                ),
                AskInquiry.Condition(field: "what", test: .equal("accepted")),
            ]
        )
        #expect(try Self.page(&scene, ask).texts("position") == ["6"])
    }

    @Test(arguments: [
        ("waiting", ["calm", "desk", "law", "money"]),
        ("-waiting", ["money", "calm", "desk", "law"]),
        ("-queue", ["money", "law", "desk", "calm"]),
        ("-waiting,-queue", ["money", "law", "desk", "calm"]),
    ])
    func `is sorted as it is asked to be, and what is equal by its name`(
        order: String,
        queues: [String]
    ) throws {
        var scene = try Self.scene(cases: 1)
        let ask = AskInquiry(what: "queues", order: try Self.order(order))
        #expect(try Self.page(&scene, ask).texts("queue") == queues.map { "\"\($0)\"" })
    }

    @Test(arguments: ["oldest", "-oldest"])
    func `has rows without what it is sorted by at its end`(order: String) throws {
        var scene = try Self.scene(cases: 1)
        let ask = AskInquiry(what: "queues", order: try Self.order(order))
        #expect(try Self.page(&scene, ask).texts("queue").first == "\"money\"")
    }

    @Test(arguments: ["-waiting", "oldest", "partner,-waiting,queue"])
    func `that is sorted is told whole, page after page`(order: String) throws {
        var scene = try Self.scene(cases: 3)
        let order = try Self.order(order)
        let whole = try Self.page(&scene, AskInquiry(what: "queues", order: order))
        let pages = try Self.all(&scene, AskInquiry(what: "queues", order: order, limit: 1))
        #expect(pages.count == 4)
        #expect(pages.flatMap(\.rows) == whole.rows)
    }

    @Test func `is sorted by the value of numbers, not by their spelling`() throws {
        var scene = try Self.scene(cases: 10)
        try scene.publish(SampleEvents.request("calm", ref: "c", needs: ["psychological.distress"]))
        try scene.publish(
            SampleEvents.request("calm2", ref: "c2", needs: ["psychological.distress"])
        )
        let ask = AskInquiry(what: "queues", order: try Self.order("-waiting"))
        #expect(try Self.page(&scene, ask).texts("waiting") == ["10", "2", "0", "0"])
    }

    @Test(arguments: ["colour", "needs"])
    func `cannot be sorted by what is no text or number of its rows`(field: String) throws {
        var scene = RecorderScene()
        let ask = AskInquiry(what: "queues", order: try Self.order(field))
        guard case .error(let error) = try scene.ask("supervisor:chief", .ask(ask)) else {
            Issue.record("the reply is no error")
            return
        }
        #expect(error.error == .badValue && error.field == "/order")
    }

    @Test(
        arguments: [
            "", "x", "queues", "queues.x", "queues.x.x6", "queues.x.xzz", "queues.x.x+1",
            "queues.x.xff", "legs.x.x6d6f6e6579", "queues.x.x6d.x6d", "queues.x6d.x6d",
            "queues.x.6d", "cases.x.x6d",
        ]
    )
    func `refuses a cursor that it did not give`(cursor: String) throws {
        var scene = RecorderScene()
        let ask = AskInquiry(what: "queues", after: cursor)
        guard case .error(let error) = try scene.ask("supervisor:chief", .ask(ask)) else {
            Issue.record("the reply is no error")
            return
        }
        #expect(error.error == .badValue && error.field == "/after")
    }

    @Test func `refuses the cursor of another order`() throws {
        var scene = RecorderScene()
        let next = try Self.page(&scene, AskInquiry(what: "queues", limit: 1)).next
        let ask = AskInquiry(what: "queues", order: try Self.order("waiting"), after: next)
        guard case .error(let error) = try scene.ask("supervisor:chief", .ask(ask)) else {
            Issue.record("the reply is no error")
            return
        }
        #expect(error.field == "/after")
    }

    @Test func `of what is overdue has the legs of which a deadline has passed`() throws {
        var scene = try Self.scene(cases: 1)
        #expect(try Self.page(&scene, AskInquiry(what: "alarms")).rows.isEmpty)
        scene.wait(.hours(2))
        #expect(try Self.page(&scene, AskInquiry(what: "alarms")).rows.count == 1)
    }

    @Test func `of what is dead has the lines that nothing could read`() throws {
        var scene = try Self.scene(cases: 1)
        #expect(try Self.page(&scene, AskInquiry(what: "dead")).rows.isEmpty)
        let deadly = #"{"data":{"#
        try scene.publish(deadly, poisoned: [LineDigest.of(Array(deadly.utf8)[...])])
        #expect(try Self.page(&scene, AskInquiry(what: "dead")).rows.count == 1)
    }
}
