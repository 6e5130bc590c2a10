import Exchange
import Referrals

/// What an order changes, in words: a sentence a fact, in the conditional where it is only tried.
///
/// A log in which a dry run says "is closed" has told somebody a falsehood; so the mood is chosen here, where
/// the sentence is made, and by nobody who only passes it on.
struct OrderWords {
    /// The exchange before the order.
    let board: Switchboard
    /// Whether nothing is changed.
    let isDryRun: Bool

    /// The most sentences: a case may have thousands of legs.
    private static let most = 64

    /// The sentences of what an order has decided.
    func sentences(on facts: [Fact]) -> [String] {
        let all = facts.compactMap(sentence)
        guard all.count > OrderWords.most else { return all }
        return all.prefix(OrderWords.most) + ["and \(all.count - OrderWords.most) more of the kind"]
    }

    private var be: String { isDryRun ? "would be" : "is" }

    /// A verb in the present, or what would happen.
    private func verb(_ present: String, _ infinitive: String) -> String {
        isDryRun ? "would \(infinitive)" : present
    }

    private func sentence(on fact: Fact) -> String? {
        switch fact.matter {
        case .queueSet(let set): return sentence(on: set)
        case .surgeSet(let set):
            let until = set.until.map { " until \($0.rfc3339)" } ?? ""
            return set.isOn
                ? "the surge \(verb("begins", "begin"))\(until)"
                : "the surge \(verb("ends", "end"))"
        case .legPlaced(let placed):
            guard let queue = placed.queue else {
                return "\(placed.leg) \(verb("stands", "stand")) in no queue"
            }
            let hold = placed.hold.map { " (\($0.name))" } ?? ""
            let due = placed.due.map { ", due \($0.rfc3339)" } ?? ""
            return "\(placed.leg) \(verb("waits", "wait")) in \(queue)\(hold)\(due)"
        case .noticed(let notice):
            let leg = notice.leg.map { " of \($0)" } ?? ""
            return "\(notice.partner) \(be) told\(leg): \(notice.kind.name)"
        case .cancelRequested(let leg, let outcome):
            return "\(leg): its partner \(be) asked to stop (\(outcome.name))"
        case .legClosed(let closed): return "\(closed.leg) \(be) closed (\(closed.outcome.name))"
        case .caseClosed(let caseID): return "\(caseID) \(be) closed"
        case .casesMerged(let caseID, let into): return sentence(onMerging: caseID, into)
        case .caseErased(let caseID): return "\(caseID) \(be) erased, for good"
        case .erasureAsked(let caseID, let until):
            let second = isDryRun ? "would have to" : "must"
            return
                "the erasure of \(caseID) \(be) asked for: another supervisor \(second) order the same"
                + " until \(until.rfc3339)"
        case .recorderStarted, .bundleActivated, .caseOpened, .caseReopened, .requestStored,
            .statusStored, .corrected, .consentGiven, .consentWithdrawn, .legOpened, .legJoined,
            .offered, .accepted, .declined, .assignmentEnded, .reported, .overdue, .acknowledged,
            .contentOpened, .lineHeld, .ordered, .stepped, .clockAccepted, .died, .replayed,
            .legSharpened, .cessationTold, .bankruptcyTold, .partnersExcluded, .noteRead:
            return nil
        }
    }

    private func sentence(onMerging caseID: CaseID, _ into: CaseID) -> String {
        let kinship =
            switch board.kinship(of: caseID, and: into) {
            case .same: "one enterprise"
            case .different: "two enterprises, no leg is joined"
            case .unknown: "no number says whether they are of one enterprise"
            }
        return "\(caseID) \(verb("goes", "go")) on in \(into) (\(kinship))"
    }

    private func sentence(on set: QueueSet) -> String {
        let until = set.until.map { " until \($0.rfc3339)" } ?? ""
        let waiting = "\(board.desks[set.queue]?.waiting ?? 0) waiting"
        switch set.standing {
        case .open:
            return "\(set.queue) \(verb("takes and hands", "take and hand")) out; \(waiting)"
        case .paused: return "\(set.queue) \(verb("hands", "hand")) nothing out\(until); \(waiting)"
        case .draining:
            return "\(set.queue) \(verb("takes", "take")) nothing\(until);"
                + " \(waiting) \(verb("go", "go")) elsewhere"
        }
    }
}
