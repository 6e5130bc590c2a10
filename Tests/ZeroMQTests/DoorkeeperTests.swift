import Glibc
import Synchronization
import Testing

@testable import ZeroMQ

@Suite(.timeLimit(Patience.most)) struct `A doorkeeper` {
    @Test func `lets in who has the right keys, and every message says who it is`() throws {
        let house = try LockedHouse()
        let dealer = try house.dealer(house.agency, at: house.intake)

        #expect(try dealer.sendOnceLinked([[UInt8]("one")]) == .sent)
        #expect(try dealer.send([[], [UInt8]("two")]) == .sent)

        for payload in ["one", "two"] {
            guard case .message(let frames, let user) = try house.intake.socket.next() else {
                Issue.record("nothing was heard")
                return
            }
            #expect(frames.last == [UInt8](payload))
            #expect(user == UserId("agency:1819"))
        }
        #expect(house.doorkeeper?.counts.admitted == 1)
    }

    @Test func `lets the one who came in be answered, who is told no user`() throws {
        let house = try LockedHouse()
        let dealer = try house.dealer(house.partner, at: house.desk)
        #expect(try dealer.sendOnceLinked([[UInt8]("attach")]) == .sent)
        let route = try house.desk.socket.nextFrames()[0]
        #expect(try house.desk.socket.send([route, [UInt8]("attached")]) == .sent)
        #expect(try dealer.next() == .message([[UInt8]("attached")], user: nil))
    }

    @Test func `turns a stranger away`() throws {
        let house = try LockedHouse()
        let stranger = try house.dealer(try CurveKeyPair.make(), at: house.intake)
        #expect(house.waitUntil { house.intake.monitor.counts[.handshakeFailedAuth] == 1 })
        #expect(house.doorkeeper?.counts.refused == 1)
        #expect(house.doorkeeper?.counts.admitted == 0)
        #expect(try stranger.send([[UInt8]("referral")]) == .wouldBlock)
        #expect(try house.intake.socket.receive() == nil)
    }

    @Test func `turns away at one door who may come in at another`() throws {
        let house = try LockedHouse()
        let partner = try house.dealer(house.partner, at: house.intake)
        #expect(house.waitUntil { house.intake.monitor.counts[.handshakeFailedAuth] == 1 })
        #expect(house.doorkeeper?.counts.refused == 1)
        #expect(try partner.send([[UInt8]("referral")]) == .wouldBlock)
    }

    @Test func `is not asked about one who looks for another server`() throws {
        let house = try LockedHouse()
        let other = try CurveKeyPair.make().publicKey
        let lost = try house.dealer(house.agency, at: house.intake, expecting: other)
        #expect(house.waitUntil { house.intake.monitor.counts[.disconnected] >= 1 })
        #expect(house.intake.monitor.counts[.handshakeSucceeded] == 0)
        #expect(house.doorkeeper?.counts == DoorkeeperCounts())
        #expect(try lost.send([[UInt8]("referral")]) == .wouldBlock)
    }

    @Test func `is not asked about one without keys, who does not get in`() throws {
        let house = try LockedHouse()
        let bare = try house.dealer(at: house.intake, .none)
        // Either end may be the first to see that they do not speak alike.
        let isCounted = house.waitUntil {
            house.intake.monitor.counts[.disconnected] >= 1
        }
        #expect(isCounted)
        #expect(house.doorkeeper?.counts == DoorkeeperCounts())
        #expect(try bare.send([[UInt8]("referral")]) == .wouldBlock)
        #expect(try house.intake.socket.receive() == nil)
    }

    @Test func `is not asked about one who insists on coming without keys`() throws {
        let house = try LockedHouse()
        let peer = try RawPeer(to: house.intake.endpoint)
        try peer.sayGreeting(claiming: [("User-Id", "agency:1819")])
        #expect(house.waitUntil { house.intake.monitor.counts[.disconnected] == 1 })
        #expect(house.doorkeeper?.counts == DoorkeeperCounts())
        #expect(house.intake.monitor.counts[.handshakeSucceeded] == 0)
    }

    @Test func `serves the others while it turns some away`() throws {
        let house = try LockedHouse()
        let strangers = try (0..<20).map { _ in
            try house.dealer(try CurveKeyPair.make(), at: house.intake)
        }
        let heard = try house.hearAgency()
        guard case .message(_, let user) = heard else {
            Issue.record("nothing was heard")
            return
        }
        #expect(user == UserId("agency:1819"))
        #expect(house.waitUntil { house.doorkeeper?.counts.refused == strangers.count })
    }

    @Test func `who is not there lets nobody in`() throws {
        let house = try LockedHouse(isGuarded: false)
        let dealer = try house.dealer(house.agency, at: house.intake)
        #expect(house.waitUntil { house.intake.monitor.counts[.handshakeFailedNoDetail] >= 1 })
        #expect(try dealer.send([[UInt8]("referral")]) == .wouldBlock)
        #expect(house.intake.monitor.counts[.handshakeSucceeded] == 0)
    }

    @Test func `who has gone lets nobody in, and another lets them in again`() throws {
        let house = try LockedHouse()
        #expect(try house.hearAgency() != nil)
        house.doorkeeper?.stop()
        house.doorkeeper?.stop()

        let dealer = try house.dealer(house.agency, at: house.intake)
        #expect(house.waitUntil { house.intake.monitor.counts[.handshakeFailedNoDetail] >= 1 })
        #expect(try dealer.send([[UInt8]("referral")]) == .wouldBlock)

        let user = try #require(UserId("agency:1819"))
        let next = try Doorkeeper(in: house.context) { _ in .admitted(user) }
        guard case .message(_, let heard) = try house.hearAgency() else {
            Issue.record("nothing was heard")
            return
        }
        #expect(heard == user)
        next.stop()
    }

    @Test func `who cannot decide lets nobody in`() throws {
        let house = try LockedHouse(rule: { _ in .undecided })
        let dealer = try house.dealer(house.agency, at: house.intake)
        #expect(house.waitUntil { house.doorkeeper?.counts.undecided == 1 })
        #expect(try dealer.send([[UInt8]("referral")]) == .wouldBlock)
        #expect(house.intake.monitor.counts[.handshakeSucceeded] == 0)
    }

    @Test func `who can decide after a moment lets in who waited, at the same handshake`() throws {
        let isAsked = Atomic(false)
        let user = try #require(UserId("agency:1819"))
        let house = try LockedHouse(rule: { _ in
            isAsked.exchange(true, ordering: .relaxed) ? .admitted(user) : .undecided
        })
        guard case .message(_, let heard) = try house.hearAgency() else {
            Issue.record("nothing was heard")
            return
        }
        #expect(heard == user)
        #expect(house.intake.monitor.counts[.handshakeFailedAuth] == 0)
        #expect(house.intake.monitor.counts[.handshakeFailedNoDetail] == 0)
    }

    @Test func `is alone in its context`() throws {
        let house = try LockedHouse()
        let failure = #expect(throws: ZeroMQFailure.self) {
            _ = try Doorkeeper(in: house.context) { _ in .refused }
        }
        #expect(failure?.code == EADDRINUSE)
        #expect(try house.hearAgency() != nil)
    }

    @Test func `stops amid questions, and another takes its place at once`() throws {
        let context = try Context()
        for _ in 0..<50 {
            let doorkeeper = try Doorkeeper(in: context) { _ in .refused }
            let asker = try Socket(.asker, in: context)
            try asker.connect(Doorkeeper.endpoint)
            for _ in 0..<50 {
                #expect(try asker.send([[]] + `A request for admission`.good) == .sent)
            }
            doorkeeper.stop()
            #expect(doorkeeper.counts.refused <= 50)
        }
    }

    @Test func `stops when nobody holds it`() throws {
        let context = try Context()
        for _ in 0..<3 { _ = try Doorkeeper(in: context) { _ in .refused } }
    }

    @Test func `ends with its context`() throws {
        let context = try Context()
        let doorkeeper = try Doorkeeper(in: context) { _ in .refused }
        context.shutdown()
        context.terminate()
        doorkeeper.stop()
    }

    @Test func `is told the address and the door`() throws {
        let bell = try WakeBell()
        let asked = Mailbox<ZapRequest>(limit: 10, ringing: bell)
        let house = try LockedHouse(rule: { request in
            _ = asked.post(request)
            return .refused
        })
        let dealer = try house.dealer(house.partner, at: house.desk)
        #expect(Patience.wait(for: bell) { asked.count == 1 })
        let request = try #require(asked.takeAll().first)
        #expect(request.domain.name == "desk")
        #expect(request.address.hasSuffix("127.0.0.1"))
        #expect(request.mechanism == .curve(house.partner.publicKey))
        dealer.close()
    }

    @Test func `lets a subscriber in, and the publisher is told who listens`() throws {
        let house = try LockedHouse()
        let domain = try #require(ZapDomain("desk"))
        let security = Security.curveServer(secretKey: house.server.secretKey, domain: domain)
        let publisher = try Socket(.publisher(security: security), in: house.context)
        try publisher.bind("tcp://127.0.0.1:*")
        let client = Security.curveClient(keys: house.partner, serverKey: house.server.publicKey)
        let subscriber = try Socket(
            .subscriber(maxMessageBytes: 1000, security: client),
            in: Context()
        )
        try subscriber.subscribe(to: "m1/")
        try subscriber.connect(publisher.lastEndpoint())

        let poller = Poller([publisher, subscriber], bell: nil)
        let end = ContinuousClock.now + .milliseconds(Patience.milliseconds)
        var told: Received?
        while told == nil, ContinuousClock.now < end {
            // A subscriber asks for its topics when its own thread next looks at the socket.
            _ = try poller.wait(milliseconds: 10)
            told = try publisher.receive()
            _ = try subscriber.receive()
        }
        #expect(told == .message([[1] + [UInt8]("m1/")], user: UserId("partner:ced")))
        #expect(try publisher.send([[UInt8]("m1/"), [UInt8]("snapshot")]) == .sent)
        #expect(try subscriber.nextFrames() == [[UInt8]("m1/"), [UInt8]("snapshot")])
    }

    @Test func `does not make the frames smaller`() throws {
        let house = try LockedHouse()
        let dealer = try house.dealer(house.agency, at: house.intake)
        #expect(try dealer.sendOnceLinked([[UInt8](repeating: 7, count: 1000)]) == .sent)
        #expect(try house.intake.socket.nextFrames().last?.count == 1000)
        #expect(try dealer.send([[UInt8](repeating: 7, count: 1001)]) == .sent)
        #expect(house.waitUntil { house.intake.monitor.counts[.disconnected] == 1 })
    }

    @Test func `is the only one who names a user: without a name nobody is known`() throws {
        let house = try LockedHouse(isGuarded: false)
        let careless = try Socket(.doorkeeper, in: house.context)
        try careless.bind(Doorkeeper.endpoint)
        let dealer = try house.dealer(house.agency, at: house.intake)
        let asked = try careless.nextFrames()
        #expect(asked.count == 9)
        let answer = ["1.0", "1", "200", "OK", "", ""].map { [UInt8]($0) }
        #expect(try careless.send(Array(asked.prefix(2)) + answer) == .sent)

        #expect(try dealer.sendOnceLinked([[UInt8]("referral")]) == .sent)
        guard case .message(let frames, let user) = try house.intake.socket.next() else {
            Issue.record("nothing was heard")
            return
        }
        #expect(frames.last == [UInt8]("referral"))
        #expect(user == nil)
        #expect(house.intake.socket.counts.withoutUser == 1)
    }

    // A peer may say of itself what it likes: on a socket that asks nobody, nobody is known.
    @Test func `is not replaced by what a peer claims`() throws {
        let router = try BoundRouter()
        let peer = try RawPeer(to: router.endpoint)
        try peer.greet(claiming: [("User-Id", "recorder")])
        try peer.send([UInt8]("hello"))
        guard case .message(let frames, let user) = try router.socket.next() else {
            Issue.record("nothing was heard")
            return
        }
        #expect(frames.last == [UInt8]("hello"))
        #expect(user == nil)
    }
}
