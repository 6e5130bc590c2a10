public import Exchange
public import Referrals
public import Triage

/// A request as the journal tells of it: its codes, and what became of its needs at once.
public struct PastRequest: Sendable {
    /// The time of record.
    public var at: Moment
    /// Its codes.
    public var stored: RequestStored
    /// The legs that were opened for it; a need that was open already joined another's leg and is not here.
    public var legs: [PastLeg] = []
    /// What was heard in its note then; nil where it has none, or nobody read it.
    public var reading: NoteReading?

    /// A request of which nothing more is known yet.
    public init(at: Moment, stored: RequestStored) {
        self.at = at
        self.stored = stored
    }

    /// A leg, and why it went to no partner at first.
    public struct PastLeg: Sendable {
        /// What was written when it was opened.
        public var opened: LegOpened
        /// Where it was put first; nil before that is told.
        public var placed: LegPlaced?
    }

    /// The request by its codes alone: what was judged urgent is taken to have been declared so.
    ///
    /// What no code tells is as if it had not been said: the dates of the law, the screening, a wish. Nil where
    /// it opened no leg: of a need that joined another's the codes do not tell which it was.
    public var coded: Referral? {
        guard !legs.isEmpty else { return nil }
        let profile = stored.profile
        var unwanted: [PartnerID] = []
        for candidate in legs.flatMap(\.opened.candidates) where candidate.exclusion == .unwanted {
            if !unwanted.contains(candidate.partner) { unwanted.append(candidate.partner) }
        }
        return Referral(
            agencyRef: Confidential(""),
            channel: .phone,
            language: profile.language,
            interpreterNeeded: profile.interpreterNeeded,
            digitalAccess: profile.digitalAccess,
            reach: profile.reach,
            enterprise: Enterprise(
                sector: profile.sector,
                size: profile.size,
                commune: profile.commune,
                phase: profile.phase
            ),
            needs: legs.map { leg in
                NeedClaim(
                    need: leg.opened.need,
                    urgency: leg.opened.urgency,
                    evidence: leg.opened.evidence
                )
            },
            legal: Legal(state: profile.legalState),
            signals: profile.signals,
            excludedPartners: unwanted,
            consent: stored.consent
        )
    }

    /// What was judged of it, as far as legs were opened for it.
    var recorded: Verdict {
        let needs = legs.map { leg in
            NeedVerdict(
                need: leg.opened.need,
                evidence: leg.opened.evidence,
                urgency: leg.opened.urgency,
                terms: leg.opened.terms,
                dueBy: leg.opened.due,
                rule: leg.opened.rule,
                candidates: leg.opened.candidates,
                block: leg.block,
                after: leg.opened.after
            )
        }
        return Verdict(
            bundle: legs.first?.opened.bundle ?? .zero,
            needs: needs,
            isCrisis: needs.contains { $0.urgency == .crisis }
        )
    }
}

extension PastRequest.PastLeg {
    fileprivate var block: Block? {
        switch placed?.hold {
        case .blockedByConsent: .consent
        case .outOfRegion: .outOfRegion
        case nil, .awaitingAnswer, .noPartnerOpen, .allFull, .noConsumerConnected, .paused,
            .rateLimited, .agencyDataMissing, .waitsForOtherLeg, .bulkLane, .unrouted, .held, .dead:
            nil
        }
    }
}

/// Gathers the requests of a journal out of its facts, given in their order.
public struct PastRequests: Sendable {
    private var open: PastRequest?

    /// No fact yet.
    public init() {}

    /// Takes the next fact; gives the request before, once another begins.
    public mutating func take(_ fact: Fact) -> PastRequest? {
        switch fact.matter {
        case .requestStored(let stored):
            let whole = open
            open = PastRequest(at: fact.at, stored: stored)
            return whole
        case .legOpened(let opened): add(opened)
        case .legPlaced(let placed): add(placed)
        case .noteRead(let read): add(read)
        case _: break
        }
        return nil
    }

    /// The last request, once no fact is left.
    public mutating func takeLast() -> PastRequest? {
        defer { open = nil }
        return open
    }

    private mutating func add(_ opened: LegOpened) {
        guard let stored = open?.stored, opened.leg.caseID == stored.caseID,
            opened.request == stored.ordinal
        else { return }
        open?.legs.append(PastRequest.PastLeg(opened: opened))
    }

    /// What was heard when the request was stored; what a later correction was heard to say does not count.
    private mutating func add(_ read: NoteRead) {
        guard let stored = open?.stored, read.caseID == stored.caseID,
            read.event == stored.ordinal, open?.reading == nil
        else { return }
        open?.reading = read.reading
    }

    private mutating func add(_ placed: LegPlaced) {
        guard let place = open?.legs.firstIndex(where: { $0.opened.leg == placed.leg }),
            open?.legs[place].placed == nil
        else { return }
        open?.legs[place].placed = placed
    }
}
