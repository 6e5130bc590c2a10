import Foundation
import Keyring
import Testing
import Triage
import Wire
import ZeroMQ

@testable import relais

@Suite struct `The exchange of keys` {
    private let room: KeyRoom

    init() throws {
        room = try KeyRoom()
    }

    /// A certificate as pyzmq writes it, without a word about whose it is.
    private func theirs(_ remarks: String = "") throws -> (text: String, key: String) {
        let key = try CurveKeyPair.make().publicKey.z85
        return ("metadata\n\(remarks)curve\n    public-key = \"\(key)\"\n", key)
    }

    @Test func `takes in the public half of a pair that an agency made`() throws {
        let (text, key) = try theirs()
        try room.write(text, to: "their.key")
        let run = try room.key("new", "agency:1819", "--public-key", room("their.key"))
        #expect(run.code == 0, "\(run.words)")
        let rows = try room.rows()
        #expect(rows.map { $0.string("public_key") } == [key])
        #expect(try room.names(in: "").contains("secrets") == false)
        #expect(run.words.contains("by telephone"))
    }

    @Test func `takes no secret key in, and says what to ask for`() throws {
        let secret = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"
        let (text, _) = try theirs()
        try room.write(text + "    secret-key = \"\(secret)\"\n", to: "their.key")
        let run = try room.key("new", "agency:1819", "--public-key", room("their.key"))
        #expect(run.code == 65)
        #expect(run.words.contains("ask for a new pair"))
        #expect(!run.words.contains(secret))
        #expect(try room.rows().isEmpty)
    }

    @Test func `takes in no key of another, none twice and none of a manual`() throws {
        let (text, _) = try theirs("    principal = agency:ced\n")
        try room.write(text, to: "their.key")
        let file = room("their.key")
        let other = try room.key("new", "agency:1819", "--public-key", file)
        #expect(other.code == 65)
        #expect(other.words.contains("agency:ced"))
        #expect(try room.key("new", "agency:ced", "--public-key", file).code == 0)
        try room.write(text.replacing("agency:ced", with: "agency:hub"), to: "their.key")
        let again = try room.key("new", "agency:hub", "--public-key", file)
        #expect(again.code == 65)
        #expect(again.words.contains("agency:ced#1 already"))
        let known = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
        try room.write("curve\n    public-key = \"\(known)\"\n", to: "their.key")
        #expect(try room.key("new", "agency:hub", "--public-key", file).code == 65)
        #expect(try room.rows().count == 1)
    }

    @Test func `tells of a file that is not there, or is none`() throws {
        #expect(try room.key("new", "agency:a", "--public-key", room("nothing")).code == 66)
        try room.write("hello", to: "their.key")
        let run = try room.key("new", "agency:a", "--public-key", room("their.key"))
        #expect(run.code == 65)
        #expect(run.words.contains("their.key:1:"))
    }

    @Test func `lets a second key do what the first may, beside it`() throws {
        _ = try room.key(
            "new",
            "partner:hub",
            "--queue",
            "hub.coaching",
            "--network",
            "192.0.2.0/24"
        )
        let run = try room.key("rotate", "partner:hub")
        #expect(run.code == 0, "\(run.words)")
        #expect(run.words.contains("then: relais key revoke partner:hub#1"))
        let rows = try room.rows()
        #expect(rows.map { $0.string("key") } == ["partner:hub#1", "partner:hub#2"])
        #expect(rows.map { $0.string("state") } == ["live", "live"])
        #expect(rows.map { $0.words("queues") } == ["hub.coaching", "hub.coaching"])
        #expect(rows.map { $0.words("networks") } == ["192.0.2.0/24", "192.0.2.0/24"])
        #expect(Set(rows.compactMap { $0.string("public_key") }).count == 2)
    }

    @Test func `has room for no third key, nor for a second without a first`() throws {
        #expect(try room.key("rotate", "agency:1819").code == 65)
        _ = try room.key("new", "agency:1819")
        _ = try room.key("rotate", "agency:1819")
        let run = try room.key("rotate", "agency:1819")
        #expect(run.code == 73)
        #expect(run.words.contains("relais key revoke agency:1819#1"))
        #expect(try room.names(in: "secrets").count == 2)
    }

    @Test func `gives the name of a revoked key to no other`() throws {
        _ = try room.key("new", "agency:1819")
        _ = try room.key("revoke", "agency:1819")
        let taken = try room.key("new", "agency:1819", "--name", "1")
        #expect(taken.code == 73)
        _ = try room.key("new", "agency:1819")
        #expect(try room.rows().map { $0.string("key") } == ["agency:1819#1", "agency:1819#2"])
    }

    @Test func `says how a gateway's key is changed`() throws {
        _ = try room.key("new", "gateway:main")
        let run = try room.key("rotate", "gateway:main")
        #expect(run.words.contains("next: {secret: \(room("secrets/gateway-main.2.key_secret"))"))
        #expect(run.words.contains("relais key export gateway:main#2"))
    }

    @Test func `leaves no secret behind whose card cannot be written`() throws {
        try room.make("keys.d/agency/1819.1.key")
        let run = try room.key("new", "agency:1819")
        #expect(run.code == 73, "\(run.words)")
        #expect(try room.names(in: "secrets") == [])
    }

    @Test func `gives the gateway's card, and nothing that outsiders need not know`() throws {
        _ = try room.key("new", "gateway:main", "--not-after", "2099-12-31")
        let own = try room.text(of: "keys.d/gateway/main.1.key")
        try room.write(
            own.replacing("curve\n", with: "    x-rack = \"cellar\"\ncurve\n"),
            to: "keys.d/gateway/main.1.key"
        )
        let run = try room.key("export")
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output == own)
        try room.write(run.output, to: "gateway.key")
        let key = try ServerKey.read(room("gateway.key"))
        #expect(try room.key("export", "-o", "z85").output == "\(key)\n")
    }

    @Test func `gives a card of two gateways only by its name, and none that is revoked`() throws {
        #expect(try room.key("export").code == 65)
        _ = try room.key("new", "gateway:main")
        _ = try room.key("rotate", "gateway:main")
        let run = try room.key("export")
        #expect(run.code == 64)
        #expect(run.words.contains("gateway:main#1 or gateway:main#2"))
        #expect(try room.key("export", "gateway:main#2").code == 0)
        _ = try room.key("revoke", "gateway:main#1")
        #expect(try room.key("export", "gateway:main#1").code == 65)
        #expect(try room.key("export").code == 0)
    }

    @Test func `says where to go when there is no folder of cards`() throws {
        let run = try ProgramRun(["key", "ls", "--keys", room("nothing")])
        #expect(run.code == 66)
        #expect(run.words.contains("--keys"))
    }

    @Test func `keeps out of a folder of secrets that others may look into`() throws {
        try room.make("secrets")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: room("secrets")
        )
        let run = try room.key("new", "agency:1819")
        #expect(run.code == 77)
        #expect(run.words.contains("chmod 700 \(room("secrets"))"))
        #expect(try room.rows().isEmpty)
    }
}
