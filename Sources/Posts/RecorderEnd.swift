internal import Exchange
internal import Journal
public import Referrals
internal import Triage

/// The recorder's end of its link to the gateway.
///
///     opened ---> link ---> linked ---> put, credit, gone ---> done, push
///
/// A link begins when the gateway has said so: then nobody is attached any more, and all that is open
/// comes again. So nothing need be kept here over the end of a link but the rules and the keys.
public struct RecorderEnd: Sendable {
    /// What the recorder's station has for the gateway.
    public enum Own: Sendable {
        /// What it would tell a gateway in its own process.
        case gateway(Gateway.Input)
        /// The cards of all keys.
        case keys([[UInt8]])
    }

    /// How many pushes may be unconfirmed before the feed gives way to them.
    static let pushesMax: UInt64 = 4_096

    private var link: StationMessage.Link
    private var keys: [[UInt8]]
    private var isLinked = false
    private var pulse = LinkPulse(at: .distantPast)
    private var gathered: [StationMessage] = []
    /// The number that the reply to each ticket is to bear.
    private var asked: [Ticket: Int] = [:]
    private var lastPush: UInt64 = 0
    private var confirmed: UInt64 = 0
    /// Frames that were no messages of this link.
    public private(set) var garbage = 0
    /// Messages that the gateway let pass and the recorder could not read.
    public private(set) var unreadable = 0
    /// Replies to tickets that this link does not know.
    public private(set) var surplus = 0

    /// The end of a recorder that is as it says.
    public init(_ link: StationMessage.Link, keys: [[UInt8]]) {
        self.link = link
        self.keys = keys
    }

    /// Takes one input and says what is to be done, in order; what is gathered goes with the next tick.
    public mutating func step(
        _ input: EndInput<Own>,
        at now: Moment
    ) -> [EndEffect<Recorder.Input>] {
        switch input {
        case .opened:
            pulse = LinkPulse(at: now)
            isLinked = false
            gathered = []
            asked = [:]
            lastPush = 0
            confirmed = 0
            pulse.spoke(at: now)
            // Each by itself: the rules and the cards of all may be large.
            return [
                .send(StationCodec.encode([.link(link)])),
                .send(StationCodec.encode([.keys(keys)])),
            ]
        case .frame(let bytes):
            pulse.heard(at: now)
            guard let messages = StationCodec.messages(of: bytes) else {
                garbage += 1
                return []
            }
            return messages.flatMap { hear($0) }
        case .own(let own):
            take(own)
            return []
        case .tick:
            guard !pulse.isSilent(at: now) else { return [.renew(after: .seconds(0))] }
            if gathered.isEmpty, !pulse.isDue(at: now) { return [] }
            return flush(with: gathered.isEmpty ? [.beat] : [], at: now)
        case .close: return flush(with: [.bye], at: now)
        }
    }

    private mutating func flush(
        with last: [StationMessage],
        at now: Moment
    ) -> [EndEffect<Recorder.Input>] {
        pulse.spoke(at: now)
        defer { gathered.removeAll(keepingCapacity: true) }
        return StationCodec.frames(of: gathered + last).map { .send($0) }
    }

    private mutating func hear(_ message: StationMessage) -> [EndEffect<Recorder.Input>] {
        switch message {
        case .linked:
            isLinked = true
            return [.own(.linked)]
        case .beat: return []
        case .stranger, .bye: return [.renew(after: .seconds(0))]
        case .refused(let refusal):
            return [
                .alarm("the gateway does not take this recorder: \(refusal.words)"),
                .renew(after: StationLink.refusedPause),
            ]
        case .put(let letter): return isLinked ? take(letter) : []
        case .credit(let session, let through, let got):
            return isLinked ? [.own(.credit(session, through: through, got: got))] : []
        case .gone(let session): return isLinked ? [.own(.sessionEnded(session))] : []
        case .listening(let isHeard): return isLinked ? [.own(.listening(isHeard))] : []
        case .pushed(let through):
            confirmed = max(confirmed, min(through, lastPush))
            return []
        case .ready, .verdict, .request, .link, .done, .judgeAgain, .push, .end, .bundle, .news,
            .clock, .keys:
            garbage += 1
            return []
        }
    }

    private mutating func take(_ letter: PutLetter) -> [EndEffect<Recorder.Input>] {
        guard let (put, seq) = letter.read() else {
            unreadable += 1
            gathered.append(.done(letter.ticket, letter.unreadable, acknowledges: false))
            return []
        }
        asked[put.ticket] = seq
        return [.own(.put(put))]
    }

    private mutating func take(_ own: Own) {
        switch own {
        case .keys(let cards):
            keys = cards
            gathered.append(.keys(cards))
        case .gateway(let input): take(input)
        }
    }

    private mutating func take(_ input: Gateway.Input) {
        switch input {
        case .done(let ticket, let message):
            guard let seq = asked.removeValue(forKey: ticket) else {
                surplus += 1
                return
            }
            let bytes = message.bytes(re: seq)
            gathered.append(.done(ticket, bytes, acknowledges: message.acknowledges))
        case .judgeAgain(let ticket):
            // It comes again as another put.
            asked[ticket] = nil
            gathered.append(.judgeAgain(ticket))
        case .push(let session, let message):
            // Sessions end with the link: what was meant for one of an earlier link is for nobody.
            guard isLinked else { return }
            lastPush += 1
            gathered.append(.push(lastPush, session, message.bytes(re: nil)))
        case .end(let session): gathered.append(.end(session))
        case .bundle(let files, _):
            link.bundle = files
            gathered.append(.bundle(files))
        case .feed(let news):
            guard isLinked, lastPush - confirmed < RecorderEnd.pushesMax else { return }
            gathered.append(.news(news))
        case .clock(let time):
            if isLinked { gathered.append(.clock(time)) }
        case .message, .malformed, .undeliverable, .verdict, .dispatcher, .dispatcherGone, .linked,
            .unlinked, .book, .swept, .listens, .tick, .drain:
            preconditionFailure("a recorder tells a gateway nothing of the kind")
        }
    }
}
