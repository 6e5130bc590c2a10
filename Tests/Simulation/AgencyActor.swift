import Referrals
import Wire

/// An agency: it writes events into an outbox and sends each, with the same bytes, until it has a final receipt.
struct AgencyActor: Sendable {
    static let patience = Span.seconds(10)

    let name: AgencyID
    let index: Int
    let plan: SimulationPlan
    let swarm: Swarm
    var chance: Chance
    /// What events are written with: each has words of its own, so that to leave one out moves no other.
    let writing: Chance
    var outbox: [Outgoing] = []
    var underWay: [Int: Parcel] = [:]
    var references: [String] = []
    var nextSeq = 1
    var made = 0
    var makesAt: Moment
    var looksAt: Moment
    var isHealed = false
    var isRepeating = false
    var known: JournalPoint?
    /// What it asks beside, with the time it asked.
    var asked: [Int: Moment] = [:]
    /// How far it has read what became of its cases, and whether to the end.
    var cursor: String?
    var hasRead = false

    struct Outgoing: Sendable {
        var id: String
        var line: [UInt8]
        var lane: Lane
        var stage = Stage.waiting(.distantPast)
        var deferrals = 0
        var wasSeen = false
    }

    enum Stage: Equatable, Sendable {
        case waiting(Moment)
        case underWay
        case settled(code: Int)
    }

    struct Parcel: Sendable {
        var places: [Int]
        var lane: Lane
        var sentAt: Moment
        var isGivenUp = false
    }

    init(
        _ index: Int,
        _ plan: SimulationPlan,
        _ swarm: Swarm,
        _ chance: Chance,
        at now: Moment
    ) {
        self.index = index
        self.plan = plan
        writing = chance.fork(7)
        self.swarm = swarm
        self.chance = chance
        name = Rules.agency(index)
        makesAt = now
        looksAt = now
    }

    var isDone: Bool {
        isHealed && made >= swarm.events && (hasRead || !isRepeating)
            && outbox.allSatisfy { if case .settled = $0.stage { true } else { false } }
    }

