import Exchange
import Journal
import Posts
import Referrals
import Wire

/// A simulated world: clients, links, a server and its disk, driven by one seed and nothing else.
final class World {
    /// Bugs that are built into the shell on purpose, to show that the checker sees them.
    let bugs: Set<PlantedBug>
    let swarm: Swarm
    var network: Chance
    var diskChance: Chance
    var crashChance: Chance
    var clockChance: Chance
    var schedule: Chance

    var now: Moment
    var wallOffset = Span.seconds(0)
    var agenda = Agenda()
    var clients: [Client] = []
    var links: [Link] = []
    var looks: [Moment] = []
    var routes: [Route: Int] = [:]
    var disk = ModelDisk()
    var life: Life?
    var lives = 0
    /// How many gateways have lived.
    var gateways = 0
    var effectsLeft = Int.max
    var areFaultsOn = true
    var hasRoom = true
    /// The state that the journal makes, as the live exchange had it.
    var journalState: SwitchboardState?
    var lastBatch: [JournalRecord] = []
    var ledger = Ledger()
    var trace = Trace()
    var steps = 0

    static let begin = Moment(seconds: 1_772_484_130)
    static let stepsMax = 150_000

    init(seed: UInt64, bugs: Set<PlantedBug>) {
        self.bugs = bugs
        swarm = Swarm(seed: seed)
        let root = Chance(seed: seed)
        network = root.fork(2)
        diskChance = root.fork(3)
        crashChance = root.fork(4)
        clockChance = root.fork(5)
        schedule = root.fork(6)
        now = World.begin
        disk.firstRules = Rules.files(rules.lowerBound)
        for index in 0..<swarm.agencies {
            let actor = AgencyActor(index, swarm, root.fork(UInt64(20 + index)), at: now)
            add(.agency(actor), .intake)
        }
        for (index, name) in swarm.consumers.enumerated() {
            let chance = root.fork(UInt64(40 + index))
            let actor = PartnerActor(name, "\(name)-\(index)", swarm, chance, at: now)
            add(.partner(actor), .desk)
        }
        add(.supervisor(SupervisorActor(swarm, root.fork(60), at: now)), .control)
    }

    private func add(_ client: Client, _ door: Door) {
        links.append(Link(client: clients.count, door: door))
        looks.append(now)
        plan(.looks(client: clients.count), in: .seconds(0))
        clients.append(client)
    }

    /// The numbers of the rules that this world may have.
    var rules: Range<Int> { Rules.numbers(inHaste: swarm.hasHaste) }

    /// The time by both clocks, as the server reads them.
    var instant: Instant {
        Instant(wall: now + wallOffset, steady: Moment(microseconds: now.microseconds / 2))
    }

    func plan(_ what: Occurrence, in span: Span) {
        agenda.add(what, at: now + span, lot: schedule.next() >> 40)
    }

    func note(_ words: @autoclosure () -> String) {
        trace.add(words(), at: now)
    }

    /// Runs until an instant, or until nothing is left to do.
    func run(until end: Moment, orUntil isEnough: () -> Bool) {
        while let (at, what) = agenda.next() {
            now = max(now, at)
            steps += 1
            guard steps < World.stepsMax else {
                return ledger.fault("the world never becomes quiet")
            }
            happen(what)
            guard now < end, ledger.faults.count < 20, !isEnough() else { return }
        }
    }

    private func happen(_ what: Occurrence) {
        switch what {
        case .arrives(let client, let link, let place, let seq, let bytes):
            arrive(client, link, place, seq, bytes)
        case .delivered(let client, let link, let place, let bytes):
            deliver(client, link, place, bytes)
        case .gatewayWakes(let number): alive(number).map(gatewayWakes)
        case .dispatcherWakes(let index, let number):
            alive(number).map { dispatcherWakes(index, in: $0) }
        case .recorderWakes(let number): alive(number).map { recorderWakes($0) }
        case .deadline(let number, let timer):
            if let life = alive(number), life.timer == timer { turn(life) }
        case .tick(let number):
            guard let life = alive(number) else { return }
            run(life.gateway.step(.tick, at: instant), in: life)
            plan(.tick(life: number), in: Span(microseconds: swarm.ping.microseconds / 2))
        case .second(let number):
            guard let life = alive(number) else { return }
            run(life.recorder.step(.second, at: instant), in: life)
            plan(.second(life: number), in: .minutes(3))
        case .journalAnswers(let number): alive(number).map(journalAnswers)
        case .looks(let client): look(client)
        case .crashes(let number):
            if alive(number)?.batch.isEmpty == false { crash("while a batch is written") }
        case .starts: start()
        case .stationFails(let number): alive(number).map(stationFails)
        case .wireOpens(let number): alive(number).map(openWire)
        case .dispatcherReturns(let number, let index):
            alive(number).map { dispatcherReturns(index, in: $0) }
        case .linkBreaks(let client): breakLinkAndAgain(client)
        case .clockSteps:
            guard areFaultsOn else { return }
            wallOffset = .seconds(Int64(clockChance.within(-90...90)))
            note("the wall clock steps")
            plan(.clockSteps, in: clockChance.span(from: .minutes(1), mean: .minutes(8)))
        case .diskFills(let isFull):
            hasRoom = !isFull || !areFaultsOn
            note(hasRoom ? "the disk has room" : "the disk is full")
        }
    }

    private func alive(_ number: Int) -> Life? {
        guard let life, life.number == number, !life.isDead else { return nil }
        return life
    }
}

/// A bug built into the simulated shell.
public enum PlantedBug: Sendable {
    /// Replies leave before the batch is on disk.
    case repliesBeforeCommit
    /// The ids that were used are not read back at a start.
    case forgetsIDs
    /// A crash takes the batch that was committed last with it.
    case commitsWithoutSync
    /// A crash while a batch is written leaves half of it.
    case tearsBatches
}
