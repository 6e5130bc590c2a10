/// A value that names a person or tells what they said: it prints as a dash.
///
/// Logs, error texts and metrics interpolate values; this one gives nothing away when they do. Only
/// the codecs and the hand-over of content to an entitled partner read ``exposed``.
public struct Confidential<Value: Sendable>: Sendable, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    /// The value itself, for a codec.
    public let exposed: Value

    /// Covers `value`.
    public init(_ value: Value) {
        exposed = value
    }

    /// A dash.
    public var description: String { "–" }

    /// A dash.
    public var debugDescription: String { "–" }

    /// A mirror without children, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Confidential: Equatable where Value: Equatable {}
extension Confidential: Hashable where Value: Hashable {}
