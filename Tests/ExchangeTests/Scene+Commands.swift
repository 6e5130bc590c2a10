import Exchange
import Referrals
import Triage

/// A need with the partners that could take it, as triage would give it.
func want(
    _ need: Need,
    _ urgency: Urgency = .soon,
    from partners: [String] = ["alfa", "bravo"],
    excluding: [String: Exclusion] = [:],
    block: Block? = nil,
    after: NeedFamily...
) -> NeedVerdict {
    NeedVerdict(
        need: need,
        evidence: .declared,
        urgency: urgency,
        terms: SceneBundle.terms(urgency),
        rule: SceneBundle.rule,
        candidates: partners.map { name in
            Candidate(
                queue: queue(name),
                partner: SceneBundle.bundle.directory.partner(of: queue(name))?.name
                    ?? partner(name),
                exclusion: excluding[name]
            )
        },
        block: block,
        after: after.reduce(into: []) { $0.formUnion(FamilySet($1)) }
    )
}

/// A consent to families, to all partners or to some.
func consent(
    _ scope: [NeedFamily] = NeedFamily.allCases,
    to recipients: [String]? = nil,
    how: ConsentHow = .oral,
    expires: CalendarDate? = nil
) -> Consent {
    Consent(
        scope: scope.reduce(into: []) { $0.formUnion(FamilySet($1)) },
        recipients: recipients?.map(partner),
        how: how,
        at: Moment(seconds: 1_772_400_000),
        expires: expires
    )
}

/// What a request asks, apart from who sends it.
struct Asked {
    var ref = "r1"
    var bce: String?
    var caseID: CaseID?
    var needs: [NeedVerdict]
    var consent: Consent = ExchangeTests.consent()
    var phase: Phase?
    var legal = Legal()
    var language = LanguageCode.french

    var referral: Referral {
        Referral(
            agencyRef: Confidential(ref),
            caseID: caseID,
            channel: .phone,
            language: language,
            reach: .phone,
            enterprise: Enterprise(phase: phase),
            needs: needs.map { NeedClaim(need: $0.need, urgency: $0.urgency) },
            legal: legal,
            consent: consent
        )
    }

    var verdict: Verdict {
        Verdict(bundle: SceneBundle.address, needs: needs, isCrisis: false)
    }
}

/// A request as it is once corrected.
func revision(
    _ needs: NeedVerdict...,
    bce: String? = nil,
    consent: Consent = ExchangeTests.consent()
) -> CorrectCommand.Revised {
    var asked = Asked(needs: needs)
    asked.consent = consent
    return revision(asked, bce: bce)
}

func revision(_ asked: Asked, bce: String? = nil) -> CorrectCommand.Revised {
    .request(
        asked.referral,
        asked.verdict,
        bce.map { key("bce/\($0)") },
        content: Confidential([3])
    )
}

extension Scene {
    /// An id that was not used before, with what is said under it.
    mutating func mark(_ id: String? = nil, saying content: String = "") -> Fingerprint {
        ids += 1
        return Fingerprint(key: key(id ?? "id-\(ids)"), sameness: sameness(content))
    }

    mutating func request(
        _ asked: Asked,
        by name: String = "north",
        id: String? = nil,
        saying content: String = "",
        lane: Lane = .live
    ) -> Command {
        .request(
            RequestCommand(
                agency: agency(name),
                event: mark(id, saying: content),
                referral: asked.referral,
                verdict: asked.verdict,
                reference: key("\(name)/\(asked.ref)"),
                enterprise: asked.bce.map { key("bce/\($0)") },
                content: Confidential([1]),
                lane: lane
            )
        )
    }

    @discardableResult
    mutating func ask(
        _ needs: NeedVerdict...,
        ref: String = "r1",
        bce: String? = nil,
        in caseID: CaseID? = nil,
        consent: Consent = ExchangeTests.consent(),
        by name: String = "north",
        id: String? = nil,
        saying content: String = "",
        lane: Lane = .live
    ) throws(Refusal) -> [String] {
        var asked = Asked(needs: needs)
        asked.ref = ref
        asked.bce = bce
        asked.caseID = caseID
        asked.consent = consent
        return try run(request(asked, by: name, id: id, saying: content, lane: lane))
    }

