internal import Configuration
internal import Glibc
internal import JournalSQLite
internal import Keyring
internal import Logging
internal import Posts
internal import Referrals
internal import Triage
internal import ZeroMQ

extension Server {
    typealias Started = ([(name: String, endpoint: String)], Threads, KeyWatch?)

    /// The three stations, joined by mailboxes.
    static func startAll(_ parts: Parts) throws -> Started {
        let (settings, mailboxes, log) = (parts.settings, parts.mailboxes, parts.log)
        let storage = try Storage(settings, log: log)
        let slots = try PoisonSlots(directory: settings.data, count: settings.dispatchers)
        var book = DoorBook(registry: nil, users: settings.users)
        let watch = try watch(parts) { book.registry = $0.registry }
        let doors = try Doors(settings, book, withStations: false, in: parts.context)
        let (bundle, endpoints) = (storage.bundle, doors.endpoints)
        mailboxes.gateway.deliver(.linked(bundle))
        var threads = try startJournal(storage, parts)
        threads.gateway = try startGateway(bundle, book, doors, isAlone: false, parts)
        threads.dispatchers = try (0..<settings.dispatchers).map { number in
            let dispatcher = Dispatcher(bundle: bundle, poisoned: slots.poisoned)
            return try startJudge(number, dispatcher, slots, mailboxes, log)
        }
        return (endpoints, threads, watch)
    }

    /// The gateway alone: dispatchers and the recorder come in by its doors.
    static func startGateway(_ parts: Parts) throws -> Started {
        var book = DoorBook(registry: nil, users: parts.settings.users)
        let watch = try watch(parts) { book.stations = $0.registry }
        let doors = try Doors(parts.settings, book, withStations: true, in: parts.context)
        let endpoints = doors.endpoints
        let threads = Threads(
            gateway: try startGateway(nil, book, doors, isAlone: true, parts)
        )
        return (endpoints, threads, watch)
    }

    /// One dispatcher, linked to a gateway.
    static func startDispatcher(_ parts: Parts) throws -> Threads {
        let (settings, mailboxes, log) = (parts.settings, parts.mailboxes, parts.log)
        try DataFolder.make(settings.data)
        let slots = try PoisonSlots(directory: settings.data, count: 1)
        let name = try StationKey.owner(settings)?.description ?? settings.name
        let security = try StationKey.link(settings)
        var threads = Threads()
        threads.dispatchers = [
            try startJudge(
                0,
                Dispatcher(bundle: nil, poisoned: slots.poisoned),
                slots,
                mailboxes,
                log
            )
        ]
        threads.link = try StationThread.start("link", log) {
            var end = DispatcherEnd(name: name, killers: slots.killers) { BundleFolder.judge($0) }
            let station = LinkStation<WorkVerdict, Dispatcher.Input>(
                to: settings.work,
                security,
                in: parts.context,
                rungBy: mailboxes.gatewayBell,
                log: log,
                take: { mailboxes.gateway.takeAll().compactMap(\.verdict) },
                isClosed: { mailboxes.gateway.isClosed },
                step: { end.step($0, at: $1) },
                give: { mailboxes.dispatchers[0].deliver($0) }
            )
            try station.run()
        }
        return threads
    }

    /// The recorder and its journal, linked to a gateway.
    static func startRecorder(_ parts: Parts) throws -> Started {
        let (settings, mailboxes, log) = (parts.settings, parts.mailboxes, parts.log)
        let storage = try Storage(settings, log: log)
        let security = try StationKey.link(settings)
        var keys: [[UInt8]] = []
        let watch = try watch(parts) { keys = $0.registry.spelled }
        let link = StationMessage.Link(
            term: storage.journal.term.number,
            bundle: storage.files,
            head: storage.recorder.committed,
            ping: settings.ping,
            isInsecure: settings.isInsecure
        )
        var threads = try startJournal(storage, parts)
        let first = keys
        threads.link = try StationThread.start("link", log) {
            var end = RecorderEnd(link, keys: first)
            let station = LinkStation<RecorderEnd.Own, Recorder.Input>(
                to: settings.record,
                security,
                in: parts.context,
                rungBy: mailboxes.gatewayBell,
                log: log,
                take: {
                    mailboxes.gateway.takeAll().map { .gateway($0) }
                        + mailboxes.keys.takeAll().map { .keys($0.spelled) }
                },
                isClosed: { mailboxes.gateway.isClosed },
                step: { end.step($0, at: $1) },
                give: { mailboxes.giveRecorder($0) }
            )
            try station.run()
            log.info("link: garbage \(end.garbage), unreadable \(end.unreadable)")
        }
        return ([], threads, watch)
    }

    private static func startJournal(_ storage: sending Storage, _ parts: Parts) throws -> Threads {
        let (settings, mailboxes, log) = (parts.settings, parts.mailboxes, parts.log)
        let recorder = RecorderStation(
            storage.recorder,
            snapshotAt: storage.replayedFrom,
            in: storage.journal.directory,
            folder: BundleFolder(path: settings.config + "/bundle"),
            mailboxes: mailboxes,
            log: log
        )
        let journal = JournalStation(storage.journal, mailboxes: mailboxes, log: log)
        return Threads(
            recorder: try StationThread.start("recorder", log) { try recorder.run() },
            journal: try StationThread.start("journal", log) { try journal.run() }
        )
    }

    private static func startGateway(
        _ bundle: Bundle?,
        _ book: DoorBook,
        _ doors: sending Doors,
        isAlone: Bool,
        _ parts: Parts
    ) throws -> PlainThread {
        var limits = Gateway.Limits()
        limits.ping = parts.settings.ping
        let gateway = Gateway(
            epoch: UInt64.random(in: 1...UInt64.max),
            dispatchers: isAlone ? 0 : parts.settings.dispatchers,
            bundle: bundle,
            isInsecure: parts.settings.isInsecure,
            book: book,
            limits: limits
        )
        let station = GatewayStation(
            gateway,
            book,
            doors,
            isAlone: isAlone,
            mailboxes: parts.mailboxes,
            log: parts.log
        )
        return try StationThread.start("gateway", parts.log) {
            try station.run(patience: Server.drainMax)
        }
    }

    private static func startJudge(
        _ number: Int,
        _ dispatcher: Dispatcher,
        _ slots: PoisonSlots,
        _ mailboxes: Mailboxes,
        _ log: Logger
    ) throws -> PlainThread {
        try StationThread.start("dispatcher-\(number)", log) {
            var station = DispatcherStation(
                number: number,
                dispatcher: dispatcher,
                mailboxes: mailboxes,
                slots: slots
            )
            station.run()
        }
    }

    /// The watch over the folder of keys, whose first reading is told at once; none where there are no keys.
    private static func watch(
        _ parts: Parts,
        first: (KeyFolder.Contents) -> Void
    ) throws -> KeyWatch? {
        guard !parts.settings.isInsecure else { return nil }
        let mailboxes = parts.mailboxes
        return try KeyWatch(
            KeyFolder(path: parts.settings.cards),
            log: parts.log,
            first: first,
            changed: { mailboxes.keys.deliver($0.registry) }
        )
    }
}

extension Gateway.Input {
    /// The verdict that a dispatcher gives; nil for anything else, of which it has nothing.
    fileprivate var verdict: WorkVerdict? {
        guard case .verdict(_, let verdict) = self else { return nil }
        return verdict
    }
}
