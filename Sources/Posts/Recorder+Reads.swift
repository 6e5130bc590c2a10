import Exchange
import Journal
import Referrals
import Triage
import Wire

/// What a question to the journal was asked for.
enum Reading: Sendable {
    /// A message whose next line is a correction of sealed content.
    case correction(Publishing)
    /// A message whose sender holds a receipt of an older place in the journal.
    case witnessed(Publishing, JournalPoint)
    /// A hello whose sender holds a receipt of an older place in the journal.
    case greeted(Put, JournalPoint)
    /// Answers of which some get content with them.
    case handOver(Ticket, PartnerID, [LineAnswer], [Int: LegID])
    /// A partner opens content again.
    case opening(Ticket, PartnerID, LegID)
    /// An agency follows its cases.
    case follow(Follower)
    /// The references of the agency's cases, for lines of progress.
    case progress(Follower, [ProgressFact])
    /// The history of a case.
    case history(Ticket, RowQuestion)
    /// The history of a journey that is to be erased, for those who hold words of it.
    case erasure(Ticket, OrderCommand, isDryRun: Bool)
    /// A bundle to activate: who ordered it, or nobody where a signal did.
    case activation(Activation?)

    /// Whether it is carried out even if nobody waits for the answer any more.
    var isOrder: Bool {
        switch self {
        case .activation: true
        case .correction, .witnessed, .greeted, .handOver, .opening, .follow, .progress, .history,
            .erasure:
            false
        }
    }
}

/// An agency that waits to hear what became of its cases.
struct Follower: Sendable {
    var ticket: Ticket
    var agency: AgencyID
    var after: Position
    var most: Int
    /// When it is answered with nothing.
    var until: Moment
}

/// A fact that an agency is told.
struct ProgressFact: Sendable {
    var positioned: PositionedFact
    var caseID: CaseID
}

extension Recorder {
    /// How many facts one look at the history reads: at 2 us a fact well within the 50 ms of a slice.
    static let sliceMax = 4_096

    mutating func read(_ reading: Reading) -> ReadID {
        lastRead += 1
        let id = ReadID(lastRead)
        reads[id] = reading
        return id
    }

    mutating func take(_ put: Put, at instant: Instant) -> [Effect] {
        switch put.ask {
        case .publish(let inquiry, let verdict):
            return publish(put, inquiry, verdict, at: instant.wall)
        case .known(let point):
            switch witness(point) {
            case .held: reply(put.ticket, .acknowledged)
            case .behind: tellBehind(put)
            case .asked: return [.journal(.readHead(read(.greeted(put, point)), point.position))]
            }
        case .follow(let inquiry):
            guard case .agency(let agency) = put.principal else { return [] }
            follow(put.ticket, agency, inquiry, at: instant)
        case .lookup(let name, let after): lookup(put, name, after: after, at: instant)
        case .attach(let inquiry): attach(put, inquiry, at: instant)
        case .answer(let lines): answer(put, lines, at: instant)
        case .report(let lines): report(put, lines, at: instant)
        case .open(let inquiry): open(put, inquiry, at: instant)
        case .acknowledge(let through): acknowledge(put, through, at: instant)
        case .mine(let after): mine(put, after: after, at: instant)
        case .ask(let inquiry): ask(put, inquiry, at: instant)
        case .order(let inquiry): return order(put, inquiry, at: instant)
        }
        return []
    }

    mutating func finish(
        _ id: ReadID,
        with contents: [CaseContent],
        at instant: Instant
    ) -> [Effect] {
        guard let reading = asked(id) else { return [] }
        switch reading {
        case .correction(var publishing):
            publishing.target = contents.first
            publishing.isTargetGone = contents.isEmpty
            return proceed(publishing, at: instant.wall)
        case .handOver(let ticket, let partner, var answers, let opened):
            for (index, leg) in opened {
                answers[index].content = contentLine(for: leg, to: partner, contents, instant.wall)
            }
            answers.leaveOutContent()
            reply(ticket, .answered(answers))
        case .opening(let ticket, let partner, let leg):
            reply(ticket, .content(contentLine(for: leg, to: partner, contents, instant.wall)))
        case .progress(let follower, let facts):
            reply(follower.ticket, progress(facts, for: follower.agency, contents))
        case .follow, .history, .activation, .witnessed, .greeted, .erasure:
            preconditionFailure("content answers a question for content")
        }
        return release()
    }

