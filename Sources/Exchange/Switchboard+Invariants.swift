import Referrals
import Triage

extension Switchboard {
    /// What does not hold that must always hold, a sentence each; empty when all does.
    ///
    /// It reads everything: tests and simulations call it after every step, a service never.
    ///
    /// - Parameter hasNewFacts: whether a fact was applied since it was asked last; else what facts alone make is
    ///   as it was, and not looked at again.
    /// - Returns: the sentences.
    public func checkInvariants(hasNewFacts: Bool = true) -> [String] {
        var faults: [String] = []
        let legs: [Leg]
        if hasNewFacts {
            let files = Array(cases)
            legs = files.flatMap(\.legs)
            faults = faultsOfFacts(in: files, with: legs)
        } else {
            legs = cases.whileOpen.flatMap { $0.legs.filter { !$0.state.isClosed } }
        }
        faults += faultsOfQueues(with: legs)
        faults += faultsOfClock(with: legs)
        faults += faultsOfOffers(with: legs)
        return faults + presence.faults
    }

    /// What does not hold of that which facts alone make.
    private func faultsOfFacts(in files: [Case], with legs: [Leg]) -> [String] {
        var faults: [String] = []
        for file in files {
            faults += Switchboard.faults(of: file)
            if let last = file.history.last, last > position {
                faults.append("\(file.id) has a fact from after the last one")
            }
            if file.id > lastCase { faults.append("\(file.id) comes after the last case") }
        }
        faults += faultsOfTrials(in: files)
        faults += faultsOfLists(with: legs)
        faults += faultsOfNotices()
        return faults + faultsOfKeys(in: files)
    }

    private static func faults(of file: Case) -> [String] {
        var faults: [String] = []
        let hasOpenLeg = file.legs.contains { !$0.state.isClosed }
        if !file.legs.isEmpty, file.isOpen != hasOpenLeg {
            faults.append("\(file.id) is \(file.isOpen ? "open" : "closed") unlike its legs")
        }
        if !zip(file.history, file.history.dropFirst()).allSatisfy({ $0 < $1 }) {
            faults.append("\(file.id) has a history out of order")
        }
        let saying = file.consents.map(\.event)
        if saying != saying.sorted() || saying.contains(where: { $0 >= file.events.count }) {
            faults.append("\(file.id) has a consent that no event of it gave, or out of order")
        }
        if file.events.contains(where: { $0.content.map { $0 >= file.contentCount } ?? false }) {
            faults.append("\(file.id) has an event whose content was never counted")
        }
        for (index, leg) in file.legs.enumerated() {
            if leg.id != LegID(caseID: file.id, ordinal: UInt16(index + 1)) {
                faults.append("\(leg.id) does not stand in its place")
            }
            if leg.requests.isEmpty || leg.requests.contains(where: { $0 >= file.events.count }) {
                faults.append("\(leg.id) was asked for by no event of its case")
            }
            if leg.askedBy.isEmpty || !leg.askedBy.allSatisfy(file.agencies.contains) {
                faults.append("\(leg.id) is asked for by nobody who may see it")
            }
            let isOwned = leg.owner != .nobody && leg.deadline != .distantFuture
            let isDone = leg.owner == .nobody && leg.deadline == .distantFuture
            if leg.state.isClosed ? !isDone : !isOwned {
                faults.append(
                    "\(leg.id) has no owner and deadline while it is open, or has when closed"
                )
            }
            for offer in leg.openOffers where offer.assignment.hold == nil {
                let partner = offer.assignment.partner
                if !file.consentAdmits(partner, to: leg, at: leg.openedAt) {
                    faults.append("\(leg.id) is offered to a partner that no consent admits")
                }
            }
        }
        return faults
    }

