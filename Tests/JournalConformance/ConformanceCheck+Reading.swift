import Journal
import Referrals
import Testing

extension ConformanceCheck {
    private static func tenRecords(_ place: any JournalPlace) throws -> any JournalStore {
        let store = try place.begin()
        try store.append((1...10).map { Samples.plain($0) })
        return store
    }

    static let reading = [
        ConformanceCheck("read", "replays what comes after a position") { place in
            let store = try tenRecords(place)
            #expect(try store.replayed(after: Position(7)).map(\.position.number) == [8, 9, 10])
        },
        ConformanceCheck("read", "replays nothing after its tail") { place in
            let store = try tenRecords(place)
            #expect(try store.replayed(after: Position(10)).isEmpty)
        },
        ConformanceCheck("read", "replays more than one slice in order") { place in
            let store = try place.begin()
            try store.append((0..<1500).map { Samples.plain(UInt8($0 % 251)) })
            let stored = try store.replayed()
            #expect(stored.map(\.position.number) == Array(1...1500))
            #expect(stored.map(\.body.first) == (0..<1500).map { UInt8($0 % 251) })
        },
        ConformanceCheck("read", "passes on what the reader of a replay throws") { place in
            struct Enough: Error {}
            let store = try tenRecords(place)
            #expect(throws: Enough.self) {
                try store.replay(after: .origin) { _ in throw Enough() }
            }
        },
        ConformanceCheck("read", "can be asked while it replays") { place in
            let store = try tenRecords(place)
            var heads: [Digest?] = []
            try store.replay(after: Position(8)) { heads.append(try store.head(at: $0.position)) }
            #expect(heads == (try store.replayed(after: Position(8)).map(\.head)))
        },
        ConformanceCheck("read", "reads a range, both ends included") { place in
            let store = try tenRecords(place)
            let stored = try store.read(from: Position(3), through: Position(5), limit: 100)
            #expect(stored.map(\.position.number) == [3, 4, 5])
        },
        ConformanceCheck("read", "reads no more than the limit, and nothing past its tail") {
            place in
            let store = try tenRecords(place)
            let limited = try store.read(from: Position(3), through: Position(9), limit: 2)
            #expect(limited.map(\.position.number) == [3, 4])
            let last = try store.read(from: Position(10), through: Position(99), limit: 9)
            #expect(last.map(\.position.number) == [10])
            #expect(try store.read(from: Position(11), through: Position(99), limit: 9).isEmpty)
        },
        ConformanceCheck("read", "reads single positions in the order asked") { place in
            let store = try tenRecords(place)
            let stored = try store.read(at: [Position(9), Position(2), Position(40), Position(9)])
            #expect(stored.map(\.position.number) == [9, 2, 9])
        },
    ]

    static let chaining = [
        ConformanceCheck("chain", "chains every record to all before it") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first), Samples.plain(2)])
            try store.append([Samples.plain(3)])
            var chain = Chain()
            let answers = try store.replayed().map { chain.accept($0) }
            #expect(answers == [true, true, true])
            #expect(chain.head == store.tail.head)
            #expect(chain.position == store.tail.position)
        },
        ConformanceCheck("chain", "has the same heads whatever the batches were") { place in
            let store = try place.begin()
            try store.append([Samples.plain(1), Samples.plain(2)])
            var chain = Chain()
            chain.append(version: 1, body: Samples.plain(1).body, sealed: [])
            chain.append(version: 1, body: Samples.plain(2).body, sealed: [])
            #expect(store.tail.head == chain.head)
        },
        ConformanceCheck("chain", "tells the head at any position, and none past its tail") {
            place in
            let store = try place.begin()
            let point = try store.append([Samples.plain(1)])
            try store.append([Samples.plain(2)])
            #expect(try store.head(at: .origin) == .zero)
            #expect(try store.head(at: Position(1)) == point.head)
            #expect(try store.head(at: Position(3)) == nil)
        },
        ConformanceCheck("chain", "verifies a sound journal in slices") { place in
            let store = try tenRecords(place)
            #expect(try store.verify(from: Position(1), limit: 4).through == Position(4))
            #expect(
                try store.verify(from: Position(5), limit: 99)
                    == Verification(through: Position(10), firstBad: nil)
            )
        },
        ConformanceCheck("chain", "verifies an empty journal") { place in
            let store = try place.begin()
            #expect(
                try store.verify(from: Position(1), limit: 9) == Verification(through: .origin)
            )
        },
    ]
}
