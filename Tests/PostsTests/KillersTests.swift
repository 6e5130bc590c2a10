import Posts
import Testing

@Suite struct `Lines that kill` {
    @Test func `are poisoned from the second time on`() {
        var killers = Killers()
        killers.count(0xABC)
        #expect(killers.poisoned == [])
        killers.count(0xDEF)
        killers.count(0xABC)
        #expect(killers.poisoned == [0xABC])
    }

    @Test func `are written in order, and read as they were written`() {
        var killers = Killers("def 1\nabc 2\n")
        killers.count(1)
        #expect(killers.text == "1 1\nabc 2\ndef 1\n")
        #expect(Killers(killers.text) == killers)
    }

    @Test func `are read although a line of them is torn`() {
        #expect(Killers("abc 2\n\0\0\0\0 zz\nde").text == "abc 2\n")
    }
}
