import Referrals

extension Settings {
    /// Lays what a file says over these settings; after a mistake they are of no use.
    ///
    /// Keys, all optional: `endpoints` {`intake`, `desk`, `control`, `feed`: ZeroMQ endpoints},
    /// `dispatchers` (1 to 16), `ping_ms` (1000 to 60000), `retention_days` (30 to 3650; kept, and read once
    /// erasure comes), `reserve_mb` (8 to 4096).
    /// - Throws: every mistake, with file, line, column and what was expected.
    public mutating func read(_ tree: Tree, file: String) throws(BundleFaults) {
        var reader = TreeReader(file: file)
        let fields = reader.fields(
            Branch(root: tree),
            optional: ["endpoints", "dispatchers", "ping_ms", "retention_days", "reserve_mb"]
        )
        if let endpoints = fields["endpoints"] {
            let named = reader.fields(endpoints, optional: ["intake", "desk", "control", "feed"])
            intake = reader.endpoint(named["intake"]) ?? intake
            desk = reader.endpoint(named["desk"]) ?? desk
            control = reader.endpoint(named["control"]) ?? control
            feed = reader.endpoint(named["feed"]) ?? feed
        }
        if let count = reader.whole(fields["dispatchers"], 1...Int64(Settings.dispatchersMax)) {
            dispatchers = Int(count)
        }
        if let count = reader.whole(fields["ping_ms"], 1_000...60_000) {
            ping = .milliseconds(count)
        }
        _ = reader.whole(fields["retention_days"], 30...3_650)
        if let count = reader.whole(fields["reserve_mb"], 8...4_096) {
            reserveBytes = Int(count) << 20
        }
        guard reader.faults.isEmpty else { throw BundleFaults(reader.faults) }
    }
}

extension TreeReader {
    fileprivate mutating func endpoint(_ branch: Branch?) -> String? {
        value(branch, "an endpoint: tcp://HOST:PORT or ipc://PATH") { Endpoint($0)?.text }
    }
}
