internal import Synchronization

/// A bounded box that any thread puts things into and one thread empties.
///
/// It rings its bell only when the box was empty, so a full load costs one wake a batch. When it
/// is full the one who posts is told and keeps the thing: nothing is dropped here.
public final class Mailbox<Element: Sendable>: Sendable {
    /// How many elements it holds at most.
    public let limit: Int

    private let bell: WakeBell
    private let contents = Mutex<[Element]>([])
    private let closed = Atomic(false)

    /// An empty box that rings a bell, which may be shared with other boxes of the same thread.
    public init(limit: Int, ringing bell: WakeBell) {
        precondition(limit > 0, "a mailbox holds something")
        self.limit = limit
        self.bell = bell
    }

    /// How many elements wait in it now.
    public var count: Int {
        contents.withLock { $0.count }
    }

    /// Puts an element in; false, and nothing done, when the box is full.
    public func post(_ element: Element) -> Bool {
        let limit = limit
        let (isTaken, wasEmpty) = contents.withLock { contents in
            let wasEmpty = contents.isEmpty
            guard contents.count < limit else { return (false, wasEmpty) }
            contents.append(element)
            return (true, wasEmpty)
        }
        if wasEmpty { bell.ring() }
        return isTaken
    }

    /// Puts in as many of these as there is room for, in order, and says how many that is.
    public func post(contentsOf elements: [Element]) -> Int {
        guard !elements.isEmpty else { return 0 }
        let limit = limit
        let (before, taken) = contents.withLock { contents in
            let before = contents.count
            let taken = min(elements.count, limit - before)
            contents.append(contentsOf: elements.prefix(taken))
            return (before, taken)
        }
        if before == 0, taken > 0 { bell.ring() }
        return taken
    }

    /// Puts an element in: the limit was chosen so that there is room for it.
    public func deliver(_ element: Element) {
        let isTaken = post(element)
        precondition(isTaken, "a mailbox has room for all that its limit was chosen for")
    }

    /// Puts in all of these, in order: the limit was chosen so that there is room for them.
    public func deliver(contentsOf elements: [Element]) {
        let taken = post(contentsOf: elements)
        precondition(
            taken == elements.count,
            "a mailbox has room for all that its limit was chosen for"
        )
    }

    /// Whether it was closed.
    public var isClosed: Bool { closed.load(ordering: .acquiring) }

    /// Tells the thread that empties it to come to an end, and wakes it, however long it would wait.
    ///
    /// The box still takes what others post: whether anybody looks at it is for that thread to say.
    public func close() {
        closed.store(true, ordering: .releasing)
        bell.ring()
    }

    /// Everything in the box, oldest first; the box is then empty.
    ///
    /// The thread that polls the bell calls this after each ring, once the bell is silenced.
    public func takeAll() -> [Element] {
        contents.withLock { contents in
            var taken: [Element] = []
            swap(&taken, &contents)
            return taken
        }
    }

    /// Waits until something is in the box, at most so long (for ever, if negative), and takes all.
    ///
    /// For a plain thread whose bell rings for this box alone. It may return early with nothing.
    public func waitAndTakeAll(milliseconds: Int) -> [Element] {
        guard bell.wait(milliseconds: milliseconds) else { return [] }
        return takeAll()
    }

    /// Waits, however long, until something is in the box and takes all; nil once it is empty and closed.
    ///
    /// For a plain thread whose bell rings for this box alone.
    public func waitAndTakeAll() -> [Element]? {
        while true {
            // Asked before the box is emptied: what was posted before the end is still given.
            let isLast = isClosed
            let taken = takeAll()
            guard taken.isEmpty else { return taken }
            guard !isLast else { return nil }
            _ = bell.wait(milliseconds: -1)
        }
    }
}
