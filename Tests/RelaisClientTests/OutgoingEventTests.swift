import RelaisClient
import Testing

@Suite struct `An outgoing event` {
    @Test func `may have 64 KiB and not a byte more`() {
        let most = [UInt8](repeating: 0x20, count: 65_536)
        #expect(OutgoingEvent(mark: 1, line: most) != nil)
        #expect(OutgoingEvent(mark: 1, line: most + [0x20]) == nil)
    }

    @Test func `is one line, and not an empty one`() {
        #expect(OutgoingEvent(mark: 1, line: Array("{}\n{}".utf8)) == nil)
        #expect(OutgoingEvent(mark: 1, line: []) == nil)
    }
}
