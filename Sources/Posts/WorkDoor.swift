public import Exchange
internal import Journal
public import Referrals
internal import Triage

/// The gateway's side of the door where dispatchers come in.
///
/// A dispatcher is known by its connection; whoever says anything but `ready` first is a stranger, and is
/// asked to begin again. It is gone when it says so, when nothing can be sent to it, or when it was silent
/// for too long.
public struct WorkDoor: Sendable {
    /// What it wants done.
    public enum Effect: Sendable {
        /// Send this to whoever is behind a routing id.
        case send([UInt8], frame: [UInt8])
        /// Tell the gateway.
        case gateway(Gateway.Input)
    }

    /// A connection on which a dispatcher was heard.
    private struct Seat: Sendable {
        let id: [UInt8]
        var pulse: LinkPulse
        var bundle: Digest?
    }

    private var seats: [Int: Seat] = [:]
    private var numbers: [[UInt8]: Int] = [:]
    private var lastNumber = 0
    private var files: BundleFiles?
    /// Frames that were no messages of this door.
    public private(set) var garbage: UInt64 = 0
    /// Frames of those who had not said who they are.
    public private(set) var strangers: UInt64 = 0

    /// A door at which nobody was yet.
    public init() {}

    /// How many dispatchers are there.
    public var count: Int { seats.count }

    /// Somebody has sent a frame; `name` is what their key calls them, where they have one.
    public mutating func hear(
        _ frame: [UInt8],
        from id: [UInt8],
        named name: String?,
        at now: Moment
    ) -> [Effect] {
        guard let messages = StationCodec.messages(of: frame) else {
            garbage += 1
            let isOther = frame.first != StationCodec.version
            return isOther ? [send([.refused(.version)], to: id)] : []
        }
        var effects: [Effect] = []
        for (place, message) in messages.enumerated() {
            if case .ready(let ready) = message {
                // Greetings are answered by all the rules: a frame of many is not answered by many.
                guard place == 0 else {
                    garbage += 1
                    continue
                }
                effects += greet(ready, from: id, named: name ?? ready.name, at: now)
            } else if let number = numbers[id] {
                effects += hear(message, from: number, at: now)
            } else {
                strangers += 1
                return effects + [send([.stranger], to: id)]
            }
        }
        return effects
    }

    private mutating func hear(
        _ message: StationMessage,
        from number: Int,
        at now: Moment
    ) -> [Effect] {
        seats[number]?.pulse.heard(at: now)
        switch message {
        case .verdict(let verdict): return [.gateway(.verdict(number, verdict))]
        case .beat: return []
        case .bye: return lose(number)
        case .ready, .request, .link, .linked, .put, .credit, .gone, .pushed, .listening, .done,
            .judgeAgain, .push, .end, .bundle, .news, .clock, .keys, .stranger, .refused:
            garbage += 1
            return []
        }
    }

    private mutating func greet(
        _ ready: StationMessage.Ready,
        from id: [UInt8],
        named name: String,
        at now: Moment
    ) -> [Effect] {
        // What was sent on this connection before is there: a second greeting is not told it again.
        let told = numbers[id].flatMap { seats[$0]?.bundle }
        var effects = numbers[id].map { lose($0) } ?? []
        lastNumber += 1
        numbers[id] = lastNumber
        seats[lastNumber] = Seat(id: id, pulse: LinkPulse(at: now), bundle: told ?? ready.bundle)
        effects += tellRules(lastNumber)
        effects.append(
            .gateway(.dispatcher(lastNumber, named: name, room: ready.room, ready.killers))
        )
        return effects
    }

    /// A dispatcher has to judge a message.
    public mutating func give(_ request: WorkRequest, to number: Int, at now: Moment) -> [Effect] {
        guard let seat = seats[number] else { return [.gateway(.dispatcherGone(number))] }
        seats[number]?.pulse.spoke(at: now)
        return [send([.request(request)], to: seat.id)]
    }

    /// These rules are in force: each dispatcher is told before it is given anything else.
    public mutating func take(_ files: BundleFiles) -> [Effect] {
        self.files = files
        return seats.keys.sorted().flatMap { tellRules($0) }
    }

    private mutating func tellRules(_ number: Int) -> [Effect] {
        guard let files, let seat = seats[number], seat.bundle != files.address else { return [] }
        seats[number]?.bundle = files.address
        return [send([.bundle(files)], to: seat.id)]
    }

    /// Nothing can be sent to whoever is behind a routing id.
    public mutating func lose(_ id: [UInt8]) -> [Effect] {
        numbers[id].map { lose($0) } ?? []
    }

    private mutating func lose(_ number: Int) -> [Effect] {
        guard let seat = seats.removeValue(forKey: number) else { return [] }
        numbers[seat.id] = nil
        return [.gateway(.dispatcherGone(number))]
    }

    /// A moment has passed: those who were silent are gone, the others hear that the gateway lives.
    public mutating func tick(at now: Moment) -> [Effect] {
        seats.keys.sorted().flatMap { number -> [Effect] in
            guard let seat = seats[number] else { return [] }
            if seat.pulse.isSilent(at: now) { return lose(number) }
            guard seat.pulse.isDue(at: now) else { return [] }
            seats[number]?.pulse.spoke(at: now)
            return [send([.beat], to: seat.id)]
        }
    }

    /// The gateway goes: all are told.
    public mutating func close() -> [Effect] {
        seats.keys.sorted().compactMap { seats[$0] }.map { send([.bye], to: $0.id) }
    }

    private func send(_ messages: [StationMessage], to id: [UInt8]) -> Effect {
        .send(id, frame: StationCodec.encode(messages))
    }
}
