import Posts
import Referrals

/// A client's connection: both ways in order, with delays; when it breaks, what was last sent is lost.
struct Link: Sendable {
    let client: Int
    let door: Door
    /// Which connection this is; each has a routing id of its own.
    private(set) var number = 0
    var isUp = false
    var up = Way()
    var down = Way()

    /// One direction.
    struct Way: Sendable {
        var sent = 0
        var arrived = 0
        /// When the last message arrives: none overtakes another.
        var lastAt = World.begin
        /// Until when it stands still.
        var heldUntil = Moment.distantPast

        /// When what would arrive at some time does: in order, and not while the link stands still.
        func next(after moment: Moment) -> Moment {
            max(moment, lastAt + Span(microseconds: 1), heldUntil)
        }
    }

    /// Of each broken connection, up to which message each direction still arrives.
    private var cuts: [Int: (up: Int, down: Int)] = [:]

    init(client: Int, door: Door) {
        self.client = client
        self.door = door
    }

    var route: Route {
        let bytes = [0, UInt8(client + 1), UInt8(number >> 8), UInt8(number & 0xFF), 1]
        return Route(door: door, id: bytes)
    }

    /// Breaks the connection and begins the next, keeping so much of what is on its way.
    mutating func breaks(_ chance: inout Chance, keepsUp: Bool) {
        let upKept = keepsUp ? chance.within(0...(up.sent - up.arrived)) : 0
        let downKept = chance.within(0...(down.sent - down.arrived))
        cuts[number] = (up.arrived + upKept, down.arrived + downKept)
        number += 1
        up = Way(heldUntil: up.heldUntil)
        down = Way(heldUntil: down.heldUntil)
    }

    /// Whether a message that was sent upwards on some connection comes to the gateway.
    mutating func arrivesUp(_ place: Int, on link: Int) -> Bool {
        guard link == number else { return place <= cuts[link]?.up ?? 0 }
        up.arrived = place
        return true
    }

    /// Whether a message that was sent downwards on some connection comes to the client.
    mutating func arrivesDown(_ place: Int, on link: Int) -> Bool {
        guard link == number else { return place <= cuts[link]?.down ?? 0 }
        down.arrived = place
        return true
    }

    /// What was on its way up to a server that has died is lost.
    mutating func losesAllUp() {
        for link in cuts.keys { cuts[link]?.up = 0 }
    }
}
