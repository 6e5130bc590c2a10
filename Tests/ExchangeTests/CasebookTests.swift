import Referrals
import SplitMix
import Testing
import Triage

@testable import Exchange

@Suite struct `A casebook` {
    /// A book of which nearly all lies packed, and the same cases in a plain dictionary.
    struct Pair {
        var book: Casebook
        var plain: [CaseID: Case] = [:]
        var numbers: [Int: UInt32] = [:]

        init(openMax: Int) {
            book = Casebook(openMax: openMax)
        }

        mutating func open(_ chance: inout CaseChance) {
            let year = 2025 + Int(chance.below(2))
            let number = (numbers[year] ?? 0) + 1 + UInt32(chance.below(3) / 2)
            numbers[year] = number
            let file = chance.file(CaseID(year: year, number: number))
            book.open(file)
            plain[file.id] = file
        }

        mutating func edit(_ chance: inout CaseChance) {
            let ids = plain.keys.sorted()
            guard !ids.isEmpty else { return }
            let id = ids[Int(chance.below(UInt64(ids.count)))]
            let file = chance.file(id)
            let changes = chance.below(4)
            func change(_ stored: inout Case) -> Int {
                stored.closedAt = file.closedAt
                stored.history = file.history
                if changes > 0 { stored.legs = file.legs }
                if changes > 1 { stored.agencies = file.agencies }
                if changes > 2 { stored.events = file.events }
                return stored.legs.count
            }
            var stored = plain[id] ?? file
            let expected = change(&stored)
            plain[id] = stored
            #expect(book.edit(id, change) == expected)
        }

        /// Makes a fact true of a leg of some case, or adds one to its history, as facts do one by one.
        mutating func follow(_ chance: inout CaseChance) {
            let ids = plain.keys.sorted()
            guard !ids.isEmpty else { return }
            let id = ids[Int(chance.below(UInt64(ids.count)))]
            for _ in 0...chance.below(3) {
                let legs = plain[id]?.legs.indices ?? 0..<0
                if legs.isEmpty || chance.happens() {
                    let position = Position(chance.below(1 << 40))
                    book.enter(position, in: id)
                    plain[id]?.history.append(position)
                } else {
                    let index = legs.lowerBound + Int(chance.below(UInt64(legs.count)))
                    let leg = LegID(caseID: id, ordinal: UInt16(index + 1))
                    let matter = Fact.Matter.overdue(leg, chance.code(Overdue.self))
                    let fact = Fact(at: chance.moment(), by: .relais, matter: matter)
                    let standing = book.change(leg, by: fact)
                    plain[id]?.legs[index].heed(fact)
                    #expect(standing.after.isLate == plain[id]?.legs[index].isLate)
                }
            }
        }

        mutating func remove(_ chance: inout CaseChance) {
            let ids = plain.keys.sorted()
            guard !ids.isEmpty else { return }
            let id = ids[Int(chance.below(UInt64(ids.count)))]
            book.remove(id)
            plain[id] = nil
            #expect(!book.contains(id) && book[id] == nil)
        }

        func check() {
            let ids = plain.keys.sorted()
            #expect(book.count == ids.count)
            #expect(book.map(\.id) == ids)
            for id in ids {
                #expect(book[id] == plain[id])
                for leg in plain[id]?.legs ?? [] { #expect(book.leg(leg.id) == leg) }
                let count = UInt16(plain[id]?.legs.count ?? 0)
                #expect(book.leg(LegID(caseID: id, ordinal: count + 1)) == nil)
                #expect(book.leg(LegID(caseID: id, ordinal: 0)) == nil)
            }
            let open = ids.compactMap { plain[$0] }.filter(\.isOpen)
            #expect(book.openCount == open.count)
            #expect(Array(book.whileOpen) == open)
            let offered = open.filter { file in file.legs.contains { !$0.openOffers.isEmpty } }
            #expect(Array(book.withOffers) == offered)
            let agencies = Dictionary(
                plain.values.flatMap(\.agencies).map { ($0, 1) },
                uniquingKeysWith: +
            )
            #expect(book.countByAgency.filter { $0.value != 0 } == agencies)
        }
    }

    @Test(arguments: 1...8)
    func `holds what a dictionary holds, packed or not`(seed: UInt64) {
        var chance = CaseChance(seed: seed)
        var pair = Pair(openMax: 1 + Int(chance.below(20)))
        for round in 0..<400 {
            switch chance.below(12) {
            case 0...3: pair.edit(&chance)
            case 4: pair.remove(&chance)
            case 5...7: pair.follow(&chance)
            default: pair.open(&chance)
            }
            if round % 80 == 79 { pair.check() }
        }
    }

    @Test(arguments: 1...4)
    func `packs each case whole`(seed: UInt64) {
        var chance = CaseChance(seed: 100 + seed)
        for number in 1...UInt32(60) {
            let file = chance.file(CaseID(year: 2026, number: number))
            var shared = SharedValues()
            var output = PackWriter()
            shared.pack(file, to: &output)
            let read = output.withBytes { shared.unpack(file.id, $0) }
            #expect(read == file)
        }
    }

