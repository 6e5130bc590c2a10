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
    let bundle: Bundle
    let recorder: Recorder

    /// Opens and claims the journal, replays it, and puts the first bundle in force where there is none yet.
    ///
    /// Files of the bundle are read only where the journal has none: a broken file never stops a restart.
    init(_ settings: Settings, log: Logger) throws {
        let folder = BundleFolder(path: settings.config + "/bundle")
        let directory: DataDirectory
        let journal: SQLiteJournal
        do throws(StartRefusal) {
            directory = try DataDirectory(settings.data, reserveBytes: settings.reserveBytes)
            let masterKey = try MasterKey(path: settings.masterKey, for: directory)
            journal = try SQLiteJournal(directory, masterKey, insecurely: settings.isInsecure)
        } catch {
            throw StartFault(error)
        }
        self.journal = journal
        let term = try journal.claim()
        let snapshot = try Snapshot(in: journal, log: log)
        var bundleAt = snapshot?.bundleAt ?? .origin
        var tail: [Fact] = []
        try journal.replay(after: snapshot?.state.position ?? .origin) { record in
            let fact = try FactCodec.decode(record.body, version: record.version)
            if case .bundleActivated = fact.matter { bundleAt = record.position }
            tail.append(fact)
        }
        let (inForce, bundle) = try Storage.rules(in: journal, at: bundleAt, else: folder)
        var board =
            snapshot.map { Switchboard(state: $0.state, bundle: bundle) }
            ?? Switchboard(bundle: bundle)
        for fact in tail { board.apply(fact, at: board.position.next) }
        try journal.lookups { board.restore($0.key, names: $0.caseID, by: $0.event) }
        try journal.events { row in
            let id = TakenID(sameness: row.sameness, caseID: row.caseID, event: row.request)
            board.restore(row.key, taken: id)
        }
        let now = Clocks.read().wall
        var start = [Fact(at: now, by: .relais, matter: .recorderStarted(term))]
        if bundleAt == .origin {
            start.append(Fact(at: now, by: .relais, matter: .bundleActivated(inForce)))
            bundleAt = Position(board.position.number + 2)
        }
        for fact in start { board.apply(fact, at: board.position.next) }
        let records = start.map { fact in
            JournalRecord(version: FactCodec.version, body: FactCodec.encode(fact))
        }
        let point = try journal.append(records, after: journal.tail.position, in: term)
        self.bundle = bundle
        recorder = Recorder(
            board: board,
            committed: point,
            lookupKey: journal.lookupKey,
            samenessKey: journal.samenessKey,
            ping: settings.ping,
            startedAt: now,
            bundleAt: bundleAt
        )
        log.info("journal open at position \(point.position.number), \(board.openLegs) legs open")
    }

    /// The rules in force: those the journal tells of at a position, or at the very first start the files'.
    private static func rules(
        in journal: SQLiteJournal,
        at position: Position,
        else folder: BundleFolder
    ) throws -> (BundleFiles, Bundle) {
        var reading = BundleReading.faulty(["the journal tells of no bundle where it should"])
        if position == .origin {
            reading = folder.read()
        } else if let record = try journal.read(at: [position]).first,
            case .bundleActivated(let files) =
                try FactCodec.decode(record.body, version: record.version).matter
        {
            reading = BundleFolder.read(files)
        }
        switch reading {
        case .good(let files, let bundle): return (files, bundle)
        case .faulty(let lines): throw StartFault(lines, exitStatus: 78)
        }
    }
}

/// What a snapshot holds: where the journal tells of the bundle, and the state that facts had made.
struct Snapshot {
    let bundleAt: Position
    let state: SwitchboardState

    init(bundleAt: Position, state: SwitchboardState) {
        self.bundleAt = bundleAt
        self.state = state
    }

    /// The newest snapshot; nil when there is none, or none that this program and this journal agree with.
    ///
    /// A snapshot is only a cache: one that does not fit is left aside, and the journal is read from its start.
    init?(in journal: SQLiteJournal, log: Logger) throws {
        guard let found = try journal.latestSnapshot(), found.bytes.count > 8,
            try journal.head(at: found.position) == found.head
        else { return nil }
        let number = found.bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        do {
            guard
                let state = try StateCodec.decode(
                    Array(found.bytes[8...]),
                    stateVersion: found.stateVersion
                )
            else { return nil }
            self.init(bundleAt: Position(number), state: state)
        } catch {
            log.error("the snapshot cannot be read and is left aside: \(error)")
            return nil
        }
    }

    /// The snapshot as the journal keeps it.
    func record(head: Digest) -> JournalSnapshot {
        var bytes: [UInt8] = []
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: bundleAt.number >> UInt64(shift)))
        }
        return JournalSnapshot(
            position: state.position,
            head: head,
            stateVersion: StateCodec.stateVersion,
            bytes: bytes + StateCodec.encode(state)
        )
    }
}
