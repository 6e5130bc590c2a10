import Exchange
import Journal
import Posts
import Referrals
import Testing
import Triage

@Suite struct `A recovery` {
    private static let files = BundleFiles(address: SampleBundle.bundle.address, files: [])

    @Test func `of nothing begins a life, and puts the first rules in force`() throws {
        var recovery = try Recovery()
        var board = recovery.board(under: SampleBundle.bundle)
        let records = recovery.begin(
            Term(1),
            under: Self.files,
            on: &board,
            at: SampleBundle.noon
        )
        #expect(recovery.bundleAt == Position(2))
        #expect(board.position == Position(2))
        #expect(
            try records.map { try FactCodec.decode($0.body, version: $0.version).matter }
                == [.recorderStarted(Term(1)), .bundleActivated(Self.files)]
        )
    }

    @Test func `of a journal that tells of rules begins under those`() throws {
        var recovery = try Recovery()
        for record in try Self.firstRecords() { try recovery.replay(record) }
        var board = recovery.board(under: SampleBundle.bundle)
        let records = recovery.begin(
            Term(2),
            under: Self.files,
            on: &board,
            at: SampleBundle.noon
        )
        #expect(recovery.bundleAt == Position(2))
        #expect(records.count == 1)
        #expect(board.position == Position(3))
    }

    @Test func `from a snapshot comes to what the whole journal comes to`() throws {
        var whole = try Recovery()
        for record in try Self.firstRecords() { try whole.replay(record) }
        let board = whole.board(under: SampleBundle.bundle)
        let snapshot = JournalSnapshot(of: board.state, bundleAt: whole.bundleAt, head: .zero)
        var resumed = try Recovery(from: snapshot)
        #expect(resumed.position == Position(2))
        #expect(resumed.bundleAt == Position(2))
        #expect(resumed.board(under: SampleBundle.bundle).state == board.state)
    }

    @Test func `under rules comes to what it comes to when it keeps all facts first`() throws {
        var whole = try Recovery()
        var going = try Recovery()
        for record in try Self.firstRecords() {
            try whole.replay(record)
            try going.replay(record)
            if !going.hasRules { going.goOn(under: SampleBundle.bundle) }
            #expect(going.position == record.position)
        }
        #expect(going.bundleAt == whole.bundleAt)
        let state = going.board(under: SampleBundle.bundle).state
        #expect(state == whole.board(under: SampleBundle.bundle).state)
    }

    @Test func `goes on under the next rules where those before are refused today`() throws {
        let next = SampleBundle.make(address: Digest(5, 6, 7, 8))
        let told = try Self.firstRecords()
        let fact = Fact(
            at: SampleBundle.noon,
            by: .relais,
            matter: .bundleActivated(BundleFiles(address: next.address, files: []))
        )
        let another = StoredRecord(
            position: Position(UInt64(told.count + 1)),
            version: FactCodec.version,
            body: FactCodec.encode(fact),
            sealed: [],
            head: .zero
        )
        var whole = try Recovery()
        var going = try Recovery()
        for record in told + [another] {
            if going.wantsRules { going.goOn(under: .faulty(["deadlines.yaml:3: no such step"])) }
            #expect(!going.wantsRules)
            try whole.replay(record)
            try going.replay(record)
        }
        #expect(going.wantsRules)
        going.goOn(under: .good(BundleFiles(address: next.address, files: []), next))
        #expect(going.hasRules && going.bundleAt == another.position)
        #expect(going.board(under: next).state == whole.board(under: next).state)
    }

    @Test func `leaves a snapshot of another version aside`() throws {
        let board = Switchboard(bundle: SampleBundle.bundle)
        var snapshot = JournalSnapshot(of: board.state, bundleAt: Position(7), head: .zero)
        snapshot.stateVersion += 1
        let recovery = try Recovery(from: snapshot)
        #expect(recovery.position == .origin)
        #expect(recovery.bundleAt == .origin)
    }

    @Test func `cannot begin from a snapshot that is cut short`() {
        let snapshot = JournalSnapshot(
            position: Position(1),
            head: .zero,
            stateVersion: StateCodec.stateVersion,
            bytes: [0, 0, 0]
        )
        #expect(throws: CodecFault.self) { try Recovery(from: snapshot) }
    }

    /// What the first life of a recorder has appended.
    private static func firstRecords() throws -> [StoredRecord] {
        var recovery = try Recovery()
        var board = recovery.board(under: SampleBundle.bundle)
        let records = recovery.begin(Term(1), under: files, on: &board, at: SampleBundle.noon)
        return records.enumerated().map { index, record in
            StoredRecord(
                position: Position(UInt64(index) + 1),
                version: record.version,
                body: record.body,
                sealed: [],
                head: .zero
            )
        }
    }
}
