import Exchange
import Posts
import Referrals
import Triage
import Wire

/// A gateway in a test: it is told what comes, and tells in brief what it wants done.
struct GatewayScene {
    var gateway: Gateway
    var now = Instant(wall: SampleBundle.noon, steady: Moment(seconds: 1_000))
    /// The last message that was sent to anybody.
    private(set) var sent: Reply?

    init(
        dispatchers: Int = 1,
        isInsecure: Bool = true,
        isLinked: Bool = true,
        book: DoorBook = SampleKeys.book,
        limits: Gateway.Limits = Gateway.Limits()
    ) {
        gateway = Gateway(
            epoch: 0xE,
            dispatchers: dispatchers,
            bundle: SampleBundle.bundle,
            isInsecure: isInsecure,
            book: book,
            limits: limits
        )
        if isLinked { step(.linked(SampleBundle.bundle)) }
    }

    /// Where tickets and sessions of this life begin to count.
    static let first: UInt64 = 0xE << 32

    /// The gateway's ticket of this place, from 1.
    static func ticket(_ place: UInt64) -> Ticket { Ticket(first + place) }

    /// The gateway's session of this place, from 1.
    static func session(_ place: UInt64) -> SessionID { SessionID(first + place) }

    /// A peer of a test: where it connects, and who it says it is.
    struct Peer {
        var route: Route
        var name: String?

        init(_ door: Door, _ id: String, as name: String?) {
            route = Route(door: door, id: [0] + Array(id.utf8))
            self.name = name
        }

        static let north = Peer(.intake, "north", as: "agency:north")
        static let south = Peer(.intake, "south", as: "agency:south")
        static let calm = Peer(.desk, "calm", as: "partner:calm")
        static let money = Peer(.desk, "money", as: "partner:money")
        static let chief = Peer(.control, "chief", as: "supervisor:chief")
    }

    /// Something comes; told is what is to be done.
    @discardableResult
    mutating func step(_ input: Gateway.Input) -> [String] {
        let effects = gateway.step(input, at: now)
        for effect in effects {
            if case .send(_, _, let bytes) = effect { sent = Reply(bytes) }
        }
        return effects.map(\.brief)
    }

    /// A peer sends a message of these fields and lines.
    @discardableResult
    mutating func hear(
        _ peer: Peer,
        _ fields: String,
        _ lines: [String] = [],
        behind envelope: [[UInt8]] = []
    ) -> [String] {
        let speaker = peer.name.map { #","as":"\#($0)""# } ?? ""
        let text = #"{"v":1,\#(fields)\#(speaker)}"# + "\n" + lines.joined(separator: "\n")
        return hear(peer, frames: envelope + [Array(text.utf8)])
    }

    /// A peer sends these frames.
    @discardableResult
    mutating func hear(_ peer: Peer, frames: [[UInt8]], user: String? = nil) -> [String] {
        step(.message(peer.route, frames: frames, user: user))
    }

    /// A peer begins a session.
    mutating func greet(_ peer: Peer) {
        hear(peer, #""kind":"hello","seq":0"#)
    }

    /// A dispatcher has judged the message behind a ticket.
    @discardableResult
    mutating func judge(
        _ ticket: UInt64,
        by dispatcher: Int = 0,
        under bundle: Bundle = SampleBundle.bundle
    ) -> [String] {
        let verdict = WorkVerdict(
            ticket: Ticket(GatewayScene.first + ticket),
            bundle: bundle.address,
            lines: []
        )
        return step(.verdict(dispatcher, verdict))
    }

    /// The recorder answers the message behind a ticket.
    @discardableResult
    mutating func answer(_ ticket: UInt64, _ message: Message = .receipt([])) -> [String] {
        step(.done(Ticket(GatewayScene.first + ticket), .message(message)))
    }

    /// Time passes on both clocks, and the gateway looks at it.
    @discardableResult
    mutating func wait(_ span: Span) -> [String] {
        now = Instant(wall: now.wall + span, steady: now.steady + span)
        return step(.tick)
    }
}

extension Gateway.Effect {
    /// What is to be done, in a few words.
    var brief: String {
        switch self {
        case .send(let route, let envelope, let bytes):
            let frames = envelope.isEmpty ? "" : " behind \(envelope.count)"
            return "\(route.name) < \(Reply(bytes)?.brief ?? "no message")\(frames)"
        case .work(let dispatcher, let request):
            return "dispatcher \(dispatcher) judges \(request.ticket.number.place)"
        case .put(let put): return "recorder gets \(put.ticket.number.place) \(put.ask.brief)"
        case .credit(let session, let through, let got):
            let words = [through.map { "through \($0)" }, got.map { "got \($0)" }]
            return "session \(session.number.place) "
                + words.compactMap { $0 }.joined(separator: " ")
        case .sessionEnded(let session): return "session \(session.number.place) ended"
        case .listening(let isHeard): return isHeard ? "facts are heard" : "facts are not heard"
        case .publish(let topic, _): return "feed \(topic)"
        case .cut(let domain, let users): return "cut \(domain): \(users.sorted())"
        }
    }
}

extension UInt64 {
    /// The how manieth of a gateway's life it is.
    fileprivate var place: UInt64 { self & 0xFFFF_FFFF }
}

extension Route {
    fileprivate var name: String { String(decoding: id.drop { $0 == 0 }, as: UTF8.self) }
}

extension Reply {
    /// Kind, code and what it answers.
    var brief: String {
        var words = [kind]
        if let code = integer("code") { words.append(String(code)) }
        if let error = text("error") { words.append(error) }
        if let re { words.append("re \(re)") }
        return words.joined(separator: " ")
    }
}

extension Put.Ask {
    fileprivate var brief: String {
        switch self {
        case .publish: "publish"
        case .known: "known"
        case .follow: "follow"
        case .lookup: "lookup"
        case .attach: "attach"
        case .answer: "answer"
        case .report: "report"
        case .open: "open"
        case .acknowledge: "ack"
        case .mine: "mine"
        case .ask: "ask"
        case .order: "order"
        }
    }
}
