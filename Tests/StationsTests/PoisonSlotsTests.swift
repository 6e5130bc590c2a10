import Foundation
import Testing

@testable import Stations

@Suite struct `The slots of lines in hand` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `hold nothing against a line that was in hand at one crash`() throws {
        try PoisonSlots(directory: folder.path, count: 2).mark(0xABC, by: 1)
        #expect(try PoisonSlots(directory: folder.path, count: 2).poisoned == [])
    }

    @Test func `know a line that was in hand at two crashes`() throws {
        try PoisonSlots(directory: folder.path, count: 2).mark(0xABC, by: 1)
        try PoisonSlots(directory: folder.path, count: 2).mark(0xABC, by: 0)
        #expect(try PoisonSlots(directory: folder.path, count: 2).poisoned == [0xABC])
    }

    @Test func `know it for ever after`() throws {
        try folder.write("abc 2\n", to: "killers")
        #expect(try PoisonSlots(directory: folder.path, count: 1).poisoned == [0xABC])
        #expect(try PoisonSlots(directory: folder.path, count: 1).poisoned == [0xABC])
    }

    @Test func `forget a line that was finished`() throws {
        for _ in 1...3 {
            let slots = try PoisonSlots(directory: folder.path, count: 1)
            slots.mark(0xABC, by: 0)
            slots.mark(0, by: 0)
        }
        #expect(try PoisonSlots(directory: folder.path, count: 1).poisoned == [])
    }

    @Test func `count what more dispatchers left than there are now`() throws {
        try folder.write("abc 1\n", to: "killers")
        try PoisonSlots(directory: folder.path, count: 8).mark(0xABC, by: 7)
        #expect(try PoisonSlots(directory: folder.path, count: 1).poisoned == [0xABC])
    }
}
