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
        }
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
