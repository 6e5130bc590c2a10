import Journal
import Referrals
import Testing

extension ConformanceCheck {
    static let sealing = [
        ConformanceCheck("contents", "gives a case's content back, in order") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first), Samples.opening(Samples.second)])
            try store.append([Samples.opening(Samples.first, ordinal: 3)])
            #expect(
                try store.contents(of: Samples.first, nil)
                    == [Samples.content(Samples.first, 0), Samples.content(Samples.first, 3)]
            )
        },
        ConformanceCheck("contents", "gives single contents in the order asked") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first)])
            try store.append([Samples.opening(Samples.first, ordinal: 1)])
            #expect(
                try store.contents(of: Samples.first, [1, 0]).map(\.id.ordinal) == [1, 0]
            )
        },
        ConformanceCheck("contents", "keeps several contents of one record, also empty ones") {
            place in
            let store = try place.begin()
            var record = Samples.opening(Samples.first)
            let none = ContentID(caseID: Samples.first, ordinal: 9)
            record.contents.append(CaseContent(id: none, bytes: Confidential([])))
            record.contents.append(Samples.content(Samples.second, 0))
            try store.append([record])
            #expect(try store.contents(of: Samples.first, [9]).map(\.bytes.exposed) == [[]])
            #expect(try store.contents(of: Samples.second, nil).count == 1)
            #expect(try store.replayed()[0].sealed.count == 3)
        },
        ConformanceCheck("contents", "fails for content that was never stored") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first)])
            #expect(throws: JournalFailure.self) { try store.contents(of: Samples.first, [7]) }
        },
        ConformanceCheck("contents", "has none of a case without content") { place in
            let store = try place.begin()
            #expect(try store.contents(of: Samples.third, nil).isEmpty)
        },
        ConformanceCheck("contents", "puts sealed bytes into the chain, not content") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first)])
            let content = Samples.content(Samples.first, 0).bytes.exposed
            let sealed = try store.replayed()[0].sealed
            #expect(sealed.count == 1)
            #expect(sealed != [Digest.sha256(of: content)])
        },
    ]

    static let erasing = [
        ConformanceCheck("erase", "has no content, lookups or event details afterwards") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first)])
            try store.erase(Samples.first, in: store.term)
            #expect(try store.contents(of: Samples.first, nil).isEmpty)
            #expect(try store.contents(of: Samples.first, [0]).isEmpty)
            #expect(try store.allLookups().isEmpty)
            #expect(try store.allEvents() == [Samples.event(Samples.first, 0).erased])
        },
        ConformanceCheck("erase", "leaves every other case alone") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first), Samples.opening(Samples.second)])
            try store.erase(Samples.first, in: store.term)
            #expect(
                try store.contents(of: Samples.second, nil) == [Samples.content(Samples.second, 0)]
            )
            #expect(try store.allLookups() == Samples.opening(Samples.second).lookups)
            #expect(try store.allEvents().contains(Samples.event(Samples.second, 0)))
        },
        ConformanceCheck("erase", "leaves the chain as it was, and verified") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first), Samples.plain(2)])
            let before = store.tail
            try store.erase(Samples.first, in: store.term)
            #expect(store.tail == before)
            #expect(try store.verify(from: Position(1), limit: 9).firstBad == nil)
            #expect(try store.replayed().count == 2)
        },
        ConformanceCheck("erase", "is as good twice as once, and survives a restart") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first)])
            try store.erase(Samples.first, in: store.term)
            try store.erase(Samples.first, in: store.term)
            let again = try place.reopen(store)
            #expect(try again.contents(of: Samples.first, nil).isEmpty)
            #expect(try again.allEvents() == [Samples.event(Samples.first, 0).erased])
        },
        ConformanceCheck("erase", "goes on storing afterwards") { place in
            let store = try place.begin()
            try store.append([Samples.opening(Samples.first)])
            try store.erase(Samples.first, in: store.term)
            try store.append([Samples.opening(Samples.second)])
            #expect(try store.contents(of: Samples.second, nil).count == 1)
        },
    ]
}
