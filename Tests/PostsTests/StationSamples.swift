import Exchange
import Foundation
import Posts
import Referrals
import Testing
import Triage
import Wire

/// One message of each kind between the stations, and the bytes it has in version 2.
enum StationSamples {
    struct Missing: Error {}

    struct Sample: CustomTestStringConvertible, Sendable {
        let name: String
        let message: StationMessage

        var testDescription: String { name }
    }

    static let all = messages.map { Sample(name: $0.0, message: $0.1) }

    /// The bytes by the name of the message; a line there is never changed.
    static func goldens() throws -> [String: String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/stations-v2.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return Dictionary(
            uniqueKeysWithValues: lines.map { line in
                let parts = line.split(separator: ": ", maxSplits: 1)
                return (String(parts[0]), String(parts.last ?? ""))
            }
        )
    }

    private static let digest = Digest(1, 2, 3, 4)
    private static let session = SessionID(0xE_0000_0001)
    private static let ticket = Ticket(0xE_0000_0007)
    private static let at = Moment(seconds: 1_772_449_200)
    private static let frame = Array("{}\n{\"a\":1}\n\n{}".utf8)
    private static let files = BundleFiles(
        address: digest,
        files: [BundleFiles.File(name: "access.yaml", bytes: [0x61, 0x0A])]
    )
    private static let north = Principal("agency:north") ?? .agency(agency("north"))

    private static let messages: [(String, StationMessage)] = [
        (
            "ready",
            .ready(
                StationMessage.Ready(
                    name: "one",
                    bundle: digest,
                    room: 64,
                    killers: Killers(kills: [7: 1, 9: 2])
                )
            )
        ),
        (
            "ready of a dispatcher without rules",
            .ready(
                StationMessage.Ready(name: "one", bundle: nil, room: 64, killers: Killers())
            )
        ),
        (
            "verdict",
            .verdict(WorkVerdict(ticket: ticket, bundle: digest, judged: .spelled([1, 2])))
        ),
        ("request", .request(request)),
        (
            "link",
            .link(
                StationMessage.Link(
                    term: 3,
                    bundle: files,
                    head: JournalPoint(journal: 5, position: Position(300), head: digest),
                    ping: .seconds(5),
                    isInsecure: true
                )
            )
        ),
        ("linked", .linked(epoch: 0xE)),
        ("put", .put(put)),
        ("put of an agency without a session", .put(bare)),
        ("credit", .credit(session, through: 200, got: 3)),
        ("credit that says one thing", .credit(session, through: nil, got: 3)),
        ("gone", .gone(session)),
        ("pushed", .pushed(through: 130)),
        ("listening", .listening(true)),
        ("done", .done(ticket, [0x7B, 0x7D], acknowledges: false)),
        ("done with an acknowledgement", .done(ticket, [], acknowledges: true)),
        ("judge again", .judgeAgain(ticket)),
        ("push", .push(1, session, [0x7B, 0x7D])),
        ("end", .end(session)),
        ("bundle", .bundle(files)),
        ("queues", .news(.queues([[0x7B, 0x7D], []], at: at))),
        ("fact", .news(.fact(name: "offered", [0x7B, 0x7D]))),
        ("clock", .clock(TimeOfRecord(at: at, isBelieved: true))),
        ("clock that is doubted", .clock(TimeOfRecord(at: at, isBelieved: false))),
        ("keys", .keys([[0x61], [0x62]])),
        ("beat", .beat),
        ("bye", .bye),
        ("stranger", .stranger),
        ("refused", .refused(.olderTerm)),
    ]

    private static var request: WorkRequest {
        var request = WorkRequest(
            ticket: ticket,
            agency: agency("north"),
            at: at,
            frame: frame,
            lines: [BodyLine(number: 1, range: 3..<10), BodyLine(number: 3, range: 12..<14)]
        )
        request.poisoned = [7, 9]
        return request
    }

    private static var put: PutLetter { letter(session: session, queues: [queue("calm")]) }

    private static var bare: PutLetter {
        var letter = letter(session: nil, queues: nil)
        letter.verdict = PutLetter.SpelledVerdict(bundle: digest, lines: [1, 2])
        return letter
    }

    private static func letter(session: SessionID?, queues: [QueueID]?) -> PutLetter {
        PutLetter(
            Put(
                ticket: ticket,
                principal: north,
                session: session,
                ask: .mine(),
                queues: queues,
                letter: Put.Letter(frame: frame, at: at)
            )
        )
    }
}

extension [UInt8] {
    /// Two digits a byte.
    var hexadecimal: String {
        map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
