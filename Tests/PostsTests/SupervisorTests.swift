import Exchange
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `An order to activate` {
    private static let files = BundleFiles(address: SampleBundle.other.address, files: [])
    private static let good = BundleReading.good(files, SampleBundle.other)

    private static func order(_ key: String = "k1", isDryRun: Bool = false) -> Put.Ask {
        .order(OrderInquiry(verb: "activate", reason: "new rules", key: key, isDryRun: isDryRun))
    }

    @Test func `puts good rules in force once they are written down`() throws {
        var scene = RecorderScene()
        scene.folder = Self.good
        scene.isDiskSlow = true
        scene.put("supervisor:chief", Self.order())
        #expect(scene.turn() == ["append 2"])
        #expect(scene.sync() == ["bundle", "1 < done"])
        #expect(scene.replies[1] == .done(code: 200, isChanged: true, words: []))
        #expect(scene.recorder.board.bundle.address == SampleBundle.other.address)
        #expect(scene.recorder.bundleAt == Position(2))
    }

    @Test func `has what was judged before judged again`() throws {
        var scene = RecorderScene()
        scene.folder = Self.good
        try scene.ask("supervisor:chief", Self.order())
        scene.send([SampleEvents.request("e1")])
        scene.turn()
        #expect(scene.replies[2] == nil)
    }

    @Test func `says where faulty rules are faulty, and nothing changes`() throws {
        var scene = RecorderScene()
        let reply = try scene.ask("supervisor:chief", Self.order())
        #expect(reply == .done(code: 422, isChanged: false, words: ["triage.yaml:1: no rules"]))
        #expect(scene.facts.isEmpty)
        #expect(scene.recorder.board.bundle.address == SampleBundle.bundle.address)
    }

    @Test func `changes nothing in a dry run, and uses no key up`() throws {
        var scene = RecorderScene()
        scene.folder = Self.good
        let dry = try scene.ask("supervisor:chief", Self.order(isDryRun: true))
        #expect(dry == .done(code: 200, isChanged: true, words: []))
        #expect(scene.facts.isEmpty)
        #expect(
            try scene.ask("supervisor:chief", Self.order())
                == .done(code: 200, isChanged: true, words: [])
        )
    }

    @Test func `is carried out once a key`() throws {
        var scene = RecorderScene()
        scene.folder = Self.good
        try scene.ask("supervisor:chief", Self.order())
        #expect(
            try scene.ask("supervisor:chief", Self.order())
                == .done(code: 202, isChanged: false, words: [])
        )
        #expect(scene.facts.count == 2)
    }

    @Test func `is carried out once, also where it came twice while the files were read`() throws {
        var scene = RecorderScene()
        var reads: [ReadID] = []
        for ticket in UInt64(1)...2 {
            let put = Put(
                ticket: Ticket(ticket),
                principal: try #require(Principal("supervisor:chief")),
                session: nil,
                ask: Self.order()
            )
            for effect in scene.recorder.step(.put(put), at: scene.now) {
                if case .readBundle(let id, _) = effect { reads.append(id) }
            }
        }
        #expect(reads.count == 2)
        for id in reads { scene.step(.bundleRead(id, Self.good)) }
        scene.turn()
        #expect(scene.replies[1] == .done(code: 200, isChanged: true, words: []))
        #expect(scene.replies[2] == .done(code: 202, isChanged: false, words: []))
        #expect(scene.facts.count == 2)
    }

    @Test func `may be given again after it was refused`() throws {
        var scene = RecorderScene()
        try scene.ask("supervisor:chief", Self.order())
        scene.folder = Self.good
        #expect(
            try scene.ask("supervisor:chief", Self.order())
                == .done(code: 200, isChanged: true, words: [])
        )
    }

    @Test func `comes from a signal as well, and faults ring`() {
        var scene = RecorderScene()
        #expect(scene.step(.reload) == ["read the bundle", "alarm"])
        scene.folder = Self.good
        #expect(scene.step(.reload) == ["read the bundle"])
        #expect(scene.turn().prefix(2) == ["append 1", "bundle"])
    }

    @Test func `by a signal is told to whoever runs it, also where nothing changes`() {
        var scene = RecorderScene()
        scene.folder = Self.good
        scene.step(.reload)
        #expect(scene.turn().last?.hasPrefix("read anew: a new bundle is in force, ") == true)
        scene.step(.reload)
        #expect(scene.turn().last?.hasPrefix("read anew: the bundle is the one in force") == true)
    }
}

