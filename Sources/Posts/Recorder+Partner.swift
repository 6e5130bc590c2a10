import Exchange
import Journal
import Referrals
import Triage
import Wire

extension Recorder {
    /// A partner's session begins to work under a name; the leases it names go on, its others go back.
    mutating func attach(_ put: Put, _ inquiry: AttachInquiry, at instant: Instant) {
        guard case .partner(let partner) = put.principal, let session = put.session else {
            return reply(put.ticket, .error(ErrorMessage(.noSession, detail: noSession)))
        }
        let owned = board.bundle.access.queues(of: partner)
        let admitted = put.queues.map { owned.filter($0.contains) } ?? owned
        if let named = inquiry.queues,
            let place = named.firstIndex(where: { !admitted.contains($0) })
        {
            return reply(put.ticket, .error(ErrorMessage(notOf: partner, place, admitted)))
        }
        let queues = inquiry.queues.map { admitted.filter($0.contains) } ?? admitted
        if let other = board.presence.session(of: partner, named: inquiry.consumer),
            other != session
        {
            guard inquiry.takeOver else {
                return reply(put.ticket, .error(ErrorMessage(.consumerInUse, detail: inUse)))
            }
            board.presence.end(other, graceEnds: instant.steady)
            hold(.end(other))
        }
        for lease in board.presence.leases(of: session) {
            guard let leg = board.presence.leases[lease]?.leg else { continue }
            board.presence.suspend(lease, leg: leg, graceEnds: instant.steady + grace)
        }
        sessionQueues[session] = inquiry.queues ?? put.queues
        board.presence.attach(session, partner: partner, name: inquiry.consumer, queues: queues)
        var states: [AttachedLease] = []
        var kept: [LeaseID] = []
        for name in inquiry.leases {
            let lease = LeaseID(name)
            if let lease { kept.append(lease) }
            states.append(resume(name, lease, partner, inquiry.consumer, session))
        }
        giveBack(of: partner, inquiry.consumer, except: kept, at: instant)
        let lines = queues.map { queue in
            AttachedQueue(
                queue: queue,
                needs: needs(of: partner),
                languages: languages(of: partner),
                isPaused: board.standings[queue] != nil,
                ready: board.desks[queue]?.waiting ?? 0
            )
        }
        reply(put.ticket, .attached(lines, states))
        pushNotices(of: partner, to: session)
    }

    private func needs(of partner: PartnerID) -> [Need] {
        board.bundle.directory.partner(named: partner)?.needs.map(\.need) ?? []
    }

    private func languages(of partner: PartnerID) -> [LanguageCode] {
        board.bundle.directory.partner(named: partner)?.languages ?? []
    }

    private mutating func resume(
        _ name: String,
        _ lease: LeaseID?,
        _ partner: PartnerID,
        _ consumer: String,
        _ session: SessionID
    ) -> AttachedLease {
        guard let lease, let leg = leg(under: lease),
            let assignment = leg.state.handOver(under: lease), assignment.partner == partner
        else { return AttachedLease(lease: name, leg: nil, state: .lost) }
        guard leg.openOffer(under: lease) != nil else {
            return AttachedLease(lease: name, leg: leg.id, state: .answered)
        }
        guard assignment.consumer == consumer, board.presence.leases[lease] != nil else {
            return AttachedLease(lease: name, leg: leg.id, state: .lost)
        }
        board.presence.hold(lease, leg: leg.id, by: session)
        return AttachedLease(lease: name, leg: leg.id, state: .held)
    }

    /// A session allows and has got offers; one that works under no name is told that it gets none.
    mutating func credit(_ session: SessionID, through: UInt64?, got: UInt64?) {
        guard board.presence.consumers[session] != nil else {
            return hold(.push(session, .error(ErrorMessage(.noSession, detail: notAttached))))
        }
        board.presence.credit(session, through: through, got: got)
    }

    /// The leg that a lease was given for; nil when no open leg has it now.
    private func leg(under lease: LeaseID) -> Leg? {
        if let hold = board.presence.leases[lease] { return board.leg(hold.leg) }
        return board.engagedLeg(under: lease)
    }

    /// Leases of this name that the session no longer holds go back at once.
    private mutating func giveBack(
        of partner: PartnerID,
        _ consumer: String,
        except kept: [LeaseID],
        at instant: Instant
    ) {
        for (lease, hold) in board.presence.leases.sorted(by: { $0.key < $1.key }) {
            guard !kept.contains(lease), hold.session == nil, let leg = board.leg(hold.leg),
                let assignment = leg.openOffer(under: lease)?.assignment,
                assignment.partner == partner, assignment.consumer == consumer
            else { continue }
            record(board.lost(lease, at: instant.wall))
        }
    }

