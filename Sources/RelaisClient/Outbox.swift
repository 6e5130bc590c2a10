internal import Glibc
public import Referrals
import Wire

/// What an agency has to send, on disk: once an event is taken, no crash of this machine loses it.
///
/// An ``AgencyClient`` that is given one writes each event down before it sends it, and what a receipt says
/// of it afterwards. After a crash it sends again what has no receipt; the gateway knows an event by its id.
/// Receipted events are kept for seven days, in case the gateway's journal is found to have lost them.
///
/// One process has an outbox at a time, one thread uses it, and it belongs to one agency. **Personal data
/// lies in it**, in the clear: the directory is closed to everybody but its owner (0700, files 0600), and
/// should lie on an encrypted disk.
public final class Outbox {
    /// For how long receipted events are kept, in seconds.
    public static let keptSeconds = 7 * 86_400

    /// The size at which a new file is begun: whole files are removed, nothing is rewritten.
    public static let usualFileBytes = 4 << 20

    /// Where it is.
    public var directory: String { folder.path }

    /// How many events are taken and have no receipt.
    public private(set) var unsettled = 0

    /// The newest point of the gateway's journal that a receipt named.
    public private(set) var known: JournalPoint?

    private let folder: OutboxFolder
    private let fileBytes: Int
    private let now: () -> Int
    private var files: [OutboxFile] = []
    /// The place of the first event in each file.
    private var firsts: [Int] = []
    private var entries: [Entry] = []
    /// The place of the first of the entries.
    private var first = 1
    /// What is to be written down, and found no room yet.
    private var unwritten: [OutboxRecord] = []
    /// A write that failed in a way that leaves open what is on disk.
    private var broken: OutboxFailure?

    /// An event that was taken.
    struct Entry {
        enum State: Equatable {
            case open
            case stored(at: Int, position: Position?)
            case refused
        }

        let lane: Lane
        let reference: UInt64
        let file: Int
        let line: Range<Int>
        var state = State.open
    }

    /// Opens an outbox, or makes it, and finds out what is left in it.
    public convenience init(_ directory: String) throws(OutboxFailure) {
        try self.init(directory, fileBytes: Outbox.usualFileBytes) {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            return now.tv_sec
        }
    }

    init(_ directory: String, fileBytes: Int, now: @escaping () -> Int) throws(OutboxFailure) {
        folder = try OutboxFolder(directory)
        self.fileBytes = fileBytes
        self.now = now
        let numbers = try folder.numbers()
        for number in numbers {
            let file = try OutboxFile(number, in: directory)
            files.append(file)
            firsts.append(first + entries.count)
            try file.load(isLast: number == numbers.last) { (record) throws(OutboxFailure) in
                try replay(record, in: file)
            }
        }
        unsettled = entries.count { $0.state == .open }
        if files.isEmpty || files.last?.count == 0 { try beginFile() }
        try removeOld()
    }

    private func replay(_ record: OutboxRecord, in file: OutboxFile) throws(OutboxFailure) {
        switch record {
        case .opening(let version, let place, let known):
            guard version <= OutboxRecord.version else {
                throw .newer(file: file.path, version: version)
            }
            if entries.isEmpty { first = place }
            guard place == first + entries.count else { throw .damaged(file: file.path, at: 0) }
            firsts[firsts.count - 1] = place
            if let known { self.known = known }
        case .event(let place, let lane, let reference, let line):
            guard place == first + entries.count else {
                throw .damaged(file: file.path, at: line.lowerBound)
            }
            entries.append(
                Entry(lane: lane, reference: reference, file: file.number, line: line)
            )
        case .stored(let place, let time, let point):
            set(place, .stored(at: time, position: point?.position))
            if let point { learn(point) }
        case .refused(let place): set(place, .refused)
        case .behind(let point, let isOther): _ = reopen(after: point, isOther: isOther)
        }
    }

    private func set(_ place: Int, _ state: Entry.State) {
        guard entries.indices.contains(place - first) else { return }
        entries[place - first].state = state
    }

    /// The newest of two points of one journal; of another journal, the one just heard of.
    private func learn(_ point: JournalPoint) {
        if let known, known.journal == point.journal, known.position > point.position { return }
        known = point
    }
}

extension Outbox {
    /// Takes events, all or none: when this returns they are on disk, with one wait for the disk.
    ///
    /// - Returns: their places, by which they are known here.
    public func take(_ events: [OutgoingEvent], lane: Lane = .live) throws(OutboxFailure) -> [Int] {
        if let broken { throw broken }
        guard !events.isEmpty else { return [] }
        writeDown()
        if let file = files.last, file.count >= fileBytes { try beginFile() }
        guard let file = files.last else { preconditionFailure("an outbox has a file") }
        let next = first + entries.count
        let records = events.enumerated().map { index, event in
            (
                record: OutboxRecord.event(
                    place: next + index,
                    lane: lane,
                    reference: event.reference,
                    line: 0..<0
                ),
                line: event.line
            )
        }
        let ends = try file.append(records)
        do throws(OutboxFailure) {
            try file.sync()
        } catch {
            file.cutToSynced()
            // What the system had not written it may have forgotten: only a new start finds out.
            broken = error
            throw error
        }
        for (event, end) in zip(events, ends) {
            entries.append(
                Entry(
                    lane: lane,
                    reference: event.reference,
                    file: file.number,
                    line: (end - event.line.count)..<end
                )
            )
        }
        unsettled += events.count
        return Array(next..<(next + events.count))
    }

