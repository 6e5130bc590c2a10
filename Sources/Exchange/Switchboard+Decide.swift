public import Referrals
import Triage

extension Switchboard {
    /// What happens when somebody asks this now; nothing is changed.
    ///
    /// No facts at all: it was done before, under the same id and with the same content.
    /// - Parameters:
    ///   - command: what is asked.
    ///   - now: the time of record.
    /// - Returns: the facts to write and then to apply, in order.
    /// - Throws: ``Refusal``, with nothing to write.
    public func decide(_ command: Command, at now: Moment) throws(Refusal) -> [Fact] {
        numbered(withFreed(try consequences(of: command, at: now), at: now))
    }

    /// Takes the journey to hand that an answer or a report is about, for ``decide(_:at:)`` reads it and what is
    /// applied then changes it; nothing that anybody can ask is another after it.
    public mutating func reach(for command: Command) {
        switch command {
        case .answer(let answer):
            if let lease = presence.leases[answer.lease] { cases.layOpen(lease.leg.caseID) }
        case .report(let report): cases.layOpen(report.leg.caseID)
        case .request, .status, .correct, .hold, .order, .openContent, .acknowledge: break
        }
    }

    private func consequences(of command: Command, at now: Moment) throws(Refusal) -> [Fact] {
        switch command {
        case .request(let request):
            guard try isNew(request.event) else { return [] }
            return try decide(request, at: now)
        case .status(let status):
            guard try isNew(status.event) else { return [] }
            return try decide(status, at: now)
        case .correct(let correction):
            guard try isNew(correction.event) else { return [] }
            return try decide(correction, at: now)
        case .hold(let line):
            guard try isNew(line.event) else { return [] }
            return decide(line, at: now)
        case .answer(let answer):
            guard try isNew(answer.event) else { return [] }
            return try decide(answer, at: now)
        case .report(let report):
            guard try isNew(report.event) else { return [] }
            return try decide(report, at: now)
        case .order(let order): return try decide(order, at: now)
        case .openContent(let leg, let partner, let person):
            guard let file = self.leg(leg), file.state.engagement?.partner == partner else {
                throw .legUnknown
            }
            let author = Author.partner(partner, by: person)
            return [Fact(at: now, by: author, matter: .contentOpened(leg, by: person))]
        case .acknowledge(let partner, let through):
            guard notices[partner]?.pending.contains(where: { $0.number <= through }) == true else {
                return []
            }
            return [
                Fact(
                    at: now,
                    by: .partner(partner, by: nil),
                    matter: .acknowledged(partner, through: through)
                )
            ]
        }
    }

    /// Whether an id was never used; a reuse with other content is refused.
    private func isNew(_ event: Fingerprint) throws(Refusal) -> Bool {
        guard let known = taken[event.key] else { return true }
        guard known.caseID == nil || known.says(event.sameness) else { throw .idReused }
        return false
    }

    /// The reference of the next case opened at an instant.
    func nextCase(at now: Moment) -> CaseID {
        let year = BrusselsTime.date(at: now).year
        guard lastCase.year >= year else { return CaseID(year: year, number: 1) }
        return CaseID(year: lastCase.year, number: lastCase.number + 1)
    }

    /// The fact that tells a partner something; ``numbered(_:)`` gives it its number.
    func notice(
        _ kind: NoticeKind,
        to partner: PartnerID,
        about leg: LegID?,
        at now: Moment
    ) -> Fact {
        let notice = Notice(partner: partner, number: 0, kind: kind, leg: leg, at: now)
        return Fact(at: now, by: .relais, matter: .noticed(notice))
    }

    /// The same facts, their notices numbered on from each partner's last.
    func numbered(_ facts: [Fact]) -> [Fact] {
        var facts = facts
        var last: [PartnerID: UInt64] = [:]
        for index in facts.indices {
            guard case .noticed(var notice) = facts[index].matter else { continue }
            let before = last[notice.partner] ?? notices[notice.partner]?.last ?? 0
            notice.number = before + 1
            last[notice.partner] = notice.number
            facts[index].matter = .noticed(notice)
        }
        return facts
    }

    /// Closes a case when none but these legs of it were open.
    func closing(_ file: Case, with closed: [LegID], at now: Moment) -> [Fact] {
        let isLast = file.legs.allSatisfy { $0.state.isClosed || closed.contains($0.id) }
        guard file.isOpen, isLast else { return [] }
        return [Fact(at: now, by: .relais, matter: .caseClosed(file.id))]
    }
}