    /// A queue stands so from now on.
    mutating func set(
        _ name: String,
        _ standing: QueueSet.Standing,
        until: Moment? = nil
    ) {
        let set = QueueSet(queue: queue(name), standing: standing, until: until)
        record([Fact(at: now, by: .relais, matter: .queueSet(set))])
    }

    @discardableResult
    mutating func tell(
        _ matter: StatusReport.Matter,
        need: Need? = nil,
        ref: String = "r1",
        by name: String = "north",
        id: String? = nil,
        saying content: String = ""
    ) throws(Refusal) -> [String] {
        try tell(
            .agencyRef(Confidential(ref)),
            matter,
            need,
            key("\(name)/\(ref)"),
            name,
            id,
            content
        )
    }

    @discardableResult
    mutating func tell(
        _ matter: StatusReport.Matter,
        of caseID: CaseID,
        by name: String = "north"
    ) throws(Refusal) -> [String] {
        try tell(.reference(caseID), matter, nil, nil, name, nil, "")
    }

    mutating func tell(
        _ subject: CaseName,
        _ matter: StatusReport.Matter,
        _ need: Need?,
        _ name: LookupKey?,
        _ sender: String,
        _ id: String? = nil,
        _ content: String = "",
        recorded time: Moment? = nil
    ) throws(Refusal) -> [String] {
        try run(
            .status(
                StatusCommand(
                    agency: agency(sender),
                    event: mark(id, saying: content),
                    time: time ?? now,
                    report: StatusReport(subject: subject, at: now, need: need, matter: matter),
                    name: name,
                    content: Confidential([2])
                )
            )
        )
    }

    @discardableResult
    mutating func correct(
        _ target: String,
        to revised: CorrectCommand.Revised,
        by name: String = "north"
    ) throws(Refusal) -> [String] {
        try run(
            .correct(
                CorrectCommand(
                    agency: agency(name),
                    event: mark(),
                    target: key(target),
                    revised: revised
                )
            )
        )
    }

    @discardableResult
    mutating func answer(
        _ verb: AnswerCommand.Verb,
        to lease: LeaseID,
        of name: String = "alfa",
        as consumer: String = "one",
        id: String? = nil,
        saying content: String = ""
    ) throws(Refusal) -> [String] {
        try run(
            .answer(
                AnswerCommand(
                    partner: partner(name),
                    consumer: consumer,
                    event: mark(id, saying: content),
                    lease: lease,
                    verb: verb
                )
            )
        )
    }

    @discardableResult
    mutating func report(
        _ verb: PartnerReport,
        on leg: LegID,
        of name: String = "alfa",
        text: [UInt8]? = nil
    ) throws(Refusal) -> [String] {
        try run(
            .report(
                ReportCommand(
                    partner: partner(name),
                    event: mark(),
                    leg: leg,
                    at: nil,
                    verb: verb,
                    text: text.map { Confidential($0) }
                )
            )
        )
    }
}

extension Scene {
    /// The first case of the scene, and its legs.
    static let first = CaseID(year: 2026, number: 1)

    static let second = CaseID(year: 2026, number: 2)

    static func leg(_ ordinal: UInt16, of number: UInt32 = 1) -> LegID {
        LegID(caseID: CaseID(year: 2026, number: number), ordinal: ordinal)
    }

    func leg(_ ordinal: UInt16 = 1, of number: UInt32 = 1) -> Leg? {
        board.leg(Scene.leg(ordinal, of: number))
    }

    /// A scene in which alfa has been offered the only leg; bravo is next in rank.
    static func offered(_ need: NeedVerdict = want(.treasuryVat)) throws -> Scene {
        var scene = Scene()
        try scene.ask(need, id: "e1")
        scene.attach(1, "alfa")
        scene.handOut()
        return scene
    }

    /// A scene in which alfa has accepted the only leg.
    static func accepted(_ need: NeedVerdict = want(.treasuryVat)) throws -> Scene {
        var scene = try offered(need)
        try scene.answer(.accept(by: "p"), to: LeaseID(1))
        return scene
    }
}
