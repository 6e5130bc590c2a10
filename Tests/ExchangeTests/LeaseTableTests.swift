import Exchange
import Referrals
import Testing
import Triage

/// Where a lease can stand.
enum LeaseStand: String, CaseIterable, Sendable {
    /// A live session has it.
    case held
    /// Its session is gone, and it runs on for the grace.
    case inGrace = "in grace"
    case ended

    /// A scene whose first lease stands so: alfa's session 1 was handed the only leg.
    func scene() throws -> Scene {
        var scene = try Scene.offered()
        switch self {
        case .held: break
        case .inGrace:
            scene.board.presence.end(SessionID(1), graceEnds: scene.steady + .seconds(45))
        case .ended: try scene.answer(.giveBack, to: LeaseID(1))
        }
        return scene
    }

    /// Where the first lease of a scene stands.
    init(in scene: Scene) {
        guard let hold = scene.board.presence.leases[LeaseID(1)] else {
            self = .ended
            return
        }
        self = hold.session == nil ? .inGrace : .held
    }
}

/// Everything that can happen to a lease from outside.
enum LeaseMove: String, CaseIterable, Sendable {
    case accept, decline
    case giveBack = "return"
    case answerOfOther = "answer under another name"
    case answerOfPartner = "answer of another partner"
    case attach = "attach, naming it"
    case attachWithout = "attach, not naming it"
    case takeOver = "take over"
    case close = "session ends"
    case bye
    case lapse = "grace passes"
    case answerTime = "time to answer"
    case recall = "consent withdrawn"

    func happen(in scene: inout Scene) throws(Refusal) -> [String] {
        let lease = LeaseID(1)
        switch self {
        case .accept: return try scene.answer(.accept(by: "p"), to: lease)
        case .decline:
            return try scene.answer(.decline(.conflict, text: nil, suggested: nil), to: lease)
        case .giveBack: return try scene.answer(.giveBack, to: lease)
        case .answerOfOther: return try scene.answer(.giveBack, to: lease, as: "two")
        case .answerOfPartner: return try scene.answer(.giveBack, to: lease, of: "bravo")
        case .attach:
            scene.attach(2, "alfa")
            take(lease, for: SessionID(2), in: &scene)
        case .attachWithout:
            scene.attach(2, "alfa")
            let facts = scene.board.lost(lease, at: scene.now)
            scene.record(facts)
            return facts.map(\.brief)
        case .takeOver:
            scene.board.presence.end(SessionID(1), graceEnds: scene.steady)
            scene.attach(2, "alfa")
            take(lease, for: SessionID(2), in: &scene)
        case .close: leave(after: .seconds(45), &scene)
        case .bye:
            leave(after: .seconds(0), &scene)
            return scene.tick()
        case .lapse: return scene.wait(.seconds(45))
        case .answerTime: return scene.wait(.hours(6))
        case .recall: return try scene.tell(.consentWithdrawn(nil, nil))
        }
        return []
    }

    /// A session that comes back with a lease has it again, if it still runs.
    private func take(_ lease: LeaseID, for session: SessionID, in scene: inout Scene) {
        guard let hold = scene.board.presence.leases[lease] else { return }
        scene.board.presence.hold(lease, leg: hold.leg, by: session)
    }

    private func leave(after grace: Span, _ scene: inout Scene) {
        scene.board.presence.end(SessionID(1), graceEnds: scene.steady + grace)
    }
}

@Suite struct `The machine of a lease` {
    @Test(arguments: LeaseStand.allCases)
    func `has a row for everything that can happen where it stands`(stand: LeaseStand) {
        #expect(LeaseTable.of(stand).rows.map(\.move) == LeaseMove.allCases.map(\.rawValue))
    }

    @Test(arguments: LeaseStand.allCases)
    func `moves on as its table says`(stand: LeaseStand) throws {
        for move in LeaseMove.allCases {
            var scene = try stand.scene()
            let outcome =
                MoveTable.outcome { try move.happen(in: &scene) }
                + "; \(LeaseStand(in: scene).rawValue)"
            #expect(outcome == LeaseTable.of(stand).outcome(of: move.rawValue), "\(move.rawValue)")
            #expect(scene.board.checkInvariants() == [], "\(move.rawValue)")
        }
    }
}
