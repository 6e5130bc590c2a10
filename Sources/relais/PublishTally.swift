import ArgumentParser
import RelaisClient

/// What has become of the events of a file, counted.
struct PublishTally {
    private let isDryRun: Bool
    private let showsProgress: Bool
    private var isInProgress = false
    private var lastShown: ContinuousClock.Instant?

    /// How many lines were read.
    var read = 0

    /// How many were in the outbox before.
    var left = 0

    /// How many were not sent, because they cannot be.
    var setAside = 0

    /// How many are still to be sent, or to be answered.
    var unsent = 0

    /// Whether a gateway said anything at all.
    var wasHeard = false

    private(set) var stored = 0
    private(set) var again = 0
    private(set) var refused: [String: Int] = [:]

    init(isDryRun: Bool, showsProgress: Bool) {
        self.isDryRun = isDryRun
        self.showsProgress = showsProgress
    }

    /// Counts a receipt.
    mutating func note(_ receipt: EventReceipt) {
        switch receipt.outcome {
        case .stored: stored += 1
        case .again: again += 1
        case .refused(let error): refused[error, default: 0] += 1
        case .deferred: return
        }
    }

    private var refusedCount: Int { refused.values.reduce(0, +) }

    /// How the program ends: what is still to be sent comes before what was refused, since sending
    /// all again finds out about both.
    var exitCode: ExitCode {
        if unsent > 0 { return wasHeard ? .tryAgain : .unavailable }
        return refusedCount + setAside > 0 ? .dataRefused : .success
    }

    /// What there is to say at the end, a sentence each.
    var summary: [String] {
        var parts = ["\(stored) \(isDryRun ? "would be stored" : "stored")"]
        if again > 0 { parts.append("\(again) again") }
        if refusedCount > 0 { parts.append("\(refusedCount) refused") }
        if setAside > 0 { parts.append("\(setAside) not sent") }
        if unsent > 0 { parts.append("\(unsent) still to be sent") }
        let before = left > 0 ? ", \(left) left from before" : ""
        var sentences = ["\(read) read\(before): " + parts.joined(separator: ", ")]
        let errors = refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        if !errors.isEmpty {
            let named = errors.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            sentences.append("refused as \(named); relais errors NAME explains one")
        }
        return sentences
    }

    /// Shows how far it is, on a terminal, at most ten times a second.
    mutating func showProgress() {
        guard showsProgress, isDueToShow else { return }
        lastShown = .now
        isInProgress = true
        Words.overwrite("\(read) read, \(stored + again + refusedCount) answered")
    }

    private var isDueToShow: Bool {
        guard let lastShown else { return true }
        return ContinuousClock.now - lastShown > .milliseconds(100)
    }

    /// Clears the line in which progress stood.
    mutating func endProgress() {
        guard isInProgress else { return }
        isInProgress = false
        Words.overwrite("")
    }
}