    mutating func step(_ input: Client.Input, at now: Moment) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        switch input {
        case .looks: break
        case .heals:
            isHealed = true
            makesAt = min(makesAt, now)
        case .repeats:
            isRepeating = true
            for place in outbox.indices { outbox[place].stage = .waiting(.distantPast) }
        case .message(let reply, _): effects += hear(reply, at: now)
        }
        effects += make(at: now)
        giveUp(at: now)
        effects += send(at: now)
        effects += askBeside(at: now) + readOn(at: now)
        lookNext(at: now)
        return effects
    }

    private mutating func make(at now: Moment) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        while made < swarm.events, makesAt <= now {
            made += 1
            let number = (index + 1) * 1_000 + made
            let length = outbox.count
            var lot = writing.fork(UInt64(made))
            write(with: &lot, at: now)
            if plan.operations?.contains(number) ?? true {
                effects.append(.saw(.operation(number)))
            } else {
                outbox.removeLast(outbox.count - length)
            }
            let mean = Span(microseconds: swarm.duration.microseconds / Int64(swarm.events + 1))
            makesAt =
                now
                + (isHealed ? .milliseconds(200) : lot.span(from: .seconds(1), mean: mean))
            // In a storm much comes at once, and what has a receipt comes again.
            guard swarm.has(.storm), lot.percent(40) else { continue }
            makesAt = now + .milliseconds(1)
            guard !isHealed, lot.percent(30) else { continue }
            for place in outbox.indices {
                if case .settled = outbox[place].stage { outbox[place].stage = .waiting(now) }
            }
        }
        return effects
    }

    private mutating func giveUp(at now: Moment) {
        for seq in underWay.keys.sorted() {
            guard let parcel = underWay[seq], !parcel.isGivenUp,
                parcel.sentAt + AgencyActor.patience <= now
            else { continue }
            underWay[seq]?.isGivenUp = true
            for place in parcel.places where outbox[place].stage == .underWay {
                outbox[place].stage = .waiting(now)
            }
        }
        for (seq, at) in asked where at + AgencyActor.patience <= now { asked[seq] = nil }
    }

    private mutating func send(at now: Moment) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        for lane in Lane.allCases {
            while underWay.values.count(where: { $0.lane == lane && !$0.isGivenUp })
                < swarm.pipelined
            {
                let ready = outbox.indices.filter { place in
                    guard outbox[place].lane == lane, case .waiting(let from) = outbox[place].stage
                    else { return false }
                    return from <= now
                }
                let places = Array(ready.prefix(chance.within(1...swarm.batch)))
                guard !places.isEmpty else { break }
                effects += send(places, lane, at: now)
            }
        }
        return effects
    }

    private mutating func send(_ places: [Int], _ lane: Lane, at now: Moment) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        let seq = nextSeq
        nextSeq += 1
        for place in places {
            outbox[place].stage = .underWay
            guard !outbox[place].wasSeen else { continue }
            outbox[place].wasSeen = true
            let sent = outbox[place]
            effects.append(.saw(.sent(name, id: sent.id, line: sent.line)))
        }
        underWay[seq] = Parcel(places: places, lane: lane, sentAt: now)
        let publish = PublishInquiry(lane: lane, known: chance.percent(20) ? known : nil)
        let frame = Inquiry.publish(publish).encode(
            seq: seq,
            as: .agency(name),
            events: places.map { outbox[$0].line[...] }
        )
        effects.append(.send(seq: seq, frame))
        if swarm.has(.garbage), !isHealed, chance.percent(15) {
            effects.append(.saw(.rarity(.garbageSent)))
            nextSeq += 1
            let other = Inquiry.publish(publish).encode(
                seq: nextSeq - 1,
                as: .agency(name),
                events: places.map { outbox[$0].line[...] }
            )
            let bytes = mangled(other)
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                effects.append(.saw(.sent(name, id: "mangled", line: Array(line))))
            }
            effects.append(.send(seq: nil, bytes))
        }
        return effects
    }

    /// A frame cut off somewhere, or with bytes that stand for nothing: no line of it is whole but those before.
    private mutating func mangled(_ frame: [UInt8]) -> [UInt8] {
        var bytes = Array(frame.prefix(chance.below(frame.count)))
        if chance.percent(30) { bytes += [0xFF, 0x00, 0xC3] }
        return bytes
    }

    private mutating func askBeside(at now: Moment) -> [Client.Effect] {
        guard !isHealed, asked.isEmpty, chance.percent(4) else { return [] }
        let seq = nextSeq
        nextSeq += 1
        asked[seq] = now
        var inquiry = Inquiry.follow(
            FollowInquiry(after: nil, max: 50, wait: .seconds(Int64(chance.below(9))))
        )
        if chance.percent(30), let reference = references.last {
            inquiry = .lookup(.agencyRef(Confidential(reference)))
        }
        return [.send(seq: seq, inquiry.encode(seq: seq, as: .agency(name)))]
    }

    /// Once all is quiet it reads to the end what became of its cases.
    private mutating func readOn(at now: Moment) -> [Client.Effect] {
        guard isRepeating, !hasRead, asked.isEmpty,
            outbox.allSatisfy({ if case .settled = $0.stage { true } else { false } })
        else { return [] }
        let seq = nextSeq
        nextSeq += 1
        asked[seq] = now
        let inquiry = Inquiry.follow(
            FollowInquiry(after: cursor, max: 256, wait: .seconds(0))
        )
        return [.send(seq: seq, inquiry.encode(seq: seq, as: .agency(name)))]
    }

    private mutating func lookNext(at now: Moment) {
        var next = now + .minutes(10)
        if made < swarm.events { next = min(next, makesAt) }
        for parcel in underWay.values where !parcel.isGivenUp {
            next = min(next, parcel.sentAt + AgencyActor.patience)
        }
        for at in asked.values { next = min(next, at + AgencyActor.patience) }
        for entry in outbox {
            if case .waiting(let from) = entry.stage {
                next = min(next, max(from, now + .seconds(1)))
            }
        }
        looksAt = max(next, now + .milliseconds(10))
    }
}
