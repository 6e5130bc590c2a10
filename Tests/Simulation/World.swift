import Exchange
import Journal
import Posts
import Referrals
import Wire

/// A simulated world: clients, links, a server and its disk, driven by one seed and nothing else.
final class World {
    let plan: SimulationPlan
    let swarm: Swarm
    var network: Chance
    var diskChance: Chance
    var crashChance: Chance
    var schedule: Chance
    /// For each feature words of its own: to switch one off moves no other.
    var lots: [Chance]

    var now: Moment
    /// How far the wall clock is set wrong.
    var wallOffset = Span.seconds(0)
    /// Where the steady clock of the machine began.
    var steadyBase = Moment(seconds: 1_000)
    var agenda = Agenda()
    var clients: [Client] = []
    var links: [Link] = []
    var looks: [Moment] = []
    var routes: [Route: Int] = [:]
    var disk = ModelDisk()
    /// The production store beside the model, in a world of which it is a part.
    var store: StoreUnderTest?
    var life: Life?
    var lives = 0
    /// How many gateways have lived.
    var gateways = 0
    var effectsLeft = Int.max
    var areFaultsOn = true
    var hasRoom = true
    /// The next append fails.
    var isDiskFailing = false
    /// Until when the server stands still.
    var pausedUntil = Moment.distantPast
    /// How many faults of each feature have come, and which.
    var strikes = [Int](repeating: 0, count: Feature.allCases.count)
    var struck: [Int] = []
    /// How often the recorder has come to rest.
    var rests = 0
    /// The state that the journal makes, as the live exchange had it.
    var journalState: SwitchboardState?
    var lastBatch: [JournalRecord] = []
    var ledger = Ledger()
    /// The exchange once more, by another hand.
    var model: NaiveModel
    /// The journal's end when a partner's line first went out.
    var saidAt: [String: Position] = [:]
    /// When the last fact was recorded, by the time of record and in truth.
    var lastFact: (at: Moment, now: Moment)?
    /// When the server began to live, or went on after it stood still.
    var upSince: Moment
    var trace: Trace
    var steps = 0
    /// Hears at once which operation or fault comes.
    var tell: ((String) -> Void)?

    /// When most worlds begin.
    static let begin = Moment(seconds: 1_772_484_130)
    /// How many things may happen at most; in a large or a long world more.
    var stepsMax: Int {
        let hours = Int(swarm.duration.microseconds / Span.hours(1).microseconds)
        return 150_000 * max(1, swarm.events / 10) * max(1, hours)
    }

    init(_ plan: SimulationPlan, keepsTrace: Bool = false) {
        self.plan = plan
        swarm = Swarm(plan)
        trace = Trace(keepsAll: keepsTrace, from: swarm.begins)
        model = NaiveModel(
            isTimed: !swarm.has(.clockStep) && !swarm.has(.clockLeap),
            staffed: swarm.consumers.map(Rules.partner)
        )
        let root = Chance(seed: plan.seed)
        network = root.fork(2)
        diskChance = root.fork(3)
        crashChance = root.fork(4)
        schedule = root.fork(6)
        lots = Feature.allCases.map { root.fork(100 + UInt64($0.rawValue)) }
        now = swarm.begins
        upSince = swarm.begins
        if swarm.has(.realStore) {
            store = StoreUnderTest(root.fork(7), lies: plan.bugs.contains(.liesAboutSync))
        }
        disk.firstRules = Rules.files(rules.lowerBound)
        for index in 0..<swarm.agencies {
            let chance = root.fork(UInt64(20 + index))
            let actor = AgencyActor(index, plan, swarm, chance, at: now)
            add(.agency(actor), .intake)
        }
        for (index, name) in swarm.consumers.enumerated() {
            let chance = root.fork(UInt64(40 + index))
            let actor = PartnerActor(name, "\(name)-\(index)", swarm, chance, at: now)
            add(.partner(actor), .desk)
        }
        add(.supervisor(SupervisorActor(plan, swarm, root.fork(60), at: now)), .control)
        guard swarm.has(.erasure) else { return }
        for index in Rules.erasers.indices {
            let chance = root.fork(UInt64(61 + index))
            let actor = SupervisorActor(plan, swarm, chance, at: now, erasesAs: index)
            add(.supervisor(actor), .control)
        }
    }

    private func add(_ client: Client, _ door: Door) {
        links.append(Link(client: clients.count, door: door))
        looks.append(now)
        plan(.looks(client: clients.count), in: .seconds(0))
        clients.append(client)
    }

    /// The numbers of the rules that this world may have.
    var rules: Range<Int> { Rules.numbers(swarm.features) }

    /// The time by both clocks, as the server reads them.
    var instant: Instant {
        let passed = now - swarm.begins
        var wall = now + wallOffset
        if swarm.has(.clockDrift) {
            wall = wall + Span(microseconds: passed.microseconds / 1_000_000 * swarm.drift)
        }
        return Instant(wall: wall, steady: steadyBase + passed)
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
            guard steps < stepsMax else {
                return ledger.fault("the world never becomes quiet: \(restlessness(what))")
            }
            happen(what)
            guard now < end, ledger.faults.count < 20, !isEnough() else { return }
        }
    }

    /// What goes on in a world that never becomes quiet.
    private func restlessness(_ what: Occurrence) -> String {
        let name = "\(what)".prefix { $0 != "(" }
        guard var recorder = life?.recorder, let next = recorder.nextDeadline(from: instant) else {
            return "\(name)"
        }
        let (wall, steady) = (next.wall - instant.wall, next.steady - instant.steady)
        return "\(name), next in \(wall.inWords) by the wall, \(steady.inWords) by the steady clock"
    }

    private func happen(_ what: Occurrence) {
        if pausedUntil > now, what.isOfServer {
            return agenda.add(what, at: pausedUntil, lot: 0)
        }
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
            if alive(number)?.batch.isEmpty == false, strikes(.crashWhileWriting) {
                crash("while a batch is written")
            }
        case .starts: start()
        case .wireOpens(let number): alive(number).map(openWire)
        case .dispatcherReturns(let number, let index):
            alive(number).map { dispatcherReturns(index, in: $0) }
        case .strikes(let feature): strike(feature)
        case .diskHasRoom:
            hasRoom = true
            note("the disk has room")
        case .holds(let client, let until): hold(client, up: true, down: true, until: until)
        }
    }

    private func alive(_ number: Int) -> Life? {
        guard let life, life.number == number, !life.isDead else { return nil }
        return life
    }
}
