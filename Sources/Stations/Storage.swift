internal import Configuration
internal import Exchange
internal import Journal
internal import JournalSQLite
internal import Logging
internal import Posts
internal import Referrals
internal import Triage

/// The journal, opened and replayed: what the recorder begins with.
struct Storage {
    let journal: SQLiteJournal
    let files: BundleFiles
    let bundle: Bundle
    let recorder: Recorder
    /// Where the snapshot stood that the start went on from.
    let replayedFrom: Position

    /// Opens and claims the journal, replays it, and puts the first bundle in force where there is none yet.
    ///
    /// Files of the bundle are read only where the journal has none: a broken file never stops a restart. At
    /// the very first start they are looked at before anything is made, so that a mistake leaves nothing behind.
    /// Of a bundle that the journal tells of on the way only the rules are read: replaying asks for no more.
    /// A task that is cancelled meanwhile leaves the journal as it was.
    init(_ settings: Settings, log: Logger) throws {
        let folder = BundleFolder(path: settings.config + "/bundle")
        let directory = try DataDirectory(settings.data, reserveBytes: settings.reserveBytes)
        let first = directory.isNew ? try folder.read().sound() : nil
        let masterKey = try MasterKey(path: settings.masterKey, for: directory)
        journal = try SQLiteJournal(directory, masterKey, insecurely: settings.isInsecure)
        let term = try journal.claim()
        var recovery = try Storage.recovery(from: journal.latestSnapshot(), log)
        replayedFrom = recovery.position
        try journal.replay(after: replayedFrom) { [journal] record in
            try Task.checkCancellation()
            if recovery.wantsRules {
                recovery.goOn(under: try Storage.told(.rules, in: journal, at: recovery.bundleAt))
            }
            try recovery.replay(record)
        }
        let isFirst = recovery.bundleAt == .origin
        let (files, bundle) =
            try isFirst
            ? first ?? folder.read().sound()
            : Storage.told(.all(knowing: nil), in: journal, at: recovery.bundleAt).sound()
        for caseID in recovery.erased { try journal.erase(caseID, in: term) }
        var board = recovery.board(under: bundle)
        try journal.lookups { board.restore($0) }
        try journal.events { board.restore($0) }
        try Task.checkCancellation()
        let clock = Timekeeper(at: Clocks.read(), lastFact: board.recordedAt)
        let records = recovery.begin(term, under: files, on: &board, at: clock.time)
        let point = try journal.append(records, after: journal.tail.position, in: term)
        self.files = files
        self.bundle = bundle
        recorder = Recorder(
            board: board,
            committed: point,
            lookupKey: journal.lookupKey,
            samenessKey: journal.samenessKey,
            ping: settings.ping,
            clock: clock,
            bundleAt: recovery.bundleAt
        )
        log.info("journal open at position \(point.position.number), \(board.openLegs) legs open")
    }

    /// A recovery from a snapshot, which is only a cache: one that cannot be read is left aside, and the
    /// journal is read from its start.
    private static func recovery(from snapshot: JournalSnapshot?, _ log: Logger) throws -> Recovery
    {
        do {
            return try Recovery(from: snapshot)
        } catch {
            log.error("the snapshot cannot be read and is left aside: \(error)")
            return try Recovery()
        }
    }

    /// The rules that the journal tells of at a position, as today's reader takes them.
    private static func told(
        _ part: BundleReading.Part,
        in journal: SQLiteJournal,
        at position: Position
    ) throws -> BundleReading {
        guard let record = try journal.read(at: [position]).first,
            case .bundleActivated(let files) =
                try FactCodec.decode(record.body, version: record.version).matter
        else { return .faulty(["the journal tells of no bundle where it should"]) }
        return BundleFolder.judge(files, part)
    }
}
