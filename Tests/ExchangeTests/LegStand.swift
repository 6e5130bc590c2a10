import Exchange
import Referrals
import Triage

/// Where a leg can stand, in as many ways as a command can tell apart.
enum LegStand: String, CaseIterable, Sendable {
    /// It waits in the queue of alfa; bravo is next in rank.
    case queued = "waiting in a queue"
    /// No consent lets it go.
    case blocked = "blocked by consent"
    /// Another leg of its case comes first.
    case behind = "behind another leg"
    /// Nobody helps with it but the desk.
    case unrouted
    /// It is of an enterprise outside the Region.
    case outside = "out of the Region"
    /// It stands in the queues of alfa and bravo.
    case widened
    /// It is offered to alfa and to bravo.
    case offeredToSeveral = "offered to several"
    /// It is offered to alfa.
    case offered
    case accepted
    case inProgress = "in progress"
    /// On hold: alfa has no place yet.
    case waitlisted = "on hold, waitlist"
    /// On hold for the person.
    case waitingClient = "on hold, waiting client"
    /// On hold for alfa itself.
    case heldByPartner = "on hold, partner"
    case cancelRequested = "cancel requested"
    case closed
    /// All that could help have refused it: it waits before the desk.
    case exhausted
    /// Nobody has answered before it was due: it waits before the desk.
    case raised = "raised to the desk"
    /// The same, and no consent lets it go.
    case raisedBlocked = "raised, blocked by consent"
    /// Each session that got it was gone before it answered: it waits before the desk.
    case dead
    /// It is a line that nobody could read, and waits before the desk.
    case held
    /// Nobody helps with it but the desk, to which it is offered.
    case offeredToDesk = "offered to the desk"
    case raisedOffered = "raised, offered to the desk"
    case deadOffered = "dead, offered to the desk"
    case heldOffered = "held, offered to the desk"
    /// The desk has accepted what came to it because nobody else helps.
    case acceptedByDesk = "accepted by the desk"
    /// The desk has accepted what nobody could read.
    case heldAccepted = "held, accepted by the desk"

    /// The session of the desk, where it has one.
    static let deskSession = SessionID(99)

    /// A scene whose first leg stands so; north asked for it with `e1`, alfa's first lease is the first.
    func scene() throws -> Scene {
        switch self {
        case .queued: return try asked(want(.treasuryVat))
        case .blocked: return try asked(want(.treasuryVat), consent: consent([]))
        case .behind:
            let first = want(.psychologicalDistress, from: ["charlie"])
            return try asked(want(.treasuryVat, after: .psychological), first)
        case .unrouted: return try asked(want(.treasuryVat, from: []))
        case .outside: return try asked(want(.treasuryVat, block: .outOfRegion))
        case .widened, .offeredToSeveral:
            var scene = try asked(want(.treasuryVat).climbing((50, .widen)))
            scene.wait(.hours(12))
            guard self == .offeredToSeveral else { return scene }
            scene.attach(1, "alfa")
            scene.attach(2, "bravo")
            scene.handOut()
            return scene
        case .offered: return try Scene.offered()
        case .accepted: return try Scene.accepted()
        case .inProgress: return try accepted(.start)
        case .waitlisted: return try accepted(.hold(.waitlist, until: nil))
        case .waitingClient: return try accepted(.hold(.waitingClient, until: nil))
        case .heldByPartner: return try accepted(.hold(.partner, until: nil))
        case .cancelRequested:
            var scene = try Scene.accepted()
            try scene.tell(.withdrawn(.withdrawn))
            return scene
        case .closed: return try accepted(.complete(.helpedFull, nil))
        case .exhausted: return try .exhausted()
        case .raised: return try late(consent())
        case .raisedBlocked: return try late(consent([]))
        case .dead: return try .dead()
        case .held: return try .held(id: "e1")
        case .offeredToDesk: return try LegStand.unrouted.scene().offeredToDesk()
        case .raisedOffered: return try LegStand.raised.scene().offeredToDesk()
        case .deadOffered: return try LegStand.dead.scene().offeredToDesk()
        case .heldOffered: return try LegStand.held.scene().offeredToDesk()
        case .acceptedByDesk: return try LegStand.offeredToDesk.scene().acceptedByDesk()
        case .heldAccepted: return try LegStand.heldOffered.scene().acceptedByDesk()
        }
    }

    /// A scene in which nobody had accepted the leg when it was due.
    private func late(_ said: Consent) throws -> Scene {
        var scene = try asked(want(.treasuryVat), consent: said)
        scene.wait(.hours(24))
        return scene
    }

    private func asked(
        _ needs: NeedVerdict...,
        consent said: Consent = consent()
    ) throws -> Scene {
        var scene = Scene()
        var asked = Asked(needs: needs)
        asked.consent = said
        try scene.run(scene.request(asked, id: "e1"))
        return scene
    }

    private func accepted(_ report: PartnerReport) throws -> Scene {
        var scene = try Scene.accepted()
        try scene.report(report, on: Scene.leg(1))
        return scene
    }
}

extension Scene {
    /// A scene in which alfa and bravo have both refused the only leg.
    fileprivate static func exhausted() throws -> Scene {
        var scene = try Scene.offered()
        try scene.answer(.decline(.conflict, text: nil, suggested: nil), to: LeaseID(1))
        scene.attach(2, "bravo")
        scene.handOut()
        try scene.answer(
            .decline(.conflict, text: nil, suggested: nil),
            to: LeaseID(2),
            of: "bravo"
        )
        return scene
    }

    /// The scene once the desk has come and is offered what waits before it.
    fileprivate func offeredToDesk() -> Scene {
        var scene = self
        scene.attach(LegStand.deskSession.number, "desk")
        scene.handOut()
        return scene
    }

    /// The scene once the desk has accepted what it was offered.
    fileprivate func acceptedByDesk() throws -> Scene {
        var scene = self
        let lease = scene.leg()?.state.assignment?.lease ?? LeaseID(1)
        try scene.answer(.accept(by: "p"), to: lease, of: "desk")
        return scene
    }
}
