import Exchange
import Referrals
import Triage
import Wire

/// The deadlines of a need under some rules, each with whose it is and how it was counted.
struct DeadlineSheet {
    /// What every format but the table shows, in order.
    static let columns = [
        Column("deadline", "DEADLINE"), Column("at", "AT", .time), Column("who", "WHO"),
        Column("clock", "CLOCK"), Column("working", "WORKING"),
    ]

    /// One deadline.
    struct Entry {
        /// Its name.
        var name: String
        /// When it is.
        var at: Moment
        /// Who must have acted by then.
        var who: String
        /// `wall` or `hours`.
        var clock: String
        /// How it was counted.
        var working: String
    }

    private let heading: String
    private let notes: [String]
    private let entries: [Entry]

    /// The deadlines of a referral's only need.
    init(
        _ referral: Referral,
        for named: Partner?,
        under bundle: Bundle,
        at now: Moment
    ) throws {
        guard let agency = bundle.access.agencies.subtracting(bundle.access.testAgencies).min(),
            let judged = bundle.verdict(for: referral, from: agency, at: now).needs.first
        else { throw Trouble(.configuration, "the rules admit no agency") }
        self.init(judged, of: referral.legal, from: agency, for: named, under: bundle, at: now)
    }

    /// The deadlines of a need that was judged.
    init(
        _ judged: NeedVerdict,
        of legal: Legal,
        from agency: AgencyID,
        for named: Partner? = nil,
        under bundle: Bundle,
        at now: Moment
    ) {
        let board = Switchboard(bundle: bundle)
        let caseID = CaseID(year: BrusselsTime.date(at: now).year, number: 1)
        let opened = LegOpened(
            leg: LegID(caseID: caseID, ordinal: 1),
            need: judged.need,
            evidence: judged.evidence,
            urgency: judged.urgency,
            due: board.due(of: judged, from: agency, at: now),
            terms: judged.terms,
            bundle: bundle.address,
            rule: judged.rule,
            candidates: judged.candidates,
            agency: agency,
            request: 0
        )
        let leg = Leg(opened, at: now, arrival: .origin)
        let best = judged.candidates.able(bankruptDays: legal.bankruptDays(at: now)).first?.queue
        let queue = named.map { bundle.queue(of: $0, for: judged.need) } ?? best
        let partner = named ?? bundle.directory.partner(of: queue ?? bundle.lastResort(for: agency))
        notes = partner.map { DeadlineSheet.notes(on: $0, judged, at: now) } ?? []
        heading =
            "\(judged.need.name), \(judged.urgency.name) by rule \(judged.rule), recorded "
            + ClockTime.minutes(now.rfc3339)
        let counting = Counting(board: board, leg: leg, from: now)
        entries =
            counting.untilAccepted(judged, desk: bundle.lastResort(for: agency))
            + counting.law(bundle.pressure(on: judged.need, of: legal, at: now))
            + counting.onceOffered(from: queue ?? bundle.lastResort(for: agency))
    }

    /// Why the partner would not be offered it at that time, a sentence each.
    private static func notes(
        on partner: Partner,
        _ judged: NeedVerdict,
        at now: Moment
    ) -> [String] {
        var notes: [String] = []
        let candidate = judged.candidates.first { $0.partner == partner.name }
        if let exclusion = candidate?.exclusion {
            notes.append("\(partner.name) is kept from it: \(exclusion.told)")
        } else if candidate == nil, !partner.isDesk {
            notes.append("\(partner.name) is no candidate for \(judged.need.name)")
        }
        if let calendar = partner.calendar, !calendar.isOpen(at: now) {
            let opening = calendar.nextOpening(after: now)
            let until =
                opening == .distantFuture ? "" : " until \(ClockTime.minutes(opening.rfc3339))"
            notes.append("\(partner.name) is closed\(until)")
        }
        return notes
    }

    /// The deadlines for eyes, each with its working below it.
    var lines: [String] {
        let width = entries.map(\.name.count).max() ?? 0
        return [heading] + notes.map { "  \($0)" }
            + entries.flatMap { entry in
                let name = entry.name + String(repeating: " ", count: width - entry.name.count)
                let indent = String(repeating: " ", count: width)
                return [
                    "  \(name)  \(ClockTime.minutes(entry.at.rfc3339))  \(entry.who)",
                    "  \(indent)  \(entry.working)",
                ]
            }
    }

