import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A queue that is paused` {
    @Test func `hands nothing out until it is resumed`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        scene.attach(1, "alfa")
        #expect(
            try scene.order(.pause(queue("alfa"), until: nil)) == ["ordered", "queue alfa paused"]
        )
        #expect(scene.handOut().isEmpty)
        #expect(try scene.order(.resume(queue("alfa"))) == ["ordered", "queue alfa open"])
        #expect(scene.handOut().count == 1)
        #expect(scene.board.checkInvariants().isEmpty)
    }

    @Test(arguments: [false, true])
    func `is open once it becomes the desk of last resort`(drains: Bool) throws {
        var scene = Scene()
        let alfa = queue("alfa")
        try scene.order(drains ? .drain(alfa, until: nil) : .pause(alfa, until: nil))
        let rules = SceneBundle.desk("alfa")
        let told = scene.board.rulesChanged(under: rules, at: scene.now)
        #expect(told.map(\.brief) == ["queue alfa open"])
        scene.board.bundle = rules
        try scene.ask(want(.treasuryVat, from: []))
        #expect(scene.tick() == [])
        scene.attach(1, "alfa")
        #expect(scene.handOut().count == 1)
    }

    @Test func `leaves out what is out`() throws {
        var scene = try Scene.offered()
        try scene.order(.pause(queue("alfa"), until: nil))
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1)) == ["accepted"])
    }

    @Test func `opens again of itself when its time is over, once`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        scene.attach(1, "alfa")
        try scene.order(.pause(queue("alfa"), until: scene.now + .hours(1)))
        #expect(scene.board.nextDeadline == scene.now + .hours(1))
        #expect(scene.wait(.minutes(59)) == [])
        #expect(scene.wait(.minutes(1)) == ["queue alfa open"])
        #expect(scene.facts.last?.by == .relais)
        #expect(scene.tick() == [])
        #expect(scene.handOut().count == 1)
    }

    @Test func `is paused until another time by another order`() throws {
        var scene = Scene()
        try scene.order(.pause(queue("alfa"), until: scene.now + .hours(1)))
        try scene.order(.pause(queue("alfa"), until: scene.now + .hours(2)))
        #expect(scene.wait(.hours(1)) == [])
        #expect(scene.wait(.hours(1)) == ["queue alfa open"])
    }

    @Test func `is paused once: the second order changes nothing and is written down`() throws {
        var scene = Scene()
        try scene.order(.pause(queue("alfa"), until: nil))
        #expect(try scene.order(.pause(queue("alfa"), until: nil)) == ["ordered"])
        #expect(try scene.order(.resume(queue("bravo"))) == ["ordered"])
    }

    @Test func `stays paused when the facts are read again`() throws {
        var scene = Scene()
        try scene.order(.pause(queue("alfa"), until: nil))
        #expect(scene.replayed().handsOut(queue("alfa")) == false)
        let restored = Switchboard(state: scene.board.state, bundle: scene.board.bundle)
        #expect(restored.handsOut(queue("alfa")) == false)
    }
}

@Suite struct `A queue that drains` {
    @Test func `gives what waits in it to the next, and what is out stays`() throws {
        var scene = try Scene.offered()
        try scene.ask(want(.treasuryVat), ref: "r2")
        try scene.order(.drain(queue("alfa"), until: nil))
        #expect(scene.tick() == ["placed bravo"])
        #expect(scene.leg()?.state.name == .offered)
        #expect(scene.tick() == [])
        #expect(scene.board.checkInvariants().isEmpty)
    }

    @Test func `takes nothing new`() throws {
        var scene = Scene()
        try scene.order(.drain(queue("alfa"), until: nil))
        #expect(try scene.ask(want(.treasuryVat)).last == "placed bravo")
        #expect(
            try scene.ask(want(.treasuryVat, from: ["alfa"]), ref: "r2").last
                == "placed desk paused"
        )
    }

    @Test func `gives on what comes back from those who had it`() throws {
        var scene = try Scene.offered()
        try scene.order(.drain(queue("alfa"), until: nil))
        try scene.answer(.giveBack, to: LeaseID(1))
        #expect(scene.handOut().isEmpty)
        #expect(scene.tick() == ["placed bravo"])
    }

    @Test func `moves a large backlog in parts, and asks for the next at once`() throws {
        var scene = Scene()
        for number in 0..<(Switchboard.dueMax + 10) {
            try scene.ask(want(.treasuryVat), ref: "r\(number)")
        }
        try scene.order(.drain(queue("alfa"), until: nil))
        #expect(scene.tick().count == Switchboard.dueMax)
        #expect(scene.board.nextDeadline == .distantPast)
        #expect(scene.tick().count == 10)
        #expect(scene.board.desks[queue("alfa")]?.waiting == 0)
        #expect(scene.board.desks[queue("bravo")]?.waiting == Switchboard.dueMax + 10)
        #expect(scene.board.checkInvariants().isEmpty)
    }

    @Test(arguments: [true, false])
    func `has back what went to the desk for want of it`(isOrdered: Bool) throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["alfa"]))
        let end = scene.now + .hours(1)
        try scene.order(.drain(queue("alfa"), until: end))
        #expect(scene.tick() == ["placed desk paused"])
        let wait = try #require(scene.leg().flatMap { scene.board.wait(of: $0, at: scene.now) })
        #expect(wait == Wait(reason: .paused, opensAt: end))
        #expect(scene.tick() == [])
        #expect(scene.board.nextDeadline == end)
        if isOrdered {
            try scene.order(.resume(queue("alfa")))
        } else {
            #expect(scene.wait(.hours(1)) == ["queue alfa open"])
        }
        #expect(scene.board.nextDeadline == .distantPast)
        #expect(scene.tick() == ["placed alfa"])
        #expect(scene.tick() == [])
        #expect(scene.board.checkInvariants() == [])
        #expect(scene.replayed().state == scene.board.state)
    }

    @Test func `has nothing back that a person at the desk has`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["alfa"]))
        try scene.order(.drain(queue("alfa"), until: nil))
        scene.tick()
        scene.attach(1, "desk")
        scene.handOut()
        try scene.order(.resume(queue("alfa")))
        #expect(scene.tick() == [])
        #expect(scene.leg()?.state.assignment?.queue == queue("desk"))
        try scene.answer(.giveBack, to: LeaseID(1), of: "desk")
        #expect(scene.tick() == ["placed alfa"])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `has nothing back that is before the desk for another reason`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["alfa"]))
        try scene.ask(want(.treasuryVat, from: ["alfa"]), ref: "r2")
        try scene.order(.reroute(Scene.leg(1), to: queue("desk")))
        try scene.order(.drain(queue("alfa"), until: nil))
        #expect(scene.tick() == ["placed desk paused"])
        scene.wait(.hours(24))
        try scene.order(.resume(queue("alfa")))
        #expect(scene.tick() == ["placed desk unrouted"])
        #expect(scene.board.desks[queue("desk")]?.waiting == 2)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `has back a large backlog in parts`() throws {
        var scene = Scene()
        for number in 0..<(Switchboard.dueMax + 10) {
            try scene.ask(want(.treasuryVat, from: ["alfa"]), ref: "r\(number)")
        }
        try scene.order(.drain(queue("alfa"), until: nil))
        scene.tick()
        scene.tick()
        #expect(scene.board.desks[queue("desk")]?.waiting == Switchboard.dueMax + 10)
        try scene.order(.resume(queue("alfa")))
        #expect(scene.tick().count == Switchboard.dueMax)
        #expect(scene.board.nextDeadline == .distantPast)
        #expect(scene.tick().count == 10)
        #expect(scene.board.desks[queue("alfa")]?.waiting == Switchboard.dueMax + 10)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `has it back after a restart too`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, from: ["alfa"]))
        try scene.order(.drain(queue("alfa"), until: nil))
        scene.tick()
        try scene.order(.resume(queue("alfa")))
        var again = Switchboard(state: scene.board.state, bundle: scene.board.bundle)
        #expect(again.nextDeadline == .distantPast)
        #expect(again.due(at: scene.now, steady: scene.now).map(\.brief) == ["placed alfa"])
    }

    @Test func `has back what other rules give to another meanwhile`() throws {
        var scene = Scene()
        scene.board.bundle = SceneBundle.with("charlie") { $0.languages = [.dutch] }
        try scene.order(.drain(queue("alfa"), until: nil))
        try scene.ask(want(.treasuryVat, from: ["alfa", "charlie"]))
        #expect(scene.leg()?.hold == .paused)
        scene.board.bundle = SceneBundle.bundle
        let files = BundleFiles(address: SceneBundle.address, files: [])
        scene.record([Fact(at: scene.now, by: .relais, matter: .bundleActivated(files))])
        #expect(scene.board.nextDeadline == .distantPast)
        #expect(scene.tick() == ["placed charlie"])
    }

    @Test func `has nothing back of which a partner still has an offer`() throws {
        var scene = try Scene.offeredToSeveral()
        for name in ["alfa", "bravo", "charlie"] {
            try scene.order(.drain(queue(name), until: nil))
        }
        let no = AnswerCommand.Verb.decline(.conflict, text: nil, suggested: nil)
        #expect(
            try scene.answer(no, to: LeaseID(2), of: "bravo") == ["declined", "placed desk paused"]
        )
        try scene.order(.resume(queue("alfa")))
        #expect(scene.tick() == [])
        try scene.answer(.giveBack, to: LeaseID(3), of: "charlie")
        #expect(scene.tick() == [])
        try scene.answer(.giveBack, to: LeaseID(1))
        #expect(scene.tick() == ["placed alfa"])
        #expect(scene.board.checkInvariants() == [])
    }

    @Test func `takes again when its time is over`() throws {
        var scene = Scene()
        try scene.order(.drain(queue("alfa"), until: scene.now + .hours(1)))
        scene.wait(.hours(1))
        #expect(try scene.ask(want(.treasuryVat)).last == "placed alfa")
    }
}

@Suite struct `An order for a queue` {
    @Test(arguments: [
        SupervisorOrder.pause(queue("nobody"), until: nil), .drain(queue("nobody"), until: nil),
        .resume(queue("nobody")),
    ])
    func `is refused where the directory has no such queue`(order: SupervisorOrder) {
        var scene = Scene()
        #expect(throws: Refusal.queueUnknown) { try scene.order(order) }
        #expect(scene.facts.isEmpty)
    }

    @Test(arguments: ["desk", "test"])
    func `never closes the last resort`(name: String) {
        var scene = Scene()
        #expect(throws: Refusal.lastResort) {
            try scene.order(.pause(queue(name), until: nil))
        }
        #expect(throws: Refusal.lastResort) {
            try scene.order(.drain(queue(name), until: nil))
        }
    }

    @Test func `is refused where its end has passed`() {
        var scene = Scene()
        #expect(throws: Refusal.untilPassed) {
            try scene.order(.pause(queue("alfa"), until: scene.now))
        }
        #expect(throws: Refusal.untilPassed) {
            try scene.order(.surge(isOn: true, until: scene.now))
        }
    }
}

@Suite struct `A surge` {
    @Test func `begins and ends by an order`() throws {
        var scene = Scene()
        #expect(try scene.order(.surge(isOn: true, until: nil)) == ["ordered", "surge"])
        #expect(try scene.order(.surge(isOn: true, until: nil)) == ["ordered"])
        #expect(scene.board.surge?.isOn == true)
        #expect(try scene.order(.surge(isOn: false, until: nil)) == ["ordered", "surge ends"])
        #expect(try scene.order(.surge(isOn: false, until: nil)) == ["ordered"])
    }

    @Test func `ends of itself when its time is over`() throws {
        var scene = Scene()
        try scene.order(.surge(isOn: true, until: scene.now + .days(1)))
        #expect(scene.board.nextDeadline == scene.now + .days(1))
        #expect(scene.wait(.days(1)) == ["surge ends"])
        #expect(scene.board.nextDeadline == nil)
    }
}
