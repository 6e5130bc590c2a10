import Testing

@testable import RelaisClient

private func waiting(_ place: Int, _ reference: UInt64 = 0, bytes: Int = 10) -> UnsettledEvent {
    UnsettledEvent(place: place, mark: place, reference: reference, bytes: bytes, line: nil)
}

private let now = ContinuousClock.now

@Suite struct `A queue of events to send` {
    @Test func `lets them go in their order, however they came`() {
        var queue = SendQueue()
        for place in [5, 3, 9, 1, 7, 2, 8, 4, 6] { queue.add(waiting(place)) }
        #expect(queue.next(at: now).map(\.place) == Array(1...9))
        #expect(queue.count == 0)
    }

    @Test func `lets go one of a case at a time`() {
        var queue = SendQueue()
        for place in 1...6 { queue.add(waiting(place, UInt64(place % 2 + 1))) }
        let first = queue.next(at: now)
        #expect(first.map(\.place) == [1, 2])
        queue.settle(first[1])
        #expect(queue.next(at: now).map(\.place) == [4])
        queue.settle(first[0])
        #expect(queue.next(at: now).map(\.place) == [3])
    }

    @Test func `holds back the rest of a case when one is put off, and nobody else`() {
        var queue = SendQueue()
        for (place, reference) in [(1, 7), (2, 7), (3, 8), (4, 0)] as [(Int, UInt64)] {
            queue.add(waiting(place, reference))
        }
        let first = queue.next(at: now)
        #expect(first.map(\.place) == [1, 3, 4])
        queue.giveBack(first[0], until: now + .seconds(60))
        queue.settle(first[1])
        queue.settle(first[2])
        #expect(queue.next(at: now + .seconds(59)).isEmpty)
        let again = queue.next(at: now + .seconds(60))
        #expect(again.map(\.place) == [1])
        queue.settle(again[0])
        #expect(queue.next(at: now).map(\.place) == [2])
    }

    @Test func `sends what was given back before what came later`() {
        var queue = SendQueue()
        for place in 1...3 { queue.add(waiting(place)) }
        let sent = queue.next(at: now)
        queue.add(waiting(4))
        for event in sent.reversed() { queue.giveBack(event) }
        #expect(queue.next(at: now).map(\.place) == [1, 2, 3, 4])
    }

    @Test func `counts its bytes with the line feeds`() {
        var queue = SendQueue()
        queue.add(waiting(1, bytes: 99))
        #expect(queue.bytes == 100)
        _ = queue.next(at: now)
        #expect(queue.bytes == 0)
    }
}
