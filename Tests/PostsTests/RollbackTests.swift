import Exchange
import Journal
import Posts
import Referrals
import Testing
import Triage
import Wire

@Suite struct `A bundle that was in force before` {
    private static let first = SampleBundle.bundle.address
    private static let second = SampleBundle.other.address

    /// A recorder under a second bundle, whose activation is on disk.
    private static func scene() throws -> RecorderScene {
        var scene = RecorderScene()
        try activate(&scene, first, key: "k-0")
        try activate(&scene, second, key: "k-1")
        return scene
    }

    private static func activate(_ scene: inout RecorderScene, _ address: Digest, key: String)
        throws
    {
        let bundle = SampleBundle.make(address: address)
        scene.folder = .good(BundleFiles(address: address, files: []), bundle)
        try scene.ask(
            "supervisor:chief",
            .order(OrderInquiry(verb: "activate", reason: "r", key: key))
        )
        _ = scene.turn()
    }

    private static func roll(
        _ scene: inout RecorderScene,
        to bundle: EarlierBundle = .previous,
        dry: Bool = false,
        key: String = "k-2"
    ) throws -> Message? {
        let order = OrderInquiry(.activateAgain(bundle), reason: "r", key: key, isDryRun: dry)
        let ticket = scene.put("supervisor:chief", .order(order))
        // In the first turn the journal is asked, in the second the answer goes out.
        scene.turn()
        scene.turn()
        return scene.replies[ticket]
    }

    private static func activations(_ scene: RecorderScene) -> [Digest] {
        scene.recorder.board.activations.map(\.address)
    }

    @Test func `is put in force again, with the bytes that the journal keeps`() throws {
        var scene = try Self.scene()
        let reply = try Self.roll(&scene)
        #expect(reply == .done(code: 200, isChanged: true, words: []))
        #expect(scene.recorder.board.bundleAddress == Self.first)
        #expect(scene.recorder.board.bundle.address == Self.first)
        let files = scene.facts.compactMap { fact -> BundleFiles? in
            guard case .bundleActivated(let files) = fact.fact.matter else { return nil }
            return files
        }
        #expect(files.last == files.first)
    }

    @Test func `is the one that its address names`() throws {
        var scene = try Self.scene()
        let digits = String(Self.first.hexadecimal.prefix(16))
        let reply = try Self.roll(&scene, to: try #require(EarlierBundle(digits)))
        #expect(reply == .done(code: 200, isChanged: true, words: []))
        #expect(scene.recorder.board.bundleAddress == Self.first)
    }

    @Test func `is left where it is by a dry run`() throws {
        var scene = try Self.scene()
        let reply = try Self.roll(&scene, dry: true)
        #expect(reply == .done(code: 200, isChanged: true, words: []))
        #expect(scene.recorder.board.bundleAddress == Self.second)
    }

    @Test func `that is in force stays, and the order is written down`() throws {
        var scene = try Self.scene()
        let digits = String(Self.second.hexadecimal.prefix(16))
        let count = Self.activations(scene).count
        let reply = try Self.roll(&scene, to: try #require(EarlierBundle(digits)))
        #expect(reply == .done(code: 200, isChanged: false, words: []))
        #expect(Self.activations(scene).count == count)
    }

    @Test func `that nobody knows is refused with the field`() throws {
        var scene = try Self.scene()
        guard case .error(let error) = try Self.roll(&scene, to: .address("ffffffff")) else {
            Issue.record("no bundle has that address")
            return
        }
        #expect(error.error == .notFound && error.field == "/bundle")
        #expect(scene.recorder.board.bundleAddress == Self.second)
    }

    @Test func `is put in force once, however often the same order comes`() throws {
        var scene = try Self.scene()
        _ = try Self.roll(&scene)
        _ = scene.turn()
        let again = try Self.roll(&scene)
        #expect(again == .done(code: 202, isChanged: false, words: []))
        #expect(scene.recorder.board.bundleAddress == Self.first)
    }

    @Test func `is listed, with the time in which it was in force`() throws {
        var scene = try Self.scene()
        guard
            case .told(let rows, _, _, _) = try scene.ask(
                "supervisor:chief",
                .ask(AskInquiry(what: "bundles"))
            )
        else {
            Issue.record("the reply is no list of rows")
            return
        }
        let texts = rows.map { String(decoding: $0, as: UTF8.self) }
        #expect(texts.count == Self.activations(scene).count)
        #expect(texts.last?.contains(Self.second.hexadecimal) == true)
        #expect(texts.last?.contains("\"until\":null") == true)
    }
}

@Suite struct `The name of an earlier bundle` {
    @Test(arguments: ["previous", "3f66ccad", "3F66CCAD11"])
    func `is previous or the first digits of an address`(text: String) {
        #expect(EarlierBundle(text)?.description == text.lowercased())
    }

    @Test(arguments: ["", "3f66cca", "3f66ccag", "last", String(repeating: "a", count: 65)])
    func `is nothing else`(text: String) {
        #expect(EarlierBundle(text) == nil)
    }
}
