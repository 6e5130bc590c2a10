internal import Glibc

/// Something a station needed of the system and did not get.
public struct StationFailure: Error, Sendable, CustomStringConvertible {
    /// What was asked.
    public let call: String
    /// The system's number for it; 0 when it was not the system that refused.
    public let code: Int32

    /// The failure of a call, with the number of its cause; 0 where there is none.
    public init(call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// What was asked, and the system's words.
    public var description: String {
        code == 0 ? call : "\(call): \(String(cString: strerror(code))) (\(code))"
    }
}
