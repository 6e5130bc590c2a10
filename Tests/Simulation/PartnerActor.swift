import Referrals
import Wire

/// A partner's consumer: it attaches, takes, answers well or badly, works, and sometimes falls silent.
struct PartnerActor: Sendable {
    static let patience = Span.seconds(10)

    let name: PartnerID
    let consumer: String
    let swarm: Swarm
    var chance: Chance
    var phase = Phase.away(until: .distantPast)
    var nextSeq = 1
    var asked: [Int: Asked] = [:]
    var timeouts = 0
    var pingsAt: Moment = .distantPast
    var silentFrom: Moment
    var got: UInt64 = 0
    var numbers: Set<UInt64> = []
    /// The highest number that ever came: an offer may end before it is sent again, and leave a gap.
    var highest: UInt64 = 0
    var offers: [String: HeldOffer] = [:]
    /// Every lease it was ever offered, to know a repeated offer.
    var known: Set<String> = []
    /// The leases of offers that came and were mislaid: only an offer sent again is seen.
    var lost: Set<String> = []
    var lines: [Line] = []
    var works: [String: Work] = [:]
    /// The last notice it was told, and the last it has acknowledged.
    var noticed: UInt64 = 0
    var acknowledged: UInt64 = 0
    /// The legs it has accepted and forgotten until it does what is right.
    var haunted: Set<String> = []
    var nextLine = 1
    var wantsTakeOver = false
    var isHealed = false
    var looksAt: Moment

    enum Phase: Equatable, Sendable {
        case away(until: Moment)
        case greeting
        case attaching
        case working
    }

    /// An inquiry that was not answered yet.
    struct Asked: Sendable {
        var what: What
        var at: Moment
        enum What: Sendable {
            case hello
            case attach
            case ping
            case mine
            case acknowledge(UInt64)
            case line(Int)
        }
    }

    struct HeldOffer: Sendable {
        var leg: String
        var plan: Plan
        var actsAt: Moment
        var isAnswered = false
    }

    enum Plan: Equatable, Sendable {
        case accept
        case decline
        case giveBack
        case ignore
        /// Accepts under two ids.
        case twice
        /// Declines, and names another.
        case suggest
        /// Accepts, and is never heard of again.
        case haunt
    }

    /// One line of an answer or report, sent with the same bytes until it is answered.
    struct Line: Sendable {
        var id: String
        var leg: String
        var lease: String
        var verb: String
        var inquiry: Inquiry
        var isReport: Bool
        var retriesAt: Moment?
        var code: Int?
        var wasSeen = false
    }

    /// What is left to do for an accepted leg.
    struct Work: Sendable {
        var steps: [Step]
        var nextAt: Moment
        /// The line that reports the first step, once it was written.
        var reporting: String?
    }

    enum Step: String, Sendable {
        case contact
        case start
        case hold
        case resume
        case complete
        case fail
        case declineLate
        case redirect
        case confirmCancel
    }

    init(_ name: String, _ consumer: String, _ swarm: Swarm, _ chance: Chance, at now: Moment) {
        self.name = Rules.partner(name)
        self.consumer = consumer
        self.swarm = swarm
        self.chance = chance
        looksAt = now
        silentFrom = now + self.chance.span(from: .minutes(2), mean: .minutes(15))
    }

    var isDone: Bool {
        phase == .working && works.isEmpty && lines.allSatisfy { $0.code != nil }
            && offers.values.allSatisfy { $0.isAnswered || $0.plan == .ignore }
    }

