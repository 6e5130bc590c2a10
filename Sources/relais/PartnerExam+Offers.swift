import Referrals
import Wire

extension PartnerExam {
    mutating func tick(at now: ContinuousClock.Instant) -> [ClientReply] {
        for offered in offers where offered.by < now && !isDone(offered) {
            if offered.answer == nil {
                sheet.fail("credit", "an offer was not answered in 20 s", at: now)
            } else {
                sheet.fail(rule(of: offered.trial), "the answer did not come again", at: now)
            }
        }
        if let attachedAt, attachedAt + .seconds(15) < now, sheet["mine"] == .open {
            sheet.fail("mine", "mine was not asked after the attach", at: now)
        }
        if let noticed, !noticed.isHeard, noticed.at + .seconds(15) < now {
            sheet.fail("notice", "the notice was not acknowledged in 15 s", at: now)
        }
        if let ended, ended + .seconds(20) < now {
            sheet.fail("session-401", "it did not attach again in 20 s", at: now)
        }
        if let drained, drained.at + .seconds(20) < now {
            sheet.fail("drain", "no new connection came within 20 s", at: now)
        }
        if let current, let session = sessions[current], session.isAttached,
            session.heardAt + PartnerExam.ping * 3 < now, sheet["ping"] == .open
        {
            sheet.fail("ping", "nothing was heard for three times ping_ms", at: now)
        }
        if plan.isEmpty, let moved = sheet.movedAt, moved + .seconds(4) < now {
            sheet.holdForbidding(at: now)
        }
        return offer(at: now)
    }

    /// Whether nothing more is to come of an offer.
    private func isDone(_ offered: Offered) -> Bool { offered.answer?.isDone ?? false }

    private func rule(of trial: Trial) -> String {
        switch trial {
        case .storage: "again-503"
        case .silence: "again-silence"
        case .plain, .lost, .state, .ended, .notice, .drain: "credit"
        }
    }

    /// Makes the next trial, once the last has come to its end and there is credit for an offer.
    mutating func offer(at now: ContinuousClock.Instant) -> [ClientReply] {
        guard let route = current, let session = sessions[route], session.isAttached,
            session.sent < session.through, offers.allSatisfy(isDone), ended == nil,
            drained == nil, noticed?.isHeard ?? true, let trial = plan.first
        else { return [] }
        plan.removeFirst()
        switch trial {
        case .ended:
            // The next message of this session meets 401.
            sessions[route] = nil
            ended = now
            return []
        case .notice:
            noticed = (now, false)
            let line = NoticeLine(
                number: 1,
                kind: .contentChanged,
                leg: offers.last?.leg,
                at: wall,
                revision: 2
            )
            return [push(.notice([line]), to: route)]
        case .drain:
            drained = (route, now)
            return [push(.drain(retryAfter: .milliseconds(500)), to: route)]
        case .plain, .storage, .silence, .lost, .state:
            let number = UInt32(offers.count + 1)
            let leg = LegID(caseID: CaseID(year: 2026, number: number), ordinal: 1)
            return [send(leg, for: trial, to: route, at: now)]
        }
    }

    private mutating func send(
        _ leg: LegID,
        for trial: Trial,
        to route: [UInt8],
        at now: ContinuousClock.Instant
    ) -> ClientReply {
        let lease = LeaseID(UInt64(offers.count + 100))
        offers.append(
            Offered(trial: trial, lease: lease, leg: leg, by: now + .seconds(20))
        )
        sessions[route]?.sent += 1
        var facts = OfferFacts()
        facts.language = .french
        let line = OfferLine(
            number: sessions[route]?.sent ?? 1,
            lease: lease,
            leg: leg,
            queue: queue,
            need: .treasuryVat,
            urgency: .soon,
            answerBy: wall + .hours(1),
            handleBy: wall + .hours(5),
            attempt: 1,
            facts: facts,
            rule: "T05",
            why: "Des dettes fiscales / Fiscale schulden"
        )
        return push(.offer([line]), to: route)
    }

    private func push(_ message: Message, to route: [UInt8]) -> ClientReply {
        ClientReply(route: route, envelope: [], bytes: message.encode(re: nil))
    }

