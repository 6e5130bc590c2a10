import ArgumentParser

/// How the program ends, in the numbers of `sysexits.h`; they are a contract that scripts rely on.
extension ExitCode {
    /// The command was called in a way it does not know; ArgumentParser's own number as well.
    static let usage = ExitCode(64)
    /// Something that was sent was refused.
    static let dataRefused = ExitCode(65)
    /// A file or folder that was named is not there.
    static let noInput = ExitCode(66)
    /// No gateway answered.
    static let unavailable = ExitCode(69)
    /// A fault of this program.
    static let bug = ExitCode(70)
    /// Something of that name is there already, or there is no room for one more.
    static let cannotCreate = ExitCode(73)
    /// A file or a pipe could not be read or written.
    static let inputOutput = ExitCode(74)
    /// It is not done, and trying again may do it.
    static let tryAgain = ExitCode(75)
    /// Somebody does not keep the contract.
    static let protocolBroken = ExitCode(76)
    /// The gateway does not let this key in, or a file is closed to us, or open to others.
    static let noPermission = ExitCode(77)
    /// A file of the configuration is wrong.
    static let configuration = ExitCode(78)
}
