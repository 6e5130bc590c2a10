import ArgumentParser
import Foundation
import Referrals
import RelaisClient
import ZeroMQ

/// `relais bench`: how fast a server is on this machine, beside what its disk and tables give.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures a server of its own on this machine.",
        discussion: """
            It starts relais serve in a process of its own, publishes as eight agencies and takes \
            and accepts every offer as the partners, all over tcp. The floor is measured in the \
            same run: the rows of that journal, byte for byte, written into the same tables of a \
            new database in as many commits, by SQLite alone.

            EXAMPLES
              relais bench
              relais bench --rate 1000 --seconds 10 -o json
            """,
        shouldDisplay: false
    )

    @Option(help: ArgumentHelp("The folder of relais.yaml and bundle/.", valueName: "dir"))
    var config = "config"

    @Option(help: ArgumentHelp("Where a folder for the journal is made.", valueName: "dir"))
    var folder = FileManager.default.temporaryDirectory.path

    @Option(help: ArgumentHelp("For how long to publish.", valueName: "n"))
    var seconds = 10.0

    @Option(help: ArgumentHelp("How many events to publish at most.", valueName: "n"))
    var events: Int?

    @Option(help: ArgumentHelp("Events in a message, 1 to 256.", valueName: "n"))
    var batch = 1

    @Option(help: ArgumentHelp("Messages in flight of each agency.", valueName: "n"))
    var inFlight = 64

    @Option(help: ArgumentHelp("Messages a second, by the clock.", valueName: "n"))
    var rate: Int?

    @Option(help: ArgumentHelp("How many threads of the server judge requests.", valueName: "n"))
    var dispatchers: Int?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard seconds > 0, (1...256).contains(batch), (1...1_024).contains(inFlight),
            (1...100_000).contains(rate ?? 1)
        else {
            throw ValidationError("--batch is 1 to 256, --in-flight 1 to 1024, the rest above 0")
        }
    }

    func run() throws {
        let folder = folder + "/relais-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let figures = try GatewayCall.run { try measure(in: folder) }
        var text = StandardOutput()
        switch output.format {
        case .table: for line in figures.table { try text.writeLine(line) }
        case .json, .jsonl: try text.writeLine(figures.json)
        case .csv: for line in figures.csv { try text.writeLine(line) }
        }
        try text.flush()
    }

    private func measure(in folder: String) throws -> BenchFigures {
        let syncs = try BenchDisk.syncs(in: folder)
        let server = try BenchServer(config: config, folder: folder, dispatchers: dispatchers)
        var plan = BenchLoad.Plan()
        plan.seconds = seconds
        plan.events = events ?? .max
        plan.batch = batch
        plan.inFlight = inFlight
        plan.rate = rate
        let wall = Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let load = try BenchLoad(
            plan,
            intake: server.intake,
            desk: server.desk,
            events: BenchEvents(
                time: wall.rfc3339,
                milliseconds: UInt64(Date().timeIntervalSince1970 * 1_000),
                seed: .random(in: 1 ... .max)
            ),
            in: Context()
        )
        let before = try status(of: server)
        try load.run()
        let after = try status(of: server)
        let commits = (after.integer("commits") ?? 0) - (before.integer("commits") ?? 0)
        let accepted = after.integer("accepted") ?? 0
        let facts = (after.integer("position") ?? 0) - (before.integer("position") ?? 0)
        let memory = server.peakMemory
        let processor = server.processorSeconds
        try server.stop()
        let bytes = BenchDisk.bytes(of: server.data)
        // By the clock the load sets the pace, and a floor says nothing.
        let floor =
            rate == nil
            ? try BenchDisk.floor(of: server.data, in: folder, commits: max(1, commits)) : nil
        return BenchFigures(
            load,
            BenchFigures.Server(
                commits: commits,
                facts: facts,
                accepted: accepted,
                memory: memory,
                processor: processor,
                bytes: bytes
            ),
            floorSeconds: floor,
            syncs: syncs
        )
    }

    private func status(of server: BenchServer) throws -> Row {
        guard let principal = Principal("supervisor:pole") else {
            throw Trouble(.bug, "supervisor:pole names a principal")
        }
        let supervisor = SupervisorClient(
            try Connection(to: server.control, as: principal),
            patience: .seconds(10)
        )
        guard let row = try supervisor.ask("status", where: []).rows.compactMap({ Row($0) }).first
        else { throw Trouble(.bug, "the server does not say how it stands") }
        return row
    }
}
