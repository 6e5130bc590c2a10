import Exchange
import Referrals
import Testing
import Triage

/// Where a case can stand.
enum CaseStand: String, CaseIterable, Sendable {
    case none, open, closed, reopened
    /// It goes on in another; its own leg is open.
    case merged
    /// It goes on in another; nothing of it is open.
    case mergedAndClosed = "merged, closed"
    case erased

    /// A scene whose first case, of north's reference `r1` and enterprise 7, stands so.
    func scene() throws -> Scene {
        var scene = Scene()
        guard self != .none else { return scene }
        try scene.ask(want(.hr), bce: "7", id: "e1")
        switch self {
        case .none, .open: break
        case .closed: try scene.tell(.closed(.noLongerNeeded))
        case .reopened:
            try scene.tell(.closed(.noLongerNeeded))
            try scene.ask(want(.hr))
        case .merged: try merge(in: &scene)
        case .mergedAndClosed:
            try scene.tell(.closed(.noLongerNeeded))
            try merge(in: &scene)
        case .erased:
            try scene.tell(.closed(.noLongerNeeded))
            try scene.order(.erase(Scene.first))
            try scene.order(.erase(Scene.first), by: "second")
        }
        return scene
    }

    private func merge(in scene: inout Scene) throws {
        try scene.ask(want(.legal), ref: "o", by: "east")
        let other = CaseID(year: 2026, number: 2)
        scene.record(
            try scene.board.merge(Scene.first, into: other, by: .relais, at: scene.now)
        )
    }
}

/// Everything that can happen to a case from outside.
enum CaseMove: String, CaseIterable, Sendable {
    case request = "request by case"
    case reference = "request by reference"
    case enterprise = "request by enterprise"
    case status = "status by case"
    case statusByReference = "status by reference"
    case statusByEnterprise = "status by enterprise"
    case closing = "its last leg closes"
    case correction = "correction adds a need"
    case error = "request in error"
    case line = "line kept as it came"
    case goOn = "merge into another"
    case takeIn = "merge of another"
    case askErasure = "erasure by one"
    case erase = "erasure by two"

    func happen(in scene: inout Scene) throws(Refusal) -> [String] {
        switch self {
        case .request: return try scene.ask(want(.info), in: Scene.first)
        case .reference: return try scene.ask(want(.info))
        case .enterprise: return try scene.ask(want(.info), ref: "w", bce: "7", by: "west")
        case .status: return try scene.tell(.phase(.active), of: Scene.first)
        case .statusByReference: return try scene.tell(.phase(.active))
        case .statusByEnterprise:
            return try scene.tell(
                .enterprise(EnterpriseNumber.sample),
                .phase(.active),
                nil,
                key("bce/7"),
                "north"
            )
        case .closing: return try scene.tell(.closed(.noLongerNeeded))
        case .correction: return try scene.correct("e1", to: revision(want(.hr), want(.info)))
        case .error: return try scene.correct("e1", to: .enteredInError)
        case .line:
            return try scene.run(
                .hold(
                    HoldCommand(
                        agency: agency("north"),
                        event: scene.mark(),
                        content: Confidential([7])
                    )
                )
            )
        case .goOn, .takeIn: return try merge(in: &scene)
        case .askErasure: return try scene.order(.erase(Scene.first))
        case .erase:
            try scene.order(.erase(Scene.first))
            return try scene.order(.erase(Scene.first), by: "second")
        }
    }

    private func merge(in scene: inout Scene) throws(Refusal) -> [String] {
        try scene.ask(want(.digital), ref: "x", by: "south")
        let last = scene.board.state.lastCase
        let facts = try scene.board.merge(
            self == .goOn ? Scene.first : last,
            into: self == .goOn ? last : Scene.first,
            by: .relais,
            at: scene.now
        )
        scene.record(facts)
        return facts.map { $0.isMerge ? "merged" : $0.brief }
    }
}

extension EnterpriseNumber {
    /// Any enterprise; in a scene the keyed hash tells which.
    fileprivate static var sample: EnterpriseNumber {
        guard let number = EnterpriseNumber("0403019261") else {
            preconditionFailure("a number with right check digits")
        }
        return number
    }
}

@Suite struct `The machine of a case` {
    @Test(arguments: CaseStand.allCases)
    func `has a row for everything that can happen where it stands`(stand: CaseStand) {
        #expect(CaseTable.of(stand).rows.map(\.move) == CaseMove.allCases.map(\.rawValue))
    }

    @Test(arguments: CaseStand.allCases)
    func `moves on as its table says`(stand: CaseStand) throws {
        for move in CaseMove.allCases {
            var scene = try stand.scene()
            let outcome = MoveTable.outcome { try move.happen(in: &scene) }
            #expect(outcome == CaseTable.of(stand).outcome(of: move.rawValue), "\(move.rawValue)")
            #expect(scene.board.checkInvariants() == [], "\(move.rawValue)")
        }
    }
}
