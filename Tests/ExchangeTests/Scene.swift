import Exchange
import Referrals
import Triage

/// A switchboard in a test: it records facts as the recorder does, and keeps them for a replay.
struct Scene {
    var board = Switchboard(bundle: SceneBundle.bundle)
    /// Monday 2 March 2026, noon in Brussels.
    var now = Moment(seconds: 1_772_449_200)
    /// What was recorded, in order.
    private(set) var facts: [Fact] = []
    /// How many ids were used.
    var ids = 0

    /// The clock that no operator can set; in a scene both run alike.
    var steady: Moment { now }

    /// Applies facts and lets go of the leases that they end.
    mutating func record(_ new: [Fact]) {
        for fact in new {
            board.apply(fact, at: board.position.next)
            facts.append(fact)
            switch fact.matter {
            case .accepted(let accepted): board.presence.release(accepted.lease)
            case .declined(let declined): board.presence.release(declined.lease)
            case .assignmentEnded(let ended): board.presence.release(ended.lease)
            case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .caseClosed,
                .requestStored, .statusStored, .corrected, .consentGiven, .consentWithdrawn,
                .legOpened, .legJoined, .legPlaced, .offered, .reported, .cancelRequested,
                .legClosed, .overdue, .noticed, .acknowledged, .contentOpened, .lineHeld, .ordered,
                .stepped, .queueSet, .surgeSet, .clockAccepted, .casesMerged, .died, .replayed,
                .caseErased, .erasureAsked, .legSharpened, .cessationTold, .bankruptcyTold,
                .partnersExcluded,
                .noteRead:
                break
            }
        }
    }

    /// Decides and records; tells in brief what was recorded.
    @discardableResult
    mutating func run(_ command: Command) throws(Refusal) -> [String] {
        let new = try board.decide(command, at: now)
        record(new)
        return new.map(\.brief)
    }

    /// Lets time pass and the clock decide once.
    @discardableResult
    mutating func wait(_ span: Span) -> [String] {
        now = now + span
        return tick()
    }

    /// Lets the clock decide once.
    @discardableResult
    mutating func tick() -> [String] {
        let new = board.due(at: now, steady: steady)
        record(new)
        return new.map(\.brief)
    }

    /// Hands out everything that can be handed out, as (leg, session).
    @discardableResult
    mutating func handOut() -> [HandedOut] {
        var given: [HandedOut] = []
        var place = 0
        while let next = board.nextHandOut(at: now, from: &place) {
            record([next.fact])
            board.presence.hold(next.lease, leg: next.leg, by: next.session)
            let number = board.presence.send(next.lease, to: next.session, at: steady)
            given.append(
                HandedOut(leg: next.leg, session: next.session, lease: next.lease, number: number)
            )
        }
        return given
    }

    struct HandedOut: Equatable {
        var leg: LegID
        var session: SessionID
        var lease: LeaseID
        var number: UInt64
    }

    /// A session of a partner that may be sent so many offers.
    mutating func attach(
        _ number: UInt64,
        _ name: String,
        as consumer: String = "one",
        credit: UInt64 = 100
    ) {
        let session = SessionID(number)
        let queues = board.bundle.directory.partner(named: partner(name))?.queues ?? []
        board.presence.attach(session, partner: partner(name), name: consumer, queues: queues)
        board.presence.credit(session, through: credit, got: nil)
    }

    /// The facts again, on a fresh switchboard, with the keys put back as the journal does.
    func replayed() -> Switchboard {
        var fresh = Switchboard(bundle: SceneBundle.bundle)
        for fact in facts {
            var bare = fact
            bare.beside = nil
            fresh.apply(bare, at: fresh.position.next)
            guard let beside = fact.beside, let caseID = fact.caseID else { continue }
            for key in beside.lookups { fresh.restore(key, names: caseID) }
            if let naming = beside.naming {
                fresh.restore(naming.key, names: caseID, by: naming.event)
            }
            if let event = beside.event {
                fresh.restore(
                    event.key,
                    taken: TakenID(
                        sameness: event.sameness,
                        caseID: caseID,
                        event: fact.eventOrdinal
                    )
                )
            }
        }
        return fresh
    }
}

/// A keyed hash of a text, good enough for a test: FNV-1a.
func key(_ text: String) -> LookupKey {
    LookupKey(high: 7, low: hash(text))
}

/// The sameness of a content, likewise.
func sameness(_ text: String) -> Digest {
    Digest(hash(text), 0, 0, 0)
}

private func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
