public import Referrals

/// Every queue that ever held a leg, by its name.
///
/// Each stands where it was first entered and is changed there: nothing of a queue is ever copied for it.
public struct Desks: Sendable {
    /// The queues, in the order in which each first held a leg.
    public private(set) var values: [Desk] = []
    private var places: [QueueID: Int] = [:]
    /// Where the queue stands that was asked for last: a leg leaves and enters mostly the same.
    private var last = 0

    /// No queue has held a leg.
    init() {}

    /// The names of the queues, in the order in which each first held a leg.
    public var keys: [QueueID] { values.map(\.queue) }

    /// What stands in the queue of this name; nil when it never held a leg.
    public internal(set) subscript(queue: QueueID) -> Desk? {
        get { places[queue].map { values[$0] } }
        set {
            guard let newValue else { preconditionFailure("a queue that held a leg is kept") }
            enter(queue) { $0 = newValue }
        }
    }

    /// Where the queue of this name stands; nil when it never held a leg.
    func place(of queue: QueueID) -> Int? { places[queue] }

    /// Changes the queue of a place where it stands.
    mutating func edit(at place: Int, _ change: (inout Desk) -> Void) { change(&values[place]) }

    /// Changes a queue where it stands, if it ever held a leg.
    mutating func edit(_ queue: QueueID, _ change: (inout Desk) -> Void) {
        guard find(queue) else { return }
        change(&values[last])
    }

    /// Changes a queue where it stands, a new one if it never held a leg.
    mutating func enter(_ queue: QueueID, _ change: (inout Desk) -> Void) {
        if !find(queue) {
            last = values.count
            places[queue] = last
            values.append(Desk(queue: queue))
        }
        change(&values[last])
    }

    private mutating func find(_ queue: QueueID) -> Bool {
        if last < values.count, values[last].queue == queue { return true }
        guard let place = places[queue] else { return false }
        last = place
        return true
    }

    /// Something of each queue, by its name.
    func mapValues<Value>(_ transform: (Desk) -> Value) -> [QueueID: Value] {
        places.mapValues { transform(values[$0]) }
    }
}

extension Desks: Sequence {
    /// The queues with their names, in the order in which each first held a leg.
    public func makeIterator() -> some IteratorProtocol<(key: QueueID, value: Desk)> {
        values.lazy.map { (key: $0.queue, value: $0) }.makeIterator()
    }
}
