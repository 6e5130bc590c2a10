public import Referrals

/// What a start is told: by flags first, else by `relais.yaml`, else the usual.
public struct Settings: Equatable, Sendable {
    /// The folder of `relais.yaml` and `bundle/`.
    public var config: String
    /// The folder of the journal.
    public var data: String
    /// The file of the master key, outside the data folder.
    public var masterKey: String
    /// Whether identity is the header's `as`, on loopback and ipc only.
    public var isInsecure = false
    /// Where agencies come in.
    public var intake = "tcp://127.0.0.1:5570"
    /// Where partners come in.
    public var desk = "tcp://127.0.0.1:5571"
    /// Where supervisors come in.
    public var control = "tcp://127.0.0.1:5572"
    /// Where supervisors of this machine come in without a key, over ipc; nil for nowhere.
    public var controlIPC: String?
    /// Where metrics are published.
    public var feed = "tcp://127.0.0.1:5573"
    /// Where dispatchers of other processes come in, or where a dispatcher finds the gateway.
    public var work = "tcp://127.0.0.1:5574"
    /// Where the recorder of another process comes in, or where a recorder finds the gateway.
    public var record = "tcp://127.0.0.1:5575"
    /// The folder of the cards of all keys.
    public var cards: String
    /// The file of this station's own secret key; nil where none is told.
    public var secretKey: String?
    /// The gateway's public card, or its 40 characters, for stations that connect to it.
    public var gatewayKey: String?
    /// Supervisors of this machine, by the number of their user.
    public var users: [UInt32: SupervisorID] = [:]
    /// The gateway's next key and the doors where it is shown already; nil where there is none.
    public var next: NextKey?
    /// What a dispatcher is called where its key does not say; no two may have one name.
    public var name = "dispatcher"
    /// How many dispatchers judge, 1 to ``dispatchersMax``.
    public var dispatchers = 1
    /// How often peers are to be heard, 1 s to 60 s.
    public var ping: Span = .seconds(5)
    /// Bytes kept free for answers and reports when the disk is full.
    public var reserveBytes = 64 << 20

    /// The most dispatchers there may be.
    public static let dispatchersMax = 16

    /// The usual settings for these folders.
    public init(config: String, data: String, masterKey: String) {
        self.config = config
        self.data = data
        self.masterKey = masterKey
        cards = config + "/keys.d"
    }

    /// The same doors once more, under the key that takes the place of the one in use.
    public struct NextKey: Equatable, Sendable {
        /// The file of the secret key.
        public var secretKey: String
        /// Where agencies come in.
        public var intake: String?
        /// Where partners come in.
        public var desk: String?
        /// Where supervisors come in.
        public var control: String?
        /// Where metrics are published.
        public var feed: String?

        /// No door yet under the key of a file.
        public init(secretKey: String) {
            self.secretKey = secretKey
        }
    }

    /// Which of the stations run in a process.
    public enum Station: Sendable {
        /// All of them.
        case all
        /// The gateway alone.
        case gateway
        /// One dispatcher.
        case dispatcher
        /// The recorder.
        case recorder
    }
}

extension Settings {
    /// Why the stations of a process may not start with these, a line each, and what to do; none when they may.
    public func objections(to station: Station) -> [String] {
        let endpoints = endpoints(of: station)
        let unread = endpoints.filter { Endpoint($0) == nil }
        guard unread.isEmpty else {
            let named = unread.joined(separator: ", ")
            return ["an endpoint is tcp://HOST:PORT or ipc://PATH, not \(named)"]
        }
        if let controlIPC, !controlIPC.hasPrefix("ipc://") {
            return ["control_ipc is ipc://PATH, not \(controlIPC): only there is a user known"]
        }
        guard isInsecure else { return keyObjections(to: station) }
        let keyed = [next.map { _ in "next" }, controlIPC.map { _ in "control_ipc" }]
            .compactMap(\.self)
        guard keyed.isEmpty else {
            let named = keyed.joined(separator: " and ")
            return [
                "relais.yaml sets \(named), which goes by keys and users: leave it out, or leave out --insecure"
            ]
        }
        let exposed = endpoints.filter { Endpoint($0)?.isLocal != true }
        guard !exposed.isEmpty else { return [] }
        let named = exposed.joined(separator: ", ")
        return ["--insecure is for loopback and ipc only, not for \(named)"]
    }

    private func endpoints(of station: Station) -> [String] {
        let doors = [intake, desk, control, feed]
        let others = [next?.intake, next?.desk, next?.control, next?.feed].compactMap(\.self)
        return switch station {
        case .all: doors + others
        case .gateway: doors + others + [work, record]
        case .dispatcher: [work]
        case .recorder: [record]
        }
    }

    private func keyObjections(to station: Station) -> [String] {
        var objections: [String] = []
        if secretKey == nil {
            objections += [
                "no key of this station is told: --key FILE, or keys: secret: in relais.yaml",
                "relais init DIR makes an installation with keys; for a trial: --insecure",
            ]
        }
        if gatewayKey == nil, station == .dispatcher || station == .recorder {
            objections.append(
                "the gateway's key is not told: --gateway-key FILE, or keys: gateway: in relais.yaml"
            )
        }
        return objections
    }
}
