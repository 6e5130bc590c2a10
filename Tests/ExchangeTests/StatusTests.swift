import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A status` {
    /// The statuses that change no leg.
    static let plain: [StatusReport.Matter] = [
        .contacted(.reached, .phone), .appointment(at: Moment(seconds: 1_772_800_000)),
        .noShow(appointment: nil), .legalState(Legal(state: .bankrupt)), .phase(.bankrupt),
        .signal(.vatArrears, since: nil),
    ]

    @Test(arguments: plain)
    func `of what happened is stored and moves no leg`(matter: StatusReport.Matter) throws {
        var scene = try Scene.accepted()
        let before = scene.leg()
        #expect(try scene.tell(matter).count == 1)
        #expect(scene.leg() == before)
    }

    @Test func `of a decided aid is stored and moves no leg`() throws {
        var scene = try Scene.accepted()
        let before = scene.leg()
        let matter = StatusReport.Matter.aidDecided(
            instrument: "loan",
            .granted,
            nil
        )
        #expect(try scene.tell(matter) == ["status aid_decided"])
        #expect(scene.leg() == before)
    }

    @Test func `changes what a partner may know`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        try scene.tell(.legalState(Legal(state: .bankrupt)))
        try scene.tell(.phase(.ceased))
        try scene.tell(.signal(.taxArrears, since: nil))
        try scene.tell(.signal(.taxArrears, since: nil))
        let profile = try #require(scene.board.cases[Scene.first]?.profile)
        #expect(profile.legalState == .bankrupt)
        #expect(profile.phase == .ceased)
        #expect(profile.signals == [.taxArrears])
    }

    @Test func `about a reference that is not known yet is to be sent again for a day`() throws {
        var scene = Scene()
        let sent = scene.now
        scene.now = sent + .hours(24)
        #expect(throws: Refusal.referenceNotYetKnown) {
            try scene.tell(
                .agencyRef(Confidential("r")),
                .phase(.active),
                nil,
                key("r"),
                "north",
                recorded: sent
            )
        }
        scene.now = scene.now + .seconds(1)
        #expect(throws: Refusal.referenceUnknown) {
            try scene.tell(
                .agencyRef(Confidential("r")),
                .phase(.active),
                nil,
                key("r"),
                "north",
                recorded: sent
            )
        }
    }

    @Test func `about a case of others finds none`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        #expect(throws: Refusal.caseUnknown) {
            try scene.tell(.phase(.active), of: Scene.first, by: "south")
        }
    }

    @Test func `about a number that two open cases bear is ambiguous`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), ref: "r1")
        try scene.ask(want(.legal), ref: "r2", bce: "X")
        try scene.ask(want(.legal), ref: "r1", bce: "X")
        let number = try #require(EnterpriseNumber("0403019261"))
        #expect(throws: Refusal.ambiguous) {
            try scene.tell(.enterprise(number), .phase(.active), nil, key("bce/X"), "north")
        }
    }

    @Test func `about a number finds its open case`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), bce: "X")
        let number = try #require(EnterpriseNumber("0403019261"))
        #expect(
            try scene.tell(.enterprise(number), .phase(.active), nil, key("bce/X"), "north")
                == ["status phase"]
        )
    }
}

@Suite struct `A withdrawal` {
    @Test func `before acceptance closes the leg, and the case with it`() throws {
        var scene = Scene()
        try scene.ask(want(.legal))
        #expect(
            try scene.tell(.withdrawn(.noLongerNeeded)) == [
                "status withdrawn", "closed no_longer_needed", "case closed",
            ]
        )
    }

    @Test func `takes an offer back`() throws {
        var scene = try Scene.offered()
        #expect(
            try scene.tell(.withdrawn(.withdrawn)) == [
                "status withdrawn", "ended recalled", "told alfa recalled", "closed withdrawn",
                "case closed",
            ]
        )
        #expect(throws: Refusal.leaseLost) {
            try scene.answer(.accept(by: "p"), to: LeaseID(1))
        }
    }

    @Test func `after acceptance asks the partner to stop`() throws {
        var scene = try Scene.accepted()
        #expect(
            try scene.tell(.withdrawn(.withdrawn)) == [
                "status withdrawn", "asked to stop", "told alfa cancel_requested",
            ]
        )
        #expect(scene.leg()?.owner == .partner(partner("alfa")))
    }

    @Test func `asks once`() throws {
        var scene = try Scene.accepted()
        try scene.tell(.withdrawn(.withdrawn))
        #expect(try scene.tell(.withdrawn(.withdrawn)) == ["status withdrawn"])
    }

    @Test func `of one need leaves the others`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr))
        try scene.tell(.withdrawn(.withdrawn), need: .hr)
        #expect(scene.leg(1)?.state.isClosed == false)
        #expect(scene.leg(2)?.state.isClosed == true)
    }

    @Test func `leaves what another agency asks for too`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), bce: "X")
        try scene.ask(want(.legal), bce: "X", by: "south")
        #expect(try scene.tell(.withdrawn(.withdrawn)) == ["status withdrawn"])
        #expect(scene.leg()?.askedBy == [agency("south")])
    }

    @Test func `of the last agency that asked closes the leg`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), bce: "X")
        try scene.ask(want(.legal), ref: "s", bce: "X", by: "south")
        try scene.tell(.withdrawn(.withdrawn))
        #expect(
            try scene.tell(.withdrawn(.withdrawn), ref: "s", by: "south") == [
                "status withdrawn", "closed withdrawn", "case closed",
            ]
        )
    }

    @Test func `takes its consent along`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), bce: "X")
        try scene.ask(want(.legal), ref: "s", bce: "X", consent: consent([]), by: "south")
        #expect(
            try scene.tell(.withdrawn(.withdrawn)) == [
                "status withdrawn", "placed nowhere blocked_by_consent",
            ]
        )
    }
}

@Suite struct `A closing by the agency` {
    @Test func `ends what nobody has accepted`() throws {
        var scene = try Scene.offered()
        #expect(
            try scene.tell(.closed(.unreachable)) == [
                "status closed", "ended recalled", "told alfa recalled", "closed unreachable",
                "case closed",
            ]
        )
    }

    @Test func `is refused when a partner has accepted`() throws {
        var scene = try Scene.accepted()
        #expect(throws: Refusal.legsOpen) { try scene.tell(.closed(.unreachable)) }
    }

    @Test func `of a need that nobody has accepted does not mind the others`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr, from: ["bravo"]))
        scene.attach(1, "alfa")
        scene.handOut()
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        #expect(
            try scene.tell(.closed(.unreachable), need: .hr) == [
                "status closed", "closed unreachable",
            ]
        )
    }

    @Test func `leaves what another agency asks for too`() throws {
        var scene = Scene()
        try scene.ask(want(.legal), want(.hr), bce: "X")
        try scene.ask(want(.hr), bce: "X", by: "south")
        #expect(try scene.tell(.closed(.unreachable)) == ["status closed", "closed unreachable"])
        #expect(scene.board.cases[Scene.first]?.isOpen == true)
    }

    @Test func `closes a case that never had a leg`() throws {
        var scene = Scene()
        try scene.ask()
        #expect(try scene.tell(.closed(.unreachable)) == ["status closed", "case closed"])
    }
}
