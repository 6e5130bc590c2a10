import Referrals
import Wire

/// One good message of each kind that we send, with every field that it can have.
enum MessageSamples {
    static let at = Moment(seconds: 1_772_484_130)
    static let caseID = CaseID(year: 2026, number: 123)
    static let leg = LegID(caseID: caseID, ordinal: 1)
    static let journal = JournalPoint(
        journal: 0xC0_FFEE,
        position: Position(18_231),
        head: Digest(1, 2, 3, .max)
    )

    /// Name, message, and the inquiry it answers.
    static var all: [(name: String, message: Message, re: Int?)] {
        get throws {
            agency + (try partner) + supervisor
        }
    }

    private static var agency: [(name: String, message: Message, re: Int?)] {
        [
            ("welcome", .welcome(welcome), 1),
            ("pong", .pong(now: at), 2),
            ("drain", .drain(retryAfter: .milliseconds(2_000)), nil),
            ("error", .error(ErrorMessage(.badHeader, detail: "no header")), nil),
            ("error with all it can say", .error(error), 3),
            ("receipt", .receipt(receipt), 4),
            ("receipt of nothing", .receipt([]), 5),
            ("progress", .progress(progress), 6),
            ("journey", .journey([legLine]), 7),
            ("journey, and more to come", .journey([legLine], next: "legs.x.x41"), 20),
        ]
    }

    private static var partner: [(name: String, message: Message, re: Int?)] {
        get throws {
            [
                ("attached", .attached([try queue], leases), 8),
                ("offer", .offer([try offer]), nil),
                ("answered", .answered([answer, try content, refused]), 9),
                ("answered without its content", .answered([leftOut]), 21),
                ("reported", .reported([wrongState]), 10),
                ("content", .content(try ContentSamples.line), 11),
                ("content that is gone", .content(nil), 12),
                ("notice", .notice(notices), nil),
                ("acked", .acknowledged, 13),
                ("legs", .legs([legLine, closedLine]), 14),
                ("legs, and more to come", .legs([legLine], next: "legs.x.x41"), 19),
            ]
        }
    }

    private static var supervisor: [(name: String, message: Message, re: Int?)] {
        let row = Array("{\"queue\":\"ced\"}".utf8)
        let fact = Array("{\"position\":4,\"what\":\"accepted\"}".utf8)
        return [
            ("told", .told([row, row], asOf: Position(18_231), at: at), 15),
            (
                "told, and more to come",
                .told([row], asOf: Position(3), at: at, next: "queues.x.x63"), 18
            ),
            ("done", .done(code: 200, isChanged: true, words: []), 16),
            ("done, refused", .done(code: 422, isChanged: false, words: ["triage.yaml:3: no"]), 17),
            ("metrics", .metrics([row], epoch: 255, seq: 9, at: at), nil),
            ("fact", .fact(fact, epoch: 255), nil),
        ]
    }

    private static var welcome: WelcomeMessage {
        WelcomeMessage(
            session: "12",
            epoch: 0xC0_FFEE,
            now: at,
            windowMessages: 1_024,
            windowBytes: 8_388_608,
            ping: .seconds(5)
        )
    }

    private static var error: ErrorMessage {
        var error = ErrorMessage(.journalBehind, detail: "send again", field: "/known")
        error.isFatal = true
        error.retryAfter = .milliseconds(1_500)
        error.limit = SizeLimit("lines", max: 256)
        error.journal = journal
        return error
    }

    static var receipt: [ReceiptLine] {
        var stored = ReceiptLine(line: 1, id: "01J", code: 200, status: .stored)
        stored.first = ReceiptFirst(
            caseID: caseID,
            legs: [(leg: leg, need: .psychologicalDistress)]
        )
        stored.now = [NowLine(leg: leg, queue: QueueID("un-pass"), answerBy: at, waiting: nil)]
        stored.journal = journal
        var again = ReceiptLine(line: 2, id: "01K", code: 202, status: .stored)
        again.now = [NowLine(leg: leg, queue: nil, answerBy: nil, waiting: .unrouted)]
        var erased = ReceiptLine(line: 3, id: "01L", code: 202, status: .stored)
        erased.isErased = true
        let would = ReceiptLine(line: 4, id: "01M", code: 200, status: .wouldStore)
        let held = ReceiptLine(line: 5, id: nil, code: 200, status: .held)
        var unknown = EventRefusal(.unknownType, field: "/type", detail: "no such type")
        unknown.known = ["a", "b"]
        unknown.id = "01N"
        var line = EventRefusal(.tooLarge, detail: "too long")
        line.limit = SizeLimit("line", max: 65_536)
        var early = EventRefusal(.timeInFuture, field: "/time", detail: "too early")
        early.retryAfter = .milliseconds(61_500)
        var crisis = ReceiptLine(line: 8, refusing: early)
        crisis.showNow = [
            CrisisLine(label: "Suicide", number: "0800 32 123", language: .french, hours: "24/24"),
            CrisisLine(label: "112", number: "112", language: nil, hours: "24/24"),
        ]
        return [
            stored, again, erased, would, held, ReceiptLine(line: 6, refusing: unknown),
            ReceiptLine(line: 7, refusing: line), crisis,
        ]
    }

