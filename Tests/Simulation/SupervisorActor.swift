import Referrals
import Wire

/// A supervisor: asks now and then, has other rules put in force, and gives orders, the same until it is
/// answered; or one of two who have closed cases erased.
struct SupervisorActor: Sendable {
    static let patience = Span.seconds(10)

    let plan: SimulationPlan
    let swarm: Swarm
    let name: SupervisorID
    /// Which of those who erase it is; nil when it is none of them.
    private let eraser: Int?
    var chance: Chance
    var looksAt: Moment
    private var asksAt: Moment
    private var nextSeq = 1
    private var orders = 0
    private var isHealed = false
    /// What is still to be ordered: what stands first is under way.
    private var left: [OrderInquiry] = []
    private var underWay: (seq: Int, at: Moment)?
    /// The legs and cases it has heard of.
    private var legs: [String] = []
    /// The cases that were closed when it last asked, and whether somebody had asked for their erasure.
    private var closed: [(file: String, isAsked: Bool)] = []

    init(
        _ plan: SimulationPlan,
        _ swarm: Swarm,
        _ chance: Chance,
        at now: Moment,
        erasesAs eraser: Int? = nil
    ) {
        self.eraser = eraser
        name = eraser.map { Rules.erasers[$0] } ?? Rules.supervisor
        self.plan = plan
        self.swarm = swarm
        self.chance = chance
        looksAt = now + .minutes(1)
        asksAt = now + .minutes(1)
    }

    var isDone: Bool { isHealed && left.isEmpty }

