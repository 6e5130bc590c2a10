import Referrals
import Wire

/// A supervisor: asks now and then, and has other rules put in force.
struct SupervisorActor: Sendable {
    let plan: SimulationPlan
    let swarm: Swarm
    var chance: Chance
    var looksAt: Moment
    var isDone = true
    private var nextSeq = 1
    private var nextKey = 1
    private var order: (seq: Int, key: String)?

    init(_ plan: SimulationPlan, _ swarm: Swarm, _ chance: Chance, at now: Moment) {
        self.plan = plan
        self.swarm = swarm
        self.chance = chance
        looksAt = now + .minutes(1)
    }

    mutating func step(_ input: Client.Input, at now: Moment) -> [Client.Effect] {
        switch input {
        case .heals, .repeats: return []
        case .looks: break
        case .message(let reply, _):
            var effects: [Client.Effect] = []
            if reply.re == order?.seq {
                order = nil
                // Without a recorder there is nobody to order: another will do later.
                if reply.kind != "done", reply.text("error") != "not_ready" {
                    effects.append(.saw(.fault("an order was answered \(reply.kind)")))
                }
            }
            if let node = reply.header.member("as_of", of: reply.header.root),
                let position = reply.header.member("position", of: node)
                    .flatMap({ reply.header.integer($0) })
            {
                effects.append(.saw(.told(Position(UInt64(position)))))
            }
            return effects
        }
        looksAt = now + chance.span(from: .seconds(5), mean: .minutes(3))
        nextSeq += 1
        if order != nil || (swarm.has(.activation) && chance.percent(50)) {
            if order == nil { nextKey += 1 }
            let key = order?.key ?? "k\(nextKey)"
            order = (nextSeq, key)
            let inquiry = OrderInquiry(verb: "activate", reason: "a test", key: key)
            return [send(.order(inquiry))]
        }
        let what = chance.pick(["queues", "status", "legs", "cases", "partners", "sessions"])
        return [send(.ask(AskInquiry(what: what)))]
    }

    private func send(_ inquiry: Inquiry) -> Client.Effect {
        .send(seq: nextSeq, inquiry.encode(seq: nextSeq, as: .supervisor(Rules.supervisor)))
    }
}
