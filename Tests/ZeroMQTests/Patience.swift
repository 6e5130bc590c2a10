import Testing
import ZeroMQ

/// How long a test waits for what must happen, before it says that it did not.
enum Patience {
    static let milliseconds = 10_000

    /// How long a test may take that joins a thread: where all tests run at once, most of it is the wait
    /// for its turn.
    static let most = TimeLimitTrait.Duration.minutes(10)

    /// Rings of a bell, awaited until something is so; false when it has not become so in time.
    static func wait(for bell: WakeBell, until isSo: () throws -> Bool) rethrows -> Bool {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while try !isSo() {
            guard ContinuousClock.now < end else { return false }
            _ = bell.wait(milliseconds: 100)
        }
        return true
    }
}

extension Socket {
    /// The next thing to arrive, awaited; nil when nothing does.
    func next() throws -> Received? {
        let poller = Poller([self], bell: nil)
        let end = ContinuousClock.now + .milliseconds(Patience.milliseconds)
        while ContinuousClock.now < end {
            if let received = try receive() { return received }
            _ = try poller.wait(milliseconds: 100)
        }
        return nil
    }

    /// The frames of the next message, awaited.
    func nextFrames() throws -> [[UInt8]] {
        guard case .message(let frames, user: _) = try next() else {
            Issue.record("no message came")
            return []
        }
        return frames
    }

    /// Sends once there is a link that takes it.
    func sendOnceLinked(_ frames: [[UInt8]]) throws -> SendOutcome {
        let poller = Poller([self], bell: nil)
        poller.watchWritable(true, at: 0)
        let end = ContinuousClock.now + .milliseconds(Patience.milliseconds)
        while ContinuousClock.now < end {
            let outcome = try send(frames)
            guard outcome == .wouldBlock else { return outcome }
            _ = try poller.wait(milliseconds: 100)
        }
        return .wouldBlock
    }
}

extension [UInt8] {
    init(_ text: String) {
        self.init(text.utf8)
    }
}
