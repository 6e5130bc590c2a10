import Referrals

extension Gateway {
    /// How many dispatchers a message may take with it before it is looked at closely.
    static let lossesMax = 2
    /// How long such a message waits for them to come back and tell what killed them, in pings.
    static let suspicionPings: Int64 = 3

    /// A dispatcher is there: what it had before is given again, and it is given what waits.
    mutating func arrive(
        _ number: Int,
        _ name: String,
        _ room: Int,
        _ killers: Killers,
        at instant: Instant
    ) -> [Effect] {
        let lost = bench.arrive(number, named: name, room: room, killers)
        giveAgain(lost, lostBy: name, at: instant.steady)
        for (ticket, suspicion) in suspects.sorted(by: { $0.key < $1.key })
        where suspicion.awaited.contains(name) {
            suspects[ticket]?.awaited.remove(name)
            if suspicion.awaited.count == 1 { release(ticket) }
        }
        return giveWork()
    }

    /// A dispatcher is gone: what it had in hand is given to another.
    mutating func leave(_ number: Int, at instant: Instant) -> [Effect] {
        let name = bench.name(of: number)
        let lost = bench.leave(number)
        if let name { giveAgain(lost, lostBy: name, at: instant.steady) }
        return giveWork()
    }

    /// What two dispatchers have not survived waits until they have told which line they had in hand: a
    /// third would die of it, too.
    private mutating func giveAgain(_ lost: [Ticket], lostBy name: String, at now: Moment) {
        var again: [Ticket] = []
        for ticket in lost {
            guard case .judging(let inquiry, let request, _) = tickets[ticket]?.stage else {
                continue
            }
            counts.givenAgain += 1
            tickets[ticket]?.stage = .judging(inquiry, request, dispatcher: nil)
            tickets[ticket]?.lostBy.append(name)
            let losers = tickets[ticket]?.lostBy ?? []
            if losers.count % Gateway.lossesMax == 0 {
                suspects[ticket] = Suspicion(
                    awaited: Set(losers.suffix(Gateway.lossesMax)),
                    until: now + limits.ping * Gateway.suspicionPings
                )
            } else {
                again.append(ticket)
            }
        }
        toJudge = again + toJudge
    }

    /// Those who died may never come back: what waits for them goes on after a while.
    mutating func releaseSuspects(at now: Moment) -> [Effect] {
        let due = suspects.filter { $0.value.until <= now }.keys.sorted()
        guard !due.isEmpty else { return [] }
        for ticket in due { release(ticket) }
        return giveWork()
    }

    private mutating func release(_ ticket: Ticket) {
        suspects[ticket] = nil
        if tickets[ticket] != nil { toJudge.append(ticket) }
    }
}
