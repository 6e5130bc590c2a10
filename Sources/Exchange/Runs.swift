/// Very many elements in order, each once, among which one comes or goes without moving the others.
///
/// They stand in runs that are never long, so that what comes in the middle of a million moves a run and not
/// the half of them. Two are equal when they hold the same, wherever their runs are cut.
struct Runs<Element: Comparable & Sendable>: Sendable {
    /// Runs in order, none of them empty, each in order.
    private var runs: [[Element]] = []
    /// How many elements there are.
    private(set) var count = 0

    /// A run that is longer is cut in two: 4 KB are moved in less than a lookup takes.
    ///
    /// With what an array has before its elements it fills a power of two, which is what memory is given in.
    private static var runMax: Int { 254 }

    /// Nothing.
    init() {}

    /// What a list holds, in whatever order it comes.
    init(_ elements: [Element]) {
        let sorted = elements.sorted()
        count = sorted.count
        runs.reserveCapacity(sorted.count / Runs.runMax + 1)
        for start in stride(from: 0, to: sorted.count, by: Runs.runMax) {
            runs.append(Array(sorted[start..<Swift.min(start + Runs.runMax, sorted.count)]))
        }
    }

    /// The one before all others.
    var first: Element? { runs.first?.first }

    /// Puts an element in; one that is there stays.
    mutating func insert(_ element: Element) {
        guard let last = runs.last?.last else {
            runs = [[element]]
            count = 1
            return
        }
        if last < element { return append(element) }
        let run = run(of: element)
        let place = Runs.place(of: element, in: runs[run])
        guard place == runs[run].count || runs[run][place] != element else { return }
        runs[run].insert(element, at: place)
        count += 1
        guard runs[run].count > Runs.runMax else { return }
        let cut = runs[run].count / 2
        runs.insert(Array(runs[run][cut...]), at: run + 1)
        runs[run].removeSubrange(cut...)
    }

    /// Most come behind all others: the runs before them are left full.
    private mutating func append(_ element: Element) {
        count += 1
        let last = runs.count - 1
        if runs[last].count < Runs.runMax {
            if runs[last].count == runs[last].capacity, runs[last].count > Runs.runMax / 2 {
                runs[last].reserveCapacity(Runs.runMax)
            }
            runs[last].append(element)
        } else {
            runs.append([element])
        }
    }

    /// Takes an element out, if it is there.
    mutating func remove(_ element: Element) {
        guard !runs.isEmpty else { return }
        let run = run(of: element)
        let place = Runs.place(of: element, in: runs[run])
        guard place < runs[run].count, runs[run][place] == element else { return }
        runs[run].remove(at: place)
        count -= 1
        if runs[run].isEmpty {
            runs.remove(at: run)
        } else if run + 1 < runs.count, runs[run].count + runs[run + 1].count < Runs.runMax / 2 {
            let next = runs.remove(at: run + 1)
            runs[run] += next
        }
    }

    /// The elements behind one, or all, in order, until `take` wants no more.
    func each(after element: Element? = nil, _ take: (Element) -> Bool) {
        guard !runs.isEmpty else { return }
        for run in (element.map { self.run(of: $0) } ?? 0)..<runs.count {
            for other in runs[run] where element.map({ $0 < other }) ?? true {
                guard take(other) else { return }
            }
        }
    }

    /// The last run that does not begin behind an element, or the first.
    private func run(of element: Element) -> Int {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if element < runs[middle][0] { high = middle } else { low = middle + 1 }
        }
        return Swift.max(0, low - 1)
    }

    /// Where the first stands that is not before an element.
    private static func place(of element: Element, in run: [Element]) -> Int {
        var (low, high) = (0, run.count)
        while low < high {
            let middle = (low + high) / 2
            if run[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Runs: Sequence {
    /// The elements in order.
    struct Iterator: IteratorProtocol {
        fileprivate let runs: [[Element]]
        private var (run, place) = (0, 0)

        fileprivate init(_ runs: [[Element]]) { self.runs = runs }

        mutating func next() -> Element? {
            guard run < runs.count else { return nil }
            let element = runs[run][place]
            place += 1
            if place == runs[run].count { (run, place) = (run + 1, 0) }
            return element
        }
    }

    func makeIterator() -> Iterator { Iterator(runs) }
}

extension Runs: Equatable {
    static func == (left: Runs, right: Runs) -> Bool {
        left.count == right.count && left.elementsEqual(right)
    }
}
