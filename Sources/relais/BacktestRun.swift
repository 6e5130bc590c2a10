import Exchange
import Glibc
import Posts
import Referrals
import Triage

/// The walk through a journal that a backtest takes: one reads and unseals, others judge meanwhile.
struct BacktestRun {
    /// The first instant that counts, and the first that counts no more; nil = all.
    let since: Moment?
    let until: Moment?
    private let journal: PastJournal

    /// So many requests are judged at a time.
    private static let chunkLength = 512

    private typealias Chunk = [(past: PastRequest, content: Confidential<[UInt8]>?)]

    /// - Throws: ``Trouble`` where there is no journal, or it cannot be opened.
    init(_ place: PastJournal.Place, since: Moment? = nil, until: Moment? = nil) throws {
        journal = try PastJournal(place)
        self.since = since
        self.until = until
    }

    /// The folder for what is only there meanwhile.
    static var temporaryFolder: String {
        getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    }

    /// The rules that the journal tells of last: those in force.
    func rulesInForce() throws -> Bundle { try journal.rulesInForce() }

    /// What a backtest counts of all requests of the journal.
    func sums(of backtest: Backtest) async throws -> BacktestSums {
        try await withThrowingTaskGroup(of: BacktestSums.self) { group in
            var sums = BacktestSums()
            var underWay = 0
            var requests = PastRequests()
            var lots = try journal.lots()
            var chunk = Chunk()
            while true {
                let facts = try lots.next()
                for fact in facts {
                    if let past = requests.take(fact) { try add(past, &chunk) }
                }
                if facts.isEmpty, let last = requests.takeLast() { try add(last, &chunk) }
                if chunk.count >= BacktestRun.chunkLength || facts.isEmpty {
                    if underWay > sysconf(Int32(_SC_NPROCESSORS_ONLN)),
                        let more = try await group.next()
                    {
                        underWay -= 1
                        sums.merge(more)
                    }
                    underWay += 1
                    group.addTask { [chunk] in BacktestRun.judge(chunk, backtest) }
                    chunk.removeAll(keepingCapacity: true)
                }
                if facts.isEmpty { break }
            }
            for try await more in group { sums.merge(more) }
            return sums
        }
    }

    private static func judge(_ chunk: Chunk, _ backtest: Backtest) -> BacktestSums {
        var sums = BacktestSums()
        for (past, content) in chunk { backtest.add(past, content, to: &sums) }
        return sums
    }

    /// Takes in a request of the days asked for, with what was sealed of it.
    private func add(_ past: PastRequest, _ chunk: inout Chunk) throws {
        if let since, past.at < since { return }
        if let until, past.at >= until { return }
        chunk.append((past, try journal.content(of: past)))
    }
}
