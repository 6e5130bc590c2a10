import Glibc
import Synchronization
import Testing
import ZeroMQ

@Suite(.timeLimit(Patience.most)) struct `A plain thread` {
    @Test func `has ended once it is joined`() throws {
        let hasRun = Mutex(false)
        let thread = try PlainThread(named: "a name longer than the kernel's") {
            hasRun.withLock { $0 = true }
        }
        thread.join()
        thread.join()
        #expect(hasRun.withLock { $0 })
    }

    @Test func `is not for signals, except for its own faults`() throws {
        let blocked = Mutex<[Bool]>([])
        let thread = try PlainThread(named: "masked") {
            var mask = sigset_t()
            pthread_sigmask(SIG_BLOCK, nil, &mask)
            let found = [SIGTERM, SIGHUP, SIGPIPE, SIGSEGV].map { sigismember(&mask, $0) == 1 }
            blocked.withLock { $0 = found }
        }
        thread.join()
        #expect(blocked.withLock { $0 } == [true, true, true, false])
    }
}

@Suite(.timeLimit(Patience.most)) struct `A waiter for signals` {
    @Test func `hears them, and its bell`() throws {
        let heard = Mutex<[SignalWaiter.Signal?]>([])
        let bell = try WakeBell()
        // In a thread of its own, where a signal sent to the thread meets no other.
        let thread = try PlainThread(named: "signals") {
            guard let waiter = try? SignalWaiter() else { return }
            for number in [SIGHUP, SIGTERM] {
                pthread_kill(pthread_self(), number)
                let signal = waiter.wait(orFor: bell, milliseconds: Patience.milliseconds)
                heard.withLock { $0.append(signal) }
            }
            bell.ring()
            let nothing = waiter.wait(orFor: bell, milliseconds: -1)
            heard.withLock { $0.append(nothing) }
        }
        thread.join()
        #expect(heard.withLock { $0 } == [.hangUp, .terminate, nil])
    }
}
