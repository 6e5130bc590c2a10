package import Exchange
package import Journal
import Referrals
import Triage
import Wire

extension Recorder {
    /// The most legs handed out in one turn, so that a backlog never holds up replies.
    static let handOutMax = 512

    /// Decides and applies; the facts are written with the next batch.
    mutating func record(_ facts: [Fact]) {
        for fact in facts {
            let position = board.position.next
            board.apply(fact, at: position)
            pending.append(JournalRecord(fact))
            note(fact)
            tell(fact, at: position)
        }
    }

    /// What presence, followers and notices have to know of a fact.
    private mutating func note(_ fact: Fact) {
        switch fact.matter {
        case .accepted(let accepted):
            board.presence.release(accepted.lease)
            counts.accepted += 1
            if let queue = board.leg(accepted.leg)?.state.assignment?.queue {
                outlook.accept(from: queue)
            }
        case .declined(let declined):
            board.presence.release(declined.lease)
            counts.declined += 1
        case .assignmentEnded(let ended): board.presence.release(ended.lease)
        case .overdue(let id, .due):
            // What no consent lets go, or another leg holds back, stands nowhere until the desk has it.
            if let leg = board.leg(id) {
                let desk = board.bundle.lastResort(for: leg.askedBy.first)
                outlook.late(in: leg.queues.first ?? desk)
            }
        case .noticed(let notice): notedTo.insert(notice.partner)
        case .bundleActivated: bundleAt = board.position
        case .recorderStarted, .caseOpened, .caseReopened, .caseClosed, .requestStored,
            .statusStored, .corrected, .consentGiven, .consentWithdrawn, .legOpened, .legJoined,
            .legPlaced, .offered, .reported, .cancelRequested, .legClosed, .overdue, .acknowledged,
            .contentOpened, .lineHeld, .ordered, .stepped, .queueSet, .surgeSet, .clockAccepted,
            .casesMerged, .died, .replayed, .caseErased, .erasureAsked, .legSharpened,
            .cessationTold, .bankruptcyTold, .partnersExcluded, .noteRead:
            break
        }
        guard !followers.isEmpty, let caseID = fact.caseID, let file = board.cases[caseID] else {
            return
        }
        touched.formUnion(file.agencies)
    }

    /// Everything that waited was taken in: what is due, what can be handed out, then one batch.
    mutating func turn(at instant: Instant) -> [Effect] {
        let due = board.due(
            at: instant.wall,
            steady: instant.steady,
            isClockBelieved: clock.isBelieved
        )
        record(due)
        let offers = handOut(at: instant)
        settleDrafts(at: instant)
        pushNotices()
        for (session, lines) in offers {
            for part in lines.cut(by: \.byteCountMax) { hold(.push(session, .offer(part))) }
        }
        resend(at: instant)
        serveFollowers(at: instant)
        return release() + nextBatch()
    }

    /// A batch is on disk: what waited for it may go, and what gathered meanwhile is the next.
    mutating func goOn(from point: JournalPoint) -> [Effect] {
        precondition(!writing.isEmpty, "only what was to be appended is committed")
        precondition(
            point.position.number + UInt64(pending.count) == board.position.number,
            "a batch is committed whole"
        )
        writing = []
        committed = point
        remember(point)
        return release() + nextBatch()
    }

    /// All that is decided and not written, in one batch, unless one is on its way.
    private mutating func nextBatch() -> [Effect] {
        guard !pending.isEmpty, writing.isEmpty else { return [] }
        swap(&writing, &pending)
        counts.commits += 1
        return [.journal(.append(writing))]
    }

    /// Whether all that was decided is on disk.
    public var isSettled: Bool { pending.isEmpty && writing.isEmpty }

    private mutating func handOut(at instant: Instant) -> [(SessionID, [OfferLine])] {
        var offers: [SessionID: [OfferLine]] = [:]
        var count = 0
        var place = 0
        while count < Recorder.handOutMax,
            let next = board.nextHandOut(at: instant.wall, from: &place)
        {
            record([next.fact])
            board.presence.hold(next.lease, leg: next.leg, by: next.session)
            let number = board.presence.send(next.lease, to: next.session, at: instant.steady)
            if let line = offerLine(next.lease, of: next.leg, number: number) {
                offers[next.session, default: []].append(line)
            }
            count += 1
        }
        hasMore = count == Recorder.handOutMax
        return offers.keys.sorted().map { ($0, offers[$0] ?? []) }
    }

    /// Sends offers again that were not got, under the same lease and number.
    private mutating func resend(at instant: Instant) {
        let again = board.presence.overdueOffers(at: instant.steady, patience: patience)
        for (session, offer) in again {
            guard let leg = board.presence.leases[offer.lease]?.leg,
                let line = offerLine(offer.lease, of: leg, number: offer.number)
            else { continue }
            hold(.push(session, .offer([line])))
        }
    }