    mutating func answer(
        _ lines: [PartnerLine<AnswerLine>],
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> [ClientReply] {
        var answers: [LineAnswer] = []
        for line in lines {
            guard let content = line.content, line.refusal == nil else {
                answers.append(unread(line.number, line.id, line.refusal, at: now))
                continue
            }
            guard
                let place = offers.firstIndex(where: { $0.lease.description == content.lease })
            else {
                sheet.fail("form", "\(content.id) answers a lease that was never given", at: now)
                answers.append(lost(line.number, content.id))
                continue
            }
            guard let answer = settle(place, content, line.number, at: now) else {
                return trouble(of: offers[place].trial, message)
            }
            answers.append(answer)
        }
        return [message.answer(.answered(answers))] + offer(at: now)
    }

    private mutating func unread(
        _ line: Int,
        _ id: String?,
        _ refusal: LineRefusal?,
        at now: ContinuousClock.Instant
    ) -> LineAnswer {
        let refusal = refusal ?? LineRefusal(.badJson, field: nil, detail: ErrorName.badJson.says)
        sheet.fail("form", "\(refusal.error.name): \(refusal.detail)", at: now)
        return LineAnswer(line: line, id: id, refusing: refusal)
    }

    private func lost(_ line: Int, _ id: String) -> LineAnswer {
        LineAnswer(
            line: line,
            id: id,
            .leaseLost,
            field: "/lease",
            detail: ErrorName.leaseLost.says
        )
    }

    /// What the whole message of an answer meets, the first time.
    private func trouble(of trial: Trial, _ message: ClientMessage) -> [ClientReply] {
        trial == .silence ? [] : [message.refuse(.storage, after: .milliseconds(400))]
    }

    /// What becomes of an answer; nil when its whole message meets a trouble first.
    private mutating func settle(
        _ place: Int,
        _ line: AnswerLine,
        _ number: Int,
        at now: ContinuousClock.Instant
    ) -> LineAnswer? {
        let offered = offers[place]
        let bytes = line.content
        guard let before = offered.answer else {
            switch offered.trial {
            case .storage, .silence:
                offers[place].answer = (line.id, bytes, false)
                offers[place].by = now + .seconds(offered.trial == .silence ? 45 : 30)
                return nil
            case .lost:
                offers[place].answer = (line.id, bytes, true)
                plan.insert(.plain, at: 0)
                return lost(number, line.id)
            case .plain, .state, .ended, .notice, .drain:
                offers[place].answer = (line.id, bytes, true)
                sheet.hold("credit", at: now)
                return accepted(offered, line, number)
            }
        }
        if offered.trial == .lost {
            sheet.fail("lease-lost", "\(line.id) answers a lease that was lost", at: now)
            return lost(number, line.id)
        }
        guard before.id == line.id, before.bytes == bytes else {
            sheet.fail(rule(of: offered.trial), "the answer came again otherwise", at: now)
            return LineAnswer(line: number, id: line.id, .idReused, detail: ErrorName.idReused.says)
        }
        guard !before.isDone else { return LineAnswer(line: number, id: line.id, code: 202) }
        offers[place].answer?.isDone = true
        sheet.hold(rule(of: offered.trial), at: now)
        return accepted(offered, line, number)
    }

    /// An answer that is taken: an acceptance with the content of the leg.
    private func accepted(_ offered: Offered, _ line: AnswerLine, _ number: Int) -> LineAnswer {
        var answer = LineAnswer(line: number, id: line.id, code: 200)
        guard case .accept = line.verb, let agency = AgencyID("test") else { return answer }
        let event =
            "{\"data\":{\"consent\":{\"at\":\"\(wall.rfc3339)\",\"how\":\"oral\"},\"language\":\"fr\","
            + "\"needs\":[{\"code\":\"treasury.vat\",\"note\":\"Essai.\"}],"
            + "\"person\":{\"name\":\"Camille Exemple\",\"phone\":\"+32470000000\"}},"
            + "\"type\":\"brussels.relais.referral.requested.v1\"}"
        let part = ContentLine.Part(
            agency: agency,
            at: wall,
            content: Confidential(Array(event.utf8))
        )
        answer.content = ContentLine(
            revision: 1,
            leg: offered.leg,
            need: .treasuryVat,
            parts: [part]
        )
        return answer
    }

    mutating func report(
        _ lines: [PartnerLine<ReportLine>],
        _ message: ClientMessage,
        at now: ContinuousClock.Instant
    ) -> [ClientReply] {
        var answers: [LineAnswer] = []
        for line in lines {
            guard let content = line.content, line.refusal == nil else {
                answers.append(unread(line.number, line.id, line.refusal, at: now))
                continue
            }
            answers.append(settle(content, line.number, at: now))
        }
        return [message.answer(.reported(answers))] + offer(at: now)
    }

    private mutating func settle(
        _ line: ReportLine,
        _ number: Int,
        at now: ContinuousClock.Instant
    ) -> LineAnswer {
        guard let offered = offers.last(where: { $0.leg.description == line.leg && isDone($0) })
        else {
            sheet.fail("form", "\(line.id) reports on a leg that it does not have", at: now)
            return LineAnswer(line: number, id: line.id, .notFound, detail: ErrorName.notFound.says)
        }
        if refusedReports.contains(line.id) {
            sheet.fail("final-409", "\(line.id) was sent again after it was refused", at: now)
        }
        if offered.trial == .state, refusedReports.isEmpty {
            refusedReports.insert(line.id)
            var answer = LineAnswer(
                line: number,
                id: line.id,
                .wrongState,
                field: "/verb",
                detail: ErrorName.wrongState.says
            )
            answer.state = .closed
            answer.allowed = []
            return answer
        }
        switch line.verb {
        case .complete, .fail, .redirect, .reorient, .declineLate:
            sheet.hold("report", at: now)
            completed.insert(offered.leg)
            return LineAnswer(line: number, id: line.id, code: 200, state: .closed)
        case .contact, .schedule, .noShow, .start, .hold, .resume, .confirmCancel, .refuseCancel:
            return LineAnswer(line: number, id: line.id, code: 200, state: .inProgress)
        }
    }
}
