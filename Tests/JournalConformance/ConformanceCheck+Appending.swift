import Journal
import Referrals
import Testing

extension ConformanceCheck {
    static let appending = [
        ConformanceCheck("append", "begins at position 0 with a head of zeros") { place in
            let store = try place.open()
            #expect(store.tail.position == .origin)
            #expect(store.tail.head == .zero)
        },
        ConformanceCheck("append", "numbers the records of all batches from 1") { place in
            let store = try place.begin()
            try store.append([Samples.plain(1), Samples.plain(2)])
            try store.append([Samples.plain(3)])
            #expect(try store.replayed().map(\.position.number) == [1, 2, 3])
        },
        ConformanceCheck("append", "returns the new tail") { place in
            let store = try place.begin()
            let point = try store.append([Samples.plain(1), Samples.plain(2)])
            #expect(point == store.tail)
            #expect(point.position == Position(2))
        },
        ConformanceCheck("append", "gives versions and bodies back as they were") { place in
            let store = try place.begin()
            let records = [Samples.plain(9, length: 0), Samples.plain(8, length: 70_000)]
            try store.append(records + [JournalRecord(version: .max, body: [0])])
            let stored = try store.replayed()
            #expect(stored.map(\.version) == [1, 1, .max])
            #expect(stored.map(\.body) == records.map(\.body) + [[0]])
        },
        ConformanceCheck("append", "leaves the tail alone for an empty batch") { place in
            let store = try place.begin()
            let before = try store.append([Samples.plain(1)])
            #expect(try store.append([]) == before)
        },
        ConformanceCheck("append", "names its journal at every point") { place in
            let store = try place.begin()
            let journal = store.tail.journal
            #expect(try store.append([Samples.plain(1)]).journal == journal)
        },
        ConformanceCheck("append", "settles what waits in the log and loses nothing") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first)])
            #expect(try store.checkpoint())
            try store.append([Samples.plain(2)])
            #expect(try store.replayed().count == 2)
        },
    ]

    static let fencing = [
        ConformanceCheck("fence", "refuses a batch before the tail and stores none of it") {
            place in
            let store = try place.begin()
            try store.append([Samples.plain(1)])
            #expect(throws: JournalRefusal.stalePosition(Position(1))) {
                try store.append([Samples.plain(2)], after: .origin, in: store.term)
            }
            #expect(try store.replayed().count == 1)
        },
        ConformanceCheck("fence", "refuses a batch after the tail") { place in
            let store = try place.begin()
            #expect(throws: JournalRefusal.stalePosition(.origin)) {
                try store.append([Samples.plain(2)], after: Position(1), in: store.term)
            }
        },
        ConformanceCheck("fence", "refuses a batch of an older term") { place in
            let store = try place.begin()
            let old = store.term
            let new = try store.claim()
            #expect(throws: JournalRefusal.staleTerm(new)) {
                try store.append([Samples.plain(1)], after: .origin, in: old)
            }
            #expect(try store.replayed().isEmpty)
        },
        ConformanceCheck("fence", "refuses a term that nobody has claimed") { place in
            let store = try place.begin()
            #expect(throws: JournalRefusal.staleTerm(store.term)) {
                try store.append([Samples.plain(1)], after: .origin, in: Term(9))
            }
        },
        ConformanceCheck("fence", "refuses an erasure and a snapshot of an older term") { place in
            let store = try place.begin()
            let old = store.term
            let new = try store.claim()
            #expect(throws: JournalRefusal.staleTerm(new)) {
                try store.erase(Samples.first, in: old)
            }
            let snapshot = JournalSnapshot(
                position: .origin,
                head: .zero,
                stateVersion: 1,
                bytes: []
            )
            #expect(throws: JournalRefusal.staleTerm(new)) { try store.save(snapshot, in: old) }
        },
        ConformanceCheck("fence", "counts terms up over a restart") { place in
            let store = try place.begin()
            let before = store.term
            let again = try place.reopen(store)
            #expect(again.term == before)
            #expect(try again.claim() == Term(before.number + 1))
        },
        ConformanceCheck("fence", "goes on in the right term after a refusal") { place in
            let store = try place.begin()
            _ = try? store.append([Samples.plain(1)], after: Position(7), in: store.term)
            #expect(try store.append([Samples.plain(1)]).position == Position(1))
        },
    ]
}
