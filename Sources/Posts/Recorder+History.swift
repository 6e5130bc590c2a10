import Exchange
import Referrals
import Triage
import Wire

extension Recorder {
    /// One step of a case's journey: when, who, what, in codes.
    func historyRow(_ positioned: PositionedFact) -> Row {
        let fact = positioned.fact
        var row = Row(.number(positioned.position.number))
        row.set("position", Int(positioned.position.number))
        row.set("at", fact.at.rfc3339)
        row.set("by", fact.by.text)
        row.set("what", fact.word)
        row.set("case", fact.caseID?.description)
        if let id = fact.leg {
            row.set("leg", id.description)
            row.set("need", board.leg(id)?.need.name)
        }
        describe(fact, in: &row)
        return row
    }

    /// A step as a supervisor may read it: with what was said of it in words, which the feed never tells.
    func journeyRow(_ positioned: PositionedFact) -> Row {
        var row = historyRow(positioned)
        if case .ordered(let order) = positioned.fact.matter { row.set("reason", order.reason) }
        if case .noteRead(let read) = positioned.fact.matter { describe(read.reading, in: &row) }
        return row
    }

    private func describe(_ sharpened: LegSharpened, in row: inout Row) {
        row.set("urgency", sharpened.urgency.name)
        row.set("due", sharpened.due?.rfc3339)
        row.set("until", sharpened.until?.rfc3339)
    }

    /// What was heard is health as often as not: no feed tells it.
    private func describe(_ reading: NoteReading, in row: inout Row) {
        let families = reading.families.families.map(\.name).joined(separator: " ")
        let needs = reading.needs.map(\.name).joined(separator: " ")
        row.set("danger", reading.danger.name)
        row.set("families", families.isEmpty ? nil : families)
        row.set("needs", needs.isEmpty ? nil : needs)
    }

    private func describe(_ fact: Fact, in row: inout Row) {
        switch fact.matter {
        case .legOpened(let opened):
            row.set("urgency", opened.urgency.name)
            row.set("due", opened.due.rfc3339)
            row.set("rule", opened.rule.description)
        case .legJoined(let joined):
            row.set("urgency", joined.urgency.name)
            row.set("due", joined.due.rfc3339)
        case .legSharpened(let sharpened): describe(sharpened, in: &row)
        case .partnersExcluded(_, let unwanted):
            row.set("partners", unwanted.map(\.partner.description).joined(separator: " "))
        case .legPlaced(let placed):
            row.set("queue", placed.queue?.description)
            row.set("waiting", placed.hold?.name)
            row.set("due", placed.due?.rfc3339)
            row.set("also", placed.also.isEmpty ? nil : Recorder.names(placed.also))
        case .offered(let offer):
            row.set("queue", offer.queue.description)
            row.set("partner", offer.partner.description)
            row.set("answer_by", offer.answerBy.rfc3339)
        case .accepted(let accepted): row.set("handle_by", accepted.handleBy.rfc3339)
        case .declined(let declined): row.set("reason", declined.reason.name)
        case .assignmentEnded(let ended): row.set("reason", ended.reason.word)
        case .reported(let report):
            row.set("verb", report.verb.name)
            row.set("result", report.contact?.name)
            row.set("hold", report.hold?.name)
            row.set("appointment_at", report.appointment?.rfc3339)
            row.set("next_step", report.nextStep?.rfc3339)
        case .cancelRequested(_, let outcome): row.set("reason", outcome.name)
        case .legClosed(let closed):
            row.set("outcome", closed.outcome.name)
            row.set("result", closed.result?.name)
        case .statusStored(let status):
            row.set("status", status.kind.name)
            row.set("need", status.need?.name)
        case .noticed(let notice):
            row.set("notice", notice.kind.name)
            row.set("partner", notice.partner.description)
        case .overdue(_, let which): row.set("deadline", which.word)
        case .stepped(let stepped):
            row.set("step", stepped.action.word)
            row.set("until", stepped.until?.rfc3339)
        case .died(_, let cause): row.set("reason", cause.word)
        case .ordered(let order):
            row.set("verb", order.verb)
            row.set("subject", order.subject.isEmpty ? nil : order.subject)
            row.set("key", order.key)
        case .queueSet(let set):
            row.set("queue", set.queue.description)
            row.set("standing", set.standing.word)
            row.set("until", set.until?.rfc3339)
        case .erasureAsked(_, let until): row.set("until", until.rfc3339)
        case .surgeSet(let set):
            row.set("surge", set.isOn ? "on" : "off")
            row.set("until", set.until?.rfc3339)
        case .clockAccepted(let accepted):
            row.set("believed", accepted.believed.rfc3339)
            row.set("wall", accepted.wall.rfc3339)
        case .casesMerged(_, let into): row.set("into", into.description)
        case .replayed(let replayed):
            row.set("again", replayed.forgetsRefusals ? "true" : nil)
        case .caseOpened(let opened): row.set("follows", opened.follows?.description)
        case .lineHeld, .recorderStarted, .bundleActivated, .caseReopened, .caseClosed,
            .requestStored, .corrected, .consentGiven, .consentWithdrawn, .acknowledged,
            .contentOpened, .caseErased, .cessationTold, .bankruptcyTold, .noteRead:
            break
        }
    }

