import Exchange
import Journal
import Referrals
import Wire

/// Holds what the clients saw against what the journal says in the end.
struct Checker {
    private(set) var faults: [String] = []
    private(set) var counts: [Rarity: Int] = [:]

    let ledger: Ledger
    let disk: ModelDisk
    let facts: [Fact]
    /// The cases that were erased.
    let erased: Set<CaseID>
    /// Which record took an id, by its key.
    private var places: [LookupKey: [Position]] = [:]
    /// When each message of an agency came to the gateway.
    private let arrivals: [Arrival: (life: Int, number: Int)]
    private let hash = KeyedHash(key: ModelDisk.lookupKey)

    private struct Arrival: Hashable {
        var agency: AgencyID
        var seq: Int
    }

    init(_ ledger: Ledger, _ disk: ModelDisk) {
        self.ledger = ledger
        arrivals = Dictionary(
            ledger.arrivals.compactMap { message, place in
                guard case .agency(let agency) = message.principal else { return nil }
                return (Arrival(agency: agency, seq: message.seq), place)
            },
            uniquingKeysWith: { first, _ in first }
        )
        self.disk = disk
        facts = disk.facts
        erased = Set(
            facts.compactMap { if case .caseErased(let id) = $0.matter { id } else { nil } }
        )
        for event in disk.events { places[event.row.key, default: []].append(event.position) }
        for (key, all) in places where all.count > 1 {
            faults.append("an id was taken \(all.count) times: \(key.low)")
        }
        checkReceipts()
        checkPhantoms()
        checkOrder()
        checkAnswers()
        checkOwners()
        checkConsent()
        checkClients()
        checkErasures()
        countFacts()
        for record in disk.records where Ledger.names(record.body) {
            faults.append("the fact at \(record.position.number) names a person")
        }
        if let fault = disk.faultOfChain() { faults.append(fault) }
    }

    /// When the message that a receipt answers came to the gateway.
    func arrival(of seen: ReceiptSeen) -> (life: Int, number: Int)? {
        arrivals[Arrival(agency: seen.agency, seq: seen.seq)]
    }

    mutating func fault(_ words: String) { faults.append(words) }

    mutating func count(_ rarity: Rarity) { counts[rarity, default: 0] += 1 }

    private func key(_ id: String, _ agency: AgencyID) -> LookupKey {
        hash.lookupKey(.event, of: Confidential(Array(id.utf8)), sender: agency.description)
    }

    private func key(_ line: [UInt8], heldOf agency: AgencyID) -> LookupKey {
        hash.lookupKey(.event, of: Confidential(line), sender: agency.description)
    }

    private func key(_ id: String, _ partner: PartnerID) -> LookupKey {
        hash.lookupKey(
            .partnerLine,
            of: Confidential(Array(id.utf8)),
            sender: partner.description
        )
    }

    func key(_ seen: ReceiptSeen) -> LookupKey {
        seen.isHeld ? key(seen.line, heldOf: seen.agency) : key(seen.id, seen.agency)
    }

    /// Which life wrote a record.
    private func life(at position: Position) -> Int {
        facts.prefix(Int(position.number)).count {
            if case .recorderStarted = $0.matter { true } else { false }
        }
    }

    /// What was receipted is there once, in the journal that the receipt names, and its `first` never changes.
    private mutating func checkReceipts() {
        var firsts: [LookupKey: String] = [:]
        for (seen, life) in ledger.receipts where seen.code / 100 == 2 {
            let name = "\(seen.agency) \(seen.id)"
            guard let position = places[key(seen)]?.first else {
                faults.append("\(name) was receipted \(seen.code) and is not in the journal")
                continue
            }
            // Once the case is erased nothing is said of it any more.
            if !seen.isErased {
                let first = firsts[key(seen)] ?? seen.first
                firsts[key(seen)] = first
                if first != seen.first {
                    faults.append("the first of \(name) was \(first) and became \(seen.first)")
                }
            }
            if seen.code == 202, self.life(at: position) < life { count(.duplicateAcrossCrash) }
            guard let point = seen.point else {
                faults.append("the receipt of \(name) names no place in the journal")
                continue
            }
            let index = Int(point.position.number) - 1
            if point.position < position || !disk.records.indices.contains(index)
                || disk.records[index].head != point.head
            {
                faults.append("the receipt of \(name) does not lie on the chain")
            }
        }
        for (seen, _) in ledger.receipts where seen.isRepeat && seen.code < 300 {
            if seen.code != 202, firsts[key(seen)] != nil, wasReceipted(seen) {
                faults.append("\(seen.agency) \(seen.id) was stored again")
            }
        }
        for (seen, _) in ledger.receipts where seen.isRepeat && seen.code >= 300 {
            if wasReceipted(seen) {
                faults.append("\(seen.agency) \(seen.id) was stored and is now refused")
            }
        }
    }

    /// Whether the same bytes were receipted before everything was sent again.
    private func wasReceipted(_ seen: ReceiptSeen) -> Bool {
        ledger.receipts.contains { other, _ in
            !other.isRepeat && other.code / 100 == 2 && other.agency == seen.agency
                && other.id == seen.id && other.line == seen.line
        }
    }

    /// Nothing is in the journal that nobody sent.
    private mutating func checkPhantoms() {
        var sent: Set<LookupKey> = []
        for event in ledger.sent {
            sent.insert(key(event.id, event.agency))
            sent.insert(key(event.line, heldOf: event.agency))
        }
        for line in ledger.said { sent.insert(key(line.id, line.partner)) }
        for (key, positions) in places where !sent.contains(key) {
            faults.append("nobody sent what is at \(positions.map(\.number))")
        }
    }

    /// Events of one agency and lane are decided in the order in which they came in.
    private mutating func checkOrder() {
        var last: [String: (arrival: Int, place: Int, position: Position)] = [:]
        let stored = ledger.receipts.map(\.seen).filter { $0.code == 200 }
        let placed = stored.compactMap {
            seen -> (lane: String, arrival: Int, place: Int, position: Position)? in
            guard let arrival = arrival(of: seen), let position = places[key(seen)]?.first else {
                return nil
            }
            let lane = "\(seen.agency) \(seen.lane.rawValue) in life \(arrival.life)"
            return (lane, arrival.number, seen.place, position)
        }
        for entry in placed.sorted(by: { ($0.arrival, $0.place) < ($1.arrival, $1.place) }) {
            if let before = last[entry.lane], before.position > entry.position {
                faults.append("the events of \(entry.lane) were decided out of order")
            }
            last[entry.lane] = (entry.arrival, entry.place, entry.position)
        }
    }

    /// What was answered 200 is there once; what was refused has no effect.
    private mutating func checkAnswers() {
        for seen in ledger.answers {
            let positions = places[key(seen.id, seen.partner)] ?? []
            let name = "\(seen.partner) \(seen.id) (\(seen.verb))"
            switch seen.code {
            case 200, 202:
                if positions.count != 1 {
                    faults.append(
                        "\(name) was answered \(seen.code), is there \(positions.count) times"
                    )
                }
            case 404, 409, 410, 422:
                if !positions.isEmpty { faults.append("\(name) was refused and took effect") }
            default: break
            }
        }
    }
}