    /// What an offer tells: enough to say yes or no, nothing that names.
    func offerLine(_ lease: LeaseID, of id: LegID, number: UInt64) -> OfferLine? {
        guard let leg = board.leg(id), let file = board.cases[id.caseID],
            let offer = leg.openOffer(under: lease)
        else { return nil }
        return OfferLine(
            number: number,
            lease: lease,
            leg: id,
            queue: offer.assignment.queue,
            need: leg.need,
            urgency: leg.urgency,
            answerBy: offer.answerBy,
            handleBy: board.handleBy(
                leg,
                from: offer.assignment.queue,
                acceptedAt: offer.answerBy
            ),
            attempt: Int(leg.attempts),
            facts: file.profile.map(OfferFacts.init) ?? OfferFacts(),
            rule: leg.rule.description,
            why: board.bundle.table.says(leg.rule)
        )
    }

    /// Tells each partner whose book has grown what is new in it.
    private mutating func pushNotices() {
        guard !notedTo.isEmpty else { return }
        for partner in notedTo.sorted() {
            for session in board.presence.consumers.values.filter({ $0.partner == partner })
                .map(\.session).sorted()
            {
                pushNotices(of: partner, to: session)
            }
        }
        notedTo = []
    }

    /// Sends a session what its partner has not acknowledged and it was not sent before.
    mutating func pushNotices(of partner: PartnerID, to session: SessionID) {
        let sent = board.presence.consumers[session]?.noticed ?? 0
        let pending = board.notices[partner]?.pending.drop { $0.number <= sent } ?? []
        guard let last = pending.last else { return }
        board.presence.tell(session, noticesThrough: last.number)
        for part in Array(pending).cut(by: { _ in NoticeLine.byteCountMax }) {
            hold(.push(session, .notice(part.map { noticeLine($0) })))
        }
    }

    private func noticeLine(_ notice: Notice) -> NoticeLine {
        NoticeLine(
            number: notice.number,
            kind: notice.kind,
            leg: notice.leg,
            at: notice.at,
            revision: notice.kind == .contentChanged
                ? notice.leg.flatMap { board.cases[$0.caseID] }.map { Int($0.revision) } : nil
        )
    }
}

/// Something that waits until the state it was made from is on disk.
struct Held: Sendable {
    /// The last fact of that state.
    var position: Position
    /// What waits.
    var outgoing: Outgoing

    enum Outgoing: Sendable {
        /// A finished effect.
        case effect(Recorder.Effect)
        /// A receipt, which tells the point of the journal that holds it.
        case receipt(Ticket, [ReceiptLine])

        /// Whether it answers, pushes to or reads for somebody behind the link.
        var isForLink: Bool {
            switch self {
            case .receipt: true
            case .effect(let effect):
                switch effect {
                case .done, .judgeAgain, .push, .end: true
                case .journal(let request): !request.isAppend
                case .readBundle, .bundle, .feed, .clock, .alarm, .word: false
                }
            }
        }
    }
}

extension Recorder {
    /// Lets an effect go when the state as it is now is on disk.
    mutating func hold(_ effect: Effect) {
        held.append(Held(position: board.position, outgoing: .effect(effect)))
    }

    /// Lets a reply go when the state as it is now is on disk.
    mutating func reply(_ ticket: Ticket, _ message: Message) {
        hold(.done(ticket, message))
    }

    /// Everything whose state is on disk, in the order in which it was made.
    mutating func release() -> [Effect] {
        var count = 0
        var effects: [Effect] = []
        while count < held.count, held[count].position <= committed.position {
            switch held[count].outgoing {
            case .effect(let effect): effects.append(effect)
            case .receipt(let ticket, var lines):
                for index in lines.indices where lines[index].code / 100 == 2 {
                    lines[index].journal = committed
                }
                effects.append(.done(ticket, .receipt(lines)))
            }
            count += 1
        }
        held.removeFirst(count)
        return effects
    }
}

extension OfferFacts {
    /// What may be known of a case before it is accepted.
    init(_ profile: Profile) {
        self.init()
        language = profile.language
        interpreterNeeded = profile.interpreterNeeded
        sector = profile.sector
        size = profile.size
        commune = profile.commune
        phase = profile.phase
        legalState = profile.legalState
        signals = profile.signals
        reach = profile.reach
        digitalAccess = profile.digitalAccess
    }
}

extension JournalRecord {
    /// A fact as it goes to disk, with what it leaves beside the chain.
    package init(_ fact: Fact) {
        let beside = fact.beside
        var contents: [CaseContent] = []
        var rows: [LookupRow] = []
        var event: EventRow?
        if let beside, let caseID = fact.caseID {
            if let content = beside.content {
                let id = ContentID(caseID: caseID, ordinal: content.ordinal)
                contents = [CaseContent(id: id, bytes: content.bytes)]
            }
            rows = beside.lookups.map { LookupRow(key: $0, caseID: caseID) }
            if let naming = beside.naming {
                rows.append(LookupRow(key: naming.key, caseID: caseID, event: naming.event))
            }
            event = beside.event.map { taken in
                EventRow(
                    key: taken.key,
                    sameness: taken.sameness,
                    caseID: caseID,
                    request: fact.eventOrdinal
                )
            }
        }
        var erases: CaseID?
        if case .caseErased(let caseID) = fact.matter { erases = caseID }
        self.init(
            version: FactCodec.version,
            body: FactCodec.encode(fact),
            contents: contents,
            lookups: rows,
            event: event,
            erases: erases
        )
    }
}
