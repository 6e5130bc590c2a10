import Referrals
import Testing

@testable import Exchange

@Suite struct `The order of hand-outs` {
    @Test func `puts a crisis before everything, the earliest due first`() {
        var turns = Turns()
        turns.arrive(.urgent, due: 1)
        let later = turns.arrive(.crisis, of: "two", due: 2)
        let sooner = turns.arrive(.crisis, due: 1)
        let backfilled = turns.arrive(.crisis, lane: .bulk, due: 3)
        #expect(turns.give(3) == [sooner, later, backfilled])
    }

    @Test func `is by due time within the class of one agency`() {
        var turns = Turns()
        let hours: [Int64] = [9, 3, 7, 1, 5]
        for hour in hours { turns.arrive(.soon, due: hour) }
        let due = turns.give(5).map(\.due)
        #expect(due == due.sorted())
    }

    @Test func `lets the agencies of a class take turns`() {
        var turns = Turns()
        for hour in 10...13 { turns.arrive(.soon, of: "flood", due: Int64(hour)) }
        turns.arrive(.soon, of: "two", due: 20)
        turns.arrive(.soon, of: "three", due: 30)
        #expect(
            turns.give(6).map(\.agency.description)
                == ["flood", "two", "three", "flood", "flood", "flood"]
        )
    }

    @Test(arguments: [1, 500])
    func `never lets a flood delay another agency's single leg beyond the bound`(hours: Int64) {
        var turns = Turns()
        for _ in 0..<1_000 { turns.arrive(.soon, of: "flood", due: hours, since: 9 * hours) }
        let single = turns.arrive(.soon, of: "two", due: 1_000)
        let waited = turns.wait(for: single) {
            $0.arrive(.soon, of: "flood", due: hours, since: 9 * hours)
        }
        #expect(waited.map { $0 <= 4 } == true)
    }

    @Test func `lets a leg whose time presses go within two hand-outs of its class`() {
        var turns = Turns()
        for agency in ["a", "b", "c", "d", "e"] {
            for _ in 0..<5 { turns.arrive(.soon, of: agency, due: 40) }
        }
        _ = turns.give(7)
        let pressing = turns.arrive(.soon, of: "a", due: 1, since: 20)
        #expect(turns.wait(for: pressing).map { $0 <= 2 } == true)
    }

    @Test func `reserves a share to the less urgent while the urgent never end`() {
        var turns = Turns()
        for _ in 0..<10 { turns.arrive(.normal, due: 72) }
        let given = (0..<80).compactMap { _ in
            turns.arrive(.urgent, due: 4)
            return turns.give()
        }
        #expect(given.count { $0.urgency == .normal } == 10)
        let places = given.indices.filter { given[$0].urgency == .normal }
        #expect(places == (1...10).map { $0 * 8 - 1 })
    }

    @Test func `gives the reserved share to the class with the earliest due`() {
        var turns = Turns()
        turns.arrive(.normal, due: 5)
        turns.arrive(.soon, due: 9)
        let given = (0..<16).compactMap { _ in
            turns.arrive(.urgent, due: 4)
            return turns.give()
        }
        #expect(given.map(\.urgency).filter { $0 != .urgent } == [.normal, .soon])
    }

    @Test func `reserves nothing while a crisis waits`() {
        var turns = Turns()
        let routine = turns.arrive(.normal, due: 72)
        let given = (0..<100).compactMap { _ in
            turns.arrive(.crisis, due: 1)
            return turns.give()
        }
        #expect(given.allSatisfy { $0.urgency == .crisis })
        #expect(turns.give() == routine)
    }

    @Test func `lets the bulk lane wait behind all that is live`() {
        var turns = Turns()
        let backfill = turns.arrive(.urgent, lane: .bulk, due: 4)
        turns.arrive(.normal, due: 72)
        #expect(turns.give()?.urgency == .normal)
        #expect(turns.give() == backfill)
    }

    @Test func `lets the bulk lane move on while live work never ends`() {
        var turns = Turns()
        for _ in 0..<3 { turns.arrive(.normal, lane: .bulk, due: 72) }
        let given = (0..<96).compactMap { _ in
            turns.arrive(.soon, due: 24)
            return turns.give()
        }
        #expect(given.indices.filter { given[$0].lane == .bulk } == [31, 63, 95])
    }

    @Test func `takes a leg of the bulk lane for a live one when its time presses`() {
        var turns = Turns()
        for _ in 0..<50 { turns.arrive(.soon, due: 24) }
        let pressing = turns.arrive(.soon, lane: .bulk, due: 1, since: 20)
        #expect(turns.wait(for: pressing).map { $0 <= 2 } == true)
    }

    @Test func `halves the share of the less urgent in a surge and stops the bulk lane`() {
        var turns = Turns()
        turns.pace = .surge
        for _ in 0..<20 { turns.arrive(.normal, due: 72) }
        for _ in 0..<20 { turns.arrive(.urgent, lane: .bulk, due: 4) }
        let given = (0..<160).compactMap { _ in
            turns.arrive(.urgent, due: 4)
            return turns.give()
        }
        #expect(given.count { $0.urgency == .normal } == 10)
        #expect(given.allSatisfy { $0.lane == .live })
    }

    @Test func `lets the bulk lane go in a surge when its time presses or nothing else waits`() {
        var turns = Turns()
        turns.pace = .surge
        let calm = turns.arrive(.normal, lane: .bulk, due: 72)
        let pressing = turns.arrive(.normal, of: "two", lane: .bulk, due: 1, since: 71)
        turns.arrive(.soon, due: 24)
        #expect(turns.give(3).last == calm)
        #expect(turns.give() == nil)
        #expect(turns.order.count == 0)
        #expect(pressing.presses <= turns.now)
    }

    @Test func `does not hand out what is set aside until it is put back`() {
        var turns = Turns()
        let first = turns.arrive(.soon, due: 1)
        let second = turns.arrive(.soon, due: 2)
        turns.order.setAside(first)
        #expect(turns.order.count == 2)
        #expect(turns.give() == second)
        #expect(turns.give() == nil)
        turns.order.putBack(first)
        #expect(turns.give() == first)
    }

    @Test func `forgets what was set aside and left`() {
        var turns = Turns()
        let first = turns.arrive(.soon, due: 1)
        turns.order.setAside(first)
        turns.order.remove(first)
        #expect(turns.order.count == 0)
        #expect(turns.order.places == [])
        #expect(turns.give() == nil)
    }
}

