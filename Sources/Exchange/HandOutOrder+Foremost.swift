import Referrals

extension HandOutOrder {
    /// A place that is not late yet, with how many come before it, and itself: its rank.
    struct Foremost: Equatable, Sendable {
        var place: WaitingPlace
        var rank: Int
    }

    /// The places due after an instant that come first by class and due, the bulk lane last, at most so many; none
    /// is moved for that.
    ///
    /// Those that are late already count in the ranks of the others and not among the `count`, unless they are more
    /// than `lateMax`: then nothing behind them is told. It takes the logarithm of the number of lines and of what
    /// was looked at for each place.
    func foremost(_ count: Int, dueAfter now: Moment, lateMax: Int) -> Look {
        var look = Look(now: now, count: count, lateMax: lateMax)
        for (lines, lane) in [(live, Lane.live), (bulk, Lane.bulk)] {
            for urgency in Urgency.allCases where !look.isOver {
                let some = lines[Int(urgency.rawValue)]
                guard some.waiting > 0 else { continue }
                some.foremost(&look) { entry, agency in
                    WaitingPlace(entry, urgency, lane, agency)
                }
            }
        }
        return look
    }

    /// What was seen of the places that come first.
    struct Look {
        let now: Moment
        let count: Int
        let lateMax: Int
        /// Those that are not late.
        private(set) var found: [Foremost] = []
        /// How many were late.
        private(set) var late = 0
        /// The very first, late or not.
        private(set) var first: WaitingPlace?

        init(now: Moment, count: Int, lateMax: Int) {
            self.now = now
            self.count = count
            self.lateMax = lateMax
        }

        /// How many were seen.
        var seen: Int { found.count + late }

        fileprivate var isOver: Bool { found.count >= count || late > lateMax }

        fileprivate mutating func take(_ place: WaitingPlace) {
            if first == nil { first = place }
            if place.due > now {
                found.append(Foremost(place: place, rank: seen + 1))
            } else {
                late += 1
            }
        }
    }
}

extension ClassLines {
    /// Takes a look at the entries that come first: those that may come next, one a line, are kept in a heap.
    fileprivate func foremost(
        _ look: inout HandOutOrder.Look,
        _ place: (AgencyLine.Entry, AgencyID) -> WaitingPlace
    ) {
        var near = Line<Candidate>()
        var walks = lines.map { $0.line.makeIterator() }
        for index in lines.indices {
            if let first = walks[index].next() { near.insert(Candidate(entry: first, line: index)) }
        }
        while !look.isOver, let next = near.first {
            near.removeFirst()
            look.take(place(next.entry, lines[next.line].agency))
            if let other = walks[next.line].next() {
                near.insert(Candidate(entry: other, line: next.line))
            }
        }
    }

    /// An entry with its line.
    private struct Candidate: Ranked {
        var entry: AgencyLine.Entry
        var line: Int

        func comes(before other: Candidate) -> Bool { entry < other.entry }
    }
}
