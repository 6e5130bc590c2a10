import Foundation
import Keyring
import RelaisClient
import Testing
import Triage
import ZeroMQ

/// An installation that `relais init` made, with a key for everybody, on ports that are free.
final class LockedInstallation {
    /// Its folder is in this one, which goes with it.
    let room: Installation

    var path: String { room.folder + "/locked" }

    init() throws {
        room = try Installation()
        try relais("init", path, "--everyone")
        let settings = try room.text(of: "locked/relais.yaml")
        try room.write(settings.replacing(/:557\d\n/, with: ":*\n"), to: "locked/relais.yaml")
    }

    /// Runs a command, which has to end well.
    func relais(_ words: String...) throws {
        let done = try room.run(words)
        try #require(done.ending == .exit(0), "\(done.words)")
    }

    /// Runs a command on its keys.
    func key(_ command: String, _ words: String...) throws {
        let secrets =
            ["new", "rotate"].contains(command) ? ["--secrets", path + "/secrets"] : []
        let places = ["--keys", path + "/keys.d"] + secrets
        let done = try room.run(["key", command] + words + places)
        try #require(done.ending == .exit(0), "\(done.words)")
    }

    /// Runs a command against an endpoint, with somebody's key: how it ends, and its words.
    func client(
        _ command: [String],
        at endpoint: String,
        as key: String
    ) throws -> (ending: Program.Ending?, words: String) {
        try room.run(
            command + ["--endpoint", endpoint, "--key", secret(key), "--server-key", card()]
        )
    }

    /// The file of a secret key: `agency-1819.1`.
    func secret(_ name: String) -> String { "\(path)/secrets/\(name).key_secret" }

    /// The gateway's card.
    func card(_ name: String = "main.1") -> String { "\(path)/keys.d/gateway/\(name).key" }

    func text(of name: String) throws -> String { try room.text(of: "locked/" + name) }

    func write(_ text: String, to name: String) throws {
        try room.write(text, to: "locked/" + name)
    }

    var serving: [String] {
        [
            "serve", "--config", path, "--data", path + "/data", "--master-key",
            path + "/secrets/master.key",
        ]
    }

    /// Starts a server and waits until it listens; where, is by the names of its doors.
    func serve() throws -> (program: Program, doors: [String: String]) {
        let program = try Program(Repository.program, serving, in: room.folder)
        guard let line = program.line(within: 60) else {
            throw Unfit("the server does not listen: \(program.words)")
        }
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        let members = try #require(object as? [String: Any])
        return (program, members.compactMapValues { $0 as? String })
    }

    /// A start that is refused: how it ends, and its words.
    func refusedStart() throws -> (ending: Program.Ending?, words: String) {
        try room.run(serving)
    }

    /// A supervisor on a connection of their own.
    func supervisor(
        at endpoint: String,
        as key: String = "supervisor-pole.1",
        gateway: String = "main.1"
    ) throws -> SupervisorClient {
        let own = try SecretFile(path: secret(key)).read()
        let letters = Array(own.secretKey.revealed.utf8)
        let pair = try CurveKeyPair(of: #require(CurveSecretKey(z85: letters)))
        let server = try #require(CurvePublicKey(ServerKey.read(card(gateway)).bytes))
        let identity = Identity.keys(pair, serverKey: server)
        return SupervisorClient(
            try Connection(to: endpoint, identity: identity),
            patience: .seconds(5)
        )
    }
}
