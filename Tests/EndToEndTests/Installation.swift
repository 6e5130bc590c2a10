import Foundation
import Journal
import JournalSQLite
import Keyring
import Referrals
import RelaisClient
import Testing
import Triage
import ZeroMQ

/// Relais on a machine of its own: a folder with configuration, data, keys and sockets.
final class Installation {
    let folder: String
    let arrangement: Arrangement

    /// An address of this machine that nobody else listens at.
    let address: String

    /// Whether its doors are on that address, and not sockets of its folder.
    private let isOverTCP: Bool

    /// What a station is started under, such as a network of its own.
    var wrappers: [Station: [String]] = [:]

    /// Where stations find the gateway that do not go straight to its door.
    var detours: [Station: String] = [:]

    /// An installation with the shipped bundle and these lines in `relais.yaml`.
    ///
    /// Where it is locked, everybody of the bundle has a key. With the folder of another's configuration
    /// it has that, and the same keys. What reads notes is left out unless a test is about it: each station
    /// reads a megabyte of it at each start, seconds of a program that is built to be debugged.
    init(
        _ arrangement: Arrangement = .plain,
        settings: String = "reserve_mb: 8\nping_ms: 1000\n",
        overTCP isOverTCP: Bool = false,
        withKeysOf sibling: String? = nil,
        address: String? = nil,
        readingNotes readsNotes: Bool = false
    ) throws {
        self.arrangement = arrangement
        // Keys are for tcp, where they matter.
        self.isOverTCP = isOverTCP || arrangement.isLocked
        let name = UUID()
        // Short: the path of an ipc socket has at most 107 bytes.
        folder = "/tmp/relais-" + name.uuidString.prefix(8)
        let (second, third, fourth) = (name.uuid.0 | 1, name.uuid.1, name.uuid.2 % 254 + 1)
        self.address = address ?? "127.\(second).\(third).\(fourth)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        if let sibling {
            let copy = try Program("/bin/cp", ["-a", sibling, config], in: folder)
            try #require(copy.ending(within: 30) == .exit(0), "\(copy.words)")
        } else if arrangement.isLocked {
            let made = try run(["init", config, "--everyone"])
            try #require(made.ending == .exit(0), "\(made.words)")
        } else {
            try makeConfiguration()
        }
        if !readsNotes, sibling == nil {
            try FileManager.default.removeItem(atPath: config + "/bundle/signals")
        }
        let keys = """
            keys:
              cards: keys.d
              secret: secrets/gateway-main.1.key_secret
              gateway: keys.d/gateway/main.1.key

            """
        try write(settings + (arrangement.isLocked ? keys : ""), to: "config/relais.yaml")
    }

    private func makeConfiguration() throws {
        try FileManager.default.createDirectory(
            atPath: config,
            withIntermediateDirectories: false
        )
        try FileManager.default.copyItem(
            atPath: Repository.file("config/bundle"),
            toPath: config + "/bundle"
        )
    }

    /// Gives the needs without a class of their own a minute when life is in danger, so that a leg climbs
    /// its whole ladder while a test looks on.
    func hurry() throws {
        let name = "config/bundle/deadlines.yaml"
        let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        let slow = "crisis: {due_minutes: 15, answer_minutes: 5, handle_minutes: 15,"
        let quick = "crisis: {due_minutes: 1, answer_minutes: 1, handle_minutes: 1,"
        let parts = text.components(separatedBy: slow)
        try #require(parts.count == 4, "the third class is that of all other needs")
        try write(parts[0] + slow + parts[1] + slow + parts[2] + quick + parts[3], to: name)
    }

    deinit {
        // What is left in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: folder)
    }

    var config: String { folder + "/config" }
    var data: String { folder + "/data" }
    var intake: String { endpoint("intake", 5570) }
    var desk: String { endpoint("desk", 5571) }
    var control: String { endpoint("control", 5572) }
    var feed: String { endpoint("feed", 5573) }
    var work: String { endpoint("work", 5574) }
    var record: String { endpoint("record", 5575) }

    private func endpoint(_ name: String, _ port: Int) -> String {
        isOverTCP ? "tcp://\(address):\(port)" : "ipc://\(folder)/\(name)"
    }

    /// Where the station leaves what it has in hand.
    func dataFolder(of station: Station) -> String {
        if case .dispatcher(let number) = station { return folder + "/dispatcher-\(number)" }
        return data
    }

    func write(_ text: String, to path: String) throws {
        try text.write(toFile: folder + "/" + path, atomically: false, encoding: .utf8)
    }

    func text(of path: String) throws -> String {
        try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
    }

    /// What `relais` is told to run a station; later options win over earlier ones.
    func words(for station: Station, at doors: [String]? = nil) -> [String] {
        let common = ["--config", config] + (arrangement.isLocked ? [] : ["--insecure"])
        let journal = ["--data", data, "--master-key", folder + "/key"]
        let doors = doors ?? endpoints
        switch station {
        case .all: return ["serve"] + common + journal + ["--dispatchers", "2"] + doors
        case .gateway:
            return ["gateway"] + common + doors + ["--work", work, "--record", record]
        case .dispatcher(let number):
            let name = arrangement.isLocked ? key("dispatcher-\(number)") : ["--name", "\(number)"]
            let place = ["--data", dataFolder(of: station), "--gateway", detours[station] ?? work]
            return ["dispatcher"] + common + place + name
        case .recorder:
            let name = arrangement.isLocked ? key("recorder-main") : []
            let place = ["--gateway", detours[station] ?? record]
            return ["recorder"] + common + journal + place + name
        }
    }

    private func key(_ owner: String) -> [String] {
        ["--key", "\(config)/secrets/\(owner).1.key_secret"]
    }

    /// What `relais serve` is told; later options win over earlier ones.
    var serving: [String] { words(for: .all, at: []) }

    var endpoints: [String] {
        ["--intake", intake, "--desk", desk, "--control", control, "--feed", feed]
    }

    /// Starts all stations and waits until they listen and have found each other.
    ///
    /// The environment and the wrapper are those of the process that has the journal.
    func serve(
        _ endpoints: [String]? = nil,
        environment: [String: String] = [:],
        under wrapper: [String] = []
    ) throws -> RunningServer {
        try RunningServer(self, at: endpoints, environment: environment, under: wrapper)
    }

    /// Runs a command to its end.
    func run(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws -> (ending: Program.Ending?, words: String) {
        let program = try Program(
            Repository.program,
            arguments,
            environment: environment,
            in: folder
        )
        try program.closeInput()
        let ending = program.ending(within: 30)
        return (ending, program.words)
    }

    /// A script of the folder Foreign, started with the interpreter that has its packages.
    func foreign(
        _ script: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        under wrapper: [String] = []
    ) throws -> Program {
        let python = Repository.file(".build/venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Unfit("\(python) is missing: compose/test makes it, run that once")
        }
        var quiet = ["PYTHONDONTWRITEBYTECODE": "1"]
        if arrangement.isLocked { quiet["FOREIGN_KEYS"] = config }
        let words = wrapper + [python, script] + arguments
        return try Program(
            words[0],
            Array(words.dropFirst()),
            environment: environment.merging(quiet) { given, _ in given },
            in: folder
        )
    }

    /// How somebody of the bundle shows who they are.
    func identity(of name: String) throws -> Identity {
        guard arrangement.isLocked else {
            return .claimed(try #require(Principal(name)))
        }
        let file = name.replacing(":", with: "-") + ".1.key_secret"
        let own = try SecretFile(path: config + "/secrets/" + file).read()
        let secret = try #require(CurveSecretKey(z85: Array(own.secretKey.revealed.utf8)))
        let server = try ServerKey.read(config + "/keys.d/gateway/main.1.key")
        return .keys(
            try CurveKeyPair(of: secret),
            serverKey: try #require(CurvePublicKey(server.bytes))
        )
    }

    /// Verifies the whole chain and all sealed content of a journal that nobody has open.
    func verifyJournal() throws -> Position {
        let directory = try DataDirectory(data, reserveBytes: 8 << 20)
        let key = try MasterKey(path: folder + "/key", for: directory)
        let journal = try SQLiteJournal(directory, key, insecurely: !arrangement.isLocked)
        let verified = try journal.verify(from: Position(1), limit: Int.max)
        #expect(verified.firstBad == nil)
        let tail = journal.tail.position
        try journal.close()
        return tail
    }
}

/// When an answer must be there.
func soon() -> ContinuousClock.Instant { .now + .seconds(20) }
