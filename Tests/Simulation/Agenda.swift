import Referrals

/// What is to happen, by time; what is due at the same instant comes in an order drawn from the seed.
struct Agenda: Sendable {
    private var entries: [Entry] = []
    private var count: UInt64 = 0
    /// What happens, by the places that entries name, and the places that are free.
    private var whats: [Occurrence?] = []
    private var free: [Int] = []

    /// What is moved about has nothing to be counted.
    private struct Entry: Sendable {
        var at: Moment
        var lot: UInt64
        var number: UInt64
        var place: Int

        func comes(before other: Entry) -> Bool {
            (at, lot, number) < (other.at, other.lot, other.number)
        }
    }

    var isEmpty: Bool { entries.isEmpty }

    mutating func add(_ what: Occurrence, at moment: Moment, lot: UInt64) {
        count += 1
        let place = free.popLast() ?? whats.count
        if place == whats.count { whats.append(what) } else { whats[place] = what }
        entries.append(Entry(at: moment, lot: lot, number: count, place: place))
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].comes(before: entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    mutating func next() -> (at: Moment, what: Occurrence)? {
        guard let first = entries.first, let what = whats[first.place] else { return nil }
        whats[first.place] = nil
        free.append(first.place)
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return (first.at, what)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < entries.count && entries[child].comes(before: entries[least]) {
                least = child
            }
            guard least != parent else { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}

/// One thing that happens in the simulated world.
enum Occurrence: Sendable {
    /// The recorder connects to the gateway again.
    case wireOpens(life: Int)
    /// A dispatcher is back.
    case dispatcherReturns(life: Int, index: Int)
    /// A message of a client is at the gateway's socket.
    case arrives(client: Int, link: Int, place: Int, seq: Int?, [UInt8])
    /// A message of the gateway is at a client.
    case delivered(client: Int, link: Int, place: Int, [UInt8])
    /// A station finds something in its mailbox.
    case gatewayWakes(life: Int)
    case dispatcherWakes(Int, life: Int)
    case recorderWakes(life: Int)
    /// The recorder's clock has come to its next deadline.
    case deadline(life: Int, number: Int)
    case tick(life: Int)
    case second(life: Int)
    /// The disk has done what it was asked.
    case journalAnswers(life: Int)
    /// A client looks at its clock.
    case looks(client: Int)
    /// The server dies, if it is writing.
    case crashes(life: Int)
    case starts
    /// A fault of this kind comes.
    case strikes(Feature)
    case diskHasRoom
    /// The link of a client stands still.
    case holds(client: Int, until: Moment)

    /// Whether the server does it, so that it waits while the server stands still.
    var isOfServer: Bool {
        switch self {
        case .arrives, .gatewayWakes, .dispatcherWakes, .recorderWakes, .deadline, .tick, .second,
            .journalAnswers, .wireOpens, .dispatcherReturns:
            true
        case .delivered, .looks, .crashes, .starts, .strikes, .diskHasRoom, .holds: false
        }
    }
}
