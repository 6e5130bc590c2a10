/// What a publisher is told: somebody begins to listen to topics, or nobody listens to them any more.
public struct Subscription: Equatable, Sendable {
    /// How the topics begin.
    public let prefix: [UInt8]
    /// Whether somebody begins; else the last who listened to this has ceased.
    public let begins: Bool

    /// Reads what a publisher received; nil for what a peer sent that is no subscription.
    public init?(_ received: Received) {
        guard case .message(let frames, user: _) = received, frames.count == 1,
            let verb = frames[0].first, verb <= 1
        else { return nil }
        begins = verb == 1
        prefix = Array(frames[0].dropFirst())
    }
}
