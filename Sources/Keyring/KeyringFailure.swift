internal import Glibc

/// What the system could not do with a file or folder of keys.
public struct KeyringFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The number of the system's error.
    public let code: Int32
    /// What was to be done: `open keys.d/agency`.
    public let call: String

    /// A call that failed with this number.
    public init(code: Int32, call: String) {
        self.code = code
        self.call = call
    }

    /// What was to be done, and the system's words.
    public var description: String { "\(call): \(words)" }

    /// The system's words for the number.
    public var words: String { String(cString: strerror(code)) }

    /// Whether the file or folder is not there.
    public var isAbsence: Bool { code == ENOENT }

    /// Whether it is there and closed to us.
    public var isForbidden: Bool { code == EACCES || code == EPERM }

    /// Whether something of that name is there already.
    public var isPresence: Bool { code == EEXIST }

    /// Somewhere everybody may write, so that nothing there can be believed.
    static func openToAll(_ call: String) -> KeyringFailure {
        KeyringFailure(code: EPERM, call: call)
    }

    /// The call that has just failed.
    static func latest(_ call: String) -> KeyringFailure {
        KeyringFailure(code: errno, call: call)
    }
}
