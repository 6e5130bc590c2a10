import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A leg that nobody lives to answer` {
    @Test func `is dead after so many in a row, before the desk, and not before`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        for number in 1..<UInt64(Switchboard.lossesMax) {
            scene.attach(number, "alfa")
            scene.handOut()
            #expect(scene.lose() == ["ended lapsed"])
        }
        scene.attach(50, "alfa")
        scene.handOut()
        #expect(scene.lose() == ["ended lapsed", "died lostTooOften", "placed desk dead"])
        #expect(scene.leg()?.death == .lostTooOften)
        #expect(scene.leg()?.owner == .desk)
        #expect(scene.board.checkInvariants().isEmpty)
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `lives on when somebody answered in between`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        for number in 1..<UInt64(Switchboard.lossesMax) {
            scene.attach(number, "alfa")
            scene.handOut()
            scene.lose()
        }
        scene.attach(50, "alfa")
        let given = scene.handOut()
        try scene.answer(.giveBack, to: given[0].lease)
        scene.handOut()
        #expect(scene.lose() == ["ended lapsed"])
    }

    @Test func `rests before the desk for an hour once the desk has lost it too`() throws {
        var scene = try Scene.dead()
        scene.attach(101, "desk")
        #expect(scene.handOut().count == 1)
        #expect(scene.lose() == ["ended lapsed"])
        scene.attach(102, "desk")
        #expect(scene.handOut().isEmpty)
        #expect(scene.board.desks[queue("desk")]?.waiting == 1)
        #expect(scene.board.nextDeadline == scene.now + Switchboard.restOfDead)
        #expect(scene.board.checkInvariants().isEmpty)
        scene.wait(Switchboard.restOfDead)
        #expect(scene.handOut().count == 1)
    }

    @Test func `rests as well where it is before the desk for want of a consent`() throws {
        var scene = try Scene.dead()
        #expect(
            try scene.tell(.consentWithdrawn(nil, nil)).last == "placed nowhere blocked_by_consent"
        )
        scene.now = try #require(scene.leg()?.due)
        #expect(scene.tick().last == "placed desk blocked_by_consent")
        scene.attach(101, "desk")
        #expect(scene.handOut().count == 1)
        #expect(scene.lose() == ["ended lapsed"])
        scene.attach(102, "desk")
        #expect(scene.handOut().isEmpty)
        #expect(scene.board.nextDeadline == scene.now + Switchboard.restOfDead)
        #expect(scene.board.checkInvariants().isEmpty)
    }

    @Test func `rests on when the clock is set back by a minute`() throws {
        var scene = try Scene.dead()
        scene.attach(101, "desk")
        scene.handOut()
        scene.lose()
        scene.wait(.seconds(-60))
        scene.attach(102, "desk")
        #expect(scene.handOut().isEmpty)
        #expect(scene.board.nextDeadline == scene.now + Switchboard.restOfDead)
        #expect(scene.board.checkInvariants().isEmpty)
    }

    @Test(arguments: [Span.days(-10), .minutes(-61), .minutes(-50), .minutes(-3)])
    func `rests no longer when the clock is set back and that is accepted`(by: Span) throws {
        var scene = try Scene.dead()
        scene.attach(101, "desk")
        scene.handOut()
        scene.lose()
        scene.attach(102, "desk")
        #expect(scene.handOut().isEmpty)
        scene.wait(by)
        #expect(scene.handOut().count == 1)
    }

    @Test func `is looked at as soon as a clock that was set back is accepted`() throws {
        var scene = try Scene.dead()
        scene.attach(101, "desk")
        scene.handOut()
        scene.lose()
        scene.attach(102, "desk")
        #expect(scene.handOut().isEmpty)
        let believed = scene.now
        scene.now = believed + .days(-10)
        let accepted = ClockAccepted(believed: believed, wall: scene.now)
        scene.record([Fact(at: scene.now, by: .relais, matter: .clockAccepted(accepted))])
        #expect(scene.board.nextDeadline.map { $0 <= scene.now } == true)
    }

    @Test func `lets others before it while it rests`() throws {
        var scene = try Scene.dead()
        scene.attach(101, "desk")
        scene.handOut()
        scene.lose()
        try scene.ask(want(.legal, .normal, from: []), ref: "other")
        scene.attach(102, "desk")
        #expect(scene.handOut().map(\.leg) != [Scene.leg(1)])
    }

    @Test func `never leaves the desk, however often that loses it`() throws {
        var scene = Scene()
        try scene.ask(want(.legal, from: []))
        for number in 1...(UInt64(Switchboard.lossesMax) + 3) {
            scene.attach(number, "desk")
            scene.handOut()
            scene.lose()
            scene.wait(Switchboard.restOfDead)
        }
        #expect(scene.leg()?.death == .lostTooOften)
        #expect(scene.board.desks[queue("desk")]?.waiting == 1)
        #expect(scene.board.checkInvariants().isEmpty)
    }

    @Test func `dies once: the desk that loses it as often again has a leg that rests`() throws {
        var scene = try Scene.dead()
        for number in 1...UInt64(Switchboard.lossesMax) {
            scene.attach(100 + number, "desk")
            #expect(scene.handOut().count == 1)
            #expect(scene.lose() == ["ended lapsed"])
            scene.wait(Switchboard.restOfDead)
        }
    }

    @Test func `lives while others have an offer of it`() throws {
        var scene = try Scene.offeredToSeveral()
        for number in 1...UInt64(Switchboard.lossesMax) {
            let session = try #require(
                scene.board.presence.session(of: partner("alfa"), named: "one")
            )
            scene.board.presence.end(session, graceEnds: scene.steady + .seconds(45))
            #expect(scene.wait(.seconds(45)) == ["ended lapsed"])
            scene.attach(100 + number, "alfa")
            #expect(scene.handOut().count == 1)
        }
    }

    @Test func `is alive once somebody has accepted it`() throws {
        var scene = try Scene.dead()
        scene.attach(101, "desk")
        let given = try #require(scene.handOut().first)
        try scene.answer(.accept(by: "p"), to: given.lease, of: "desk")
        #expect(scene.leg()?.death == nil)
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `is dead when it was given back too often`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        scene.attach(1, "alfa", credit: 1_000)
        for _ in 1..<Switchboard.handOversMax {
            let lease = try #require(scene.handOut().first).lease
            #expect(try scene.answer(.giveBack, to: lease) == ["ended returned"])
        }
        let lease = try #require(scene.handOut().first).lease
        #expect(
            try scene.answer(.giveBack, to: lease) == [
                "ended returned", "died passedOnTooOften", "placed desk dead",
            ]
        )
    }

    @Test func `is recalled even from death when the consent is withdrawn`() throws {
        var scene = try Scene.dead()
        try scene.tell(.consentWithdrawn(nil, nil))
        #expect(scene.leg()?.hold == .blockedByConsent)
        try scene.tell(.consentGiven(consent()))
        #expect(scene.leg()?.hold == .dead)
    }
}

@Suite struct `A leg that is replayed` {
    @Test func `goes to its first choice, as if it were new`() throws {
        var scene = try Scene.dead()
        #expect(
            try scene.order(.replay(Scene.leg(1), again: false)) == [
                "ordered", "replayed", "placed alfa",
            ]
        )
        #expect(scene.leg()?.death == nil && scene.leg()?.attempts == 0)
        scene.attach(300, "alfa")
        #expect(scene.handOut().count == 1)
        #expect(scene.lose() == ["ended lapsed"])
    }

    @Test func `passes by who refused it, unless they are to be asked again`() throws {
        var scene = try Scene.offered(want(.treasuryVat, from: ["alfa"]))
        try scene.answer(.decline(.conflict, text: nil, suggested: nil), to: LeaseID(1))
        #expect(
            try scene.order(.replay(Scene.leg(1), again: false)).last == "placed desk unrouted"
        )
        #expect(try scene.order(.replay(Scene.leg(1), again: true)).last == "placed alfa")
        #expect(scene.leg()?.refusedBy == [])
    }

    @Test func `gets a new due time when its own has passed`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        scene.wait(.hours(24))
        #expect(scene.leg()?.hold == .unrouted)
        #expect(try scene.order(.replay(Scene.leg(1), again: false)).last == "placed alfa")
        #expect(scene.leg()?.due == scene.now + .hours(24))
        #expect(scene.board.nextDeadline == scene.now + .hours(24))
    }
}

@Suite struct `A leg that is sent round` {
    @Test func `does not come back to who has sent it on`() throws {
        var scene = try Scene.accepted(want(.treasuryVat, from: ["alfa", "bravo"]))
        try scene.report(.redirect(to: partner("bravo"), .redirected), on: Scene.leg(1))
        scene.attach(2, "bravo")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(2), of: "bravo")
        let brief = try scene.report(
            .redirect(to: partner("alfa"), .redirected),
            on: Scene.leg(1),
            of: "bravo"
        )
        #expect(brief.last == "placed desk unrouted")
    }

    @Test func `does not come back to who has suggested another`() throws {
        var scene = try Scene.offered(want(.treasuryVat, from: ["alfa", "bravo"]))
        try scene.answer(
            .decline(.outOfScope, text: nil, suggested: partner("bravo")),
            to: LeaseID(1)
        )
        scene.attach(2, "bravo")
        scene.handOut()
        let brief = try scene.answer(
            .decline(.outOfScope, text: nil, suggested: partner("alfa")),
            to: LeaseID(2),
            of: "bravo"
        )
        #expect(brief == ["declined", "placed desk unrouted"])
        scene.attach(3, "desk")
        #expect(scene.handOut().map(\.session.number) == [3])
    }
}
