import Foundation
import RelaisClient
import Testing
import Wire

/// An installation whose stations run: one process, or one for each.
final class RunningServer {
    /// What it says of itself when it listens.
    struct Ready: Decodable {
        var intake: String
        var desk: String
        var control: String
        var feed: String
        var work: String?
        var record: String?
    }

    let installation: Installation
    let ready: Ready
    private let doors: [String]?
    private var programs: [Station: Program] = [:]

    /// Starts all stations, and waits until they listen and have found each other.
    ///
    /// The environment and the wrapper are those of the process that has the journal.
    init(
        _ installation: Installation,
        at doors: [String]?,
        environment: [String: String],
        under wrapper: [String]
    ) throws {
        self.installation = installation
        self.doors = doors
        let arrangement = installation.arrangement
        for station in arrangement.stations {
            let hasJournal = station == arrangement.recorder
            programs[station] = try RunningServer.start(
                station,
                installation,
                doors,
                hasJournal ? environment : [:],
                hasJournal ? wrapper : []
            )
        }
        guard let gateway = programs[arrangement.gateway] else {
            throw Unfit("nobody has the doors")
        }
        ready = try RunningServer.ready(gateway)
        for station in arrangement.stations where station != arrangement.gateway {
            guard let program = programs[station] else { continue }
            try RunningServer.awaitLine(program)
        }
        if arrangement.layout == .apart { try awaitRecorder() }
    }

    /// The process that runs already is what has all the stations.
    init(_ installation: Installation, _ program: Program) throws {
        self.installation = installation
        doors = nil
        programs = [.all: program]
        ready = try RunningServer.ready(program)
    }

    private static func start(
        _ station: Station,
        _ installation: Installation,
        _ doors: [String]?,
        _ environment: [String: String],
        _ wrapper: [String]
    ) throws -> Program {
        let command = installation.words(for: station, at: doors)
        let own = installation.wrappers[station] ?? []
        let words = own + wrapper + [Repository.program] + command
        return try Program(
            words[0],
            Array(words.dropFirst()),
            environment: environment,
            in: installation.folder
        )
    }

    private static func ready(_ program: Program) throws -> Ready {
        try JSONDecoder().decode(Ready.self, from: Data(try awaitLine(program).utf8))
    }

    @discardableResult
    private static func awaitLine(_ program: Program) throws -> String {
        guard let line = program.line(within: 60) else {
            let ending = program.ending(within: 1).map { "\($0)" } ?? "it still runs"
            throw Unfit("a station does not start (\(ending)): \(program.words)")
        }
        return line
    }

    /// Waits until the recorder answers through the gateway.
    func awaitRecorder() throws {
        let deadline = soon()
        let connection = try Connection(
            to: ready.control,
            identity: installation.identity(of: "supervisor:pole")
        )
        let asked = Inquiry.ask(AskInquiry(what: "status"))
        while .now < deadline {
            // Until the recorder is there the answer is that one should try again, or silence.
            if (try? connection.ask(asked, until: .now + .milliseconds(500))) != nil { return }
            _ = program.ending(within: 0.05)
        }
        throw Unfit("the stations do not find each other: \(words)")
    }

    /// The process that has the journal.
    var program: Program { program(installation.arrangement.recorder) }

    /// The process that has the doors.
    var gateway: Program { program(installation.arrangement.gateway) }

    /// The process of a station.
    func program(_ station: Station) -> Program {
        guard let program = programs[station] else { preconditionFailure("no such station runs") }
        return program
    }

    /// What all of them have said on stderr.
    var words: String {
        installation.arrangement.stations.compactMap { station in
            programs[station].map { "[\(station.testDescription)] " + $0.words }
        }.joined()
    }

    /// Whether all of them still run.
    var isRunning: Bool { programs.values.allSatisfy(\.isRunning) }

    /// Ends stations as `kill -9` does; each is hit before the first has ended.
    func kill(_ stations: [Station]) {
        for station in stations { program(station).signal(SIGKILL) }
        for station in stations { _ = program(station).ending(within: 10) }
    }

    /// Starts a station again that has ended, and waits until it works.
    func start(
        _ station: Station,
        environment: [String: String] = [:],
        under wrapper: [String] = []
    ) throws {
        let program = try RunningServer.start(station, installation, doors, environment, wrapper)
        programs[station] = program
        try RunningServer.awaitLine(program)
    }

    /// Ends it as an operator does, and expects that it ends well: first who takes things in.
    func stop() {
        let stations = installation.arrangement.stations
        for station in stations where station == installation.arrangement.gateway {
            end(station)
        }
        for station in stations where station != installation.arrangement.gateway {
            program(station).signal(SIGTERM)
        }
        for station in stations where station != installation.arrangement.gateway {
            let program = program(station)
            #expect(program.ending(within: 10) == .exit(0), "\(program.words)")
        }
    }

    private func end(_ station: Station) {
        let program = program(station)
        program.signal(SIGTERM)
        #expect(program.ending(within: 10) == .exit(0), "\(program.words)")
    }

    /// A connection to its intake.
    func agency(_ name: String = "1819") throws -> Connection {
        try Connection(to: ready.intake, identity: installation.identity(of: "agency:" + name))
    }
}
