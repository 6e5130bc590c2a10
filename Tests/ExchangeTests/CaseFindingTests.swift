import Exchange
import Referrals
import Testing
import Triage

@Suite struct `A request finds its case` {
    @Test func `a first request opens one`() throws {
        var scene = Scene()
        #expect(
            try scene.ask(want(.treasuryVat)) == [
                "opened", "request", "leg treasury.vat", "placed alfa",
            ]
        )
    }

    @Test func `the case it names is the one it adds to`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        try scene.ask(want(.legal), ref: "r2", in: Scene.first)
        #expect(scene.board.cases.count == 1)
    }

    @Test func `a case that another agency alone sent is unknown to it`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        #expect(throws: Refusal.caseUnknown) {
            try scene.ask(want(.legal), in: Scene.first, by: "south")
        }
    }

    @Test func `an agency's reference names one case of that agency`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        #expect(try scene.ask(want(.legal)) == ["request", "leg legal", "placed alfa"])
    }

    @Test func `the same reference of another agency is another case`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        try scene.ask(want(.treasuryVat), by: "south")
        #expect(scene.board.cases.count == 2)
    }

    @Test func `the open case of its enterprise takes it, whoever sent that`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), bce: "X")
        try scene.ask(want(.legal), bce: "X", by: "south")
        #expect(scene.board.casesVisible(to: agency("south")).map(\.id) == [Scene.first])
    }

    @Test func `a number alone never reopens: the new case follows the old`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), bce: "X")
        try scene.tell(.closed(.noLongerNeeded))
        #expect(try scene.ask(want(.legal), ref: "r2", bce: "X").first == "opened, follows")
        #expect(scene.board.cases[CaseID(year: 2026, number: 2)]?.follows == Scene.first)
    }

    @Test func `a reference reopens a closed case`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        try scene.tell(.closed(.noLongerNeeded))
        #expect(try scene.ask(want(.legal)).first == "reopened")
        #expect(scene.board.cases[Scene.first]?.isOpen == true)
    }

    @Test func `a request for nothing leaves a closed case closed`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        try scene.tell(.closed(.noLongerNeeded))
        #expect(try scene.ask() == ["request"])
        #expect(scene.board.cases[Scene.first]?.isOpen == false)
    }

    @Test func `another enterprise does not fit into a case`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), bce: "X")
        #expect(throws: Refusal.enterpriseDiffers) { try scene.ask(want(.legal), bce: "Y") }
    }

    @Test func `a reference of one case does not fit with the name of another`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), ref: "r1")
        try scene.ask(want(.treasuryVat), ref: "r2")
        #expect(throws: Refusal.ambiguous) {
            try scene.ask(want(.legal), ref: "r2", in: Scene.first)
        }
    }

    @Test func `an old case that is reopened does not hide the one that follows it`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), ref: "r1", bce: "X")
        try scene.tell(.closed(.noLongerNeeded), ref: "r1")
        try scene.ask(want(.treasuryVat), ref: "r2", bce: "X")
        try scene.tell(.closed(.noLongerNeeded), ref: "r2")
        try scene.ask(want(.legal), ref: "r1", bce: "X")
        #expect(try scene.ask(want(.legal), ref: "r2", bce: "X").first == "reopened")
        #expect(scene.board.openCases(named: key("bce/X")).map(\.id.number) == [2, 1])
    }

    @Test func `a number that comes to a second case still names the first`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), ref: "r1", bce: "X")
        try scene.ask(want(.treasuryVat), ref: "s1", by: "south")
        try scene.ask(want(.legal), ref: "s1", bce: "X", by: "south")
        #expect(try scene.ask(want(.hr), ref: "r1", bce: "X").first == "request")
        #expect(scene.board.openCases(named: key("bce/X")).count == 2)
    }
}

@Suite struct `A need that is open already` {
    @Test func `is joined, not opened again`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), bce: "X")
        #expect(
            try scene.ask(want(.treasuryVat), bce: "X", by: "south") == [
                "request", "joined 1 soon",
            ]
        )
        #expect(scene.leg()?.askedBy == [agency("north"), agency("south")])
    }

    @Test func `becomes sooner by a more urgent request`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .soon))
        try scene.ask(want(.treasuryVat, .crisis))
        #expect(scene.leg()?.urgency == .crisis)
        #expect(scene.leg()?.due == scene.now + .hours(1))
    }

    @Test func `never becomes later by a less urgent one`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat, .urgent))
        try scene.ask(want(.treasuryVat, .normal))
        #expect(scene.leg()?.urgency == .urgent)
        #expect(scene.leg()?.due == scene.now + .hours(4))
    }

    @Test func `is a new leg once the old one was closed`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), want(.legal))
        try scene.tell(.withdrawn(.withdrawn), need: .treasuryVat)
        try scene.ask(want(.treasuryVat))
        #expect(scene.leg(3)?.need == .treasuryVat)
    }

    @Test func `is a new leg when the partner of the old one was asked to stop`() throws {
        var scene = try Scene.accepted()
        try scene.tell(.withdrawn(.withdrawn))
        try scene.ask(want(.treasuryVat))
        #expect(scene.leg(2)?.need == .treasuryVat)
    }
}

@Suite struct `An id that was used` {
    @Test func `does nothing again with the same content`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), id: "e1", saying: "a")
        #expect(try scene.ask(want(.treasuryVat), id: "e1", saying: "a") == [])
    }

    @Test func `is refused with another content`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat), id: "e1", saying: "a")
        #expect(throws: Refusal.idReused) {
            try scene.ask(want(.treasuryVat), id: "e1", saying: "b")
        }
    }

    @Test func `holds for a status too`() throws {
        var scene = Scene()
        try scene.ask(want(.treasuryVat))
        try scene.tell(.phase(.active), id: "s1", saying: "a")
        #expect(try scene.tell(.phase(.active), id: "s1", saying: "a") == [])
        #expect(throws: Refusal.idReused) {
            try scene.tell(.phase(.bankrupt), id: "s1", saying: "b")
        }
    }

    @Test func `lets a partner repeat an answer whose lease has ended`() throws {
        var scene = try Scene.offered()
        try scene.answer(.accept(by: "p"), to: LeaseID(1), id: "a1")
        #expect(try scene.answer(.accept(by: "p"), to: LeaseID(1), id: "a1") == [])
    }

    @Test func `is not taken by what was refused`() throws {
        var scene = Scene()
        #expect(throws: Refusal.referenceNotYetKnown) {
            try scene.tell(.phase(.active), id: "s1", saying: "a")
        }
        try scene.ask(want(.treasuryVat))
        #expect(try scene.tell(.phase(.active), id: "s1", saying: "a") == ["status phase"])
    }

    @Test func `says nothing of its content once the case was erased`() throws {
        var scene = Scene()
        scene.board.restore(
            key("e1"),
            taken: TakenID(sameness: sameness("a"), caseID: nil, event: 0)
        )
        #expect(try scene.ask(want(.treasuryVat), id: "e1", saying: "b") == [])
    }
}