    mutating func step(_ input: Client.Input, at now: Moment) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        switch input {
        case .looks: break
        case .heals: heal(at: now)
        case .repeats: return []
        case .message(let reply, let bytes):
            if case .away = phase { return [] }
            effects += hear(reply, bytes, at: now)
        }
        effects += fallSilent(at: now)
        if case .away(let until) = phase {
            looksAt = max(until, now + .milliseconds(10))
            guard until <= now else { return effects }
            phase = .greeting
            effects.append(.reconnect)
        }
        effects += expire(at: now)
        effects += goOn(at: now)
        lookNext(at: now)
        return effects
    }

    private mutating func heal(at now: Moment) {
        isHealed = true
        silentFrom = .distantFuture
        if case .away = phase { phase = .away(until: now) }
        for lease in offers.keys.sorted() where offers[lease]?.isAnswered == false {
            offers[lease]?.plan = name == Rules.partner("desk") ? .accept : .decline
            offers[lease]?.actsAt = now
        }
        for leg in works.keys.sorted() { works[leg]?.nextAt = now }
        for leg in haunted where works[leg] == nil {
            works[leg] = Work(steps: [.complete], nextAt: now)
        }
        haunted = []
    }

    /// Dies without a word, and comes back later with what it remembers.
    private mutating func fallSilent(at now: Moment) -> [Client.Effect] {
        guard swarm.has(.silence), !isHealed, now >= silentFrom, phase == .working else {
            return []
        }
        phase = .away(until: now + chance.span(from: .seconds(2), mean: .minutes(4)))
        silentFrom = now + chance.span(from: .minutes(5), mean: .minutes(20))
        forgetAsked(at: now)
        if chance.percent(50) {
            for lease in offers.keys.sorted() where offers[lease]?.isAnswered == false {
                offers[lease] = nil
            }
        }
        return chance.percent(50) ? [.reconnect] : []
    }

    private mutating func expire(at now: Moment) -> [Client.Effect] {
        for seq in asked.keys.sorted() {
            guard let entry = asked[seq], entry.at + PartnerActor.patience <= now else { continue }
            asked[seq] = nil
            timeouts += 1
            if case .line(let place) = entry.what, lines[place].code == nil {
                lines[place].retriesAt = now
            }
        }
        guard timeouts >= 3 else { return [] }
        timeouts = 0
        phase = .greeting
        return [.reconnect]
    }

    /// Nothing that was asked on the old connection will be answered: lines go again.
    mutating func forgetAsked(at now: Moment) {
        for entry in asked.values {
            if case .line(let place) = entry.what, lines[place].code == nil {
                lines[place].retriesAt = now
            }
        }
        asked = [:]
    }

    private mutating func goOn(at now: Moment) -> [Client.Effect] {
        switch phase {
        case .away: return []
        case .greeting:
            guard
                !asked.values.contains(where: { if case .hello = $0.what { true } else { false } })
            else { return [] }
            forgetAsked(at: now)
            return [ask(.hello(HelloInquiry(client: "simulated")), .hello, at: now)]
        case .attaching:
            guard
                !asked.values.contains(where: { if case .attach = $0.what { true } else { false } })
            else { return [] }
            let leases = offers.keys.sorted().filter { offers[$0]?.isAnswered == false }
            let attach = AttachInquiry(consumer: consumer, takeOver: wantsTakeOver, leases: leases)
            return [ask(.attach(attach), .attach, at: now)]
        case .working:
            return ping(at: now) + act(at: now) + sendLines(at: now) + acknowledge(at: now)
        }
    }

    /// Once it does what is right it acknowledges all that it was told.
    private mutating func acknowledge(at now: Moment) -> [Client.Effect] {
        let isAsked = asked.values.contains {
            if case .acknowledge = $0.what { true } else { false }
        }
        guard isHealed, acknowledged < noticed, !isAsked else { return [] }
        return [ask(.acknowledge(through: noticed), .acknowledge(noticed), at: now)]
    }

    private mutating func ping(at now: Moment) -> [Client.Effect] {
        guard pingsAt <= now else { return [] }
        pingsAt = now + swarm.ping
        return [ask(.ping(credit), .ping, at: now)]
    }

    /// What it allows: so many beyond what it got as it has room for.
    var credit: Credit {
        let held = offers.values.count { !$0.isAnswered && $0.plan != .ignore }
        return Credit(through: highest + UInt64(max(0, swarm.capacity - held)), got: got)
    }

    mutating func ask(_ inquiry: Inquiry, _ what: Asked.What, at now: Moment) -> Client.Effect {
        let seq = nextSeq
        nextSeq += 1
        asked[seq] = Asked(what: what, at: now)
        return .send(seq: seq, inquiry.encode(seq: seq, as: .partner(name)))
    }

    private mutating func lookNext(at now: Moment) {
        guard phase == .greeting || phase == .attaching || phase == .working else { return }
        var next = now + .minutes(5)
        if phase == .working { next = min(next, pingsAt) }
        if !isHealed, swarm.has(.silence) { next = min(next, max(silentFrom, now + .seconds(1))) }
        for entry in asked.values { next = min(next, entry.at + PartnerActor.patience) }
        if phase == .working {
            for offer in offers.values where !offer.isAnswered && offer.plan != .ignore {
                next = min(next, offer.actsAt)
            }
            for work in works.values where work.reporting == nil { next = min(next, work.nextAt) }
            for line in lines where line.code == nil { next = min(next, line.retriesAt ?? next) }
        }
        looksAt = max(next, now + .milliseconds(10))
    }
}
