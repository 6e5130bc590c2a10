/// Whom a verified peer is, as the one who let it in called it.
///
/// It comes with every message of the peer and is worth no more than the table it is looked up in:
/// a handshake happens once a link, and what was true then may have ended.
public struct UserId: Hashable, Sendable {
    /// 1 to 255 visible ASCII characters.
    public let text: String

    /// A user id of this text; nil for what is none.
    public init?(_ text: String) {
        guard UserId.isVisible(text) else { return nil }
        self.text = text
    }

    /// Whether these are 1 to 255 visible ASCII characters.
    static func isVisible(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    }
}

extension UserId: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}