    @Test(arguments: 1...4)
    func `packs what has changed as it packs the whole`(seed: UInt64) {
        var chance = CaseChance(seed: 200 + seed)
        var shared = SharedValues()
        for number in 1...UInt32(200) {
            var file = chance.file(CaseID(year: 2026, number: number))
            if chance.below(20) == 0, !file.legs.isEmpty {
                file.legs[0].refusedBy = (0..<300).map { _ in chance.queue() }
            }
            var before = PackWriter()
            shared.pack(file, to: &before)
            var changes = CaseChanges.none
            if chance.happens() {
                file.history.append(Position(chance.below(1 << 40)))
                changes.noteHistory()
            }
            for index in file.legs.indices where chance.happens(30) {
                file.legs[index] = chance.leg(file.legs[index].id)
                changes.note(leg: index)
            }
            var whole = PackWriter()
            shared.pack(file, to: &whole)
            var since = PackWriter()
            before.withBytes { shared.pack(file, changes, since: $0, to: &since) }
            #expect(whole.withBytes { Array($0) } == since.withBytes { Array($0) })
        }
    }

    @Test func `finds a leg behind one that is too long to be skipped`() {
        var chance = CaseChance(seed: 5)
        var file = chance.file(CaseID(year: 2026, number: 1))
        file.legs = (1...3).map { chance.leg(LegID(caseID: file.id, ordinal: $0)) }
        file.legs[0].refusedBy = (0..<300).map { _ in chance.queue() }
        var shared = SharedValues()
        var output = PackWriter()
        shared.pack(file, to: &output)
        for leg in file.legs {
            let read = output.withBytes { shared.unpackLeg(leg.id, $0) }
            #expect(read == leg)
        }
    }

    @Test func `tells apart judgements that differ in one thing`() {
        var chance = CaseChance(seed: 17)
        var shared = SharedValues()
        let legs = (1...200).map {
            chance.leg(LegID(caseID: CaseID(year: 2026, number: 1), ordinal: UInt16($0)))
        }
        for _ in 1...2 {
            for index in legs.indices {
                let number = shared.enter(legs[index].judged)
                #expect(shared.judged[number] == legs[index].judged)
            }
        }
    }

    @Test func `is left as it was by what a copy of it becomes`() {
        var chance = CaseChance(seed: 7)
        var pair = Pair(openMax: 4)
        for _ in 0..<64 { pair.open(&chance) }
        var later = pair
        for _ in 0..<64 { later.edit(&chance) }
        pair.check()
        later.check()
        #expect(later.book != pair.book)
    }

    @Test func `is another once one case is another`() {
        var chance = CaseChance(seed: 9)
        var pair = Pair(openMax: 4)
        for _ in 0..<40 { pair.open(&chance) }
        var same = Casebook(openMax: 7)
        for file in pair.book { same.open(file) }
        #expect(same == pair.book)
        guard let id = pair.plain.keys.min() else { return }
        same.edit(id) { $0.revision &+= 1 }
        #expect(same != pair.book)
    }

    @Test func `keeps names that a partner makes up, also when there are very many`() {
        var shared = SharedValues()
        var chance = CaseChance(seed: 11)
        for number in 0..<SharedValues.consumersMax + 3 {
            var leg = chance.leg(LegID(caseID: CaseID(year: 2026, number: 1), ordinal: 1))
            let assignment = Leg.Assignment(
                lease: LeaseID(1),
                queue: chance.queue(),
                partner: chance.partner(),
                consumer: "laptop-\(number)"
            )
            leg.state = .accepted(assignment, by: leg.due)
            var output = PackWriter()
            output.origin = leg.openedAt
            let legs = [leg]
            shared.pack(legs.span, at: 0, after: 0, to: &output)
            let read = output.withBytes { bytes in
                var input = PackReader(bytes)
                input.origin = leg.openedAt
                return shared.unpack(leg.id, after: 0, &input)
            }
            #expect(read == leg)
        }
    }

    /// Whoever gives a case, a leg or a part of them another field adds it to `SharedValues` and to
    /// ``CaseChance``, and then counts it here.
    @Test func `knows all fields of what it packs`() throws {
        var chance = CaseChance(seed: 13)
        let file = chance.file(CaseID(year: 2026, number: 1))
        func fields(_ value: Any) -> Int { Mirror(reflecting: value).children.count }
        #expect(fields(file) == 15)
        #expect(try fields(#require(file.events.first)) == 6)
        #expect(fields(chance.leg(LegID(caseID: file.id, ordinal: 1))) == 19)
        #expect(fields(chance.progress()) == 6)
        #expect(fields(chance.paused()) == 3)
        #expect(fields(chance.waiting()) == 5)
        #expect(fields(chance.assignment()) == 5)
        #expect(fields(chance.profile()) == 10)
        #expect(fields(chance.consent()) == 5)
        #expect(fields(chance.leg(LegID(caseID: file.id, ordinal: 1)).judged) == 8)
    }
}
