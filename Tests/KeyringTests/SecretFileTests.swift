import Foundation
import Testing
import Triage

@testable import Keyring

@Suite struct `The file of a secret key` {
    private let room: TemporaryFolder
    private let path: String
    private let card: KeyCard
    private let secret: SecretKey
    private var file: SecretFile { SecretFile(path: path, credentials: nil) }

    init() throws {
        room = try TemporaryFolder()
        path = room("secrets/agency-1819.1.key_secret")
        card = try KeyringTests.card("agency:1819", 1)
        secret = try #require(SecretKey(z85: "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"))
    }

    @Test func `is read as it was written`() throws {
        try file.write(secret, of: card)
        let key = try file.read()
        #expect(key.publicKey == card.key)
        #expect(key.secretKey == secret)
        #expect(key.owner == card.owner)
        #expect(key.name == card.name)
    }

    @Test func `is closed to others, like its folder, and leaves no draft`() throws {
        try file.write(secret, of: card)
        #expect(try room.permissions(of: "secrets") == 0o700)
        #expect(try room.permissions(of: "secrets/agency-1819.1.key_secret") == 0o600)
        #expect(try room.names(in: "secrets") == ["agency-1819.1.key_secret"])
    }

    @Test func `is not written over another`() throws {
        try file.write(secret, of: card)
        let other = try #require(SecretKey(z85: "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"))
        #expect(throws: SecretRefusal.alreadyThere(path: path)) {
            try file.write(other, of: card)
        }
        #expect(try file.read().secretKey == secret)
        #expect(try room.names(in: "secrets").count == 1)
    }

    @Test func `is not written into a folder that others may look into`() throws {
        try room.write("", to: "secrets/a", permitting: 0o600)
        try room.permit(0o755, "secrets")
        #expect(throws: SecretRefusal.self) { try file.write(secret, of: card) }
        #expect(try room.names(in: "secrets") == ["a"])
    }

    @Test(arguments: [0o600, 0o400])
    func `is read with the permissions`(mode: Int) throws {
        try file.write(secret, of: card)
        try room.permit(mode, "secrets/agency-1819.1.key_secret")
        #expect(try file.read().secretKey == secret)
    }

    @Test(arguments: [0o644, 0o640, 0o440, 0o604, 0o660, 0o601, 0o700, 0o000, 0o4600])
    func `is refused with the permissions`(mode: Int) throws {
        try file.write(secret, of: card)
        try room.permit(mode, "secrets/agency-1819.1.key_secret")
        let refusal = #expect(throws: SecretRefusal.self) { try file.read() }
        #expect(refusal?.exitStatus == 77)
        if geteuid() == 0 {
            #expect(refusal?.description.contains("chmod 600 \(path)") == true)
        }
    }

    @Test(arguments: [0o755, 0o750, 0o711, 0o770, 0o1777, 0o550])
    func `is refused in a folder of the permissions`(mode: Int) throws {
        try file.write(secret, of: card)
        try room.permit(mode, "secrets")
        let permissions = String(mode, radix: 8)
        let folder = room("secrets")
        #expect(
            throws: SecretRefusal.folderOpenToOthers(path: folder, permissions: permissions)
        ) { try file.read() }
    }

    @Test(arguments: [0o500, 0o2700])
    func `is read in a folder of the permissions`(mode: Int) throws {
        try file.write(secret, of: card)
        try room.permit(mode, "secrets")
        #expect(try file.read().secretKey == secret)
        try room.permit(0o700, "secrets")
    }

    @Test func `is refused as a link, a folder or a pipe`() throws {
        try file.write(secret, of: card)
        let link = room("secrets/link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        try #require(mkfifo(room("secrets/pipe"), 0o600) == 0)
        try #require(mkdir(room("secrets/folder"), 0o700) == 0)
        for name in ["link", "pipe", "folder"] {
            let place = room("secrets/" + name)
            #expect(throws: SecretRefusal.notAFile(path: place)) {
                try SecretFile(path: place, credentials: nil).read()
            }
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func `is refused where it belongs to somebody else`() throws {
        try file.write(secret, of: card)
        try #require(chown(path, 4_711, 4_711) == 0)
        #expect(throws: SecretRefusal.ofAnother(path: path, user: 4_711)) { try file.read() }
        try #require(chown(path, 0, 0) == 0 && chown(room("secrets"), 4_711, 4_711) == 0)
        #expect(throws: SecretRefusal.ofAnother(path: room("secrets"), user: 4_711)) {
            try file.read()
        }
    }

    @Test func `is read from the folder of systemd, as systemd makes it`() throws {
        try file.write(secret, of: card)
        try room.permit(0o440, "secrets/agency-1819.1.key_secret")
        try room.permit(0o550, "secrets")
        let folder = room("secrets")
        #expect(throws: SecretRefusal.self) { try file.read() }
        #expect(throws: SecretRefusal.self) {
            try SecretFile(path: path, credentials: room("other")).read()
        }
        #expect(try SecretFile(path: path, credentials: folder).read().secretKey == secret)
        try room.permit(0o444, "secrets/agency-1819.1.key_secret")
        #expect(throws: SecretRefusal.self) {
            try SecretFile(path: path, credentials: folder).read()
        }
        try room.permit(0o700, "secrets")
    }

    @Test func `that is not there is not made`() throws {
        let refusal = #expect(throws: SecretRefusal.self) { try file.read() }
        #expect(refusal?.exitStatus == 66)
        #expect(try room.names() == [])
    }

    @Test func `is not the public card`() throws {
        try room.write(card.certificate().written, to: "secrets/a.key", permitting: 0o600)
        try room.permit(0o700, "secrets")
        let place = room("secrets/a.key")
        #expect(throws: SecretRefusal.noSecretKey(path: place)) {
            try SecretFile(path: place, credentials: nil).read()
        }
    }

    @Test func `tells of a mistake without the key`() throws {
        let text = card.certificate(secretKey: secret).written.replacing("%cs\"", with: "%c\"")
        try room.write(text, to: "secrets/a", permitting: 0o600)
        try room.permit(0o700, "secrets")
        let refusal = #expect(throws: SecretRefusal.self) {
            try SecretFile(path: room("secrets/a"), credentials: nil).read()
        }
        let words = refusal?.description ?? ""
        #expect(words.contains("secrets/a:10:5: expected secret-key: a key of 40 characters"))
        #expect(!words.contains("D:)Q"))
    }

    @Test func `is found beside us without a slash in its path`() throws {
        #expect(SecretFile(path: "a").parts == (".", "a"))
        #expect(SecretFile(path: "/a").parts == ("/", "a"))
        #expect(SecretFile(path: "b/c/a").parts == ("b/c", "a"))
    }

    @Test func `that pyzmq made says of nobody whose it is`() throws {
        let text = """
            #   ZeroMQ CURVE **Secret** Certificate
            metadata
            curve
                public-key = "\(card.key)"
                secret-key = "\(secret.revealed)"
            """
        try room.write(text, to: "secrets/a", permitting: 0o600)
        try room.permit(0o700, "secrets")
        let key = try SecretFile(path: room("secrets/a"), credentials: nil).read()
        #expect(key.owner == nil)
        #expect(key.secretKey == secret)
    }
}
