import Referrals
import Wire

extension PartnerActor {
    /// Answers the offers and goes on with the work that are due.
    mutating func act(at now: Moment) -> [Client.Effect] {
        for lease in offers.keys.sorted() {
            guard let offer = offers[lease], !offer.isAnswered, offer.actsAt <= now else {
                continue
            }
            switch offer.plan {
            case .ignore: continue
            case .accept, .haunt: answer(.accept(by: "op"), "accept", lease, offer.leg, at: now)
            case .suggest:
                let other = Rules.partner(chance.pick(["alfa", "bravo", "charlie", "desk"]))
                let verb = AnswerLine.Verb.decline(.alreadyFollowed, text: nil, suggest: other)
                answer(verb, "decline", lease, offer.leg, at: now)
            case .decline:
                answer(
                    .decline(.atCapacity, text: nil, suggest: nil),
                    "decline",
                    lease,
                    offer.leg,
                    at: now
                )
            case .giveBack: answer(.giveBack, "return", lease, offer.leg, at: now)
            case .twice:
                answer(.accept(by: "op"), "accept", lease, offer.leg, at: now)
                answer(.accept(by: "op2"), "accept", lease, offer.leg, at: now)
            }
            offers[lease]?.isAnswered = true
        }
        for leg in works.keys.sorted() {
            guard let work = works[leg], work.reporting == nil, work.nextAt <= now else { continue }
            guard let step = work.steps.first else {
                works[leg] = nil
                continue
            }
            report(step, leg, at: now)
            works[leg]?.reporting = lines[lines.count - 1].id
        }
        return []
    }

    private mutating func answer(
        _ verb: AnswerLine.Verb,
        _ word: String,
        _ lease: String,
        _ leg: String,
        at now: Moment
    ) {
        let id = lineID()
        let line = AnswerLine(id: id, lease: lease, verb: verb)
        let inquiry = Inquiry.answer([
            PartnerLine(number: 1, id: id, content: line, refusal: nil)
        ])
        lines.append(
            Line(
                id: id,
                leg: leg,
                lease: lease,
                verb: word,
                inquiry: inquiry,
                isReport: false,
                retriesAt: now
            )
        )
    }

    private mutating func report(_ step: Step, _ leg: String, at now: Moment) {
        let id = lineID()
        let words = Confidential("\(AgencyActor.secret) is well")
        let verb: PartnerReport
        var text: Confidential<String>?
        switch step {
        case .contact: verb = .contact(chance.percent(30) ? .noAnswer : .reached)
        case .start: verb = .start
        case .hold: verb = .hold(.waitingClient, until: now + .minutes(30))
        case .resume: verb = .resume
        case .complete: verb = .complete(.helpedFull, nil)
        case .fail: verb = .fail(.unreachable)
        case .declineLate: verb = .declineLate(.atCapacity)
        case .redirect:
            verb = .redirect(to: Rules.partner(chance.pick(["alfa", "bravo"])), .redirected)
        case .confirmCancel: verb = .confirmCancel
        }
        if step == .fail || step == .declineLate || chance.percent(20) { text = words }
        let line = ReportLine(id: id, leg: leg, verb: verb, text: text)
        let inquiry = Inquiry.report([
            PartnerLine(number: 1, id: id, content: line, refusal: nil)
        ])
        lines.append(
            Line(
                id: id,
                leg: leg,
                lease: "",
                verb: step.rawValue,
                inquiry: inquiry,
                isReport: true,
                retriesAt: now
            )
        )
    }

    private mutating func lineID() -> String {
        nextLine += 1
        return "\(consumer)-\(nextLine)"
    }

    mutating func sendLines(at now: Moment) -> [Client.Effect] {
        var effects: [Client.Effect] = []
        for place in lines.indices where lines[place].code == nil {
            guard let at = lines[place].retriesAt, at <= now else { continue }
            lines[place].retriesAt = nil
            if !lines[place].wasSeen {
                lines[place].wasSeen = true
                effects.append(.saw(.said(name, id: lines[place].id)))
            }
            effects.append(ask(lines[place].inquiry, .line(place), at: now))
            // A hasty one does not wait for the answer.
            if swarm.has(.careless), !isHealed, chance.percent(10) {
                effects.append(ask(lines[place].inquiry, .line(place), at: now))
            }
        }
        return effects
    }

    mutating func answered(_ reply: Reply, _ place: Int, at now: Moment) -> [Client.Effect] {
        guard let answer = reply.lines.first, let code = answer.integer("code") else {
            return [.saw(.fault("\(name) was answered \(reply.kind) without a line"))]
        }
        let line = lines[place]
        let seen = AnswerSeen(
            partner: name,
            id: line.id,
            isReport: line.isReport,
            verb: line.verb,
            lease: line.lease,
            leg: line.leg,
            code: code
        )
        var effects: [Client.Effect] = [.saw(.answered(seen))]
        guard code / 100 != 3, code < 500 else {
            lines[place].retriesAt = now + .seconds(2)
            return effects
        }
        if code == 202 { effects.append(.saw(.rarity(.lineRepeated))) }
        if code == 410 { effects.append(.saw(.rarity(.lateAnswer))) }
        guard lines[place].code == nil else { return effects }
        lines[place].code = code
        if line.isReport { goOn(line, code, answer, at: now) } else { begin(line, code, at: now) }
        return effects
    }

    private mutating func begin(_ line: Line, _ code: Int, at now: Moment) {
        let isGhost = offers.removeValue(forKey: line.lease)?.plan == .haunt
        guard code == 200 || code == 202, line.verb == "accept" else { return }
        if isGhost, !isHealed {
            haunted.insert(line.leg)
            return
        }
        let steps: [Step] =
            isHealed
            ? [.complete]
            : chance.pick([
                [.contact, .start, .complete], [.contact, .fail], [.declineLate],
                [.hold, .resume, .complete], [.start, .redirect], [.start, .complete],
            ])
        let next = now + pause()
        works[line.leg] = Work(steps: steps, nextAt: next)
    }

    private mutating func pause() -> Span {
        isHealed ? .milliseconds(300) : chance.span(from: .seconds(1), mean: .minutes(4))
    }

    private mutating func goOn(_ line: Line, _ code: Int, _ answer: JSONDocument, at now: Moment) {
        // The leg may have left and come again meanwhile: that is other work.
        guard works[line.leg]?.reporting == line.id else { return }
        let next = now + pause()
        works[line.leg]?.reporting = nil
        works[line.leg]?.nextAt = next
        switch code {
        case 200, 202:
            // A notice may have changed the steps while the report was on its way.
            if works[line.leg]?.steps.first?.rawValue == line.verb {
                works[line.leg]?.steps.removeFirst()
            }
            if works[line.leg]?.steps.isEmpty == true { works[line.leg] = nil }
        case 404: works[line.leg] = nil
        default:
            var allowed: [String] = []
            if let node = answer.member("allowed", of: answer.root) {
                allowed = answer.items(of: node).compactMap { answer.string($0) }
            }
            if allowed.contains("confirm_cancel") {
                works[line.leg]?.steps = [.confirmCancel]
            } else if allowed.contains("complete") || line.verb == Step.redirect.rawValue
                || code == 422
            {
                // What it may not say so it says otherwise.
                works[line.leg]?.steps = [.complete]
            } else {
                works[line.leg] = nil
            }
        }
    }
}
