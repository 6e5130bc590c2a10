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
        Backoff(first: first, longest: longest, spreadHundredths: spreadHundredths)
            .wait(after: failures, asked: asked)
    }
}
