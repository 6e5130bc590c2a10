import Exchange
import Referrals
import Testing
import Triage

/// Where a leg can be while it is open, each made as it comes about.
enum Plight: CaseIterable {
    case waiting, blocked, outOfRegion, offered, offeredByTheDesk, widened, offeredToSeveral
    case accepted, reminded, inProgress, scheduled, onHold, waitingForThePerson
    case cancelRequested, lineHeld

    func scene() throws -> Scene {
        var scene = Scene()
        let need = want(.treasuryVat).climbing(LadderStep.usual)
        let leg = Scene.leg(1)
        switch self {
        case .waiting: try scene.ask(need)
        case .blocked: try scene.ask(need, consent: consent([]))
        case .outOfRegion: try scene.ask(want(.treasuryVat, block: .outOfRegion))
        case .offered: scene = try Scene.offered(need)
        case .offeredByTheDesk:
            try scene.ask(want(.treasuryVat, from: []).climbing(LadderStep.usual))
            scene.attach(1, "desk")
            scene.handOut()
        case .widened:
            try scene.ask(need.climbing((10, .widen)))
            scene.wait(.hours(3))
        case .offeredToSeveral: scene = try Scene.offeredToSeveral()
        case .accepted: scene = try Scene.accepted(need)
        case .reminded:
            scene = try Scene.accepted(need)
            scene.wait(.hours(48))
        case .inProgress:
            scene = try Scene.accepted(need)
            try scene.report(.contact(.reached), on: leg)
        case .scheduled:
            scene = try Scene.accepted(need)
            try scene.report(.schedule(scene.now + .days(80_000)), on: leg)
        case .onHold:
            scene = try Scene.accepted(need)
            try scene.report(.hold(.waitlist, until: nil), on: leg)
        case .waitingForThePerson:
            scene = try Scene.accepted(need)
            try scene.report(.hold(.waitingClient, until: nil), on: leg)
        case .cancelRequested:
            scene = try Scene.accepted(need)
            try scene.tell(.withdrawn(.withdrawn))
        case .lineHeld:
            try scene.run(
                .hold(
                    HoldCommand(
                        agency: agency("north"),
                        event: scene.mark(),
                        content: Confidential([7])
                    )
                )
            )
        }
        return scene
    }
}

@Suite struct `No leg is forgotten` {
    /// The longest way of all: an appointment in two months, its reminder, and the time of the class anew.
    private let bound = Span.days(60 + 14 + 3 + 3)

    /// What its partner was asked to stop ends, and is before nobody.
    @Test(arguments: Plight.allCases.filter { $0 != .cancelRequested })
    func `whatever its state, it is before the desk in the end if nobody acts`(plight: Plight)
        throws
    {
        var scene = try plight.scene()
        #expect(scene.board.checkInvariants() == [])
        // Every session is still there, and does nothing.
        _ = scene.letRing(for: bound)
        let leg = try #require(scene.leg())
        #expect(leg.owner == .desk)
        #expect(scene.board.view(of: leg, at: scene.now).queue == queue("desk"))
        #expect(leg.overdue.contains(.due))
        #expect(scene.board.nextDeadline == nil)
        #expect(scene.board.checkInvariants() == [])
    }

    @Test(arguments: Plight.allCases)
    func `and the clock asks for no more than a few looks on the way`(plight: Plight) throws {
        var scene = try plight.scene()
        let before = scene.facts.count
        _ = scene.letRing(for: bound)
        #expect(scene.facts.count - before <= 20)
    }

    @Test(arguments: Plight.allCases)
    func `has an owner, a deadline and an alarm in every state`(plight: Plight) throws {
        let leg = try #require(try plight.scene().leg())
        #expect(leg.owner != .nobody)
        #expect(leg.deadline != .distantFuture)
        #expect(leg.alarm != nil)
    }
}
