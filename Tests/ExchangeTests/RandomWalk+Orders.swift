import Exchange
import Referrals

extension RandomWalk {
    /// A supervisor orders something, mostly what the leg allows.
    mutating func order() {
        let order = chance.once(in: 3) ? orderOfQueues() : orderOfLeg()
        guard let order else { return }
        do throws(Refusal) { try scene.order(order) } catch { refused += 1 }
    }

    private mutating func orderOfQueues() -> SupervisorOrder {
        let queue = queue(chance.pick(Self.queues + ["desk"]))
        let until = chance.once(in: 2) ? scene.now + .hours(Int64(1 + chance.below(30))) : nil
        return switch chance.below(8) {
        case 0: .pause(queue, until: until)
        case 1: .drain(queue, until: until)
        case 2: .surge(isOn: true, until: until)
        case 3: .surge(isOn: false, until: nil)
        default: .resume(queue)
        }
    }

    private mutating func orderOfLeg() -> SupervisorOrder? {
        let legs = scene.board.cases.flatMap(\.legs).sorted { $0.id < $1.id }
        let open = legs.filter { !$0.state.isClosed }
        guard !open.isEmpty else { return nil }
        let leg = chance.pick(chance.once(in: 20) ? legs : open)
        // Most that may be ordered of a leg is to close it; a walk in which all is closed shows little.
        let allowed = leg.allowedOrders.filter { $0 != .close || chance.once(in: 4) }
        let any: [OrderVerb] = [.reroute, .withdraw, .close, .replay, .resolve]
        guard !allowed.isEmpty || chance.once(in: 4) else { return nil }
        return order(
            chance.pick(allowed.isEmpty || chance.once(in: 10) ? any : allowed),
            of: leg.id
        )
    }

    private mutating func order(_ verb: OrderVerb, of leg: LegID) -> SupervisorOrder? {
        switch verb {
        case .reroute: .reroute(leg, to: queue(chance.pick(Self.queues + ["desk"])))
        case .withdraw:
            chance.once(in: 8) ? .withdrawCase(leg.caseID, .noLongerNeeded) : .withdraw(leg)
        case .close: .close(leg, .noLongerNeeded)
        case .replay: .replay(leg, again: chance.once(in: 3))
        case .resolve: .resolve(leg, .helpedFull)
        case .activate, .pause, .drain, .resume, .surge, .clockAccept, .merge, .caseErase:
            nil
        }
    }
}