    /// Whether trials are with the test partner alone, and nothing else is there.
    private func faultsOfTrials(in files: [Case]) -> [String] {
        var faults: [String] = []
        for file in files {
            let isTrial = isTrial(file)
            if file.agencies.contains(where: { bundle.isTest($0) != isTrial }) {
                faults.append("\(file.id) is a trial and a real case at once")
            }
            for leg in file.legs {
                for queue in leg.queues + (leg.state.engagement.map { [$0.queue] } ?? []) {
                    guard let partner = bundle.directory.partner(of: queue),
                        partner.isTest != isTrial
                    else { continue }
                    let kind = isTrial ? "a trial" : "no trial"
                    faults.append("\(leg.id) is \(kind), and with \(partner.name)")
                }
            }
        }
        return faults
    }

    /// Whether the lines hold what waits, and the counts are what a recount gives.
    private func faultsOfQueues(with legs: [Leg]) -> [String] {
        var faults: [String] = []
        var recount: [QueueID: DeskCount] = [:]
        for leg in legs {
            faults += faultsOfPlace(of: leg)
            recount.count(leg)
        }
        let standing = desks.mapValues { desk in
            Dictionary(desk.order.places.map { ($0.leg, [$0]) }, uniquingKeysWith: +)
        }
        for leg in legs {
            for queue in leg.queues
            where leg.state.stands(in: queue)
                && standing[queue]?[leg.id] != [leg.place]
            {
                faults.append("\(leg.id) does not stand once in the line of \(queue)")
            }
        }
        for queue in Set(desks.keys).union(recount.keys).sorted() {
            let real = recount[queue] ?? DeskCount()
            let counted = desks[queue].map(DeskCount.init) ?? DeskCount()
            if counted != real || desks[queue]?.order.count ?? 0 > real.waiting {
                faults.append("the counts of \(queue) are not those of its legs")
            }
        }
        if openLegs != legs.count(where: { !$0.state.isClosed }) {
            faults.append("the count of open legs is not that of the legs")
        }
        return faults
    }

    private func faultsOfNotices() -> [String] {
        var faults: [String] = []
        for (partner, book) in notices.sorted(by: { $0.key < $1.key }) {
            let numbers = book.pending.map(\.number)
            if numbers != numbers.sorted() || Set(numbers).count != numbers.count {
                faults.append("the notices of \(partner) are out of order")
            }
            if let last = numbers.last, last > book.last {
                faults.append("\(partner) has a notice beyond its last")
            }
            if book.pending.contains(where: { $0.leg.map(wasNeverOpened) ?? false }) {
                faults.append("\(partner) was told of a leg that was never opened")
            }
        }
        return faults
    }

    /// Whether there is no such leg, and it is of no case that was erased.
    private func wasNeverOpened(_ id: LegID) -> Bool {
        leg(id) == nil && (cases.contains(id.caseID) || id.caseID > lastCase)
    }

    private func faultsOfKeys(in files: [Case]) -> [String] {
        var faults: [String] = []
        let events = Dictionary(uniqueKeysWithValues: files.map { ($0.id, $0.events) })
        for (_, id) in taken.entries {
            guard let caseID = id.caseID else { continue }
            if events[caseID].map({ Int(id.event) >= $0.count }) ?? true {
                faults.append("an id was taken by event \(id.event) of \(caseID), which is none")
            }
        }
        for (_, caseID) in lookups.entries where events[caseID] == nil {
            faults.append("a key names \(caseID), which does not exist")
        }
        for (key, all) in namesakes where lookups[key].map({ !all.contains($0) }) ?? true {
            faults.append("a key names several cases, but not the one it named last")
        }
        for caseID in erasures.keys where events[caseID] == nil {
            faults.append("the erasure of \(caseID) is asked for, which does not exist")
        }
        for (place, key) in numbers.entries {
            let isSaid =
                events[place.caseID].map { events in
                    Int(place.event) < events.count
                        && events[Int(place.event)].namesEnterprise
                } ?? false
            if !isSaid || !names(key, place.caseID) {
                faults.append("event \(place.event) of \(place.caseID) names it in vain")
            }
        }
        return faults.sorted()
    }
}
