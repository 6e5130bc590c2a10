import Referrals
import Wire

/// What the clients saw, and what was found wrong.
struct Ledger: Sendable {
    private(set) var faults: [String] = []
    private(set) var counts: [Rarity: Int] = [:]
    private(set) var sent: [(agency: AgencyID, id: String, line: [UInt8])] = []
    private(set) var said: [(partner: PartnerID, id: String)] = []
    private(set) var receipts: [(seen: ReceiptSeen, life: Int)] = []
    private(set) var answers: [AnswerSeen] = []
    /// When each agency's message came to the gateway: in which life, and after how many others.
    private(set) var arrivals: [Message: (life: Int, number: Int)] = [:]
    private var heard: Set<Message> = []
    /// What partners were told, in the order in which they heard it.
    private(set) var notices: [(partner: PartnerID, kind: String, leg: String)] = []
    /// What agencies read in the end of what became of their cases.
    private(set) var progress: [(type: String, leg: String)] = []
    /// Who was offered what, by lease.
    private var holders: [String: PartnerID] = [:]
    /// After how many messages of agencies a supervisor heard that a case is erased.
    private(set) var erased: [String: Int] = [:]
    /// The operations that clients did, by number.
    private(set) var operations: [Int] = []

    struct Message: Hashable, Sendable {
        var principal: Principal
        var client: Int
        var seq: Int
    }

    mutating func fault(_ words: String) {
        guard faults.count < 20, !faults.contains(words) else { return }
        faults.append(words)
    }

    mutating func count(_ rarity: Rarity, times: Int = 1) {
        counts[rarity, default: 0] += times
    }

    mutating func arrives(_ client: Int, _ seq: Int, life: Int, _ principal: Principal) {
        guard case .agency = principal else { return }
        let message = Message(principal: principal, client: client, seq: seq)
        arrivals[message] = (life, arrivals.count)
    }

    /// Whether this is the first answer to a message.
    mutating func hears(_ client: Int, _ seq: Int) -> Bool {
        let anybody = Principal.supervisor(Rules.supervisor)
        return heard.insert(Message(principal: anybody, client: client, seq: seq)).inserted
    }

    mutating func see(_ sight: Sight, life: Int) {
        switch sight {
        case .sent(let agency, let id, let line): sent.append((agency, id, line))
        case .said(let partner, let id): said.append((partner, id))
        case .receipt(let seen):
            receipts.append((seen, life))
            if seen.isHeld, seen.code == 200 { count(.lineHeld) }
            if seen.error == "id_reused" { count(.idReused) }
        case .answered(let seen): answers.append(seen)
        case .noticed(let partner, let kind, let leg): notices.append((partner, kind, leg))
        case .progress(_, let type, let leg): progress.append((type, leg))
        case .offer(let bytes, let isAgain, let lease, let partner):
            if isAgain { count(.offerAgain) }
            if let other = holders[lease], other != partner {
                fault("\(lease) was offered to \(other) and to \(partner)")
            }
            holders[lease] = partner
            if Ledger.names(bytes) { fault("an offer names a person") }
        case .told: break
        case .erased(let file): erased[file] = erased[file] ?? arrivals.count
        case .operation(let number): operations.append(number)
        case .rarity(let rarity): count(rarity)
        case .fault(let words): fault(words)
        }
    }

    /// Whether bytes hold what only an accepting partner may read.
    static func names(_ bytes: [UInt8]) -> Bool {
        let secret = Array(AgencyActor.secret.utf8)
        guard bytes.count >= secret.count else { return false }
        return (0...(bytes.count - secret.count)).contains { start in
            bytes[start] == secret[0] && bytes[start...].starts(with: secret)
        }
    }
}
