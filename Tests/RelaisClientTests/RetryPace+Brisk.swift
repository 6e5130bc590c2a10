import RelaisClient

extension RetryPace {
    /// A pace at which a test does not wait.
    static var brisk: RetryPace {
        var pace = RetryPace()
        pace.first = .milliseconds(1)
        pace.longest = .milliseconds(5)
        pace.answerWithin = .milliseconds(100)
        return pace
    }
}

/// When a test that hangs is to fail.
func soon() -> ContinuousClock.Instant { .now + .seconds(10) }
