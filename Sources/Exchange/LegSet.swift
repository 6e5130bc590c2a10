import Referrals

/// Legs in the order of their names: a few of very many, found without a look at the others.
///
/// They stand in runs that are never long, so that one that comes or goes moves few others.
struct LegSet: Sendable {
    /// Runs in order, none of them empty, each in order.
    private var runs: [[UInt64]] = []
    /// How many legs there are.
    private(set) var count = 0

    /// A run that is longer is cut in two: 2 KB are moved in less than a lookup takes.
    private static let runMax = 256

    /// Puts a leg in; one that is there stays.
    mutating func insert(_ leg: LegID) {
        let word = LegWord(leg).word
        guard !runs.isEmpty else {
            runs = [[word]]
            count = 1
            return
        }
        let run = run(of: word)
        let place = LegSet.place(of: word, in: runs[run])
        guard place == runs[run].count || runs[run][place] != word else { return }
        let isAtEnd = run == runs.count - 1 && place == runs[run].count
        runs[run].insert(word, at: place)
        count += 1
        guard runs[run].count > LegSet.runMax else { return }
        // Most are put at the end: the runs before it are left full.
        let cut = isAtEnd ? place : runs[run].count / 2
        runs.insert(Array(runs[run][cut...]), at: run + 1)
        runs[run].removeSubrange(cut...)
    }

    /// Takes a leg out, if it is there.
    mutating func remove(_ leg: LegID) {
        let word = LegWord(leg).word
        guard !runs.isEmpty else { return }
        let run = run(of: word)
        let place = LegSet.place(of: word, in: runs[run])
        guard place < runs[run].count, runs[run][place] == word else { return }
        runs[run].remove(at: place)
        count -= 1
        if runs[run].isEmpty {
            runs.remove(at: run)
        } else if run + 1 < runs.count, runs[run].count + runs[run + 1].count < LegSet.runMax / 2 {
            let next = runs.remove(at: run + 1)
            runs[run] += next
        }
    }

    /// The legs behind one, in order, until `take` wants no more.
    func each(after leg: LegID?, _ take: (LegID) -> Bool) {
        guard !runs.isEmpty else { return }
        let word = leg.map { LegWord($0).word }
        let first = word.map { run(of: $0) } ?? 0
        for run in first..<runs.count {
            for other in runs[run] where word.map({ $0 < other }) ?? true {
                guard take(LegWord(word: other).leg) else { return }
            }
        }
    }

    /// The last run that does not begin behind a word, or the first.
    private func run(of word: UInt64) -> Int {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle][0] <= word { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    /// Where the first stands that is not before a word.
    private static func place(of word: UInt64, in run: [UInt64]) -> Int {
        var (low, high) = (0, run.count)
        while low < high {
            let middle = (low + high) / 2
            if run[middle] < word { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