    private static var progress: [ProgressLine] {
        let bare = ProgressLine(
            position: Position(7),
            type: .caseOpened,
            at: at,
            recordedAt: at + .seconds(1),
            caseID: caseID
        )
        var full = bare
        full.position = Position(8)
        full.type = .declined
        full.agencyRef = Confidential("1819-26-00412")
        full.leg = leg
        full.need = .treasuryVat
        full.partner = PartnerID("ced")
        full.code = "at_capacity"
        full.answerBy = at
        return [bare, full]
    }

    private static var legLine: LegLine {
        var line = LegLine(
            leg: leg,
            need: .treasuryVat,
            state: .waiting,
            owner: "desk",
            due: at + .hours(2)
        )
        line.deadline = at + .hours(1)
        line.waiting = .allFull
        return line
    }

    private static var closedLine: LegLine {
        var line = LegLine(leg: leg, need: .info, state: .closed, owner: "", due: at)
        line.partner = PartnerID("ced")
        line.outcome = .helpedFull
        return line
    }

    private static var leases: [AttachedLease] {
        [
            AttachedLease(lease: "L1", leg: leg, state: .held),
            AttachedLease(lease: "L2", leg: leg, state: .answered),
            AttachedLease(lease: "7f3c", leg: nil, state: .lost),
        ]
    }

    private static var queue: AttachedQueue {
        get throws {
            AttachedQueue(
                queue: try named("hub.coaching", QueueID.init),
                needs: [.coachingFood, .digital],
                languages: [.french, .dutch],
                isPaused: false,
                ready: 3
            )
        }
    }

    private static var offer: OfferLine {
        get throws {
            var facts = OfferFacts()
            facts.language = .dutch
            facts.interpreterNeeded = true
            facts.sector = 1
            facts.size = .upToFive
            facts.commune = Commune(nis: 21_013)
            facts.phase = .difficulty
            facts.legalState = .alarmSignals
            facts.signals = [.vatArrears, .taxArrears]
            facts.reach = [.phone, .agency]
            facts.digitalAccess = false
            return OfferLine(
                number: 3,
                lease: LeaseID(18_231),
                leg: leg,
                queue: try named("ced", QueueID.init),
                need: .treasuryVat,
                urgency: .soon,
                answerBy: at,
                handleBy: at + .hours(4),
                attempt: 2,
                facts: facts,
                rule: "T05",
                why: "VAT arrears go to the CED"
            )
        }
    }

    private static var answer: LineAnswer {
        LineAnswer(line: 1, id: "p-1", code: 200, state: .accepted)
    }

    private static var leftOut: LineAnswer {
        var answer = answer
        answer.isContentLeftOut = true
        return answer
    }

    private static var content: LineAnswer {
        get throws {
            var answer = answer
            answer.line = 2
            answer.content = try ContentSamples.line
            return answer
        }
    }

    private static var refused: LineAnswer {
        var refusal = LineRefusal(.tooLarge, field: nil, detail: "too long")
        refusal.limit = SizeLimit("line", max: 65_536)
        refusal.retryAfter = .milliseconds(1)
        return LineAnswer(line: 3, id: nil, refusing: refusal)
    }

    private static var wrongState: LineAnswer {
        var answer = LineAnswer(line: 1, id: "r-1", .wrongState, field: "/verb", detail: "not now")
        answer.state = .offered
        answer.allowed = [.start, .noShow]
        return answer
    }

    private static var notices: [NoticeLine] {
        [
            NoticeLine(number: 40, kind: .contentChanged, leg: leg, at: at, revision: 2),
            NoticeLine(number: 41, kind: .queuesChanged, leg: nil, at: at, revision: nil),
        ]
    }

    /// A name that has the form it must have.
    static func named<Name>(_ text: String, _ make: (String) -> Name?) throws -> Name {
        guard let name = make(text) else { throw BadSample(text: text) }
        return name
    }
}

/// A sample of the tests that is not well formed.
struct BadSample: Error {
    let text: String
}
