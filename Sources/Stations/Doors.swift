internal import Configuration
internal import Keyring
internal import Posts
internal import Triage
internal import Wire
internal import ZeroMQ

/// All sockets of a gateway, bound, behind the doorkeeper that was there before them.
struct Doors {
    let sockets: [BoundSocket]
    /// Nil where nobody has keys.
    let doorkeeper: Doorkeeper?
    let posted: PostedBook

    /// Binds what the settings name; with `stations` also the doors of dispatchers and the recorder.
    init(
        _ settings: Settings,
        _ book: DoorBook,
        withStations hasStations: Bool,
        in context: Context
    ) throws {
        let posted = PostedBook(book)
        self.posted = posted
        doorkeeper =
            settings.isInsecure ? nil : try Doorkeeper(in: context) { posted.admit($0) }
        let key = try settings.isInsecure ? nil : StationKey.own(settings.secretKey)
        var plan: [(name: String, KeyDomain, String, CurveKeyPair?)] = [
            ("intake", .intake, settings.intake, key), ("desk", .desk, settings.desk, key),
            ("control", .control, settings.control, key), ("feed", .feed, settings.feed, key),
        ]
        if hasStations {
            plan.append(("work", .work, settings.work, key))
            plan.append(("record", .record, settings.record, key))
        }
        if let users = settings.controlIPC { plan.append(("control_ipc", .control, users, nil)) }
        if let next = settings.next {
            let nextKey = try StationKey.own(next.secretKey)
            let doors: [(KeyDomain, String?)] = [
                (.intake, next.intake), (.desk, next.desk), (.control, next.control),
                (.feed, next.feed),
            ]
            plan += doors.compactMap { domain, endpoint in
                endpoint.map { ("next_\(domain.rawValue)", domain, $0, nextKey) }
            }
        }
        var counts: [KeyDomain: UInt8] = [:]
        sockets = try plan.map { name, domain, endpoint, key in
            defer { counts[domain, default: 0] += 1 }
            let security = Doors.security(key, domain, isInsecure: settings.isInsecure)
            let (socket, monitor) = try Doors.bind(endpoint, domain, security, in: context)
            return BoundSocket(
                name: name,
                domain: domain,
                number: counts[domain] ?? 0,
                socket: socket,
                monitor: monitor,
                endpoint: try socket.lastEndpoint()
            )
        }
    }

    /// Where it listens, in the order of the contract's table.
    var endpoints: [(name: String, endpoint: String)] {
        sockets.map { ($0.name, $0.endpoint) }
    }

    private static func security(
        _ key: CurveKeyPair?,
        _ domain: KeyDomain,
        isInsecure: Bool
    ) -> Security {
        guard !isInsecure, let zap = ZapDomain(domain.rawValue) else { return .none }
        guard let key else { return .localUsers(domain: zap) }
        return .curveServer(secretKey: key.secretKey, domain: zap)
    }

    private static func bind(
        _ endpoint: String,
        _ domain: KeyDomain,
        _ security: Security,
        in context: Context
    ) throws -> (Socket, SocketMonitor) {
        let options =
            switch domain {
            case .intake, .desk, .control:
                SocketOptions.boundRouter(
                    maxMessageBytes: Limits.messageBytes,
                    security: security
                )
            case .feed: SocketOptions.publisher(security: security)
            case .work, .record: SocketOptions.stations(security: security)
            }
        let socket = try Socket(options, in: context)
        let monitor = try socket.monitor()
        do throws(ZeroMQFailure) {
            try socket.bind(endpoint)
        } catch {
            throw StartFault(["\(endpoint) cannot be bound: \(error)"], exitStatus: 69)
        }
        return (socket, monitor)
    }
}

extension SocketOptions {
    /// A door where stations come in: what waits for one is bounded by what the gateway takes in.
    fileprivate static func stations(security: Security) -> SocketOptions {
        boundRouter(
            maxMessageBytes: StationCodec.frameBytesMax,
            sendHighWater: 0,
            security: security
        )
    }
}
