import Testing
import ZeroMQ

@Suite struct `A mailbox` {
    let bell: WakeBell
    let box: Mailbox<Int>

    init() throws {
        bell = try WakeBell()
        box = Mailbox(limit: 3, ringing: bell)
    }

    @Test func `refuses what it has no room for`() {
        #expect(box.post(1) && box.post(2) && box.post(3))
        #expect(!box.post(4))
        #expect(box.takeAll() == [1, 2, 3])
        #expect(box.post(4))
    }

    @Test func `takes of many as many as fit`() {
        #expect(box.post(1))
        #expect(box.post(contentsOf: [2, 3, 4, 5]) == 2)
        #expect(box.post(contentsOf: [6]) == 0)
        #expect(box.takeAll() == [1, 2, 3])
    }

    @Test func `is delivered all that it has room for`() {
        box.deliver(1)
        box.deliver(contentsOf: [])
        box.deliver(contentsOf: [2, 3])
        #expect(box.takeAll() == [1, 2, 3])
    }

    @Test func `rings only when it was empty`() {
        #expect(box.post(1))
        #expect(bell.wait(milliseconds: 0))
        #expect(box.post(2))
        #expect(!bell.wait(milliseconds: 0))
        #expect(box.takeAll() == [1, 2])
        #expect(box.post(contentsOf: [3]) == 1)
        #expect(bell.wait(milliseconds: 0))
    }

    @Test func `gives nothing when the wait is over`() {
        #expect(box.waitAndTakeAll(milliseconds: 1) == [])
    }

    @Test func `wakes who waits for ever when it is closed`() throws {
        let waits = try WakeBell()
        let ended = try WakeBell()
        let box = box
        // Nothing bounds its wait but the closing.
        let thread = try PlainThread(named: "waits") {
            waits.ring()
            while box.waitAndTakeAll() != nil {}
            ended.ring()
        }
        #expect(waits.wait(milliseconds: Patience.milliseconds))
        box.close()
        try #require(ended.wait(milliseconds: Patience.milliseconds))
        thread.join()
    }

    @Test func `gives what was posted before it was closed, and then its end`() {
        #expect(box.post(contentsOf: [1, 2]) == 2)
        box.close()
        #expect(box.waitAndTakeAll() == [1, 2])
        #expect(box.waitAndTakeAll() == nil)
    }

    @Test func `rings when it is closed`() {
        #expect(!box.isClosed)
        box.close()
        #expect(box.isClosed)
        #expect(bell.wait(milliseconds: 0))
    }
}
