public import Exchange
internal import Journal
public import Referrals
internal import Triage

/// The gateway's side of the door where the recorder comes in: there is one, on one connection.
///
///     link ---> linked, then all that is open ---> done, push
///
/// A recorder of a later term takes the place of an earlier one, never the other way about: the journal gives
/// terms, and an earlier one may be a process that was asleep. What is to go to the recorder is gathered,
/// and goes with ``flush(at:)``.
public struct RecordDoor: Sendable {
    /// What it wants done.
    public enum Effect: Sendable {
        /// Send this to whoever is behind a routing id.
        case send([UInt8], frame: [UInt8])
        /// Tell the gateway.
        case gateway(Gateway.Input)
        /// These rules are in force: tell the dispatchers.
        case rules(BundleFiles)
        /// These are the cards of all keys.
        case keys([[UInt8]])
        /// Words for whoever runs it.
        case alarm(String)
    }

    private let epoch: UInt64
    private let isInsecure: Bool
    private let read: @Sendable (BundleFiles) -> BundleReading
    private var id: [UInt8]?
    private var term: UInt64 = 0
    private var pulse = LinkPulse(at: .distantPast)
    private var gathered: [StationMessage] = []
    private var pushed: UInt64 = 0
    private var confirmed: UInt64 = 0
    /// Frames that were no messages of this door.
    public private(set) var garbage: UInt64 = 0
    /// Frames of those who had not said who they are, or were not taken.
    public private(set) var strangers: UInt64 = 0

    /// The door of a gateway in this life.
    ///
    /// - Parameters:
    ///   - epoch: which life.
    ///   - isInsecure: whether its doors are without keys: then so is the journal.
    ///   - read: turns a bundle's files into rules.
    public init(
        epoch: UInt64,
        isInsecure: Bool,
        read: @escaping @Sendable (BundleFiles) -> BundleReading
    ) {
        self.epoch = epoch
        self.isInsecure = isInsecure
        self.read = read
    }

    /// Whether the recorder is there.
    public var isLinked: Bool { id != nil }

    /// Somebody has sent a frame.
    public mutating func hear(
        _ frame: [UInt8],
        from sender: [UInt8],
        at now: Moment
    ) -> [Effect] {
        guard let messages = StationCodec.messages(of: frame) else {
            garbage += 1
            let isOther = frame.first != StationCodec.version
            return isOther ? [refuse(sender, .version)] : []
        }
        var effects: [Effect] = []
        for (place, message) in messages.enumerated() {
            if case .link(let link) = message {
                // A greeting has its rules read: a frame of many is not worth as many readings.
                guard place == 0 else {
                    garbage += 1
                    continue
                }
                effects += take(link, from: sender, at: now)
            } else if sender == id {
                effects += hear(message, from: sender, at: now)
            } else {
                strangers += 1
                return effects + [.send(sender, frame: StationCodec.encode([.stranger]))]
            }
        }
        return effects
    }

    private mutating func hear(
        _ message: StationMessage,
        from sender: [UInt8],
        at now: Moment
    ) -> [Effect] {
        pulse.heard(at: now)
        switch message {
        case .done(let ticket, let bytes, let acknowledges):
            return [.gateway(.done(ticket, .spelled(bytes, acknowledges: acknowledges)))]
        case .judgeAgain(let ticket): return [.gateway(.judgeAgain(ticket))]
        case .push(let number, let session, let bytes):
            pushed = number
            return [.gateway(.push(session, .spelled(bytes, acknowledges: false)))]
        case .end(let session): return [.gateway(.end(session))]
        case .bundle(let files): return activate(files, sender)
        case .news(let news): return [.gateway(.feed(news))]
        case .clock(let time): return [.gateway(.clock(time))]
        case .keys(let cards): return [.keys(cards)]
        case .beat: return []
        case .bye: return unlink()
        case .ready, .verdict, .request, .link, .linked, .put, .credit, .gone, .pushed,
            .listening, .stranger, .refused:
            garbage += 1
            return []
        }
    }

    private mutating func take(
        _ link: StationMessage.Link,
        from sender: [UInt8],
        at now: Moment
    ) -> [Effect] {
        guard link.isInsecure == isInsecure else { return [refuse(sender, .security)] }
        guard link.term >= term else { return [refuse(sender, .olderTerm)] }
        switch read(link.bundle) {
        case .faulty(let lines):
            return [refuse(sender, .bundle), .alarm(lines.joined(separator: "; "))]
        case .good(_, let bundle):
            var effects: [Effect] = []
            if let id, id != sender {
                effects.append(.send(id, frame: StationCodec.encode([.stranger])))
            }
            id = sender
            term = link.term
            pulse = LinkPulse(at: now)
            pushed = 0
            confirmed = 0
            gathered = [.linked(epoch: epoch)]
            return effects + [.rules(link.bundle), .gateway(.linked(bundle))]
        }
    }

    private mutating func activate(_ files: BundleFiles, _ sender: [UInt8]) -> [Effect] {
        switch read(files) {
        case .good(_, let bundle): return [.rules(files), .gateway(.bundle(files, bundle))]
        case .faulty(let lines):
            return [refuse(sender, .bundle), .alarm(lines.joined(separator: "; "))] + unlink()
        }
    }

    private mutating func refuse(_ sender: [UInt8], _ refusal: StationMessage.Refusal) -> Effect {
        strangers += 1
        return .send(sender, frame: StationCodec.encode([.refused(refusal)]))
    }

    /// Nothing can be sent to whoever is behind a routing id.
    public mutating func lose(_ id: [UInt8]) -> [Effect] {
        id == self.id ? unlink() : []
    }

    private mutating func unlink() -> [Effect] {
        id = nil
        gathered = []
        return [.gateway(.unlinked)]
    }

    /// The gateway has this for the recorder; without a link it is kept by the gateway, as an open ticket.
    public mutating func put(_ effect: Gateway.Effect) {
        guard isLinked else { return }
        switch effect {
        case .put(let put): gathered.append(.put(PutLetter(put)))
        case .credit(let session, let through, let got):
            gathered.append(.credit(session, through: through, got: got))
        case .sessionEnded(let session): gathered.append(.gone(session))
        case .listening(let isHeard): gathered.append(.listening(isHeard))
        case .send, .work, .publish, .cut:
            preconditionFailure("that is not for the recorder")
        }
    }

    /// What was gathered goes, in frames of a size that is taken.
    public mutating func flush(at now: Moment) -> [Effect] {
        guard let id else { return [] }
        if pushed > confirmed {
            gathered.append(.pushed(through: pushed))
            confirmed = pushed
        }
        guard !gathered.isEmpty else { return [] }
        pulse.spoke(at: now)
        defer { gathered.removeAll(keepingCapacity: true) }
        return StationCodec.frames(of: gathered).map { .send(id, frame: $0) }
    }

    /// A moment has passed: a recorder that was silent is gone, else it hears that the gateway lives.
    public mutating func tick(at now: Moment) -> [Effect] {
        guard isLinked else { return [] }
        if pulse.isSilent(at: now) { return unlink() }
        if pulse.isDue(at: now), gathered.isEmpty { gathered.append(.beat) }
        return flush(at: now)
    }

    /// The gateway goes: the recorder is told.
    public mutating func close(at now: Moment) -> [Effect] {
        guard isLinked else { return [] }
        gathered.append(.bye)
        return flush(at: now)
    }
}
