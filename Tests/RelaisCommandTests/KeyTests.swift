import Foundation
import GatewayDouble
import Referrals
import Testing
import Wire
import ZeroMQ

/// A locked gateway of a queue, and the key files of whoever may ask it.
private final class LockedPlace {
    let gateway: FakeGateway
    let folder: URL

    init(isKnown: Bool = true) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "relais-keys-\(UUID())")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let (server, own) = (try CurveKeyPair.make(), try CurveKeyPair.make())
        let key = own.publicKey
        let lock = FakeGateway.Lock(server) { request in
            guard isKnown, request.mechanism == .curve(key), let user = UserId("supervisor:pole#1")
            else { return .refused }
            return .admitted(user)
        }
        gateway = try FakeGateway(lock: lock) { _ in
            let row = Array("{\"queue\":\"ced\"}".utf8)
            return [.answer(.told([row], asOf: .origin, at: Moment(seconds: 0)))]
        }
        try write("own.key_secret", own, withSecret: true)
        try write("gateway.key", server, withSecret: false)
        try write("other.key", try .make(), withSecret: false)
    }

    deinit {
        // What is left in the temporary folder does no harm.
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    private func write(_ name: String, _ keys: CurveKeyPair, withSecret: Bool) throws {
        var text = "metadata\ncurve\n    public-key = \"\(keys.publicKey)\"\n"
        if withSecret {
            let secret = String(decoding: keys.secretKey.z85(), as: UTF8.self)
            text += "    secret-key = \"\(secret)\"\n"
        }
        try text.write(toFile: path(name), atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(name))
    }

    /// Lists the queues with these options.
    func list(_ options: [String]) throws -> ProgramRun {
        try ProgramRun(["queue", "ls", "-o", "jsonl", "--endpoint", gateway.endpoint] + options)
    }

    func list(_ key: String, _ server: String) throws -> ProgramRun {
        try list(["--key", path(key), "--server-key", path(server)])
    }
}

@Suite struct `The program with keys` {
    @Test func `asks a locked gateway, and says no name`() throws {
        let place = try LockedPlace()
        let run = try place.list("own.key_secret", "gateway.key")
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output == "{\"queue\":\"ced\"}\n")
        #expect(place.gateway.heard.first?.header.speaker == nil)
    }

    @Test func `takes the gateway's key in its forty characters`() throws {
        let place = try LockedPlace()
        let card = try String(contentsOfFile: place.path("gateway.key"), encoding: .utf8)
        let key = String(card.split(separator: "\"")[1])
        let run = try place.list(["--key", place.path("own.key_secret"), "--server-key", key])
        #expect(run.code == 0, "\(run.words)")
    }

    @Test func `ends with 77 when the gateway does not let its key in`() throws {
        let run = try LockedPlace(isKnown: false).list("own.key_secret", "gateway.key")
        #expect(run.code == 77)
        #expect(run.words.contains("does not let this key in"), "\(run.words)")
    }

    @Test func `ends with 77 when the gateway has another key`() throws {
        let run = try LockedPlace().list("own.key_secret", "other.key")
        #expect(run.code == 77)
        #expect(run.words.contains("compare the server key"), "\(run.words)")
    }

    @Test func `ends with 77 when a locked gateway is spoken to without keys`() throws {
        let run = try LockedPlace().list(["--insecure"])
        #expect(run.code == 77)
        #expect(run.words.contains("wants keys"), "\(run.words)")
    }

    @Test func `ends with 69 when nobody listens`() throws {
        let place = try LockedPlace()
        let run = try ProgramRun([
            "queue", "ls", "--endpoint", "ipc://\(place.folder.path)/nobody", "--timeout", "0.3",
            "--key", place.path("own.key_secret"), "--server-key", place.path("gateway.key"),
        ])
        #expect(run.code == 69)
        #expect(run.words.contains("no gateway answered"), "\(run.words)")
    }

    @Test(arguments: [
        ["RELAIS_SERVER_KEY": "/nowhere/gateway.key"],
        ["RELAIS_SERVER_KEY": "/nowhere/gateway.key", "RELAIS_KEY": "/nowhere/own.key_secret"],
        ["RELAIS_KEY": "/nowhere/own.key_secret"],
    ])
    func `takes no key from the environment over ipc, where the account says who speaks`(
        environment: [String: String]
    ) throws {
        let list = ["queue", "ls", "--timeout", "0.2", "--endpoint"]
        let run = try ProgramRun(list + ["ipc:///nowhere/control.sock"], environment: environment)
        #expect(run.code == 69, "\(run.words)")
        let apart = try ProgramRun(list + ["tcp://127.0.0.1:1"], environment: environment)
        #expect([64, 66, 78].contains(apart.code), "\(apart.words)")
    }

    @Test func `does not use a secret key that others can read`() throws {
        let place = try LockedPlace()
        let path = place.path("own.key_secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let run = try place.list("own.key_secret", "gateway.key")
        #expect(run.code == 77)
        #expect(run.words.contains("chmod 600"), "\(run.words)")
    }

    @Test func `does not use a secret key in a folder that others can look into`() throws {
        let place = try LockedPlace()
        let folder = place.folder.path
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
        let run = try place.list("own.key_secret", "gateway.key")
        #expect(run.code == 77)
        #expect(run.words.contains("chmod 700 \(folder)"), "\(run.words)")
    }

    @Test(arguments: [
        ("gateway.key", "gateway.key", "public card"),
        ("own.key_secret", "own.key_secret", "holds a secret key"),
        ("own.key_secret", "nothing.key", "40 characters"),
    ])
    func `ends with 78 when a file is not the key it should be`(
        key: String,
        server: String,
        words: String
    ) throws {
        let run = try LockedPlace().list(key, server)
        #expect(run.code == 78)
        #expect(run.words.contains(words), "\(run.words)")
    }
}
