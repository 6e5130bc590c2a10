import Exchange
import Journal
import Referrals

extension Checker {
    /// What was erased is gone for good, on the word of two, and everybody who had words of it was told.
    mutating func checkErasures() {
        guard !erased.isEmpty || ledger.receipts.contains(where: { $0.seen.isErased }) else {
            return
        }
        checkOrders()
        checkRest()
        checkReceiptsOfErased()
    }

    /// Each erasure was asked for by another supervisor at most a day before; nothing comes after it.
    private mutating func checkOrders() {
        var asked: [CaseID: (by: Author, until: Moment)] = [:]
        var goesOn: [CaseID: CaseID] = [:]
        var holders: Set<String> = []
        var gone: Set<CaseID> = []
        for fact in facts {
            if let id = fact.caseID, gone.contains(id) { fault("\(id) was erased and goes on") }
            switch fact.matter {
            case .casesMerged(let from, let into): goesOn[from] = into
            case .erasureAsked(let id, let until): asked[id] = (fact.by, until)
            case .accepted(let accepted):
                if case .partner(let partner, _) = fact.by {
                    holders.insert("\(accepted.leg) \(partner)")
                }
            case .noticed(let notice) where notice.kind == .erased:
                notice.leg.map { _ = holders.remove("\($0) \(notice.partner)") }
            case .caseErased(let id):
                gone.insert(id)
                var root = id
                while let next = goesOn[root] { root = next }
                if asked[root].map({ $0.by == fact.by || $0.until < fact.at }) ?? true {
                    fault("\(id) was erased on the word of one")
                }
                for holder in holders.sorted() where holder.hasPrefix("\(id)/") {
                    fault("\(holder) holds words of an erased case and was not told")
                }
            default: break
            }
        }
    }

    /// Nothing that names an erased case stands beside the chain.
    private mutating func checkRest() {
        let contents = Set(disk.contents.keys.map(\.caseID)).intersection(erased)
        for id in contents.sorted() { fault("\(id) was erased and its content is there") }
        for row in disk.lookups where erased.contains(row.caseID) {
            fault("\(row.caseID) was erased and a key names it")
        }
        for event in disk.events where event.row.caseID.map(erased.contains) ?? false {
            fault("an event of an erased case tells where it was")
        }
    }

    /// Whoever sends an event of an erased case again is told that, and nothing else.
    private mutating func checkReceiptsOfErased() {
        let left = Set(disk.events.filter { $0.row.caseID == nil }.map(\.row.key))
        for (seen, _) in ledger.receipts {
            if seen.isErased {
                if seen.code == 202 { count(.erasedIDUsed) }
                if !left.contains(key(seen)) { fault("\(seen.agency) \(seen.id) was not erased") }
                if !seen.first.isEmpty { fault("\(seen.agency) \(seen.id) names an erased case") }
            }
            let file = String(seen.first.prefix { $0 != " " })
            guard let from = ledger.erased[file], let arrival = arrival(of: seen),
                arrival.number >= from
            else { continue }
            fault("\(seen.agency) \(seen.id) was told of \(file), which was erased before")
        }
    }
}
