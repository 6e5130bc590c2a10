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
}