@Suite struct `Under any load` {
    /// Legs of every kind that wait before a stream of urgent ones begins that never ends.
    private func backlog(_ chance: inout Chance, in turns: inout Turns) -> [WaitingPlace] {
        (0..<24).map { _ in
            turns.arrive(
                chance.pick([.urgent, .soon, .normal]),
                of: chance.pick(["one", "two", "three"]),
                lane: chance.once(in: 4) ? .bulk : .live,
                due: Int64(100 + chance.below(1_000))
            )
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `no leg waits for longer than the bounds say`(seed: UInt64) {
        var chance = Chance(seed: seed)
        var turns = Turns()
        let waiting = backlog(&chance, in: &turns)
        var given: [LegID: Int] = [:]
        while turns.count < 2_000 {
            turns.arrive(.urgent, of: chance.pick(["one", "two", "three"]), due: 2_000)
            if let place = turns.give() { given[place.leg] = turns.count }
        }
        for place in waiting {
            let before = waiting.count { $0.due < place.due }
            let most =
                place.lane == .bulk
                ? (before + 1) * 32
                : place.urgency == .urgent
                    ? (before + 1) * 2 * 3 * 4 : (before + 1) * 2 * 9
            #expect(given[place.leg].map { $0 <= most } == true, "\(place)")
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `each leg goes once, before none of its own line that is due earlier`(seed: UInt64) {
        var chance = Chance(seed: seed)
        var turns = Turns()
        var waiting: [WaitingPlace] = []
        var aside: [WaitingPlace] = []
        for _ in 0..<2_000 {
            turns.now = turns.now + .minutes(1)
            turns.pace = chance.once(in: 2) ? .surge : .usual
            switch chance.below(10) {
            case 0...4:
                waiting.append(
                    turns.arrive(
                        chance.pick(Urgency.allCases),
                        of: chance.pick(["one", "two", "three"]),
                        lane: chance.pick([.live, .bulk]),
                        due: Int64(1 + chance.below(20))
                    )
                )
            case 5:
                guard !waiting.isEmpty else { continue }
                turns.order.remove(waiting.remove(at: chance.below(waiting.count)))
            case 6:
                guard !waiting.isEmpty else { continue }
                let place = waiting.remove(at: chance.below(waiting.count))
                turns.order.setAside(place)
                if chance.once(in: 2) { aside.append(place) } else { turns.order.remove(place) }
            case 7:
                for place in aside { turns.order.putBack(place) }
                waiting += aside
                aside = []
            default:
                let place = turns.give()
                #expect((place == nil) == waiting.isEmpty)
                guard let place else { continue }
                #expect(waiting.contains(place))
                let isFirst = !waiting.contains { other in
                    (other.urgency, other.lane, other.agency)
                        == (place.urgency, place.lane, place.agency)
                        && other.comes(before: place)
                }
                #expect(isFirst)
                let crisisWaits = waiting.contains { $0.urgency == .crisis }
                #expect(place.urgency == .crisis || !crisisWaits)
                waiting.removeAll { $0 == place }
            }
            #expect(turns.order.count == waiting.count + aside.count)
        }
        let places = turns.order.places.sorted { $0.arrival < $1.arrival }
        #expect(places == (waiting + aside).sorted { $0.arrival < $1.arrival })
    }
}