    mutating func step(_ input: Client.Input, at now: Moment) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        switch input {
        case .heals: heal()
        case .repeats: return []
        case .looks: break
        case .message(let reply, _): effects += hear(reply)
        }
        if now >= asksAt, !isHealed {
            asksAt = now + chance.span(from: .seconds(5), mean: .minutes(3))
            effects += think(at: now)
        }
        effects += give(at: now)
        looksAt = isHealed ? now + .minutes(10) : asksAt
        if let underWay { looksAt = min(looksAt, underWay.at + SupervisorActor.patience) }
        return effects
    }

    private mutating func hear(_ reply: Reply) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        if let seq = reply.re, seq == underWay?.seq {
            underWay = nil
            let error = reply.text("error")
            // Without a recorder there is nobody to order: the same goes again.
            let isPut = error.map { ["not_ready", "window", "draining"].contains($0) } ?? false
            if !isPut, !left.isEmpty {
                let order = left.removeFirst()
                if order.verb == "activate", reply.kind != "done" {
                    effects.append(
                        .saw(.fault("an order was answered \(reply.kind) \(error ?? "")"))
                    )
                }
                if reply.kind == "done" { effects.append(.saw(.rarity(.ordered))) }
                effects += heardErased(reply)
            }
        }
        if let node = reply.header.member("as_of", of: reply.header.root),
            let position = reply.header.member("position", of: node)
                .flatMap({ reply.header.integer($0) })
        {
            effects.append(.saw(.told(Position(UInt64(position)))))
        }
        for line in reply.lines {
            guard let leg = line.text("leg"), !legs.contains(leg) else { continue }
            legs.append(leg)
        }
        if eraser != nil, reply.kind == "told" { lookForClosed(reply) }
        return effects
    }

    private mutating func lookForClosed(_ reply: Reply) {
        closed = reply.lines.compactMap { line in
            guard let file = line.text("case"), line.text("state") == "closed" else { return nil }
            return (file, line.text("erasure_asked_by") != nil)
        }
    }

    /// The cases that a reply says are erased.
    private func heardErased(_ reply: Reply) -> [Client.Effect] {
        reply.lines.compactMap { line in
            guard let says = line.text("says"), says.hasSuffix("is erased, for good") else {
                return nil
            }
            return .saw(.erased(String(says.prefix { $0 != " " })))
        }
    }

    /// Asks which cases are closed, or has one of them erased, mostly one for which another has asked.
    private mutating func thinkOfErasing() -> [Client.Effect] {
        if left.isEmpty, !closed.isEmpty, chance.percent(60) {
            let asked = closed.filter(\.isAsked)
            let file = chance.pick(asked.isEmpty || chance.percent(30) ? closed : asked).file
            return order("case_erase", #"{"case":"\#(file)"}"#)
        }
        nextSeq += 1
        return [send(.ask(AskInquiry(what: "cases")), nextSeq)]
    }

    private mutating func think(at now: Moment) -> [Client.Effect] {
        if eraser != nil { return thinkOfErasing() }
        if left.isEmpty, swarm.has(.activation), chance.percent(40) {
            return order("activate", nil)
        }
        if left.isEmpty, swarm.has(.order), chance.percent(40) {
            let (verb, arguments) = anything(at: now)
            return order(verb, arguments)
        }
        let what = chance.pick([
            "queues", "status", "legs", "legs", "cases", "partners", "sessions",
        ])
        nextSeq += 1
        return [send(.ask(AskInquiry(what: what)), nextSeq)]
    }

    /// Something that a supervisor may order, sensible or not.
    private mutating func anything(at now: Moment) -> (verb: String, arguments: String?) {
        let queue = chance.pick(["alfa", "bravo", "charlie", "desk"])
        let until = (now + chance.span(from: .minutes(1), mean: .minutes(10))).rfc3339
        let leg = legs.isEmpty ? "RL-2026-000001-7/1" : chance.pick(Array(legs.suffix(8)))
        let file = String(leg.prefix { $0 != "/" })
        let other = legs.isEmpty ? file : String(chance.pick(legs).prefix { $0 != "/" })
        return chance.pick([
            ("pause", #"{"queue":"\#(queue)"}"#),
            ("pause", #"{"queue":"\#(queue)","until":"\#(until)"}"#),
            ("drain", #"{"queue":"\#(queue)","until":"\#(until)"}"#),
            ("resume", #"{"queue":"\#(queue)"}"#), ("resume", #"{"queue":"\#(queue)"}"#),
            ("reroute", #"{"leg":"\#(leg)","to":"\#(queue)"}"#),
            ("withdraw", #"{"leg":"\#(leg)"}"#), ("withdraw", #"{"case":"\#(file)"}"#),
            ("close", #"{"leg":"\#(leg)","outcome":"no_longer_needed"}"#),
            ("resolve", #"{"leg":"\#(leg)","outcome":"helped_full"}"#),
            ("replay", #"{"leg":"\#(leg)","again":true}"#), ("replay", #"{"leg":"\#(leg)"}"#),
            ("surge", #"{"on":true,"until":"\#(until)"}"#), ("surge", #"{"on":false}"#),
            ("merge", #"{"case":"\#(file)","into":"\#(other)"}"#), ("clock_accept", nil),
            ("merge", #"{"case":"\#(file)","into":"\#(other)","different":true}"#),
        ])
    }

    private mutating func order(_ verb: String, _ arguments: String?) -> [Client.Effect] {
        orders += 1
        let number = 9_000 + (eraser.map { 300 * ($0 + 1) } ?? 0) + orders
        guard isHealed || plan.operations?.contains(number) ?? true else { return [] }
        left.append(
            OrderInquiry(
                verb: verb,
                reason: "a test",
                key: "k\(number)",
                arguments: arguments.map { Confidential(Array($0.utf8)) }
            )
        )
        return isHealed ? [] : [.saw(.operation(number))]
    }

    /// What is to be right in the end: each queue open, no surge, and the clock believed.
    private mutating func heal() {
        isHealed = true
        guard eraser == nil else { return }
        if swarm.has(.order) {
            for queue in ["alfa", "bravo", "charlie", "desk"] {
                _ = order("resume", #"{"queue":"\#(queue)"}"#)
            }
            _ = order("surge", #"{"on":false}"#)
        }
        if swarm.has(.order) || swarm.has(.clockLeap) || swarm.has(.clockStep) {
            _ = order("clock_accept", nil)
        }
    }

    /// Gives the order that is next, or the same once more.
    private mutating func give(at now: Moment) -> [Client.Effect] {
        if let underWay, underWay.at + SupervisorActor.patience > now { return [] }
        guard let order = left.first else { return [] }
        nextSeq += 1
        underWay = (nextSeq, now)
        return [send(.order(order), nextSeq)]
    }

    private func send(_ inquiry: Inquiry, _ seq: Int) -> Client.Effect {
        .send(seq: seq, inquiry.encode(seq: seq, as: .supervisor(name)))
    }
}
