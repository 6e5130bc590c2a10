import Referrals
import RelaisClient
import Wire
import ZeroMQ

/// Where the events of a file are sorted by agency, each on a connection of its own.
final class PostRoom {
    /// What becomes of a line.
    enum Sorted {
        /// It goes, as from this sender.
        case event(OutgoingEvent, Sender)
        /// It cannot be sent, for this reason.
        case aside(String)
    }

    /// Whose an event is.
    enum Sender: Hashable, CustomStringConvertible {
        /// The agency's that is named.
        case named(Principal)
        /// That of whoever the keys belong to.
        case keys

        var description: String {
            switch self {
            case .named(let principal): "\(principal)"
            case .keys: "keys"
            }
        }
    }

    /// Where the gateway listens.
    let endpoint: String

    /// When something was last settled, or the first event came.
    private var lastProgress: ContinuousClock.Instant?

    private let agency: Principal?
    private let keys: Identity?
    private let lane: Lane
    private let isDryRun: Bool
    private let known: JournalPoint?
    private let patience: Duration
    private let context: Context
    private var clients: [Sender: AgencyClient] = [:]
    private var order: [Sender] = []

    /// A room for events that all go as one agency, or each as its own; or by keys, which say whose all are.
    init(
        endpoint: String,
        agency: Principal?,
        keys: Identity? = nil,
        lane: Lane,
        isDryRun: Bool,
        known: JournalPoint?,
        patience: Duration
    ) throws {
        self.endpoint = endpoint
        self.agency = agency
        self.keys = keys
        self.lane = lane
        self.isDryRun = isDryRun
        self.known = known
        self.patience = patience
        do {
            context = try Context()
        } catch {
            throw ClientFailure.link(error)
        }
    }

    /// How many events are not settled.
    var unsettled: Int {
        order.reduce(0) { $0 + (clients[$1]?.unsettled ?? 0) }
    }

    /// Whether the gateway said anything at all.
    var wasHeard: Bool {
        order.contains { clients[$0]?.connection.lastHeard != nil }
    }

    /// Finds out as whom a line goes.
    func sort(_ line: EventFile.Line) -> Sorted {
        guard let event = OutgoingEvent(mark: line.number, line: line.bytes),
            line.count == line.bytes.count
        else {
            return .aside(
                "\(line.count) bytes, and a line has at most \(OutgoingEvent.bytesMax)"
            )
        }
        if keys != nil { return .event(event, .keys) }
        if let agency { return .event(event, .named(agency)) }
        do throws(JSONFault) {
            guard let source = try PostRoom.source(of: line.bytes) else {
                return .aside("no source says which agency it comes from; give --as agency:NAME")
            }
            return .event(event, .named(.agency(source)))
        } catch {
            return .aside(error.sentence)
        }
    }

    /// Takes an event; false if nothing was settled for as long as one is patient.
    func submit(_ event: OutgoingEvent, of sender: Sender) throws -> Bool {
        let client = try client(of: sender)
        if lastProgress == nil { lastProgress = .now }
        while true {
            if try client.submit(event, until: .now + .milliseconds(50)) { return true }
            try turnOthers(but: sender)
            guard isPatient else { return false }
        }
    }

    /// Waits for answers; false if nothing was settled for as long as one is patient.
    func settle() throws -> Bool {
        let before = unsettled
        while unsettled > 0, unsettled == before {
            for sender in order {
                guard let client = clients[sender], client.unsettled > 0 else { continue }
                _ = try client.settle(until: .now + .milliseconds(order.count == 1 ? 100 : 10))
            }
            guard unsettled < before || isPatient else { return false }
        }
        return true
    }

    /// The receipts that have come since the last call.
    func takeReceipts() -> [EventReceipt] {
        let receipts = order.flatMap { clients[$0]?.takeReceipts() ?? [] }
        if !receipts.isEmpty { lastProgress = .now }
        return receipts
    }

    private var isPatient: Bool {
        ContinuousClock.now - (lastProgress ?? .now) < patience
    }

    private func turnOthers(but sender: Sender) throws {
        for other in order where other != sender {
            try clients[other]?.turn(until: .now)
        }
    }

    private func client(of sender: Sender) throws -> AgencyClient {
        if let client = clients[sender] { return client }
        let client = AgencyClient(
            try Connection(to: endpoint, identity: identity(of: sender), in: context),
            lane: lane,
            isDryRun: isDryRun
        )
        client.known = known
        clients[sender] = client
        order.append(sender)
        return client
    }

    private func identity(of sender: Sender) -> Identity {
        switch sender {
        case .named(let principal): .claimed(principal)
        case .keys: keys ?? .account
        }
    }

    /// The agency that an event's source names; nil if it names none.
    static func source(of line: [UInt8]) throws(JSONFault) -> AgencyID? {
        let prefix = "urn:relais:agency:"
        let document = try JSONDocument(parsing: line)
        guard let source = document.text("source"), source.hasPrefix(prefix) else { return nil }
        return AgencyID(String(source.dropFirst(prefix.count)))
    }
}
