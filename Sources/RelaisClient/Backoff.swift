/// How long to wait before something is tried again: longer each time, and not as long as others do.
public struct Backoff: Equatable, Sendable {
    /// How long to wait after the first failure.
    public var first: Duration
    /// What the wait doubles to at most.
    public var longest: Duration
    /// How far, in hundredths of itself, a wait may be off: so that many clients do not come at once.
    public var spreadHundredths: Int

    /// A backoff of these.
    public init(first: Duration, longest: Duration, spreadHundredths: Int = 20) {
        self.first = first
        self.longest = longest
        self.spreadHundredths = spreadHundredths
    }

    /// Before a new link is made, after one that broke or did not come about.
    ///
    /// ZeroMQ's own begins anew whenever somebody accepts a connection, so that a thousand clients whom
    /// a gateway turns away would come back four times a second.
    public static let link = Backoff(first: .milliseconds(250), longest: .seconds(30))

    /// How long to wait after so many failures, from 1; `asked` is what the other side asks for.
    func wait(after failures: Int, asked: Duration? = nil) -> Duration {
        let doubled = first * (1 << min(max(0, failures - 1), 16))
        let wait = asked ?? min(doubled, longest)
        guard spreadHundredths > 0 else { return wait }
        return wait * (100 + Int.random(in: -spreadHundredths...spreadHundredths)) / 100
    }
}
