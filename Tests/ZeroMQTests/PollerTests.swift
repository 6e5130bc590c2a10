import Glibc
import Testing
import ZeroMQ

@Suite(.timeLimit(Patience.most)) struct `A poller` {
    @Test func `is woken by a bell rung in another thread`() throws {
        let router = try BoundRouter()
        let bell = try WakeBell()
        let poller = Poller([router.socket], bell: bell)

        let thread = try PlainThread(named: "ringer") { bell.ring() }
        let ready = try poller.wait(milliseconds: Patience.milliseconds)
        thread.join()

        #expect(ready.bellRang)
        #expect(!ready.isReadable(0))
        #expect(try !poller.wait(milliseconds: 0).bellRang)
    }

    @Test func `says which socket has something`() throws {
        let quiet = try BoundRouter()
        let asked = try BoundRouter()
        let dealer = try asked.dealer()
        let poller = Poller([quiet.socket, asked.socket], bell: try WakeBell())

        #expect(try dealer.sendOnceLinked([[1]]) == .sent)
        let ready = try poller.wait(milliseconds: Patience.milliseconds)

        #expect(!ready.isReadable(0))
        #expect(ready.isReadable(1))
        #expect(!ready.bellRang)
    }

    @Test func `comes back when the time is over`() throws {
        let poller = Poller([], bell: try WakeBell())
        #expect(try !poller.wait(milliseconds: 1).bellRang)
    }

    @Test func `fails when the context is shut down`() throws {
        let context = try Context()
        let bell = try WakeBell()
        let outcome = Mailbox<Bool>(limit: 1, ringing: bell)
        let started = try WakeBell()
        let thread = try PlainThread(named: "sockets") {
            do {
                let router = try Socket(.boundRouter(maxMessageBytes: 1), in: context)
                let poller = Poller([router], bell: nil)
                started.ring()
                while true { _ = try poller.wait(milliseconds: -1) }
            } catch {
                _ = outcome.post((error as? ZeroMQFailure)?.isShutdown == true)
            }
        }
        #expect(started.wait(milliseconds: Patience.milliseconds))

        context.shutdown()

        #expect(outcome.waitAndTakeAll(milliseconds: Patience.milliseconds) == [true])
        thread.join()
    }
}

@Suite(.timeLimit(Patience.most)) struct `A bell` {
    @Test func `rung many times wakes once`() throws {
        let bell = try WakeBell()
        for _ in 0..<1000 { bell.ring() }
        #expect(bell.wait(milliseconds: 0))
        #expect(!bell.wait(milliseconds: 0))
    }

    @Test func `rings again after it was silenced`() throws {
        let bell = try WakeBell()
        for _ in 0..<3 {
            bell.ring()
            #expect(bell.wait(milliseconds: 0))
        }
    }

    @Test func `never loses what it was rung for`() throws {
        let bell = try WakeBell()
        let box = Mailbox<Int>(limit: 10, ringing: bell)
        let thread = try PlainThread(named: "poster") {
            var next = 0
            while next < 20_000 {
                if box.post(next) { next += 1 } else { sched_yield() }
            }
        }
        var expected = 0
        while expected < 20_000 {
            let taken = box.waitAndTakeAll(milliseconds: Patience.milliseconds)
            guard taken == Array(expected..<(expected + taken.count)) else { break }
            expected += taken.count
        }
        #expect(expected == 20_000)
        thread.join()
    }
}
