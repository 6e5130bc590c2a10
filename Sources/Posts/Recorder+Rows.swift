import Exchange
import Referrals
import Triage
import Wire

extension Recorder {
    func queueRows(at instant: Instant) -> [Row] {
        board.queueViews(at: instant.wall).map { view in
            var row = Row(.name(view.queue.description))
            row.set("queue", view.queue.description)
            row.set("partner", view.partner?.description)
            row.set("waiting", view.waiting)
            row.set("offered", view.offered)
            row.set("open", view.open)
            row.set("sessions", view.sessions)
            row.set("oldest", view.oldest?.rfc3339)
            row.set("next_deadline", view.nextDeadline?.rfc3339)
            row.set("in", Int(view.arrived))
            row.set("out", Int(view.taken))
            setOutlook(of: view.queue, in: &row)
            row.set("needs", view.waitingByNeed.map { ($0.need.name, $0.count) })
            row.set("reasons", view.waitingByReason.map { ($0.reason.name, $0.count) })
            let standing = board.standings[view.queue]
            row.set("standing", (standing?.standing ?? .open).word)
            row.set("until", standing?.until?.rfc3339)
            return row
        }
    }

    func statusRow(at instant: Instant) -> Row {
        var row = Row(.name(RowList.status.rawValue))
        row.set("journal", committed.journalName)
        row.set("position", Int(committed.position.number))
        row.set("head", committed.head.hexadecimal)
        row.set("bundle", board.bundle.address.hexadecimal)
        row.set("cases", board.cases.count)
        row.set("open_cases", board.cases.openCount)
        row.set("open_legs", board.openLegs)
        row.set("in_no_queue", board.waitingNowhere.map { ($0.reason.name, $0.count) })
        row.set("surge", board.isSurging(at: instant.wall) ? "yes" : "no")
        row.set("sessions", board.presence.consumers.count)
        row.set("leases", board.presence.leases.count)
        row.set("started_at", startedAt.rfc3339)
        row.set("now", instant.wall.rfc3339)
        setClock(in: &row)
        row.set("stored", Int(counts.stored))
        row.set("repeated", Int(counts.repeated))
        row.set("refused", Int(counts.refused))
        row.set("accepted", Int(counts.accepted))
        row.set("declined", Int(counts.declined))
        row.set("commits", Int(counts.commits))
        row.set("disk", hasRoom ? "ok" : "full")
        return row
    }

    func bundleRows() -> [Row] {
        board.activations.enumerated().map { place, activation in
            var row = Row(.number(activation.position.number))
            row.set("bundle", activation.address.hexadecimal)
            row.set("since", activation.at.rfc3339)
            let next = place + 1 < board.activations.count ? board.activations[place + 1] : nil
            row.set("until", next?.at.rfc3339)
            row.set("position", Int(activation.position.number))
            return row
        }
    }

    func legRow(_ leg: Leg, at instant: Instant) -> Row {
        let view = board.view(of: leg, at: instant.wall)
        var row = Row(.leg(leg.id))
        row.set("leg", leg.id.description)
        row.set("case", leg.id.caseID.description)
        row.set("need", leg.need.name)
        row.set("urgency", leg.urgency.name)
        row.set("state", view.state.name)
        row.set("owner", view.owner)
        row.set("queue", view.queue?.description)
        row.set("waiting", view.waiting?.name)
        row.set("opens_at", view.opensAt?.rfc3339)
        row.set("due", view.due.rfc3339)
        row.set("deadline", view.deadline?.rfc3339)
        row.set("partner", view.partner?.description)
        row.set("outcome", view.outcome?.name)
        row.set("attempts", Int(leg.attempts))
        return row
    }

    /// A leg that no hand-over brings forward, or a line that no dispatcher survived.
    func deadRow(_ leg: Leg, at now: Moment) -> Row {
        let view = board.view(of: leg, at: now)
        var since: Moment?
        if case .waiting(let waiting) = leg.state { since = waiting.since }
        var row = Row(.leg(leg.id))
        row.set("leg", leg.id.description)
        row.set("case", leg.id.caseID.description)
        row.set("need", leg.need.name)
        row.set("urgency", leg.urgency.name)
        row.set("cause", leg.death?.word ?? WaitingReason.held.name)
        row.set("since", since?.rfc3339)
        row.set("attempts", Int(leg.attempts))
        row.set("state", view.state.name)
        row.set("queue", view.queue?.description)
        row.set("due", view.due.rfc3339)
        row.set("to", board.replayPlace(of: leg, at: now)?.description)
        return row
    }

    func caseRow(_ file: Case, at now: Moment) -> Row {
        var row = Row(.file(file.id))
        row.set("case", file.id.description)
        row.set("state", file.isOpen ? "open" : "closed")
        row.set("opened_at", file.openedAt.rfc3339)
        row.set("closed_at", file.closedAt?.rfc3339)
        row.set("follows", file.follows?.description)
        row.set("agencies", file.agencies.map(\.description).joined(separator: " "))
        row.set("legs", file.legs.count)
        row.set("open_legs", file.legs.count { !$0.state.isClosed })
        row.set("events", file.events.count)
        let asked = board.erasures[file.id].flatMap { $0.until < now ? nil : $0 }
        row.set("erasure_asked_by", asked?.by.description)
        row.set("erasure_until", asked?.until.rfc3339)
        return row
    }

    func partnerRows() -> [Row] {
        board.bundle.directory.partners.map { partner in
            var row = Row(.name(partner.name.description))
            row.set("partner", partner.name.description)
            row.set("queues", partner.queues.map(\.description).joined(separator: " "))
            row.set("needs", partner.needs.map(\.need.name).joined(separator: " "))
            row.set("languages", partner.languages.map(\.description).joined(separator: " "))
            row.set("desk", partner.isDesk ? "yes" : "no")
            row.set("notices", board.notices[partner.name]?.pending.count ?? 0)
            return row
        }
    }

    func agencyRows() -> [Row] {
        board.bundle.access.agencies.map { agency in
            var row = Row(.name(agency.description))
            row.set("agency", agency.description)
            row.set("cases", board.cases.countByAgency[agency] ?? 0)
            return row
        }
    }

    func sessionRows() -> [Row] {
        board.presence.consumers.values.map { consumer in
            var row = Row(.number(consumer.session.number))
            row.set("session", String(consumer.session.number))
            row.set("partner", consumer.partner.description)
            row.set("consumer", consumer.name)
            row.set("queues", consumer.queues.map(\.description).joined(separator: " "))
            row.set("held", consumer.held)
            row.set("through", Int(consumer.through))
            row.set("sent", Int(consumer.sent))
            return row
        }
    }
}

extension QueueSet.Standing {
    /// How the queue stands, in a word.
    var word: String {
        switch self {
        case .open: "open"
        case .paused: "paused"
        case .draining: "draining"
        }
    }
}

extension DeathCause {
    /// The cause, in a word.
    var word: String {
        switch self {
        case .lostTooOften: "lost_too_often"
        case .passedOnTooOften: "passed_on_too_often"
        }
    }
}
