public import Referrals

/// How fast a queue is answered, as far as can be told from the last hours, and what follows for those who wait.
///
/// The model: while anything waits, acceptances come one after the other at a rate that changes slowly (a Poisson
/// process). What is known of the rate is a gamma distribution of two numbers: how many acceptances were seen, and in
/// how much time. Both fade with the age of what they count, with ``memory`` as their time constant, and time counts only
/// while the partner is open and something waits or is offered: an empty queue tells nothing of how fast it could be. Before anything was
/// seen the class's own `answer` stands for it, as if one acceptance had been seen in that time; so little is soon
/// outweighed.
///
/// The leg of rank r in the queue is accepted with the r-th acceptance from now. When that is follows a beta
/// prime distribution, wide as long as little was seen and narrow later. Its quantiles are those of an F distribution by
/// the approximation of Paulson (the cube root of F is nearly normal), which is right to within a tenth from the first acceptance
/// on: more than the model itself can promise.
public struct Pace: Equatable, Sendable {
    /// How fast what was seen fades: a partner's pace of this morning tells of this afternoon, hardly of tomorrow.
    public static let memory = Span.hours(4)
    /// With fewer acceptances than so many, faded, an estimate rests more on the class than on the partner.
    public static let fewest = 3.0

    /// How many acceptances were seen, faded.
    public private(set) var accepted = 0.0
    /// In how many seconds they were, faded.
    public private(set) var seconds = 0.0

    /// Nothing was seen yet.
    public init() {}

    /// Something waited for so long.
    public mutating func wait(_ span: Span) {
        guard span > .seconds(0) else { return }
        let passed = Double(span.microseconds) / 1_000_000
        let memory = Double(Pace.memory.microseconds) / 1_000_000
        let rest = memory / (memory + passed)
        accepted *= rest
        seconds = (seconds + passed) * rest
    }

    /// A leg was accepted.
    public mutating func accept() {
        accepted += 1
    }

    /// Whether an estimate rests more on the class than on what was seen.
    public var isGuess: Bool { accepted < Pace.fewest }

    /// The acceptances expected in an hour, where a class of this `answer` is waited for.
    public func perHour(expecting answer: Span) -> Double {
        3_600 * (accepted + 1) / (seconds + Pace.seconds(answer))
    }

    /// The time within which the leg of this rank, 1 for the first, is as likely as not accepted.
    public func median(ofRank rank: Int, expecting answer: Span) -> Span {
        quantile(ofRank: rank, expecting: answer, deviations: 0)
    }

    /// The time within which the leg of this rank is accepted in nine cases of ten.
    public func ninth(ofRank rank: Int, expecting answer: Span) -> Span {
        quantile(ofRank: rank, expecting: answer, deviations: 1.281_552)
    }

    /// The wait within which the leg is accepted with the chance that a normal value lies below `deviations`.
    private func quantile(ofRank rank: Int, expecting answer: Span, deviations: Double) -> Span {
        let rank = Double(max(1, rank))
        let shape = accepted + 1
        let (above, below) = (1 / (9 * rank), 1 / (9 * shape))
        let square = deviations * deviations
        // The square of ((1 - below) y - (1 - above)) is that of the deviations times (below y² + above), with y the
        // cube root of F; of its two solutions the larger is the upper quantile.
        let first = (1 - below) * (1 - below) - square * below
        let second = (1 - below) * (1 - above)
        let third = (1 - above) * (1 - above) - square * above
        // For the median it is nothing, and may come out a rounding below.
        let root = max(0, second * second - first * third).squareRoot()
        let cube = (second + root) / first
        let wait = (seconds + Pace.seconds(answer)) * (rank / shape) * cube * cube * cube
        return Span(microseconds: Int64(min(wait, Pace.longest) * 1_000_000))
    }

    /// What is longer than a year is told as a year.
    private static let longest = 31_536_000.0

    private static func seconds(_ span: Span) -> Double {
        max(1, Double(span.microseconds) / 1_000_000)
    }
}
