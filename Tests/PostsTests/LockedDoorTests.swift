import Posts
import Referrals
import Testing
import Triage

@Suite struct `A locked door` {
    private static let ping = Array(#"{"v":1,"kind":"ping","seq":1}"#.utf8)
    private static let hello = Array(#"{"v":1,"kind":"hello","seq":0}"#.utf8)
    private static let revoked = "revoked-at = 2026-03-02T12:00:00+01:00"

    private func scene() -> GatewayScene { GatewayScene(isInsecure: false) }

    @Test func `knows nobody who has no user id, and counts them`() {
        var scene = scene()
        #expect(scene.hear(.north, frames: [Self.ping]) == ["north < error 403 not_allowed re 1"])
        #expect(scene.gateway.counts.unknown == 1)
    }

    @Test func `refuses a user id that stands in no card`() {
        var scene = scene()
        #expect(
            scene.hear(.north, frames: [Self.ping], user: "agency:north#2")
                == ["north < error 403 not_allowed re 1"]
        )
    }

    @Test(arguments: ["partner:calm#1", "supervisor:chief#1", "recorder:main#1"])
    func `of the agencies refuses the key of anybody else`(user: String) {
        var scene = scene()
        #expect(
            scene.hear(.north, frames: [Self.ping], user: user)
                == ["north < error 403 not_allowed re 1"]
        )
    }

    @Test func `refuses a revoked key at its next message`() {
        var scene = scene()
        scene.hear(.north, frames: [Self.ping], user: "agency:north#1")
        scene.step(.book(SampleKeys.book(["agency:north#1": Self.revoked])))
        #expect(
            scene.hear(.north, frames: [Self.ping], user: "agency:north#1")
                == ["north < error 403 not_allowed re 1"]
        )
        #expect(scene.gateway.counts.revoked == 1)
    }

    @Test func `ends the session of a revoked key, has its links cut, and leaves its other key`() {
        var scene = scene()
        let other = GatewayScene.Peer(.desk, "other", as: nil)
        scene.hear(.calm, frames: [Self.hello], user: "partner:calm#1")
        scene.hear(other, frames: [Self.hello], user: "partner:calm#2")
        #expect(
            scene.step(.book(SampleKeys.book(["partner:calm#1": Self.revoked])))
                == ["session 1 ended", "other < drain", #"cut desk: ["partner:calm#1"]"#]
        )
        #expect(scene.hear(other, frames: [Self.ping], user: "partner:calm#2").count == 1)
    }

    @Test func `cuts the links of a key whose last day is over`() {
        var scene = GatewayScene(
            isInsecure: false,
            book: SampleKeys.book(["agency:north#1": "not-after = 2026-03-02"])
        )
        scene.wait(.seconds(1))
        #expect(scene.wait(.days(1)) == [#"cut intake: ["agency:north#1"]"#])
        #expect(scene.wait(.days(1)) == [])
    }

    @Test func `takes no session over to another key on the same link`() {
        var scene = scene()
        scene.hear(.calm, frames: [Self.hello], user: "partner:calm#1")
        let mine = Array(#"{"v":1,"kind":"mine","seq":1}"#.utf8)
        #expect(
            scene.hear(.calm, frames: [mine], user: "partner:calm#2")
                == ["calm < error 401 no_session re 1"]
        )
    }

    @Test func `tells the recorder which queues a key may take from`() {
        var scene = GatewayScene(
            isInsecure: false,
            book: SampleKeys.book(["partner:calm#1": "queues = calm"])
        )
        scene.hear(.calm, frames: [Self.hello], user: "partner:calm#1")
        let attach = Array(#"{"v":1,"kind":"attach","seq":1,"consumer":"one"}"#.utf8)
        let input = Gateway.Input.message(
            GatewayScene.Peer.calm.route,
            frames: [attach],
            user: "partner:calm#1"
        )
        guard case .put(let put) = scene.gateway.step(input, at: scene.now).first else {
            Issue.record("nothing went to the recorder")
            return
        }
        #expect(put.queues?.map(\.description) == ["calm"])
    }
}

