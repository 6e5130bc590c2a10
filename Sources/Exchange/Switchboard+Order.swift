public import Referrals
import Triage

extension Switchboard {
    /// What a supervisor's order does, behind the fact that it was given; nothing where it was given before.
    ///
    /// | order        | what it is for            | what follows                                            |
    /// |--------------|---------------------------|---------------------------------------------------------|
    /// | pause        | a queue, until            | nothing is handed out of it; what is out stays          |
    /// | drain        | a queue, until            | nothing is put in it, what waits in it goes elsewhere   |
    /// | resume       | a queue                   | it takes and hands out again                            |
    /// | reroute      | a leg not closed, a queue | whoever has it is told, and it waits in that queue      |
    /// | withdraw     | a leg that is offered     | whoever has the offer is told, and others have it first |
    /// | withdraw     | a case, an outcome        | the legs of its journey end, accepted ones are stopped  |
    /// | close        | a leg not closed          | it ends with the outcome, and whoever has it is told    |
    /// | replay       | a leg without a partner   | it is placed anew, if it was late with a new due time   |
    /// | resolve      | a dead or held leg        | it ends with the outcome                                |
    /// | surge        | on, until, or off         | the rules of hand-out for a rush                        |
    /// | merge        | two cases, different      | one goes on in the other; different: no leg joins       |
    /// | case_erase   | a case without open legs  | it is asked; a second supervisor's order erases it      |
    ///
    /// What `activate` and `clock_accept` change is not of the exchange: they are written down here, and done
    /// by the recorder.
    func decide(_ command: OrderCommand, at now: Moment) throws(Refusal) -> [Fact] {
        if let known = orders[command.key] {
            guard known == command.ordered.meaning else { throw .idReused }
            return []
        }
        return [command.fact(at: now)] + (try effects(of: command, at: now))
    }

    private func effects(of command: OrderCommand, at now: Moment) throws(Refusal) -> [Fact] {
        let author = Author.supervisor(command.supervisor)
        switch command.order {
        case .activate, .activateAgain, .acceptClock: return []
        case .pause(let queue, let until):
            let set = QueueSet(queue: queue, standing: .paused, until: until)
            return try stop(set, by: author, at: now)
        case .drain(let queue, let until):
            let set = QueueSet(queue: queue, standing: .draining, until: until)
            return try stop(set, by: author, at: now)
        case .resume(let queue): return try resume(queue, by: author, at: now)
        case .surge(let isOn, let until):
            return try surge(SurgeSet(isOn: isOn, until: until), by: author, at: now)
        case .reroute(let leg, let queue):
            return try reroute(leg, to: queue, by: author, at: now)
        case .withdraw(let leg): return try takeBack(leg, by: author, at: now)
        case .withdrawCase(let caseID, let outcome):
            return try withdraw(caseID, outcome, by: author, at: now)
        case .close(let leg, let outcome): return try close(leg, outcome, by: author, at: now)
        case .replay(let leg, let again):
            return try replay(leg, again: again, by: author, at: now)
        case .resolve(let leg, let outcome): return try resolve(leg, outcome, by: author, at: now)
        case .merge(let caseID, let target, let areDifferent):
            return try merge(caseID, into: target, different: areDifferent, by: author, at: now)
        case .erase(let caseID):
            return try erase(caseID, told: command.known, by: command.supervisor, at: now)
        }
    }

    /// A queue is paused or drains; the desk of last resort never, nor the test partner's in its place.
    private func stop(_ set: QueueSet, by author: Author, at now: Moment) throws(Refusal) -> [Fact]
    {
        guard bundle.directory.partner(of: set.queue) != nil else { throw .queueUnknown }
        guard set.queue != bundle.directory.desk, set.queue != bundle.directory.testDesk else {
            throw .lastResort
        }
        if let until = set.until, until <= now { throw .untilPassed }
        guard standings[set.queue] != set else { return [] }
        return [Fact(at: now, by: author, matter: .queueSet(set))]
    }

    private func resume(_ queue: QueueID, by author: Author, at now: Moment) throws(Refusal)
        -> [Fact]
    {
        guard standings[queue] != nil else {
            guard bundle.directory.partner(of: queue) != nil else { throw .queueUnknown }
            return []
        }
        let set = QueueSet(queue: queue, standing: .open)
        return [Fact(at: now, by: author, matter: .queueSet(set))]
    }

    private func surge(_ set: SurgeSet, by author: Author, at now: Moment) throws(Refusal) -> [Fact]
    {
        if let until = set.until, until <= now { throw .untilPassed }
        guard set.isOn ? surge != set : surge != nil else { return [] }
        return [Fact(at: now, by: author, matter: .surgeSet(set))]
    }
}

extension OrderCommand {
    /// The order as the journal keeps it.
    var ordered: Ordered {
        Ordered(verb: order.verb.name, reason: reason, key: key, subject: order.subject)
    }

    /// The fact that it was given.
    public func fact(at now: Moment) -> Fact {
        Fact(at: now, by: .supervisor(supervisor), matter: .ordered(ordered))
    }
}
