import Exchange
import Posts
import Referrals
import Testing
import Wire

@Suite struct `An offer` {
    @Test func `is pushed when it is on disk`() throws {
        var scene = RecorderScene()
        try scene.attach(1, "money")
        scene.isDiskSlow = true
        scene.send([SampleEvents.request("e1")])
        #expect(scene.turn() == ["append 5"])
        #expect(scene.sync() == ["2 < receipt 200", "session 1 < offer"])
    }

    @Test func `tells enough to say yes or no, and nobody's name`() throws {
        let scene = try RecorderScene.offered()
        let offer = try #require(scene.offers(to: 1).first)
        #expect(offer.number == 1 && offer.lease == LeaseID(1))
        #expect(offer.leg == RecorderScene.leg && offer.queue == queue("money"))
        #expect(offer.answerBy == SampleBundle.noon + .minutes(30))
        #expect(offer.attempt == 1 && offer.rule == "T05")
        #expect(offer.why == "Parce que. / Daarom.")
        #expect(offer.facts.reach == .phone && offer.facts.language == .french)
        let text = String(decoding: Message.offer([offer]).encode(re: nil), as: UTF8.self)
        #expect(!text.contains("Ada") && !text.contains("+32"))
    }

    @Test func `waits for credit, and the numbers go on`() throws {
        var scene = RecorderScene()
        try scene.attach(1, "money", credit: 1)
        try scene.publish(
            SampleEvents.request("e1"),
            SampleEvents.request("e2", ref: "r2"),
            SampleEvents.request("e3", ref: "r3")
        )
        #expect(scene.offers(to: 1).map(\.number) == [1])
        scene.step(.credit(SessionID(1), through: 3, got: 1))
        scene.turn()
        #expect(scene.offers(to: 1).map(\.number) == [1, 2, 3])
    }

    @Test func `is sent again under the same lease and number until it is got`() throws {
        var scene = try RecorderScene.offered()
        #expect(scene.wait(.milliseconds(4_999)) == [])
        #expect(scene.wait(.milliseconds(1)) == ["session 1 < offer"])
        #expect(scene.offers(to: 1).map(\.lease) == [LeaseID(1), LeaseID(1)])
        #expect(scene.offers(to: 1).map(\.number) == [1, 1])
        #expect(scene.wait(.seconds(5)) == ["session 1 < offer"])
    }

    @Test func `is not sent again once it is got`() throws {
        var scene = try RecorderScene.offered()
        scene.step(.credit(SessionID(1), through: nil, got: 1))
        #expect(scene.wait(.seconds(6)) == [])
    }

    @Test func `is not sent again once it is answered`() throws {
        var scene = try RecorderScene.accepted()
        #expect(scene.wait(.seconds(6)) == [])
    }

    @Test func `goes back after the grace of a session that has ended`() throws {
        var scene = try RecorderScene.offered()
        try scene.attach(2, "money", as: "two")
        scene.step(.sessionEnded(SessionID(1)))
        scene.wait(.milliseconds(44_999))
        #expect(scene.offers(to: 2).isEmpty)
        scene.wait(.milliseconds(1))
        #expect(scene.offers(to: 2).map(\.lease) == [LeaseID(2)])
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1), in: 2).code == 410)
    }

    @Test func `has a full grace from a new link on`() throws {
        var scene = try RecorderScene.offered()
        scene.step(.linked)
        try scene.attach(9, "money", as: "two")
        scene.wait(.milliseconds(44_999))
        #expect(scene.offers(to: 9).isEmpty)
        scene.wait(.milliseconds(1))
        #expect(scene.offers(to: 9).map(\.lease) == [LeaseID(2)])
    }

    @Test func `has a grace of two pings where that is longer`() {
        let recorder = Recorder(
            board: Switchboard(bundle: SampleBundle.bundle),
            committed: RecorderScene.point(at: .origin),
            lookupKey: Confidential([UInt8](repeating: 1, count: 32)),
            samenessKey: Confidential([UInt8](repeating: 2, count: 32)),
            ping: .seconds(60),
            clock: Timekeeper(at: RecorderScene.noon, lastFact: nil),
            bundleAt: .origin
        )
        #expect(recorder.grace == .seconds(120))
    }

    @Test func `that nobody answers in time goes to the next`() throws {
        var scene = try RecorderScene.offered()
        try scene.attach(2, "law")
        scene.wait(.minutes(30))
        #expect(scene.offers(to: 2).map(\.leg) == [RecorderScene.leg])
        #expect(scene.notices(to: 1).map(\.kind) == [.recalled])
    }

    @Test func `of more than a turn takes is followed by the rest at once`() throws {
        var scene = RecorderScene()
        try scene.attach(1, "money", credit: 10_000)
        scene.step(.credit(SessionID(1), through: 10_000, got: nil))
        for batch in 0..<3 {
            scene.send(
                (0..<200).map { SampleEvents.request("e\(batch)-\($0)", ref: "r\(batch)-\($0)") }
            )
        }
        scene.turn()
        #expect(scene.offers(to: 1).count == 512)
        #expect(scene.recorder.nextDeadline(from: scene.now) == scene.now)
        scene.turn()
        #expect(scene.offers(to: 1).count == 600)
    }
}
