import Exchange
import Referrals
import Triage

/// Everything that can happen to a leg from outside.
enum LegMove: Hashable, CaseIterable, Sendable {
    /// North asks for the same need again.
    case request
    /// The same, as urgent.
    case sooner
    case status(StatusKind)
    case correct(Correction)
    case answer(AnswerVerb)
    case report(ReportVerb)
    /// The partner names another kind of help, not a partner.
    case reorient
    case openContent
    case acknowledge
    /// The session of alfa, or of the desk, is gone for longer than the grace.
    case lapse
    /// The time to answer passes, with nobody having done anything.
    case answerTime
    case clock(Overdue)
    /// Its case goes on in another that waits for the same need.
    case goOnElsewhere
    /// Another case that waits for the same need goes on in its case.
    case takeIn
    /// A supervisor orders something of it.
    case order(Order)

    /// What an agency can change of what it sent.
    enum Correction: String, CaseIterable, Sendable {
        case words
        case sooner
        case need = "another need"
        case narrower = "less consent"
        case error = "entered in error"
        case status = "status in error"
        case correction = "of a correction"
    }

    /// What a supervisor can order of a leg.
    enum Order: String, CaseIterable, Sendable {
        case reroute
        case toDesk = "reroute to the desk"
        case withdraw
        case close
        case replay
        case resolve
    }

    static let allCases: [LegMove] =
        [.request, .sooner] + StatusKind.allCases.map(LegMove.status)
        + Correction.allCases.map(LegMove.correct) + AnswerVerb.allCases.map(LegMove.answer)
        + ReportVerb.allCases.map(LegMove.report) + [
            .reorient, .openContent, .acknowledge, .lapse, .answerTime,
        ] + Overdue.allCases.map(LegMove.clock) + [.goOnElsewhere, .takeIn]
        + Order.allCases.map(LegMove.order)

    /// What stands in the first column of the table.
    var name: String {
        switch self {
        case .request: "request"
        case .sooner: "request, urgent"
        case .status(let kind): "status \(kind.name)"
        case .correct(let correction): "correct \(correction.rawValue)"
        case .answer(let verb): "answer \(verb.name)"
        case .report(let verb): "report \(verb.name)"
        case .reorient: "report redirect, need"
        case .openContent: "open"
        case .acknowledge: "ack"
        case .lapse: "lease lapses"
        case .answerTime: "time to answer"
        case .clock(let which): "time \(which)"
        case .goOnElsewhere: "merge into another"
        case .takeIn: "merge of another"
        case .order(let order): "order \(order.rawValue)"
        }
    }

    /// What is recorded when it happens in a scene.
    func happen(in scene: inout Scene) throws(Refusal) -> [String] {
        switch self {
        case .request, .sooner:
            let urgency: Urgency = self == .sooner ? .urgent : .soon
            return try scene.ask(want(.treasuryVat, urgency), in: Scene.first)
        case .status(let kind):
            return try scene.tell(LegMove.matter(kind, in: scene), of: Scene.first)
        case .correct(let correction): return try correct(correction, in: &scene)
        case .answer(let verb):
            return try scene.answer(
                LegMove.verb(verb),
                to: scene.leg()?.state.assignment?.lease ?? LeaseID(1),
                of: holder(in: scene)
            )
        case .report(let verb):
            return try scene.report(
                LegMove.report(verb, in: scene),
                on: Scene.leg(1),
                of: holder(in: scene)
            )
        case .reorient:
            return try scene.report(
                .reorient(to: .hr, .redirected),
                on: Scene.leg(1),
                of: holder(in: scene)
            )
        case .openContent:
            return try scene.run(
                .openContent(Scene.leg(1), partner: partner(holder(in: scene)), by: "p")
            )
        case .acknowledge:
            return try scene.run(.acknowledge(partner(holder(in: scene)), through: 9))
        case .lapse:
            for session in [SessionID(1), LegStand.deskSession] {
                scene.board.presence.end(session, graceEnds: scene.steady + .seconds(45))
            }
            return scene.wait(.seconds(45))
        case .answerTime: return scene.wait(.hours(6))
        case .clock(let which): return scene.wait(LegMove.span(which))
        case .goOnElsewhere, .takeIn: return try merge(in: &scene)
        case .order(let order): return try scene.order(LegMove.order(order))
        }
    }

    /// The name of the partner that has the leg alone; alfa where nobody does.
    private func holder(in scene: Scene) -> String {
        scene.leg()?.state.assignment?.partner.description ?? "alfa"
    }
}

