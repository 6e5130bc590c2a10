import Foundation
import Journal
import JournalSQLite
import Referrals
import RelaisClient
import Testing

/// Relais on a machine of its own: a folder with configuration, data, key and sockets.
final class Installation {
    let folder: String

    /// An installation with the shipped bundle and these lines as `relais.yaml`.
    init(settings: String = "reserve_mb: 8\nping_ms: 1000\n") throws {
        // Short: the path of an ipc socket has at most 107 bytes.
        folder = "/tmp/relais-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder + "/config",
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(
            atPath: Repository.file("config/bundle"),
            toPath: folder + "/config/bundle"
        )
        try write(settings, to: "config/relais.yaml")
    }

    deinit {
        // What is left in the temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: folder)
    }

    var data: String { folder + "/data" }
    var intake: String { "ipc://\(folder)/intake" }
    var desk: String { "ipc://\(folder)/desk" }
    var control: String { "ipc://\(folder)/control" }

    func write(_ text: String, to path: String) throws {
        try text.write(toFile: folder + "/" + path, atomically: false, encoding: .utf8)
    }

    func text(of path: String) throws -> String {
        try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
    }

    /// What `relais serve` is told; later options win over earlier ones.
    var serving: [String] {
        [
            "serve", "--insecure", "--config", folder + "/config", "--data", data,
            "--master-key", folder + "/key", "--dispatchers", "2",
        ]
    }

    var endpoints: [String] {
        [
            "--intake", intake, "--desk", desk, "--control", control,
            "--feed", "ipc://\(folder)/feed",
        ]
    }

    /// Starts a server and waits until it listens.
    func serve(
        _ endpoints: [String]? = nil,
        environment: [String: String] = [:],
        under wrapper: [String] = []
    ) throws -> RunningServer {
        let words = wrapper + [Repository.program] + serving + (endpoints ?? self.endpoints)
        let program = try Program(
            words[0],
            Array(words.dropFirst()),
            environment: environment,
            in: folder
        )
        return try RunningServer(program)
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
        environment: [String: String] = [:]
    ) throws -> Program {
        let python = Repository.file(".build/venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Unfit("\(python) is missing: compose/test makes it, run that once")
        }
        let quiet = ["PYTHONDONTWRITEBYTECODE": "1"]
        return try Program(
            python,
            [script] + arguments,
            environment: environment.merging(quiet) { given, _ in given },
            in: folder
        )
    }

    /// Verifies the whole chain and all sealed content of a journal that nobody has open.
    func verifyJournal() throws -> Position {
        let directory = try DataDirectory(data, reserveBytes: 8 << 20)
        let key = try MasterKey(path: folder + "/key", for: directory)
        let journal = try SQLiteJournal(directory, key, insecurely: true)
        let verified = try journal.verify(from: Position(1), limit: Int.max)
        #expect(verified.firstBad == nil)
        let tail = journal.tail.position
        try journal.close()
        return tail
    }
}

/// A server that listens.
final class RunningServer {
    /// What it says of itself when it listens.
    struct Ready: Decodable {
        var intake: String
        var desk: String
        var control: String
        var feed: String
    }

    let program: Program
    let ready: Ready

    init(_ program: Program) throws {
        self.program = program
        guard let line = program.line(within: 60) else {
            let ending = program.ending(within: 1).map { "\($0)" } ?? "it still runs"
            throw Unfit("the server does not listen (\(ending)): \(program.words)")
        }
        ready = try JSONDecoder().decode(Ready.self, from: Data(line.utf8))
    }

    /// Ends it as an operator does, and expects that it ends well.
    func stop() {
        program.signal(SIGTERM)
        #expect(program.ending(within: 10) == .exit(0), "\(program.words)")
    }

    /// A connection to its intake.
    func agency(_ name: String = "1819") throws -> Connection {
        try Connection(to: ready.intake, as: Principal("agency:" + name))
    }
}

/// When an answer must be there.
func soon() -> ContinuousClock.Instant { .now + .seconds(20) }
