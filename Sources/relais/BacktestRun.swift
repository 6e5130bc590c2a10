import ArgumentParser
import Configuration
import Exchange
import Glibc
import Journal
import JournalSQLite
import Posts
import Referrals
import Triage

/// The walk through a journal that a backtest takes: one reads and unseals, others judge meanwhile.
struct BacktestRun {
    /// Where the journal is, what opens it, and where a copy of it may lie meanwhile.
    struct Place {
        let data: String
        let masterKey: String
        let copyBelow: String
    }

    /// The first instant that counts, and the first that counts no more; nil = all.
    let since: Moment?
    let until: Moment?
    private let copy: JournalCopy

    /// So many requests are judged at a time.
    private static let chunkLength = 512

    private typealias Chunk = [(past: PastRequest, content: Confidential<[UInt8]>?)]

    /// - Throws: ``Trouble`` where there is no journal, or it cannot be opened.
    init(_ place: Place, since: Moment? = nil, until: Moment? = nil) throws {
        guard JournalCopy.isThere(in: place.data) else {
            throw Trouble(.noInput, "there is no journal in \(place.data)")
        }
        self.since = since
        self.until = until
        do throws(StartRefusal) {
            let key = try MasterKey(path: place.masterKey, ofData: place.data)
            copy = try JournalCopy(of: place.data, key, below: place.copyBelow)
        } catch {
            throw Trouble(.init(error.exitStatus), "\(error)")
        }
    }

    /// The folder for what is only there meanwhile.
    static var temporaryFolder: String {
        getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    }

    /// The rules that the journal tells of last: those in force.
    func rulesInForce() throws -> Bundle {
        let at = try reading { () throws(JournalFailure) in
            try copy.lastPosition(ofKind: FactCodec.kindOfBundle)
        }
        guard let at else { throw Trouble(.dataRefused, "the journal tells of no bundle yet") }
        let record = try reading { () throws(JournalFailure) in
            var chain = try copy.chain(at: Position(at.number - 1))
            return try copy.records(following: &chain).first
        }
        guard let record, case .bundleActivated(let files) = try fact(of: record).matter else {
            throw Trouble(.inputOutput, "position \(at.number) of the journal tells of no bundle")
        }
        switch BundleFolder.judge(files) {
        case .good(_, let bundle): return bundle
        case .faulty(let lines): throw Trouble(.configuration, lines: lines)
        }
    }

    /// What a backtest counts of all requests of the journal.
    func sums(of backtest: Backtest) async throws -> BacktestSums {
        try await withThrowingTaskGroup(of: BacktestSums.self) { group in
            var sums = BacktestSums()
            var underWay = 0
            var requests = PastRequests()
            var chain = try reading { () throws(JournalFailure) in try copy.chain(at: .origin) }
            var chunk = Chunk()
            while true {
                let records = try reading { () throws(JournalFailure) in
                    try copy.records(following: &chain)
                }
                for record in records {
                    if let past = requests.take(try fact(of: record)) { try add(past, &chunk) }
                }
                if records.isEmpty, let last = requests.takeLast() { try add(last, &chunk) }
                if chunk.count >= BacktestRun.chunkLength || records.isEmpty {
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
                if records.isEmpty { break }
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
        let id = ContentID(caseID: past.stored.caseID, ordinal: past.stored.content)
        let content = try reading { () throws(JournalFailure) in try copy.content(id) }
        chunk.append((past, content))
    }

    private func fact(of record: StoredRecord) throws -> Fact {
        do throws(CodecFault) {
            return try FactCodec.decode(record.body, version: record.version)
        } catch {
            throw Trouble(
                .inputOutput,
                "position \(record.position.number) of the journal cannot be read: \(error)"
            )
        }
    }

    private func reading<Result>(
        _ work: () throws(JournalFailure) -> Result
    ) throws -> Result {
        do throws(JournalFailure) {
            return try work()
        } catch {
            throw Trouble(.inputOutput, "\(error)")
        }
    }
}