    mutating func finish(
        _ id: ReadID,
        with facts: [PositionedFact],
        at instant: Instant
    ) -> [Effect] {
        guard let reading = asked(id) else { return [] }
        switch reading {
        case .follow(let follower): return goOn(follower, with: facts)
        case .history(let ticket, let question):
            tellHistory(ticket, question, facts, at: instant)
            return release()
        case .erasure(let ticket, let command, let isDryRun):
            erase(command, knowing: facts, ticket, isDryRun: isDryRun, at: instant.wall)
            return release()
        case .activation(let activation): return judge(activation, facts)
        case .correction, .handOver, .opening, .progress, .witnessed, .greeted:
            preconditionFailure("facts answer a question for facts")
        }
    }

    /// What a question was asked for; nil when its link has ended, and with it whoever waited.
    mutating func asked(_ id: ReadID) -> Reading? {
        if let reading = reads.removeValue(forKey: id) { return reading }
        precondition(id.number <= lastStale, "an answer of the journal belongs to a question")
        return nil
    }

    private mutating func follow(
        _ ticket: Ticket,
        _ agency: AgencyID,
        _ inquiry: FollowInquiry,
        at instant: Instant
    ) {
        let after = inquiry.after.map { UInt64($0).map { Position($0) } } ?? .origin
        guard let after, after <= board.position else {
            let error = ErrorMessage(.badValue, detail: badCursor, field: "/after")
            return reply(ticket, .error(error))
        }
        let follower = Follower(
            ticket: ticket,
            agency: agency,
            after: after,
            most: inquiry.max,
            until: instant.steady + inquiry.wait
        )
        hold(.journal(slice(for: follower)))
    }

    private mutating func slice(for follower: Follower) -> JournalRequest {
        .read(read(.follow(follower)), from: follower.after.next, limit: Recorder.sliceMax)
    }

    /// What a slice tells the agency; nothing, and more to read: the next; nothing at all: it waits.
    private mutating func goOn(_ follower: Follower, with facts: [PositionedFact]) -> [Effect] {
        var follower = follower
        var told: [ProgressFact] = []
        for positioned in facts where told.count < follower.most {
            follower.after = positioned.position
            guard positioned.fact.progressType != nil, let caseID = positioned.fact.caseID,
                board.cases[caseID]?.isVisible(to: follower.agency) == true
            else { continue }
            told.append(ProgressFact(positioned: positioned, caseID: caseID))
        }
        guard told.isEmpty else {
            let ids = Set(told.compactMap { referenceContent(of: $0.caseID, for: follower.agency) })
            // The agency's own event in the case may be on its way to the disk still.
            hold(.journal(.unseal(read(.progress(follower, told)), ids.sorted())))
            return release()
        }
        guard facts.count < Recorder.sliceMax else {
            return [.journal(slice(for: follower))]
        }
        // What was recorded between the reading and now touched nobody: it is to be read as well.
        if follower.after < board.position { touched.insert(follower.agency) }
        followers.append(follower)
        return []
    }

    /// The content in which the agency's reference of a case stands.
    private func referenceContent(of caseID: CaseID, for agency: AgencyID) -> ContentID? {
        let event = board.cases[caseID]?.events.first {
            $0.agency == agency && $0.kind == .request && $0.content != nil
        }
        return event?.content.map { ContentID(caseID: caseID, ordinal: $0) }
    }

    /// Followers whose cases have moved read on; those whose time is up hear that nothing has.
    mutating func serveFollowers(at instant: Instant) {
        guard !followers.isEmpty else { return }
        var waiting: [Follower] = []
        for follower in followers {
            if touched.contains(follower.agency) {
                hold(.journal(slice(for: follower)))
            } else if follower.until <= instant.steady {
                reply(follower.ticket, .progress([]))
            } else {
                waiting.append(follower)
            }
        }
        followers = waiting
        touched = []
    }

    /// The lines that tell an agency of its cases, each under the agency's own reference.
    private func progress(
        _ facts: [ProgressFact],
        for agency: AgencyID,
        _ contents: [CaseContent]
    ) -> Message {
        var references: [CaseID: Confidential<String>] = [:]
        for content in contents {
            references[content.id.caseID] = StoredEvent.agencyRef(in: content.bytes)
        }
        return .progress(
            facts.compactMap { told in
                // It may have been erased while its reference was unsealed.
                guard board.cases.contains(told.caseID) else { return nil }
                return progressLine(told, agencyRef: references[told.caseID])
            }
        )
    }
}

private let badCursor = "a cursor is what a line of progress gave; this journal never gave this one"