    private static func names(_ queues: [QueueID]) -> String {
        queues.map(\.description).joined(separator: " ")
    }

    /// What an agency is told of a fact.
    func progressLine(_ told: ProgressFact, agencyRef: Confidential<String>?) -> ProgressLine? {
        let fact = told.positioned.fact
        guard let type = fact.progressType else { return nil }
        var line = ProgressLine(
            position: told.positioned.position,
            type: type,
            at: fact.at,
            recordedAt: fact.at,
            caseID: told.caseID
        )
        line.agencyRef = agencyRef
        line.leg = fact.leg
        line.need = fact.leg.flatMap { board.leg($0)?.need }
        switch fact.matter {
        case .offered(let offer):
            line.partner = offer.partner
            line.answerBy = offer.answerBy
        case .declined(let declined): line.code = declined.reason.name
        case .reported(let report): line.at = report.factAt
        case .statusStored(let status):
            line.at = status.factAt
            line.code = status.kind.name
        case .legClosed(let closed): line.code = closed.outcome.name
        case .cancelRequested(_, let outcome): line.code = outcome.name
        case .overdue(_, let which): line.code = which.word
        case .legPlaced(let placed): line.code = placed.hold?.name
        case .accepted, .assignmentEnded, .legOpened, .legJoined, .lineHeld, .recorderStarted,
            .bundleActivated, .caseOpened, .caseReopened, .caseClosed, .requestStored, .corrected,
            .consentGiven, .consentWithdrawn, .noticed, .acknowledged, .contentOpened, .ordered,
            .stepped, .queueSet, .surgeSet, .clockAccepted, .casesMerged, .died, .replayed,
            .caseErased, .erasureAsked, .legSharpened, .cessationTold, .bankruptcyTold,
            .partnersExcluded, .noteRead:
            break
        }
        if case .partner(let partner, _) = fact.by { line.partner = partner }
        return line
    }
}

extension Author {
    /// Who, in a word.
    var text: String {
        switch self {
        case .relais: "relais"
        case .agency(let agency): "agency:\(agency)"
        case .partner(let partner, _): "partner:\(partner)"
        case .supervisor(let supervisor): "supervisor:\(supervisor)"
        }
    }
}

extension Fact {
    /// What happened, in a word.
    var word: String {
        switch matter {
        case .recorderStarted: "recorder_started"
        case .bundleActivated: "bundle_activated"
        case .caseOpened: "case_opened"
        case .caseReopened: "case_reopened"
        case .caseClosed: "case_closed"
        case .requestStored: "request_stored"
        case .statusStored: "status_stored"
        case .corrected: "corrected"
        case .consentGiven: "consent_given"
        case .consentWithdrawn: "consent_withdrawn"
        case .legOpened: "leg_opened"
        case .legJoined: "leg_joined"
        case .legPlaced: "leg_placed"
        case .offered: "offered"
        case .accepted: "accepted"
        case .declined: "declined"
        case .assignmentEnded: "assignment_ended"
        case .reported: "reported"
        case .cancelRequested: "cancel_requested"
        case .legClosed: "leg_closed"
        case .overdue: "overdue"
        case .noticed: "noticed"
        case .acknowledged: "acknowledged"
        case .contentOpened: "content_opened"
        case .lineHeld: "line_held"
        case .ordered: "ordered"
        case .stepped: "stepped"
        case .queueSet: "queue_set"
        case .surgeSet: "surge_set"
        case .clockAccepted: "clock_accepted"
        case .casesMerged: "cases_merged"
        case .died: "died"
        case .replayed: "replayed"
        case .caseErased: "case_erased"
        case .erasureAsked: "erasure_asked"
        case .legSharpened: "sharpened"
        case .cessationTold: "cessation_told"
        case .bankruptcyTold: "bankruptcy_told"
        case .partnersExcluded: "partners_excluded"
        case .noteRead: "note_read"
        }
    }
}

extension AssignmentEnded.Reason {
    /// The reason, in a word.
    var word: String {
        switch self {
        case .returned: "returned"
        case .lapsed: "lapsed"
        case .expired: "expired"
        case .recalled: "recalled"
        case .redirected: "redirected"
        case .silent: "silent"
        case .outrun: "outrun"
        case .rerouted: "rerouted"
        }
    }
}

extension LadderAction {
    /// What is done, in a word.
    fileprivate var word: String {
        switch self {
        case .remind: "remind"
        case .widen: "widen"
        case .offerToSeveral: "offer_to_several"
        case .desk: "desk"
        }
    }
}

extension Overdue {
    /// Which deadline, in a word.
    var word: String {
        switch self {
        case .due: "due"
        case .handle: "handle_by"
        case .nextStep: "next_step"
        case .hold: "hold"
        }
    }
}
