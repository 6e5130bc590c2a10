import Exchange
import Journal
import Testing

@Suite struct `The address of a bundle` {
    private typealias File = BundleFiles.File

    @Test func `is the same for the same files`() {
        let files = [File(name: "a", bytes: [1, 2]), File(name: "b", bytes: [])]
        #expect(BundleFiles(of: files) == BundleFiles(of: files))
    }

    @Test func `is another wherever a byte ends`() {
        let addresses = [
            [File(name: "a", bytes: [1, 2])],
            [File(name: "a", bytes: [1]), File(name: "b", bytes: [2])],
            [File(name: "a", bytes: [1, 2]), File(name: "b", bytes: [])],
            [File(name: "b", bytes: []), File(name: "a", bytes: [1, 2])],
            [File(name: "a1", bytes: [2])],
        ].map { BundleFiles(of: $0).address }
        #expect(Set(addresses).count == addresses.count)
    }
}
