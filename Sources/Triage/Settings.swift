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
    /// Where metrics are published.
    public var feed = "tcp://127.0.0.1:5573"
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
    }
}

extension Settings {
    /// Why a server may not start with these, a line each, and what to do; none when it may.
    public var objections: [String] {
        guard isInsecure else {
            return [
                "keys and encryption are not there yet, so a start without --insecure is refused",
                "for a trial on this machine: relais serve --insecure",
            ]
        }
        let endpoints = [intake, desk, control, feed]
        let unread = endpoints.filter { Endpoint($0) == nil }
        guard unread.isEmpty else {
            let named = unread.joined(separator: ", ")
            return ["an endpoint is tcp://HOST:PORT or ipc://PATH, not \(named)"]
        }
        let exposed = endpoints.filter { Endpoint($0)?.isLocal != true }
        guard !exposed.isEmpty else { return [] }
        let named = exposed.joined(separator: ", ")
        return ["--insecure is for loopback and ipc only, not for \(named)"]
    }
}
