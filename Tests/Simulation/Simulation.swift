import Exchange
import Journal
import Posts
public import Referrals

/// Runs whole worlds: first with faults, then without until all is quiet, then everything once more.
public enum Simulation {
    /// How long a world may take to become quiet after the last fault: what is due within somewhat more than an hour
    /// may come before the desk then, and rest there for one more.
    static let healing = Span.hours(3)

    /// Runs the world of a plan.
    ///
    /// - Parameters:
    ///   - plan: what everything follows from.
    ///   - keepsTrace: whether the report tells all that happened, and not only the last of it.
    ///   - tell: hears at once which features there are, and which operation or fault comes, a line each.
    /// - Returns: what was found.
    public static func run(
        _ plan: SimulationPlan,
        keepsTrace: Bool = false,
        tell: ((String) -> Void)? = nil
    ) -> SimulationReport {
        let world = World(plan, keepsTrace: keepsTrace)
        world.tell = tell
        tell?("length \(world.swarm.duration.microseconds)")
        for feature in world.swarm.features.all { tell?("feature \(feature.name)") }
        world.begin()
        world.run(until: world.swarm.begins + world.swarm.duration) { false }
        world.heal()
        world.run(until: world.now + healing) { world.isQuiet }
        world.look(atEnd: "after healing")
        world.repeatAll()
        world.run(until: world.now + .hours(1)) { world.isQuiet }
        world.look(atEnd: "after all was sent again")
        let checker = Checker(world.ledger, world.disk)
        for fault in checker.faults { world.ledger.fault(fault) }
        for (rarity, times) in checker.counts { world.ledger.count(rarity, times: times) }
        for (rarity, times) in world.model.counts { world.ledger.count(rarity, times: times) }
        return SimulationReport(world)
    }
}

/// What was found in one world.
public struct SimulationReport: Sendable, CustomStringConvertible {
    /// What everything followed from.
    public let plan: SimulationPlan
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
    /// How much time passed in the world.
    public let simulated: Span
    /// How long faults went on.
    public let length: Span
    /// The features that the seed has.
    public let features: [Feature]
    /// The operations that clients did, by number.
    public let operations: [Int]
    /// The faults that came, by number.
    public let struck: [Int]
    /// What happened, for a reader: all of it or the last.
    public let timeline: [String]
    /// Sizes, rates and features.
    public let configuration: String

    init(_ world: World) {
        plan = world.plan
        faults = world.ledger.faults
        rarities = world.ledger.counts
        traceHash = world.trace.hash
        steps = world.steps
        facts = world.disk.records.count
        simulated = world.now - world.swarm.begins
        length = world.swarm.duration
        features = world.swarm.features.all
        operations = world.ledger.operations.sorted()
        struck = world.struck
        timeline = world.trace.last
        configuration = world.swarm.description
    }

    /// The configuration, what was found, the last of what happened, and how to run it again.
    public var description: String {
        ([configuration] + faults.map { "FAULT \($0)" } + timeline.suffix(60)
            + ["replay: relais-sim \(plan.arguments)"]).joined(separator: "\n")
    }
}

extension World {
    /// The first start, and the first of each fault that is on.
    fileprivate func begin() {
        start()
        planFaults()
    }

    fileprivate func repeatAll() {
        note("everything is sent again")
        for client in clients.indices { step(client, .repeats) }
    }

    /// Whether nobody has anything to do any more.
    fileprivate var isQuiet: Bool {
        guard clients.allSatisfy(\.isDone), let life, life.batch.isEmpty,
            untoldPartners.isEmpty, isJoined(life)
        else { return false }
        let open = life.recorder.board.openLegs
        if open == 0 { return true }
        let isAnyAtWork = life.recorder.board.desks.values.contains { $0.open > 0 }
        return !isAnyAtWork && open == waitingLegs(of: life).count
    }

    /// Whether gateway and recorder have had the time to say who they are, where they are apart.
    private func isJoined(_ life: Life) -> Bool {
        guard let wire = life.wire else { return true }
        return wire.number != nil && wire.openedAt + .seconds(10) < now
    }

    /// The sessions that take, as the recorder knows, and began at a gateway that is no more.
    private func strangers(in life: Life) -> [SessionID] {
        life.recorder.board.presence.consumers.keys.filter {
            $0.number >> 32 != life.gateway.epoch
        }.sorted()
    }

    /// The partners that are there and have not acknowledged what they were told.
    private var untoldPartners: [PartnerID] {
        model.behind.filter { partner in
            clients.contains { $0.principal == .partner(partner) }
        }
    }

    /// The open legs that wait for somebody who is not there.
    private func waitingLegs(of life: Life) -> [Leg] {
        let board = life.recorder.board
        return board.cases.whileOpen.flatMap(\.legs).filter { leg in
            guard case .waiting(let waiting) = leg.state else { return false }
            guard let queue = waiting.queue else { return waiting.hold != nil }
            return board.presence.sessionCount(for: queue) == 0
                || model.isDayOver(queue, at: instant.wall)
        }
    }

    /// What must hold once all is quiet.
    fileprivate func look(atEnd when: String) {
        guard let life else { return ledger.fault("nothing runs \(when)") }
        if life.batch.isEmpty { compareStore(when) }
        for client in clients where !client.isDone {
            ledger.fault("\(client.principal) is not done \(when)")
        }
        for session in strangers(in: life) {
            ledger.fault("session \(session.number) of a gateway that is no more takes, \(when)")
        }
        for partner in untoldPartners { ledger.fault("\(partner) was not told all, \(when)") }
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
            // A case that was merged stands for the one in which it goes on.
            let expected = naming.compactMap { id -> CaseID? in
                let root = board.root(of: id)
                let isOpen = [id, root].contains { board.cases[$0]?.isOpen == true }
                return isOpen ? root : nil
            }
            if Set(board.openCases(named: key).map(\.id)) != Set(expected) {
                ledger.fault("a number names other cases than its events say, \(when)")
            }
        }
    }
}