@Suite struct `A question of a supervisor` {
    private static func rows(
        _ scene: inout RecorderScene,
        _ what: String,
        where conditions: [AskInquiry.Condition] = [],
        limit: Int = 1_000
    ) throws -> [String] {
        let ask = AskInquiry(what: what, conditions: conditions, limit: limit)
        guard case .told(let rows, _, _, _) = try scene.ask("supervisor:chief", .ask(ask)) else {
            Issue.record("the reply is no list of rows")
            return []
        }
        return rows.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `after queues tells each with what waits`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        let rows = try Self.rows(&scene, "queues")
        #expect(rows.count == 4)
        let money = try #require(rows.first { $0.contains(#""queue":"money""#) })
        #expect(money.contains(#""waiting":1"#) && money.contains(#""needs":{"treasury.vat":1}"#))
    }

    @Test(
        arguments: [
            (AskInquiry.Test.equal("money"), 1), (.among(["money", "law"]), 2), (.less("law"), 2),
            (.greater("law"), 1),
        ]
    )
    func `gets the rows for which its condition holds`(
        test: AskInquiry.Test,
        count: Int
    ) throws {
        var scene = RecorderScene()
        let condition = AskInquiry.Condition(field: "queue", test: test)
        #expect(try Self.rows(&scene, "queues", where: [condition]).count == count)
    }

    @Test func `compares numbers by their value`() throws {
        var scene = RecorderScene()
        for number in 1...10 {
            try scene.publish(SampleEvents.request("e\(number)", ref: "r\(number)"))
        }
        let condition = AskInquiry.Condition(field: "waiting", test: .greater("9"))
        #expect(try Self.rows(&scene, "queues", where: [condition]).count == 1)
    }

    @Test func `about a field that no row has gets none`() throws {
        var scene = RecorderScene()
        let condition = AskInquiry.Condition(field: "colour", test: .equal("red"))
        #expect(try Self.rows(&scene, "queues", where: [condition]).isEmpty)
    }

    @Test func `gets as many rows as it wants at most`() throws {
        var scene = RecorderScene()
        #expect(try Self.rows(&scene, "queues", limit: 2).count == 2)
    }

    @Test func `after the status is told where the journal is`() throws {
        var scene = RecorderScene()
        try scene.publish(SampleEvents.request("e1"))
        let row = try #require(try Self.rows(&scene, "status").first)
        #expect(row.contains(#""position":4"#) && row.contains(#""open_legs":1"#))
        #expect(row.contains(#""disk":"ok""#) && row.contains(#""stored":1"#))
    }

    @Test(arguments: ["legs", "cases", "agencies", "partners", "sessions"])
    func `after each list is answered`(what: String) throws {
        var scene = try RecorderScene.accepted()
        #expect(!(try Self.rows(&scene, what)).isEmpty)
    }

    @Test func `after a journey tells its steps without a name`() throws {
        var scene = try RecorderScene.accepted()
        let condition = AskInquiry.Condition(
            field: "case",
            test: .equal(RecorderScene.file.description)
        )
        let rows = try Self.rows(&scene, "journey", where: [condition])
        #expect(rows.count == 6)
        #expect(rows.last?.contains("accepted") == true)
        #expect(!rows.contains { $0.contains("Ada") || $0.contains("+32") })
    }

    @Test func `tells nothing that is not on disk`() {
        var scene = RecorderScene()
        scene.isDiskSlow = true
        scene.send([SampleEvents.request("e1")])
        scene.turn()
        scene.put("supervisor:chief", .ask(AskInquiry(what: "queues")))
        #expect(scene.turn() == [])
        #expect(scene.sync() == ["1 < receipt 200", "2 < told"])
    }

    @Test func `after something else is refused`() throws {
        var scene = RecorderScene()
        let ask = Put.Ask.ask(AskInquiry(what: "weather"))
        guard case .error(let error) = try scene.ask("supervisor:chief", ask) else {
            Issue.record("the reply is no error")
            return
        }
        #expect(error.error == .badValue && error.field == "/what")
    }

    @Test func `is answered each second by the metrics, for all who listen`() {
        var scene = RecorderScene()
        #expect(scene.step(.second) == ["clock", "feed m1/queues"])
    }
}
