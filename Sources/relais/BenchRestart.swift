import ArgumentParser
import Foundation
import Referrals
import RelaisClient
import ZeroMQ

/// How long it takes from the kill of a server to the first receipt of its next life.
struct BenchRestart {
    /// The facts in its journal when it was killed.
    let facts: Int
    /// The cases it had then.
    let cases: Int
    /// The legs that were open then.
    let openLegs: Int
    /// From the kill until it says that it listens, in seconds.
    let toReady: Double
    /// From the kill until an agency has a receipt, in seconds.
    let toReceipt: Double
    /// The most memory of the second life, in bytes.
    let memory: Int

    /// Events published before the facts are counted again.
    private static let round = 20_000

    /// Publishes to a server in a folder of its own until its journal has so many facts, and kills it.
    static func measure(facts: Int, config: String, in folder: String) throws -> BenchFigures {
        let layout = BenchServer.Layout()
        let server = try BenchServer(layout, config: config, folder: folder, dispatchers: nil)
        var round: UInt64 = 0
        while try number("position", of: server) < facts {
            try publish(min(BenchRestart.round, facts), to: server, in: round)
            round += 1
        }
        let position = try number("position", of: server)
        let cases = try number("cases", of: server)
        let openLegs = try number("open_legs", of: server)
        let start = BenchTimes.now()
        server.kill()
        let next = try BenchServer(layout, config: config, folder: folder, dispatchers: nil)
        let ready = BenchTimes.now()
        let receipt = try publish(1, to: next, in: round)
        let memory = next.peakMemory
        try next.stop()
        return BenchFigures(
            restart: BenchRestart(
                facts: position,
                cases: cases,
                openLegs: openLegs,
                toReady: Double(ready - start) / 1_000_000,
                toReceipt: Double(receipt - start) / 1_000_000,
                memory: memory
            )
        )
    }

    /// Publishes so many new events, takes and accepts what is offered, and tells when the first receipt came.
    @discardableResult
    private static func publish(
        _ events: Int,
        to server: BenchServer,
        in round: UInt64
    ) throws -> Int64 {
        var plan = BenchLoad.Plan()
        plan.seconds = 600
        plan.events = events
        let wall = Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let load = try BenchLoad(
            plan,
            at: server,
            events: BenchEvents(
                time: wall.rfc3339,
                milliseconds: UInt64(Date().timeIntervalSince1970 * 1_000),
                seed: round + 1,
                after: round * UInt64(BenchRestart.round)
            ),
            in: Context()
        )
        try load.run()
        guard load.refused == 0 else {
            throw Trouble(.bug, "the server refused \(load.refused) of \(events) events")
        }
        guard let first = load.firstReceiptAt else {
            throw Trouble(.unavailable, "no event was receipted")
        }
        return first
    }

    private static func number(_ name: String, of server: BenchServer) throws -> Int {
        guard let principal = Principal("supervisor:pole") else {
            throw Trouble(.bug, "supervisor:pole names a principal")
        }
        let supervisor = SupervisorClient(
            try Connection(to: server.control, identity: server.identity(of: principal)),
            patience: .seconds(30)
        )
        let rows = try supervisor.ask("status", where: []).rows.compactMap { Row($0) }
        guard let value = rows.first?.integer(name) else {
            throw Trouble(.bug, "the server does not say its \(name)")
        }
        return value
    }
}
