public import Referrals

/// One message under way between the stations: it gets exactly one reply.
public struct Ticket: Comparable, Hashable, Sendable {
    /// The gateway's number for it, counted up from 1 over its life.
    public let number: UInt64

    /// The ticket with this number.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// Whether the left one was given first.
    public static func < (left: Ticket, right: Ticket) -> Bool { left.number < right.number }
}

/// A socket that faces the outside and is answered on.
public enum Door: UInt8, CaseIterable, Sendable {
    /// Agencies.
    case intake = 1
    /// Partners.
    case desk = 2
    /// Supervisors.
    case control = 3

    /// Whether this principal may come in by it.
    public func admits(_ principal: Principal) -> Bool {
        switch (self, principal) {
        case (.intake, .agency), (.desk, .partner), (.control, .supervisor): true
        case (.intake, _), (.desk, _), (.control, _): false
        }
    }
}

/// Where a peer is: the socket it came by and the routing id it got there; an address, never an identity.
public struct Route: Hashable, Sendable {
    /// What kind of socket it is.
    public var door: Door
    /// Which of the sockets of this kind: routing ids are those of one socket.
    public var socket: UInt8
    /// The routing id.
    public var id: [UInt8]

    /// The peer behind `id` on `door`.
    public init(door: Door, socket: UInt8 = 0, id: [UInt8]) {
        self.door = door
        self.socket = socket
        self.id = id
    }
}
