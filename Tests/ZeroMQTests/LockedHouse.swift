import Testing

@testable import ZeroMQ

/// Two locked doors behind one doorkeeper, watched: the agency comes in at one, the partner at the other.
struct LockedHouse {
    /// One door and what happens at it.
    struct LockedDoor {
        let socket: Socket
        let monitor: SocketMonitor
        let endpoint: String
    }

    let context: Context
    let bell: WakeBell
    let server: CurveKeyPair
    let agency: CurveKeyPair
    let partner: CurveKeyPair
    let doorkeeper: Doorkeeper?
    let intake: LockedDoor
    let desk: LockedDoor

    init(isGuarded: Bool = true, rule: (@Sendable (ZapRequest) -> Admission)? = nil) throws {
        let context = try Context()
        let bell = try WakeBell()
        let server = try CurveKeyPair.make()
        let (agency, partner) = (try CurveKeyPair.make(), try CurveKeyPair.make())
        let table: [CurvePublicKey: (domain: String, user: String)] = [
            agency.publicKey: ("intake", "agency:1819"), partner.publicKey: ("desk", "partner:ced"),
        ]
        let byTable: @Sendable (ZapRequest) -> Admission = { request in
            guard case .curve(let key) = request.mechanism, let entry = table[key],
                entry.domain == request.domain.name, let user = UserId(entry.user)
            else { return .refused }
            return .admitted(user)
        }
        func door(_ name: String) throws -> LockedDoor {
            let domain = try #require(ZapDomain(name))
            let security = Security.curveServer(secretKey: server.secretKey, domain: domain)
            let options = SocketOptions.boundRouter(maxMessageBytes: 1000, security: security)
            let socket = try Socket(options, in: context)
            let monitor = try socket.monitor(ringing: bell)
            try socket.bind("tcp://127.0.0.1:*")
            return LockedDoor(socket: socket, monitor: monitor, endpoint: try socket.lastEndpoint())
        }
        doorkeeper =
            isGuarded ? try Doorkeeper(in: context, ringing: bell, rule: rule ?? byTable) : nil
        intake = try door("intake")
        desk = try door("desk")
        (self.context, self.bell, self.server) = (context, bell, server)
        (self.agency, self.partner) = (agency, partner)
    }

    /// A dealer with these keys who looks for the owner of that key at a door.
    func dealer(
        _ keys: CurveKeyPair,
        at door: LockedDoor,
        expecting serverKey: CurvePublicKey? = nil
    ) throws -> Socket {
        let key = serverKey ?? server.publicKey
        return try dealer(at: door, .curveClient(keys: keys, serverKey: key))
    }

    /// A dealer of its own context at a door.
    func dealer(at door: LockedDoor, _ security: Security) throws -> Socket {
        let options = SocketOptions.clientDealer(
            maxMessageBytes: 1 << 16,
            sendHighWater: 100,
            security: security
        )
        let dealer = try Socket(options, in: Context())
        try dealer.connect(door.endpoint)
        return dealer
    }

    /// Waits until something has happened at the doors.
    func waitUntil(_ isSo: () -> Bool) -> Bool {
        Patience.wait(for: bell, until: isSo)
    }

    /// What the agency, who has the right keys, says and who it is found to be.
    func hearAgency() throws -> Received? {
        let dealer = try dealer(agency, at: intake)
        #expect(try dealer.sendOnceLinked([[UInt8]("referral")]) == .sent)
        return try intake.socket.next()
    }
}
