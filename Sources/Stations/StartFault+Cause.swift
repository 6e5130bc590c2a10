internal import Configuration
internal import JournalSQLite
internal import Keyring

extension StartFault {
    /// What an error says that came up before anything listened; of itself it is one of the disk.
    init(cause error: any Error) {
        switch error {
        case let fault as StartFault: self = fault
        case let refusal as StartRefusal:
            self.init([refusal.description], exitStatus: refusal.exitStatus)
        case let refusal as SecretRefusal:
            self.init([refusal.description], exitStatus: refusal.exitStatus)
        case let refusal as ServerKeyRefusal:
            self.init([refusal.description], exitStatus: refusal.exitStatus)
        case let failure as KeyringFailure:
            self.init([failure.description], exitStatus: failure.isForbidden ? 77 : 78)
        case is CancellationError: self.init(["ended before it listened"], exitStatus: 0)
        default: self.init(["\(error)"], exitStatus: 74)
        }
    }
}