    /// Writes down that events have their receipts; without waiting for the disk, since one that is lost
    /// only makes its event go out again.
    func settle(_ receipts: [EventReceipt]) {
        for receipt in receipts {
            guard let place = receipt.place, entries.indices.contains(place - first),
                entries[place - first].state == .open
            else { continue }
            switch receipt.outcome {
            case .deferred: continue
            case .refused:
                set(place, .refused)
                unwritten.append(.refused(place: place))
            case .stored, .again:
                let (time, point) = (now(), receipt.journal)
                set(place, .stored(at: time, position: point?.position))
                if let point { learn(point) }
                unwritten.append(.stored(place: place, at: time, point: point))
            }
            unsettled -= 1
        }
        writeDown()
    }

    /// What a gateway's journal is found to have lost.
    struct Lost {
        /// Where it ends.
        let point: JournalPoint
        /// Whether it is another one than the one that was known, or went on otherwise.
        let isOther: Bool
        /// The places of the events that are open again.
        var places: [Int] = []

        /// Whether what a receipt says to be at this point is lost.
        func isAfter(_ other: JournalPoint?) -> Bool {
            isOther || other.map { $0.position > point.position } ?? true
        }
    }

    /// The gateway's journal lacks what was receipted: those events are open again.
    func fallBack(to point: JournalPoint) throws(OutboxFailure) -> Lost {
        let isOther = known.map { $0.journal != point.journal || $0.position <= point.position }
        let record = OutboxRecord.behind(point, isOther: isOther ?? true)
        writeDown()
        // What is written down later must have happened later.
        guard unwritten.isEmpty else { throw broken ?? .full(directory: directory) }
        guard let file = files.last else { preconditionFailure("an outbox has a file") }
        _ = try file.append([(record, [])])
        try file.sync()
        return reopen(after: point, isOther: isOther ?? true)
    }

    private func reopen(after point: JournalPoint, isOther: Bool) -> Lost {
        var lost = Lost(point: point, isOther: isOther)
        for index in entries.indices {
            guard case .stored(_, let position) = entries[index].state,
                isOther || position.map({ $0 > point.position }) ?? true
            else { continue }
            entries[index].state = .open
            lost.places.append(first + index)
        }
        unsettled += lost.places.count
        known = point
        return lost
    }

    /// Waits until everything is on disk; to be called before an orderly end.
    public func sync() throws(OutboxFailure) {
        writeDown()
        try files.last?.sync()
    }

    /// The places of the events without receipt, in their order.
    var openPlaces: [Int] {
        entries.indices.filter { entries[$0].state == .open }.map { first + $0 }
    }

    /// What is known of an event.
    func entry(_ place: Int) -> Entry {
        precondition(entries.indices.contains(place - first), "a place is one that was taken")
        return entries[place - first]
    }

    /// The line of an event.
    func line(of place: Int) throws(OutboxFailure) -> [UInt8] {
        let entry = entry(place)
        guard let file = files.first(where: { $0.number == entry.file }) else {
            preconditionFailure("a file with events is kept")
        }
        return try file.read(entry.line)
    }

    /// Appends what waits to be written down; where there is no room it waits on.
    private func writeDown() {
        guard !unwritten.isEmpty, broken == nil, let file = files.last else { return }
        do throws(OutboxFailure) {
            _ = try file.append(unwritten.map { ($0, []) })
            unwritten = []
        } catch {
            return
        }
    }

    private func beginFile() throws(OutboxFailure) {
        let number: Int
        if let last = files.last, last.count == 0 {
            number = last.number
            files.removeLast()
            firsts.removeLast()
        } else {
            try files.last?.sync()
            number = (files.last?.number ?? 0) + 1
        }
        let place = first + entries.count
        let file = try OutboxFile(number, in: directory)
        let opening = OutboxRecord.opening(
            version: OutboxRecord.version,
            first: place,
            known: known
        )
        _ = try file.append([(opening, [])])
        try file.sync()
        try folder.sync()
        files.append(file)
        firsts.append(place)
        try removeOld()
    }

    /// Removes the oldest files, of which nothing is needed any more.
    private func removeOld() throws(OutboxFailure) {
        let oldest = now() - Outbox.keptSeconds
        while files.count > 1 {
            let count = firsts[1] - first
            let isNeeded = entries[..<count].contains { entry in
                switch entry.state {
                case .open: true
                case .stored(let time, position: _): time > oldest
                case .refused: false
                }
            }
            guard !isNeeded else { return }
            try files[0].remove()
            entries.removeFirst(count)
            first = firsts[1]
            files.removeFirst()
            firsts.removeFirst()
        }
    }
}

@available(*, unavailable, message: "an outbox belongs to one thread")
extension Outbox: Sendable {}
