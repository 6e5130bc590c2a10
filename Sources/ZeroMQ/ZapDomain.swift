/// The name of a door, by which one who decides knows where somebody knocks.
///
/// It is never empty: libzmq would then ask nobody, and let everybody in.
public struct ZapDomain: Hashable, Sendable {
    /// 1 to 255 visible ASCII characters.
    public let name: String

    /// A domain of this name; nil for what is none.
    public init?(_ name: String) {
        guard UserId.isVisible(name) else { return nil }
        self.name = name
    }
}

extension ZapDomain: CustomStringConvertible {
    /// The name.
    public var description: String { name }
}
