import Keyring
import Testing
import Triage

@Suite struct `The key of a gateway` {
    private let room: TemporaryFolder

    init() throws {
        room = try TemporaryFolder()
    }

    @Test func `is read from its card`() throws {
        let card = try card("gateway:main", 7)
        try room.write(card.certificate().written, to: "main.1.key")
        #expect(try ServerKey.read(room("main.1.key")) == card.key)
    }

    @Test func `is read from a certificate that says of nobody whose it is`() throws {
        try room.write(try cardText(7), to: "server.key")
        #expect(try ServerKey.read(room("server.key")) == key(7))
    }

    @Test func `is read from its forty letters`() throws {
        #expect(try ServerKey.read(try key(7).description) == key(7))
    }

    @Test(arguments: ["", "nothing.key", "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hI"])
    func `is neither read from another text, nor is that repeated`(text: String) throws {
        let refusal = #expect(throws: ServerKeyRefusal.neither) { try ServerKey.read(text) }
        #expect(text.isEmpty || refusal?.description.contains(text) == false)
    }

    @Test func `is not read from the file of the secret one`() throws {
        let text = try cardText(7, "principal = gateway:main")
        let secret = "    secret-key = \"D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs\"\n"
        try room.write(text + secret, to: "main")
        #expect(throws: ServerKeyRefusal.secret(path: room("main"))) {
            try ServerKey.read(room("main"))
        }
    }

    @Test func `is not read from the card of somebody else, nor from a revoked one`() throws {
        try room.write(try cardText(7, "principal = agency:ced"), to: "ced.key")
        #expect(
            throws: ServerKeyRefusal.ofAnother(path: room("ced.key"), owner: "agency:ced")
        ) { try ServerKey.read(room("ced.key")) }
        let time = "2026-11-21T15:00:00+01:00"
        let text = try cardText(7, "principal = gateway:main", "revoked-at = \(time)")
        try room.write(text, to: "old.key")
        #expect(throws: ServerKeyRefusal.revoked(path: room("old.key"), at: time)) {
            try ServerKey.read(room("old.key"))
        }
    }

    @Test func `is not read from a folder or from a file of another kind`() throws {
        try room.write("hello", to: "a")
        #expect(throws: ServerKeyRefusal.self) { try ServerKey.read(room("a")) }
        #expect(throws: ServerKeyRefusal.self) { try ServerKey.read(room.path) }
    }
}
