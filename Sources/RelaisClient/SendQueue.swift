internal import Wire

/// An event that is not settled: it waits to be sent, or for its receipt.
struct UnsettledEvent: Equatable {
    /// Its place among all events, in which they leave.
    let place: Int
    /// What the sender knows it by; 0 for one that an earlier process took.
    let mark: Int
    /// What tells the events of one case; 0 where nothing does.
    let reference: UInt64
    /// How many bytes its line has.
    let bytes: Int
    /// Its line; nil if that lies in the outbox.
    let line: [UInt8]?
    /// How often it was deferred.
    var deferrals = 0
}

/// The events of one lane that wait to be sent, in their order.
///
/// Of events of one case only the first is let go; the next follows once that is settled. So one that is
/// deferred holds back those behind it, and nobody else.
struct SendQueue {
    /// Those that may leave: a heap, the lowest place first.
    private var ready: [UnsettledEvent] = []
    /// Those that are to be sent again, and when.
    private var deferred: [(event: UnsettledEvent, notBefore: ContinuousClock.Instant)] = []
    /// Those behind another of their case; a case stands here as long as one of it is not settled.
    private var behind: [UInt64: [UnsettledEvent]] = [:]

    /// How many wait, whatever for.
    private(set) var count = 0
    /// How many bytes their lines have.
    private(set) var bytes = 0

    /// The lowest place that may leave.
    var firstPlace: Int? { ready.first?.place }

    /// When the next deferred event may leave.
    var nextDue: ContinuousClock.Instant? { deferred.map(\.notBefore).min() }

    /// How many may leave now, at least.
    var readyCount: Int { ready.count }

    /// All that wait.
    var events: [UnsettledEvent] {
        ready + deferred.map(\.event) + behind.values.flatMap { $0 }
    }

    /// Takes one in that was not here before.
    mutating func add(_ event: UnsettledEvent) {
        count(event, 1)
        guard event.reference != 0 else { return push(event) }
        if behind[event.reference] == nil {
            behind[event.reference] = []
            push(event)
        } else {
            behind[event.reference, default: []].append(event)
        }
    }

    /// Takes back one that was let go and is not settled.
    mutating func giveBack(_ event: UnsettledEvent) {
        count(event, 1)
        push(event)
    }

    /// Takes back one that may leave again at some time.
    mutating func giveBack(_ event: UnsettledEvent, until time: ContinuousClock.Instant) {
        count(event, 1)
        deferred.append((event, time))
    }

    /// One that was let go is settled: the next of its case may leave.
    mutating func settle(_ event: UnsettledEvent) {
        guard event.reference != 0, var others = behind[event.reference] else { return }
        if others.isEmpty {
            behind[event.reference] = nil
        } else {
            push(others.removeFirst())
            behind[event.reference] = others
        }
    }

    /// Lets go as many as one message holds, in their order.
    mutating func next(at now: ContinuousClock.Instant) -> [UnsettledEvent] {
        heed(now)
        var batch: [UnsettledEvent] = []
        var size = 0
        while let event = ready.first, batch.count < Limits.bodyLines,
            size + event.bytes + 1 <= Limits.bodyBytes
        {
            batch.append(pop())
            size += event.bytes + 1
            count(event, -1)
        }
        return batch
    }

    /// Lets those leave again whose time has come.
    mutating func heed(_ now: ContinuousClock.Instant) {
        guard !deferred.isEmpty else { return }
        for item in deferred where item.notBefore <= now { push(item.event) }
        deferred.removeAll { $0.notBefore <= now }
    }

    private mutating func count(_ event: UnsettledEvent, _ sign: Int) {
        count += sign
        bytes += sign * (event.bytes + 1)
    }

    private mutating func push(_ event: UnsettledEvent) {
        ready.append(event)
        var index = ready.count - 1
        while index > 0, ready[index].place < ready[(index - 1) / 2].place {
            ready.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func pop() -> UnsettledEvent {
        ready.swapAt(0, ready.count - 1)
        let first = ready.removeLast()
        var index = 0
        while true {
            let left = 2 * index + 1
            guard left < ready.count else { return first }
            let right = left + 1
            let least =
                right < ready.count && ready[right].place < ready[left].place ? right : left
            guard ready[least].place < ready[index].place else { return first }
            ready.swapAt(index, least)
            index = least
        }
    }
}