    /// The deadlines, a sentence each.
    var sentences: [String] {
        entries.map { entry in
            "\(entry.name): \(ClockTime.minutes(entry.at.rfc3339)), \(entry.who) (\(entry.working))"
        }
    }

    /// The deadlines, a row each.
    var rows: [Row] {
        entries.compactMap { entry in
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("deadline", entry.name)
            writer.member("at", entry.at.rfc3339)
            writer.member("who", entry.who)
            writer.member("clock", entry.clock)
            writer.member("working", entry.working)
            writer.endObject()
            return Row(writer.bytes)
        }
    }
}

/// Counts the deadlines of one leg.
private struct Counting {
    let board: Switchboard
    let leg: Leg
    let from: Moment

    private func clock(_ queue: QueueID?) -> String {
        board.calendar(of: leg, for: queue) == nil ? "wall" : "hours"
    }

    private func working(_ span: Span, for queue: QueueID?) -> String {
        guard let calendar = board.calendar(of: leg, for: queue) else {
            return "\(span.told), day and night"
        }
        return calendar.working(span, from: from).description
    }

    /// While nobody has accepted: `due`, and the ladder on the way to it.
    func untilAccepted(_ judged: NeedVerdict, desk: QueueID) -> [DeadlineSheet.Entry] {
        let counted = working(leg.terms.due, for: nil)
        let isCut = judged.dueBy == leg.due
        let due = DeadlineSheet.Entry(
            name: "due",
            at: leg.due,
            who: "\(desk), the desk of last resort",
            clock: isCut ? "wall" : clock(nil),
            working: isCut ? "a wish or the law, sooner than \(counted)" : counted
        )
        return leg.terms.ladder.map { step in
            DeadlineSheet.Entry(
                name: step.action.told,
                at: leg.moment(of: step),
                who: "relais",
                clock: clock(nil),
                working: "\(step.percent) % of the time until due, if nobody has accepted"
            )
        } + [due]
    }

    func law(_ pressure: LegalClock.Pressure?) -> [DeadlineSheet.Entry] {
        guard let pressure else { return [] }
        let zone = board.bundle.calendars.brussels
        return [
            DeadlineSheet.Entry(
                name: "legal",
                at: zone.start(of: pressure.lastDay.advanced(by: 1)),
                who: "the enterprise",
                clock: "wall",
                working: "the last day is \(pressure.lastDay.iso8601)"
            )
        ]
    }

    /// What a partner would have to do, were it offered and accepted at once.
    func onceOffered(from queue: QueueID) -> [DeadlineSheet.Entry] {
        let terms = leg.terms
        let answerBy = board.answerBy(leg, from: queue, at: from)
        let answer = working(terms.answer, for: queue)
        let isCut = answerBy != board.deadline(terms.answer, of: leg, for: queue, from: from)
        return [
            DeadlineSheet.Entry(
                name: "answer by",
                at: answerBy,
                who: queue.description,
                clock: clock(queue),
                working: isCut ? "at due, sooner than \(answer)" : answer
            ),
            DeadlineSheet.Entry(
                name: "contact by",
                at: board.handleBy(leg, from: queue, acceptedAt: from),
                who: queue.description,
                clock: clock(queue),
                working: working(terms.handle, for: queue) + ", from the acceptance"
            ),
            DeadlineSheet.Entry(
                name: "report by",
                at: board.reportBy(leg, from: queue, at: from),
                who: queue.description,
                clock: "wall",
                working: "\(terms.reportEvery.told) after each report, or when it opens next"
            ),
        ]
    }
}

extension Exclusion {
    fileprivate var told: String {
        switch self {
        case .consent: "the consent names others"
        case .language: "it does not speak the language"
        case .commune: "it does not serve the commune"
        case .unwanted: "the person does not want it"
        case .digital: "only those who use the internet reach it"
        case .eligibility: "its conditions are not met"
        }
    }
}

extension LadderAction {
    fileprivate var told: String {
        switch self {
        case .remind: "remind"
        case .widen: "widen"
        case .offerToSeveral: "offer to several"
        case .desk: "to the desk"
        }
    }
}

extension Span {
    /// The length in days, hours and minutes, those that are nothing left out.
    fileprivate var told: String {
        let minutes = microseconds / 60_000_000
        let parts = [(minutes / 1_440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "min")]
        let told = parts.filter { $0.0 != 0 }.map { "\($0.0) \($0.1)" }
        return told.isEmpty ? "less than a minute" : told.joined(separator: " ")
    }
}