    /// Answers to offers, each for itself; those accepted come with content, once it is on disk.
    mutating func answer(_ put: Put, _ lines: [PartnerLine<AnswerLine>], at instant: Instant) {
        guard case .partner(let partner) = put.principal, let session = put.session,
            let consumer = board.presence.consumers[session]
        else {
            return reply(put.ticket, .error(ErrorMessage(.noSession, detail: notAttached)))
        }
        var answers: [LineAnswer] = []
        var opened: [Int: LegID] = [:]
        for line in lines {
            guard let content = line.content else {
                answers.append(LineAnswer(unread: line.number, line.id, line.refusal))
                continue
            }
            let leg = LeaseID(content.lease).flatMap { board.presence.leases[$0]?.leg }
            let answer = answer(line.number, content, from: partner, consumer.name, at: instant)
            if answer.code == 200, case .accept = content.verb, let leg {
                opened[answers.count] = leg
            }
            answers.append(answer)
        }
        guard !opened.isEmpty else { return reply(put.ticket, .answered(answers)) }
        var ids: Set<ContentID> = []
        for leg in opened.values {
            ids.formUnion(contentIDs(for: leg, to: partner, at: instant.wall))
        }
        let id = read(.handOver(put.ticket, partner, answers, opened))
        hold(.journal(.unseal(id, ids.sorted())))
    }

    private mutating func answer(
        _ number: Int,
        _ line: AnswerLine,
        from partner: PartnerID,
        _ consumer: String,
        at instant: Instant
    ) -> LineAnswer {
        let mark = lineMark(line.id, line.content, from: partner)
        if let known = board.takenID(mark.key) {
            return LineAnswer(repeating: known, mark, line: number, id: line.id)
        }
        guard let lease = LeaseID(line.lease) else {
            return LineAnswer(
                line: number,
                id: line.id,
                .leaseLost,
                field: "/lease",
                detail: leaseLost
            )
        }
        let command = AnswerCommand(
            partner: partner,
            consumer: consumer,
            event: mark,
            lease: lease,
            verb: line.verb.command
        )
        do throws(Refusal) {
            board.reach(for: .answer(command))
            record(try board.decide(.answer(command), at: instant.wall))
            return LineAnswer(line: number, id: line.id, code: 200)
        } catch {
            return LineAnswer(refusing: error, line: number, id: line.id, partnerField: "/suggest")
        }
    }

    /// A partner's reports, each for itself.
    mutating func report(_ put: Put, _ lines: [PartnerLine<ReportLine>], at instant: Instant) {
        guard case .partner(let partner) = put.principal else {
            preconditionFailure("only partners come in by the desk")
        }
        var answers: [LineAnswer] = []
        for line in lines {
            if let content = line.content {
                answers.append(report(line.number, content, from: partner, at: instant))
            } else {
                answers.append(LineAnswer(unread: line.number, line.id, line.refusal))
            }
        }
        reply(put.ticket, .reported(answers))
    }

    private mutating func report(
        _ number: Int,
        _ line: ReportLine,
        from partner: PartnerID,
        at instant: Instant
    ) -> LineAnswer {
        let mark = lineMark(line.id, line.content, from: partner)
        if let known = board.takenID(mark.key) {
            return LineAnswer(repeating: known, mark, line: number, id: line.id)
        }
        guard let leg = LegID(line.leg) else {
            return LineAnswer(refusing: .legUnknown, line: number, id: line.id, partnerField: "/to")
        }
        let command = ReportCommand(
            partner: partner,
            event: mark,
            leg: leg,
            at: line.at,
            verb: line.verb,
            text: line.text.map { Confidential(Array($0.exposed.utf8)) }
        )
        do throws(Refusal) {
            board.reach(for: .report(command))
            record(try board.decide(.report(command), at: instant.wall))
            let state = board.leg(leg)?.state.name
            return LineAnswer(line: number, id: line.id, code: 200, state: state)
        } catch {
            return LineAnswer(refusing: error, line: number, id: line.id, partnerField: "/to")
        }
    }

