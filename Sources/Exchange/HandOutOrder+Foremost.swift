import Referrals

extension HandOutOrder {
    /// The places that come first by class and due, the bulk lane last, at most so many; none is moved for that.
    ///
    /// It takes the logarithm of the number of lines and of `count` for each place it tells.
    func foremost(_ count: Int) -> [WaitingPlace] {
        var found: [WaitingPlace] = []
        for (lines, lane) in [(live, Lane.live), (bulk, Lane.bulk)] {
            for urgency in Urgency.allCases where found.count < count {
                let some = lines[Int(urgency.rawValue)]
                guard some.waiting > 0 else { continue }
                found += some.foremost(count - found.count).map { entry, agency in
                    WaitingPlace(entry, urgency, lane, agency)
                }
            }
        }
        return found
    }
}

extension ClassLines {
    /// The entries that come first, at most so many, with their agencies.
    ///
    /// In each heap what comes next stands below one that came already; those that may come next, of all lines, are kept
    /// in a heap of their own. Those that have left are passed over, and no more of them than of the others.
    fileprivate func foremost(_ count: Int) -> [(AgencyLine.Entry, AgencyID)] {
        var found: [(AgencyLine.Entry, AgencyID)] = []
        var near = Line<Candidate>()
        for (index, line) in lines.enumerated() {
            guard let first = line.heap.first else { continue }
            near.insert(Candidate(entry: first, line: index, place: 0))
        }
        var looks = 2 * count
        while found.count < count, looks > 0, let next = near.first {
            near.removeFirst()
            looks -= 1
            let line = lines[next.line]
            if !line.hasLeft(next.entry) { found.append((next.entry, line.agency)) }
            for place in [2 * next.place + 1, 2 * next.place + 2] where place < line.heap.count {
                near.insert(Candidate(entry: line.heap[place], line: next.line, place: place))
            }
        }
        return found
    }

    /// An entry with its place in the heap of its line.
    private struct Candidate: Ranked {
        var entry: AgencyLine.Entry
        var line: Int
        var place: Int

        func comes(before other: Candidate) -> Bool { entry.comes(before: other.entry) }
    }
}