@Suite struct `The book at the doors` {
    private let now = SampleBundle.noon

    @Test func `is told from one station to another, card by card`() throws {
        let registry = try #require(SampleKeys.book.registry)
        let told = KeyRegistry(told: registry.spelled, at: now)
        #expect(told == registry)
        #expect(told.cards.count == SampleKeys.names.count)
    }

    @Test func `has room in one frame for all the cards that there may be`() throws {
        let registry = try #require(SampleKeys.book.registry)
        let bytes = registry.spelled.map(\.count).max() ?? 0
        #expect(bytes * KeyRegistry.cardsMax < StationCodec.frameBytesMax)
    }

    @Test func `leaves a card out that it cannot read`() throws {
        let registry = try #require(SampleKeys.book.registry)
        let told = KeyRegistry(told: [Array("{".utf8)] + registry.spelled.dropLast(), at: now)
        #expect(told.cards == registry.cards.dropLast())
    }

    @Test func `turns a key into a user id`() {
        #expect(
            SampleKeys.book.answer(to: SampleKeys.key(1), at: .intake, from: "", at: now)
                == .admitted(userID: "agency:north#1")
        )
    }

    @Test func `refuses a key at a door that it does not open`() {
        #expect(
            SampleKeys.book.answer(to: SampleKeys.key(1), at: .desk, from: "", at: now) == .refused
        )
    }

    @Test func `cannot say who an agency is before it has heard of the keys`() {
        var book = SampleKeys.book
        book.registry = nil
        #expect(
            book.answer(to: SampleKeys.key(1), at: .intake, from: "", at: now) == .undecided
        )
    }

    @Test func `knows our own stations before it has heard of the others' keys`() {
        var book = SampleKeys.book
        book.registry = nil
        #expect(
            book.answer(to: SampleKeys.key(1), at: .record, from: "", at: now)
                == .admitted(userID: "recorder:main#1")
        )
        #expect(book.admits(station: "recorder:main#1", at: .record, at: now))
        #expect(!book.admits(station: "recorder:main#1", at: .work, at: now))
    }

    @Test func `takes no station's key from the registry that the recorder tells`() {
        let everybody = DoorBook(registry: SampleKeys.book.stations)
        #expect(
            everybody.answer(to: SampleKeys.key(1), at: .record, from: "", at: now) == .refused
        )
    }

    @Test func `knows a supervisor by the number of their user, over ipc`() throws {
        let chief = try #require(SupervisorID("chief"))
        let book = SampleKeys.book([:], users: [1000: chief])
        #expect(
            book.answer(toUserAt: "localhost:1000:100:4711", at: .control)
                == .admitted(userID: "supervisor:chief#uid-1000")
        )
        let speaker = try book.speaker(
            userID: "supervisor:chief#uid-1000",
            at: .control,
            at: now
        )
        #expect(speaker.principal == .supervisor(chief))
    }

    @Test(arguments: ["localhost:1001:100:1", "localhost:1000:1", "127.0.0.1", "", "x:1000:1:1"])
    func `refuses every other address without a key`(address: String) throws {
        let chief = try #require(SupervisorID("chief"))
        let book = SampleKeys.book([:], users: [1000: chief])
        #expect(book.answer(toUserAt: address, at: .control) == .refused)
        #expect(book.answer(toUserAt: "localhost:1000:100:1", at: .intake) == .refused)
    }

    @Test func `closes the links of a user who was struck out`() throws {
        let chief = try #require(SupervisorID("chief"))
        let before = SampleKeys.book([:], users: [1000: chief])
        let closed = SampleKeys.book.closed(since: before, at: now, now: now)
        #expect(closed == [.control: ["supervisor:chief#uid-1000"]])
    }
}