    private func lineMark(_ id: String, _ sameness: Confidential<[UInt8]>, from partner: PartnerID)
        -> Fingerprint
    {
        Fingerprint(
            key: lookups.lookupKey(
                .partnerLine,
                of: Confidential(Array(id.utf8)),
                sender: partner.description
            ),
            sameness: self.sameness.sameness(of: sameness)
        )
    }

    /// Gives the content of a leg again; each opening is journaled.
    mutating func open(_ put: Put, _ inquiry: OpenInquiry, at instant: Instant) {
        guard case .partner(let partner) = put.principal else {
            preconditionFailure("only partners come in by the desk")
        }
        let command = Command.openContent(inquiry.leg, partner: partner, by: inquiry.by)
        do throws(Refusal) {
            record(try board.decide(command, at: instant.wall))
            let reading = Reading.opening(put.ticket, partner, inquiry.leg)
            let ids = contentIDs(for: inquiry.leg, to: partner, at: instant.wall)
            hold(.journal(.unseal(read(reading), ids)))
        } catch {
            reply(put.ticket, .error(ErrorMessage(error.name, detail: error.name.says)))
        }
    }

    mutating func acknowledge(_ put: Put, _ through: UInt64, at instant: Instant) {
        guard case .partner(let partner) = put.principal else {
            preconditionFailure("only partners come in by the desk")
        }
        do throws(Refusal) {
            record(try board.decide(.acknowledge(partner, through: through), at: instant.wall))
        } catch {
            preconditionFailure("an acknowledgement is never refused")
        }
        reply(put.ticket, .acknowledged)
    }

    mutating func mine(_ put: Put, after: String?, at instant: Instant) {
        guard case .partner(let partner) = put.principal else {
            preconditionFailure("only partners come in by the desk")
        }
        do throws(QuestionFault) {
            let page = try LegPage(after: after) { last, take in
                board.eachLeg(of: partner, after: last) { leg in
                    take(LegLine(board.view(of: leg, for: partner, at: instant.wall)))
                }
            }
            reply(put.ticket, .legs(page.lines, next: page.next))
        } catch {
            reply(put.ticket, .error(error.message))
        }
    }
}

private let noSession = "the session has ended: say hello, then attach"
private let notAttached = "no consumer works in this session: attach first"
private let leaseLost = "this lease has ended: the leg is another's, or will be offered again"
private let inUse = "another session works under this name: take another, or say take_over"

extension ErrorMessage {
    /// A queue that is not one of those which a session may take from.
    fileprivate init(notOf partner: PartnerID, _ place: Int, _ queues: [QueueID]) {
        let names = queues.map(\.description).joined(separator: " ")
        let detail =
            queues.isEmpty
            ? "\(partner) has no queue of that name, and none that you may take from"
            : "\(partner) has no queue of that name that you may take from; these you may: \(names)"
        self.init(.notFound, detail: detail, field: "/queues/\(place)")
    }
}

extension AnswerLine.Verb {
    /// What the exchange is asked.
    fileprivate var command: AnswerCommand.Verb {
        switch self {
        case .accept(let by): .accept(by: by)
        case .decline(let reason, let text, let suggest):
            .decline(
                reason,
                text: text.map { Confidential(Array($0.exposed.utf8)) },
                suggested: suggest
            )
        case .giveBack: .giveBack
        }
    }
}

extension [LineAnswer] {
    /// Leaves out content for which one message has no room; the partner asks for it with `open`.
    ///
    /// The first content always goes, so that whoever answers one offer at a time has all of it.
    mutating func leaveOutContent() {
        // Nearly always all fits by far, and nothing need be spelt to know it.
        guard reduce(0, { $0 + $1.byteCountMax + 1 }) > Limits.bodyBytes else { return }
        var bare = self
        for index in bare.indices where bare[index].content != nil {
            bare[index].content = nil
            bare[index].isContentLeftOut = true
        }
        var bytes = bare.reduce(0) { $0 + $1.byteCount + 1 }
        var hasGone = false
        for index in indices where self[index].content != nil {
            let more = self[index].byteCount - bare[index].byteCount
            if hasGone, bytes + more > Limits.bodyBytes {
                self[index] = bare[index]
            } else {
                bytes += more
                hasGone = true
            }
        }
    }
}

extension LegLine {
    /// Where a leg stands.
    init(_ view: LegView) {
        self.init(
            leg: view.leg,
            need: view.need,
            state: view.state,
            owner: view.owner,
            due: view.due
        )
        deadline = view.deadline
        waiting = view.waiting
        partner = view.partner
        outcome = view.outcome
    }
}
