import ArgumentParser
import Configuration
import Exchange
import Journal
import JournalSQLite
import Posts
import Referrals
import Triage

/// The journal of an installation as it was when it was opened, read from a copy beside whoever writes it.
///
/// What cannot be read is a ``Trouble`` with the words for whoever runs the command.
struct PastJournal {
    /// Where the journal is, what opens it, and where a copy of it may lie meanwhile.
    struct Place {
        let data: String
        let masterKey: String
        let copyBelow: String
    }

    private let copy: JournalCopy

    /// - Throws: ``Trouble`` where there is no journal, or it cannot be opened.
    init(_ place: Place) throws {
        guard JournalCopy.isThere(in: place.data) else {
            throw Trouble(.noInput, "there is no journal in \(place.data)")
        }
        do throws(StartRefusal) {
            let key = try MasterKey(path: place.masterKey, ofData: place.data)
            copy = try JournalCopy(of: place.data, key, below: place.copyBelow)
        } catch {
            throw Trouble(.init(error.exitStatus), "\(error)")
        }
    }

    /// All facts in the order in which they were written, a lot at a time.
    func lots() throws -> Lots {
        let chain = try reading { () throws(JournalFailure) in try copy.chain(at: .origin) }
        return Lots(journal: self, chain: chain)
    }

    /// What is left of a walk through the facts.
    struct Lots {
        fileprivate let journal: PastJournal
        fileprivate var chain: Chain

        /// The next some hundreds; none behind the last.
        mutating func next() throws -> [Fact] {
            try journal.reading { () throws(JournalFailure) in
                try journal.copy.records(following: &chain)
            }.map(PastJournal.fact)
        }
    }

    /// What an agency sent, as it was sealed; nil where it is erased.
    func content(of past: PastRequest) throws -> Confidential<[UInt8]>? {
        let id = ContentID(caseID: past.stored.caseID, ordinal: past.stored.content)
        return try reading { () throws(JournalFailure) in try copy.content(id) }
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
        guard let record,
            case .bundleActivated(let files) = try PastJournal.fact(of: record).matter
        else {
            throw Trouble(.inputOutput, "position \(at.number) of the journal tells of no bundle")
        }
        switch BundleFolder.judge(files) {
        case .good(_, let bundle): return bundle
        case .faulty(let lines): throw Trouble(.configuration, lines: lines)
        }
    }

    private static func fact(of record: StoredRecord) throws -> Fact {
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
