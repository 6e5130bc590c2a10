public import Wire

/// What goes out to a peer: a message, or what a recorder in another process has spelled of one.
public enum Outgoing: Sendable {
    /// A message, to be spelled here.
    case message(Wire.Message)
    /// A message as it goes out; a greeting that is answered so is greeted by the gateway itself.
    case spelled([UInt8], acknowledges: Bool)

    /// Whether it says no more than that all is well.
    var acknowledges: Bool {
        switch self {
        case .message(.acknowledged): true
        case .message: false
        case .spelled(_, let acknowledges): acknowledges
        }
    }

    /// The bytes to send; `re` is the number of the question, which what is spelled has already.
    func bytes(re seq: Int?) -> [UInt8] {
        switch self {
        case .message(let message): message.encode(re: seq)
        case .spelled(let bytes, _): bytes
        }
    }
}
