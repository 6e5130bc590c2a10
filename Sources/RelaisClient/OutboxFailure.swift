internal import Glibc

/// Why an outbox could not be opened, or could not take something; what it had taken before is there.
public enum OutboxFailure: Error, Equatable, Sendable {
    /// Another process has it open.
    case inUse(directory: String)
    /// The directory or a file in it belongs to another account.
    case ofAnother(path: String, account: UInt32)
    /// Others than its owner may look into it.
    case openToOthers(path: String, permissions: String)
    /// There is no room on the disk.
    case full(directory: String)
    /// What was on disk before is not there as it was: a person has to look.
    case damaged(file: String, at: Int)
    /// It was written by a newer version of this software.
    case newer(file: String, version: Int)
    /// A call to the system failed.
    case system(call: String, code: Int32)

    /// The failure of the call that has just returned.
    static func latest(_ call: String, in directory: String) -> OutboxFailure {
        let code = errno
        return code == ENOSPC || code == EDQUOT
            ? .full(directory: directory) : .system(call: call, code: code)
    }

    /// What is wrong and what to do, in a sentence.
    public var words: String {
        switch self {
        case .inUse(let directory):
            "another process has the outbox \(directory) open: each has one of its own"
        case .ofAnother(let path, let account):
            "\(path) belongs to the account \(account): run this as that account, or name another"
                + " directory"
        case .openToOthers(let path, let permissions):
            "\(path) is open to others (\(permissions)), and personal data lies in it: chmod"
                + " go-rwx \(path)"
        case .full(let directory):
            "there is no room on the disk of \(directory): nothing more is taken, and what was taken"
                + " is safe"
        case .damaged(let file, let place):
            "\(file) is damaged at byte \(place), and what follows was on disk before: keep a copy"
                + " of the directory, and look at the disk"
        case .newer(let file, let version):
            "\(file) was written by a newer version (\(version)): use that one"
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        }
    }
}
