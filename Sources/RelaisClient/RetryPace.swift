/// How long a client waits before it sends again what was not done.
public struct RetryPace: Equatable, Sendable {
    /// How long to wait after the first failure, where the gateway does not say.
    public var first: Duration = .seconds(1)
    /// What the wait doubles to at most.
    public var longest: Duration = .seconds(60)
    /// After how long a silence counts as a failure.
    public var answerWithin: Duration = .seconds(10)
    /// After how many silences in a row a new socket is made.
    public var silencesMax = 3
    /// How far, in hundredths of itself, a wait may be off: so that many clients do not come at once.
    public var spreadHundredths = 20

    /// The pace of the contract.
    public init() {}

    /// How long to wait after so many failures, from 1.
    func wait(after failures: Int, asked: Duration?) -> Duration {
        let doubled = first * (1 << min(max(0, failures - 1), 16))
        let wait = asked ?? min(doubled, longest)
        guard spreadHundredths > 0 else { return wait }
        return wait * (100 + Int.random(in: -spreadHundredths...spreadHundredths)) / 100
    }
}
