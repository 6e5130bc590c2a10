public import Journal
public import Referrals

/// Why a journal was not opened; nothing was changed that a later start would miss.
public enum StartRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another process has the data directory.
    case inUse(directory: String, holder: String)
    /// The data has no master key beside it any more; a new one would not open it.
    case masterKeyMissing(path: String)
    /// The master key lies in the data directory, so that whoever copies one copies both.
    case masterKeyInsideData(path: String)
    /// Somebody else than its owner may read or write the master key, or it is not ours.
    case masterKeyOpenToOthers(path: String)
    /// The master key's folder is not there, or no key can be made in it.
    case masterKeyUnreachable(JournalFailure)
    /// The file is not a master key.
    case masterKeyMalformed(path: String)
    /// The master key is not the one of this data.
    case masterKeyWrong
    /// A newer program wrote the data.
    case newerSchema(found: Int, known: Int)
    /// The file is a database of another program.
    case foreignFile(path: String)
    /// The journal was begun without security and the start is secured, or the other way round.
    case securityDiffers(begunInsecurely: Bool)
    /// The connection does not do what an acknowledgement promises.
    case notDurable(setting: String, value: String)
    /// The log could not be moved to its place.
    case checkpoint(JournalFailure)
    /// The end of the chain is not what was written; this is the first position that is not.
    case brokenChain(Position)
    /// A call failed.
    case failed(JournalFailure)

    /// The reason as a sentence without its full stop.
    public var description: String {
        switch self {
        case .inUse(let directory, let holder):
            "the data directory \(directory) is in use by \(holder)"
        case .masterKeyMissing(let path):
            "there is data, but its master key \(path) is missing"
        case .masterKeyInsideData(let path):
            "the master key \(path) must not lie in the data directory"
        case .masterKeyOpenToOthers(let path):
            "the master key \(path) must belong to this user and be closed to others (mode 0600)"
        case .masterKeyUnreachable(let failure):
            "the master key cannot be reached: \(failure)"
        case .masterKeyMalformed(let path):
            "\(path) is not a master key: expected 64 hexadecimal digits and a line end"
        case .masterKeyWrong:
            "the master key is not the one of this data"
        case .newerSchema(let found, let known):
            "the data has schema \(found), this program knows up to \(known)"
        case .foreignFile(let path):
            "\(path) is a database of another program"
        case .securityDiffers(let begunInsecurely):
            begunInsecurely
                ? "the journal was begun with --insecure and cannot be served securely"
                : "the journal was begun securely and cannot be served with --insecure"
        case .notDurable(let setting, let value):
            "SQLite answers \(value) to \(setting): an acknowledgement would not mean on disk"
        case .checkpoint(let failure):
            "the journal's log cannot be moved to its place: \(failure)"
        case .brokenChain(let position):
            "position \(position.number) of the journal is not what was written"
        case .failed(let failure):
            failure.description
        }
    }

    /// The status with which a command ends that meets it, after sysexits.h.
    ///
    /// 75: try again later; 78: somebody must put the configuration right; 74: the disk.
    public var exitStatus: Int32 {
        switch self {
        case .inUse, .checkpoint: 75
        case .masterKeyMissing, .masterKeyInsideData, .masterKeyOpenToOthers, .masterKeyUnreachable,
            .masterKeyMalformed, .masterKeyWrong, .newerSchema, .foreignFile, .securityDiffers,
            .notDurable:
            78
        case .brokenChain, .failed: 74
        }
    }
}

/// What `call` gives; a failure of it is a refusal to start.
func refusing<Result: ~Copyable>(
    _ call: () throws(JournalFailure) -> Result
) throws(StartRefusal) -> Result {
    do throws(JournalFailure) {
        return try call()
    } catch {
        throw .failed(error)
    }
}
