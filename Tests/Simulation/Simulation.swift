import Exchange
import Journal
import Posts
import Referrals

/// Runs whole worlds: first with faults, then without until all is quiet, then everything once more.
public enum Simulation {
    /// How long a world may take to become quiet after the last fault.
    static let healing = Span.hours(8)

    /// Runs the world of a seed.
    ///
    /// - Parameters:
    ///   - seed: what everything follows from.
    ///   - bugs: faults of the shell to build in.
    /// - Returns: what was found.
    public static func run(seed: UInt64, bugs: Set<PlantedBug> = []) -> SimulationReport {
        let world = World(seed: seed, bugs: bugs)
        world.begin()
        world.run(until: World.begin + world.swarm.duration) { false }
        world.heal()
        world.run(until: world.now + healing) { world.isQuiet }
        world.look(atEnd: "after healing")
        world.repeatAll()
        world.run(until: world.now + .hours(1)) { world.isQuiet }
        world.look(atEnd: "after all was sent again")
        let checker = Checker(world.ledger, world.disk)
        for fault in checker.faults { world.ledger.fault(fault) }
        for (rarity, times) in checker.counts { world.ledger.count(rarity, times: times) }
        return SimulationReport(world)
    }
}

/// What was found in one world.
public struct SimulationReport: Sendable, CustomStringConvertible {
    /// What everything followed from.
    public let seed: UInt64
    /// What does not hold, a sentence each; empty when all does.
    public let faults: [String]
    /// How often rare things happened.
    public let rarities: [Rarity: Int]
    /// A hash of everything that happened.
    public let traceHash: UInt64
    /// How many things happened.
    public let steps: Int
    /// How many facts the journal has in the end.
    public let facts: Int

    private let swarm: Swarm
    private let last: [String]

    init(_ world: World) {
        seed = world.swarm.seed
        faults = world.ledger.faults
        rarities = world.ledger.counts
        traceHash = world.trace.hash
        steps = world.steps
        facts = world.disk.records.count
        swarm = world.swarm
        last = world.trace.last
    }

    /// The configuration, the faults and the last of the trace.
    public var description: String {
        ([swarm.description] + faults.map { "FAULT \($0)" } + last).joined(separator: "\n")
    }
}

extension World {
    /// The first start, and the first of each fault that is on.
    fileprivate func begin() {
        start()
        if swarm.hasClockSteps { plan(.clockSteps, in: .minutes(2)) }
        if swarm.hasFullDisk {
            for _ in 0..<3 {
                let from = diskChance.span(from: .seconds(30), mean: swarm.duration)
                plan(.diskFills(true), in: from)
                let length = diskChance.span(from: .seconds(5), mean: .minutes(1))
                let end = Span(microseconds: from.microseconds + length.microseconds)
                plan(.diskFills(false), in: end)
            }
        }
        guard let mean = swarm.resetEvery else { return }
        for client in links.indices {
            plan(.linkBreaks(client: client), in: network.span(from: .seconds(20), mean: mean))
        }
    }

    /// No faults any more; everybody does what is right, and soon.
    fileprivate func heal() {
        note("all faults end")
        areFaultsOn = false
        hasRoom = true
        for client in clients.indices { step(client, .heals) }
    }

    fileprivate func repeatAll() {
        note("everything is sent again")
        for client in clients.indices { step(client, .repeats) }
    }

    /// Whether nobody has anything to do any more.
    fileprivate var isQuiet: Bool {
        guard clients.allSatisfy(\.isDone), let life, life.batch.isEmpty else { return false }
        return life.recorder.board.openLegs == waitingLegs(of: life).count
    }

    /// The open legs that wait for somebody who is not there.
    private func waitingLegs(of life: Life) -> [Leg] {
        let board = life.recorder.board
        return board.cases.flatMap(\.legs).filter { leg in
            guard case .waiting(let waiting) = leg.state else { return false }
            guard let queue = waiting.queue else { return waiting.hold != nil }
            return board.presence.sessionCount(for: queue) == 0
        }
    }

    /// What must hold once all is quiet.
    fileprivate func look(atEnd when: String) {
        guard let life else { return ledger.fault("nothing runs \(when)") }
        for client in clients where !client.isDone {
            ledger.fault("\(client.principal) is not done \(when)")
        }
        let board = life.recorder.board
        let waiting = Set(waitingLegs(of: life).map(\.id))
        for leg in board.cases.flatMap(\.legs).sorted(by: { $0.id < $1.id }) {
            guard !leg.state.isClosed, !waiting.contains(leg.id) else { continue }
            ledger.fault("\(leg.id) is \(leg.state.name.name), \(leg.owner.text), \(when)")
        }
        let (_, replayed) = disk.replay(fromSnapshot: false, forgettingIDs: false)
        if life.batch.isEmpty, replayed.state != board.state {
            ledger.fault("what is replayed is not what lives, \(when)")
        }
        if life.batch.isEmpty, replayed.taken != board.taken || replayed.lookups != board.lookups {
            ledger.fault("the keys that are restored are not those that live, \(when)")
        }
        if life.batch.isEmpty { lookAtNumbers(of: board, when) }
    }

    /// Each enterprise number names the open cases of which some event said it last, and no others.
    private func lookAtNumbers(of board: Switchboard, _ when: String) {
        var said: [CaseID: [UInt16: LookupKey]] = [:]
        for row in disk.lookups {
            guard let event = row.event else { continue }
            said[row.caseID, default: [:]][event] = row.key
        }
        for key in Set(disk.lookups.filter { $0.event != nil }.compactMap(\.key)) {
            let naming = said.filter { $0.value.values.contains(key) }.keys
            let expected = naming.filter { board.cases[$0]?.isOpen == true }
            if Set(board.openCases(named: key).map(\.id)) != Set(expected) {
                ledger.fault("a number names other cases than its events say, \(when)")
            }
        }
    }
}
