import Exchange
import Referrals
import Triage

extension Scene {
    /// A supervisor gives an order; tells in brief what was recorded.
    @discardableResult
    mutating func order(
        _ order: SupervisorOrder,
        key: String? = nil,
        by name: String = "chief"
    ) throws(Refusal) -> [String] {
        ids += 1
        guard let supervisor = SupervisorID(name) else {
            preconditionFailure("a supervisor of the scene")
        }
        var command = OrderCommand(
            supervisor: supervisor,
            order: order,
            reason: "a test",
            key: key ?? "order-\(ids)"
        )
        if case .erase = order { command.known = facts }
        return try run(.order(command))
    }

    /// The session that has the only leg goes away, and its grace ends.
    @discardableResult
    mutating func lose() -> [String] {
        for session in board.presence.consumers.keys.sorted() {
            board.presence.end(session, graceEnds: steady + .seconds(45))
        }
        return wait(.seconds(45))
    }

    /// A scene in which the only leg died: each session that got it was gone before it answered.
    static func dead(_ need: NeedVerdict = want(.treasuryVat)) throws -> Scene {
        var scene = Scene()
        try scene.ask(need, id: "e1")
        for number in 1...UInt64(Switchboard.lossesMax) {
            scene.attach(number, "alfa")
            scene.handOut()
            scene.lose()
        }
        return scene
    }

    /// A scene in which a line that no dispatcher survived is before the desk.
    static func held(id: String = "h1") throws -> Scene {
        var scene = Scene()
        let command = HoldCommand(
            agency: agency("north"),
            event: scene.mark(id),
            content: Confidential([9])
        )
        try scene.run(.hold(command))
        return scene
    }
}
