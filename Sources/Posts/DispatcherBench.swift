import Referrals

/// The dispatchers that are there, and what each has in hand.
///
/// They come and go: what one had in hand when it went is given to another. A line that was in hand when
/// a dispatcher died twice is known by its digest: each tells, when it comes back, what its own deaths left
/// behind, and the sum over all of them counts.
struct DispatcherBench: Sendable {
    /// One dispatcher.
    private struct Seat: Sendable {
        let name: String
        let room: Int
        var inHand: [Ticket] = []
    }

    private var seats: [(number: Int, seat: Seat)] = []
    private var killers: [String: Killers] = [:]
    /// The digests of lines that have killed two dispatchers.
    private(set) var poisoned: Set<UInt64> = []

    /// Whether nobody is there.
    var isEmpty: Bool { seats.isEmpty }

    /// A dispatcher is there, with so much room; tells what it was given before and does not have any more.
    mutating func arrive(
        _ number: Int,
        named name: String,
        room: Int,
        _ found: Killers
    ) -> [Ticket] {
        var lost = leave(number)
        // Whoever comes back has ceased to be where it was before.
        for other in seats where other.seat.name == name { lost += leave(other.number) }
        let place = seats.firstIndex { $0.number > number } ?? seats.count
        seats.insert((number, Seat(name: name, room: room)), at: place)
        killers[name] = found
        poisoned = Killers(summing: killers.values).poisoned
        return lost
    }

    /// A dispatcher is gone; tells what it had in hand, in the order given.
    mutating func leave(_ number: Int) -> [Ticket] {
        guard let place = seats.firstIndex(where: { $0.number == number }) else { return [] }
        return seats.remove(at: place).seat.inHand
    }

    /// Gives a message to whoever has the least in hand, and says to whom; nil when nobody has room.
    mutating func give(_ ticket: Ticket) -> Int? {
        let place = seats.indices.min { seats[$0].seat.inHand.count < seats[$1].seat.inHand.count }
        guard let place, seats[place].seat.inHand.count < seats[place].seat.room else { return nil }
        seats[place].seat.inHand.append(ticket)
        return seats[place].number
    }

    /// A dispatcher has done with a message; false if it did not have it.
    mutating func takeBack(_ ticket: Ticket, from number: Int) -> Bool {
        guard let place = seats.firstIndex(where: { $0.number == number }),
            let index = seats[place].seat.inHand.firstIndex(of: ticket)
        else { return false }
        seats[place].seat.inHand.remove(at: index)
        return true
    }

    /// The name of a dispatcher that is there.
    func name(of number: Int) -> String? {
        seats.first { $0.number == number }?.seat.name
    }
}