extension LegMove {
    private static func matter(_ kind: StatusKind, in scene: Scene) -> StatusReport.Matter {
        switch kind {
        case .contacted: .contacted(.reached, nil)
        case .appointment: .appointment(at: scene.now + .days(1))
        case .noShow: .noShow(appointment: nil)
        case .legalState: .legalState(Legal(state: .bankrupt))
        case .aidDecided: .aidDecided(instrument: "loan", .granted, nil)
        case .phase: .phase(.difficulty)
        case .withdrawn: .withdrawn(.withdrawn)
        case .consentGiven: .consentGiven(consent())
        case .consentWithdrawn: .consentWithdrawn(nil, nil)
        case .closed: .closed(.noLongerNeeded)
        case .signal: .signal(.vatArrears, since: nil)
        }
    }

    private static func verb(_ verb: AnswerVerb) -> AnswerCommand.Verb {
        switch verb {
        case .accept: .accept(by: "p")
        case .decline: .decline(.conflict, text: nil, suggested: nil)
        case .return: .giveBack
        }
    }

    private static func report(_ verb: ReportVerb, in scene: Scene) -> PartnerReport {
        switch verb {
        case .contact: .contact(.reached)
        case .schedule: .schedule(scene.now + .days(3))
        case .noShow: .noShow(scene.now - .days(1))
        case .start: .start
        case .hold: .hold(.waitingClient, until: nil)
        case .resume: .resume
        case .complete: .complete(.helpedFull, nil)
        case .fail: .fail(.unreachable)
        case .redirect: .redirect(to: partner("charlie"), .redirected)
        case .declineLate: .declineLate(.atCapacity)
        case .confirmCancel: .confirmCancel
        case .refuseCancel: .refuseCancel(.other)
        }
    }

    private static func order(_ order: Order) -> SupervisorOrder {
        let leg = Scene.leg(1)
        return switch order {
        case .reroute: .reroute(leg, to: queue("charlie"))
        case .toDesk: .reroute(leg, to: queue("desk"))
        case .withdraw: .withdraw(leg)
        case .close: .close(leg, .duplicate)
        case .replay: .replay(leg, again: false)
        case .resolve: .resolve(leg, .other)
        }
    }

    private static func span(_ which: Overdue) -> Span {
        switch which {
        case .due: .hours(24)
        case .handle: .hours(48)
        case .nextStep: .days(14)
        case .hold: .days(30)
        }
    }

    private func correct(
        _ correction: Correction,
        in scene: inout Scene
    ) throws(Refusal) -> [String] {
        let asked = scene.board.leg(Scene.leg(1)).map { leg in
            want(leg.need, from: leg.candidates.map(\.queue.description))
        }
        guard let asked else { return [] }
        switch correction {
        case .words: return try scene.correct("e1", to: revision(asked, consent: said(in: scene)))
        case .sooner:
            return try scene.correct(
                "e1",
                to: revision(want(asked.need, .urgent), consent: said(in: scene))
            )
        case .need:
            return try scene.correct(
                "e1",
                to: revision(want(.info, from: []), consent: said(in: scene))
            )
        case .narrower:
            return try scene.correct("e1", to: revision(asked, consent: consent([.hr])))
        case .error: return try scene.correct("e1", to: .enteredInError)
        case .status:
            try scene.tell(.phase(.difficulty), id: "x1")
            return try scene.correct("x1", to: .enteredInError)
        case .correction:
            let first = CorrectCommand(
                agency: agency("north"),
                event: scene.mark("k1"),
                target: key("e1"),
                revised: revision(asked, consent: said(in: scene))
            )
            try scene.run(.correct(first))
            return try scene.correct("k1", to: .enteredInError)
        }
    }

    /// The consent that north's request came with.
    private func said(in scene: Scene) -> Consent {
        guard let said = scene.board.cases[Scene.first]?.consents.first,
            case .asked(let consent) = said.matter
        else { return consent() }
        return consent
    }

    private func merge(in scene: inout Scene) throws(Refusal) -> [String] {
        try scene.ask(want(.treasuryVat, from: ["bravo"]), ref: "o", by: "east")
        let other = CaseID(year: 2026, number: 2)
        let isInto = self == .goOnElsewhere
        let facts = try scene.board.merge(
            isInto ? Scene.first : other,
            into: isInto ? other : Scene.first,
            by: .relais,
            at: scene.now
        )
        scene.record(facts)
        return facts.map { $0.isMerge ? "merged" : $0.brief }
    }
}
