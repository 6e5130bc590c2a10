public import Exchange
internal import Journal
public import Referrals
internal import Triage

/// The dispatcher's end of its link to the gateway.
///
///     opened ---> ready ---> bundle ---> request ---> verdict
///
/// It keeps nothing that matters: when the link breaks, the gateway gives what was under way to another.
public struct DispatcherEnd: Sendable {
    /// How many messages a dispatcher has in hand or waiting: enough that it never waits for the next.
    public static let room = 64

    private let name: String
    private let killers: Killers
    private let read: @Sendable (BundleFiles) -> BundleReading
    private var bundle: Digest?
    private var pulse = LinkPulse(at: .distantPast)
    private var verdicts: [StationMessage] = []
    /// Frames that were no messages of this link.
    public private(set) var garbage = 0

    /// The end of the dispatcher of this name.
    ///
    /// - Parameters:
    ///   - name: its name, which no other dispatcher has.
    ///   - killers: what its earlier lives had in hand when they died.
    ///   - read: turns a bundle's files into rules.
    public init(
        name: String,
        killers: Killers,
        read: @escaping @Sendable (BundleFiles) -> BundleReading
    ) {
        self.name = name
        self.killers = killers
        self.read = read
    }

    /// Takes one input and says what is to be done, in order; verdicts go when a tick or a frame comes.
    public mutating func step(
        _ input: EndInput<WorkVerdict>,
        at now: Moment
    ) -> [EndEffect<Dispatcher.Input>] {
        switch input {
        case .opened:
            pulse = LinkPulse(at: now)
            verdicts = []
            let ready = StationMessage.Ready(
                name: name,
                bundle: bundle,
                room: DispatcherEnd.room,
                killers: killers
            )
            return send([.ready(ready)], at: now)
        case .frame(let bytes):
            pulse.heard(at: now)
            guard let messages = StationCodec.messages(of: bytes) else {
                garbage += 1
                return []
            }
            return messages.flatMap { hear($0) }
        case .own(let verdict):
            verdicts.append(.verdict(verdict))
            return []
        case .tick:
            guard !pulse.isSilent(at: now) else { return [.renew(after: .seconds(0))] }
            if !verdicts.isEmpty {
                defer { verdicts.removeAll(keepingCapacity: true) }
                return send(verdicts, at: now)
            }
            return pulse.isDue(at: now) ? send([.beat], at: now) : []
        case .close: return send(verdicts + [.bye], at: now)
        }
    }

    private mutating func hear(_ message: StationMessage) -> [EndEffect<Dispatcher.Input>] {
        switch message {
        case .bundle(let files):
            switch read(files) {
            case .good(_, let bundle):
                self.bundle = bundle.address
                return [.own(.bundle(bundle))]
            case .faulty(let lines):
                let words = "the rules that the gateway sent cannot be read here: "
                return [.alarm(words + lines.joined(separator: "; ")), pause]
            }
        case .request(let request):
            // Who has no rules cannot judge: the gateway sends them first.
            guard bundle != nil else { return [pause] }
            return [.own(.request(request))]
        case .beat: return []
        case .stranger, .bye: return [.renew(after: .seconds(0))]
        case .refused(let refusal):
            return [.alarm("the gateway does not take this dispatcher: \(refusal.words)"), pause]
        case .ready, .verdict, .link, .linked, .put, .credit, .gone, .pushed,
            .listening, .done, .judgeAgain, .push, .end, .news, .clock, .keys:
            garbage += 1
            return []
        }
    }

    private var pause: EndEffect<Dispatcher.Input> { .renew(after: StationLink.refusedPause) }

    private mutating func send(
        _ messages: [StationMessage],
        at now: Moment
    ) -> [EndEffect<Dispatcher.Input>] {
        pulse.spoke(at: now)
        return StationCodec.frames(of: messages).map { .send($0) }
    }
}

extension StationMessage.Refusal {
    /// Why, in words.
    public var words: String {
        switch self {
        case .version: "it speaks another version of the messages between stations"
        case .olderTerm: "a recorder with a later claim on the journal is linked"
        case .security: "one of the two speaks with keys and the other without"
        case .bundle: "its bundle cannot be read there: the programs are of different versions"
        }
    }
}

extension StationCodec {
    /// The messages of a frame; nil for what is no frame of this version.
    static func messages(of frame: [UInt8]) -> [StationMessage]? {
        do throws(CodecFault) {
            return try decode(frame)
        } catch {
            return nil
        }
    }
}
