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

            With --compare it runs one process without keys, one with keys, and gateway, dispatcher \
            and recorder apart with keys, each several times by turns, and tells how they compare.

            With --legs it fills an exchange with so many open legs, without a journal or sockets, and \
            tells how long one more decision takes and what follows from it, beside the same with a \
            thousand. With --restart it publishes until the journal has so many facts, kills the server \
            with SIGKILL, starts it again, and tells how long it is from the kill to the first receipt.

            With --triage it judges the requests of --corpus without a server, and tells what a verdict \
            takes of the processor, its parts apart, beside a hash of the same note's bytes.

            EXAMPLES
              relais bench
              relais bench --rate 1000 --seconds 10 -o json
              relais bench --compare --rounds 3 --seconds 6
              relais bench --legs 1000000
              relais bench --restart 1000000
              relais bench --triage --requests 100000 -o json
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

    @Flag(help: "Put keys on every door.")
    var locked = false

    @Flag(help: "Run gateway, dispatcher and recorder as processes of their own.")
    var apart = false

    @Flag(help: "Compare one process, one with keys, and three with keys, in one run.")
    var compare = false

    @Option(help: ArgumentHelp("How often each is measured, to compare.", valueName: "n"))
    var rounds = 3

    @Option(help: ArgumentHelp("Fill an exchange with so many open legs.", valueName: "n"))
    var legs: Int?

    @Option(help: ArgumentHelp("Kill a server with so many facts.", valueName: "n"))
    var restart: Int?

    @Flag(help: "Judge requests, and tell what a verdict takes.")
    var triage = false

    @Option(help: ArgumentHelp("The requests to judge, JSON lines.", valueName: "file"))
    var corpus = "Tests/Corpus/pole-2020.jsonl"

    @Option(help: ArgumentHelp("How many requests to judge.", valueName: "n"))
    var requests = 20_000

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...10_000_000).contains(requests) else {
            throw ValidationError("--requests is 1 to 10000000")
        }
        guard (1...100_000_000).contains(legs ?? 1), (1...100_000_000).contains(restart ?? 1) else {
            throw ValidationError("--legs and --restart are 1 to 100000000")
        }
        guard seconds > 0, (1...100).contains(rounds), (1...256).contains(batch),
            (1...1_024).contains(inFlight),
            (1...100_000).contains(rate ?? 1)
        else {
            throw ValidationError("--batch is 1 to 256, --in-flight 1 to 1024, the rest above 0")
        }
    }

    func run() throws {
        let layout = BenchServer.Layout(isApart: apart, isLocked: locked)
        let figures =
            if triage {
                try BenchFigures(
                    judging: BenchTriage(judging: requests, of: corpus, config: config)
                )
            } else if let legs {
                try BenchFigures(
                    filling: legs,
                    under: BundleSource(folder: config + "/bundle").bundle
                )
            } else if let restart {
                try inFolder { try BenchRestart.measure(facts: restart, config: config, in: $0) }
            } else if compare {
                try BenchFigures(comparing: comparison())
            } else {
                try measured(layout)
            }
        var text = StandardOutput()
        switch output.format {
        case .table: for line in figures.table { try text.writeLine(line) }
        case .json, .jsonl: try text.writeLine(figures.json)
        case .csv: for line in figures.csv { try text.writeLine(line) }
        }
        try text.flush()
    }

    /// Each layout by turns, so that what the machine does besides touches all of them alike.
    private func comparison() throws -> [(layout: BenchServer.Layout, figures: [BenchFigures])] {
        let layouts = [
            BenchServer.Layout(),
            BenchServer.Layout(isLocked: true),
            BenchServer.Layout(isApart: true, isLocked: true),
        ]
        var figures: [[BenchFigures]] = layouts.map { _ in [] }
        for round in 1...rounds {
            for (place, layout) in layouts.enumerated() {
                Words.say("round \(round) of \(rounds): \(layout.words)")
                figures[place].append(try measured(layout))
            }
        }
        return Array(zip(layouts, figures)).map { (layout: $0.0, figures: $0.1) }
    }

    private func measured(_ layout: BenchServer.Layout) throws -> BenchFigures {
        try inFolder { try measure(layout, in: $0) }
    }

    private func inFolder(_ work: @escaping (String) throws -> BenchFigures) throws -> BenchFigures
    {
        let folder = folder + "/relais-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try GatewayCall.run { try work(folder) }
    }

    private func measure(
        _ layout: BenchServer.Layout,
        in folder: String
    ) throws -> BenchFigures {
        let syncs = try BenchDisk.syncs(in: folder)
        let server = try BenchServer(
            layout,
            config: config,
            folder: folder,
            dispatchers: dispatchers
        )
        var plan = BenchLoad.Plan()
        plan.seconds = seconds
        plan.events = events ?? .max
        plan.batch = batch
        plan.inFlight = inFlight
        plan.rate = rate
        let wall = Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let load = try BenchLoad(
            plan,
            at: server,
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
            rate == nil && !compare
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
            try Connection(to: server.control, identity: server.identity(of: principal)),
            patience: .seconds(10)
        )
        guard let row = try supervisor.ask("status", where: []).rows.compactMap({ Row($0) }).first
        else { throw Trouble(.bug, "the server does not say how it stands") }
        return row
    }
}
