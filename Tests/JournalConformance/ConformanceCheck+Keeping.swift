import Journal
import Referrals
import Testing

extension ConformanceCheck {
    static let naming = [
        ConformanceCheck("names", "gives lookups and events back in the order stored") { place in
            let store = try place.begin()
            let records = [
                Samples.opening(Samples.first), Samples.plain(2),
                Samples.opening(Samples.third), Samples.opening(Samples.second),
            ]
            try store.append(records)
            #expect(try store.allLookups() == records.flatMap(\.lookups))
            #expect(try store.allEvents() == records.compactMap(\.event))
        },
        ConformanceCheck("names", "gives back what an event names its case by instead") { place in
            let store = try place.begin()
            let opening = Samples.opening(Samples.first)
            let revised = Samples.renaming(Samples.first, LookupKey(high: 7, low: 8))
            try store.append([opening, revised])
            let again = try place.reopen(store)
            #expect(try again.allLookups() == opening.lookups + revised.lookups)
        },
        ConformanceCheck("names", "gives back that an event names its case no more") { place in
            let store = try place.begin()
            let opening = Samples.opening(Samples.first)
            let struck = Samples.renaming(Samples.first, nil)
            try store.append([opening])
            try store.append([struck])
            let again = try place.reopen(store)
            #expect(try again.allLookups() == opening.lookups + struck.lookups)
        },
        ConformanceCheck("names", "stores no name of a batch that it refused") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first)])
            _ = try? store.append(
                [Samples.renaming(Samples.first, nil)],
                after: Position(5),
                in: store.term
            )
            #expect(try store.allLookups() == Samples.opening(Samples.first).lookups)
        },
        ConformanceCheck("names", "erases with a case that it was renamed") { place in
            let store = try place.begin()
            try store.append([
                Samples.opening(Samples.first), Samples.renaming(Samples.first, nil),
            ])
            try store.erase(Samples.first, in: store.term)
            #expect(try store.allLookups().isEmpty)
        },
        ConformanceCheck("names", "stores no lookup of a batch that it refused") { place in
            let store = try place.begin()
            _ = try? store.append(
                [Samples.opening(Samples.first)],
                after: Position(5),
                in: store.term
            )
            #expect(try store.allLookups().isEmpty)
            #expect(try store.allEvents().isEmpty)
            #expect(try store.contents(of: Samples.first, nil).isEmpty)
        },
        ConformanceCheck("names", "has two different random keys of 32 bytes") { place in
            let store = try place.open()
            #expect(store.lookupKey.exposed.count == 32)
            #expect(store.samenessKey.exposed.count == 32)
            #expect(store.lookupKey != store.samenessKey)
        },
    ]

    static let keeping = [
        ConformanceCheck("snapshots", "has none at first") { place in
            let store = try place.begin()
            #expect(try store.latestSnapshot() == nil)
        },
        ConformanceCheck("snapshots", "gives the newest back") { place in
            let store = try place.begin()
            for number in UInt8(1)...4 {
                try store.append([Samples.plain(number)])
                try store.save(snapshot(of: store, number), in: store.term)
            }
            #expect(try store.latestSnapshot() == snapshot(of: store, 4))
        },
        ConformanceCheck("snapshots", "keeps one over a restart and replays after it") { place in
            let store = try place.begin()
            try store.append([Samples.plain(1)])
            let kept = snapshot(of: store, 7)
            try store.save(kept, in: store.term)
            try store.append([Samples.plain(2)])
            let again = try place.reopen(store)
            #expect(try again.latestSnapshot() == kept)
            #expect(try again.replayed(after: kept.position).map(\.position.number) == [2])
        },
        ConformanceCheck("snapshots", "replaces one of the same position") { place in
            let store = try place.begin()
            try store.append([Samples.plain(1)])
            try store.save(snapshot(of: store, 1), in: store.term)
            try store.save(snapshot(of: store, 2), in: store.term)
            #expect(try store.latestSnapshot() == snapshot(of: store, 2))
        },
    ]

    private static func snapshot(of store: any JournalStore, _ number: UInt8) -> JournalSnapshot {
        JournalSnapshot(
            position: store.tail.position,
            head: store.tail.head,
            stateVersion: UInt32(number),
            bytes: [UInt8](repeating: number, count: 10_000)
        )
    }

    static let reopening = [
        ConformanceCheck("reopen", "finds everything again") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first), Samples.plain(2)])
            let records = try store.replayed()
            let tail = store.tail
            let again = try place.reopen(store)
            #expect(again.tail == tail)
            #expect(try again.replayed() == records)
            #expect(
                try again.contents(of: Samples.first, nil) == [Samples.content(Samples.first, 0)]
            )
            #expect(try again.allLookups() == Samples.opening(Samples.first).lookups)
            #expect(try again.allEvents() == [Samples.event(Samples.first, 0)])
        },
        ConformanceCheck("reopen", "has the same keys") { place in
            let store = try place.begin()
            let keys = [store.lookupKey, store.samenessKey]
            let again = try place.reopen(store)
            #expect([again.lookupKey, again.samenessKey] == keys)
        },
        ConformanceCheck("reopen", "goes on after its tail, also with a case begun before") {
            place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first)])
            let again = try place.reopen(store)
            _ = try again.claim()
            try again.append([Samples.opening(Samples.first, ordinal: 1)])
            #expect(again.tail.position == Position(2))
            #expect(try again.contents(of: Samples.first, nil).count == 2)
            #expect(try again.verify(from: Position(1), limit: 9).firstBad == nil)
        },
        ConformanceCheck("reopen", "refuses everything once it is closed") { place in
            let store = try place.begin()
            try store.close()
            #expect(throws: JournalRefusal.self) { try store.append([Samples.plain(1)]) }
            #expect(throws: JournalFailure.self) { try store.claim() }
            #expect(throws: JournalFailure.self) { try store.contents(of: Samples.first, nil) }
        },
    ]
}
