import Referrals

extension Settings {
    /// Lays what a file says over these settings; after a mistake they are of no use.
    ///
    /// Keys, all optional: `endpoints` {`intake`, `desk`, `control`, `control_ipc`, `feed`, `work`, `record`:
    /// ZeroMQ endpoints}, `keys` {`cards`: a folder, `secret`, `gateway`: files}, `supervisors` {`uids`: {number
    /// of a user: name}}, `next` {`secret`: file, `endpoints` {`intake`, `desk`, `control`, `feed`}},
    /// `dispatchers` (1 to 16), `ping_ms` (1000 to 60000), `retention_days` (30 to 3650; kept, and read once
    /// erasure comes), `reserve_mb` (8 to 4096). Files and folders are below the folder of the file, unless
    /// they begin with a slash.
    /// - Throws: every mistake, with file, line, column and what was expected.
    public mutating func read(_ tree: Tree, file: String) throws(BundleFaults) {
        var reader = TreeReader(file: file)
        let fields = reader.fields(
            Branch(root: tree),
            optional: [
                "endpoints", "keys", "supervisors", "next", "dispatchers", "ping_ms",
                "retention_days", "reserve_mb",
            ]
        )
        readEndpoints(fields["endpoints"], &reader)
        readKeys(fields["keys"], &reader)
        readUsers(fields["supervisors"], &reader)
        readNext(fields["next"], &reader)
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

    private mutating func readEndpoints(_ branch: Branch?, _ reader: inout TreeReader) {
        guard let branch else { return }
        let named = reader.fields(
            branch,
            optional: ["intake", "desk", "control", "control_ipc", "feed", "work", "record"]
        )
        intake = reader.endpoint(named["intake"]) ?? intake
        desk = reader.endpoint(named["desk"]) ?? desk
        control = reader.endpoint(named["control"]) ?? control
        controlIPC = reader.endpoint(named["control_ipc"]) ?? controlIPC
        feed = reader.endpoint(named["feed"]) ?? feed
        work = reader.endpoint(named["work"]) ?? work
        record = reader.endpoint(named["record"]) ?? record
    }

    private mutating func readKeys(_ branch: Branch?, _ reader: inout TreeReader) {
        guard let branch else { return }
        let named = reader.fields(branch, optional: ["cards", "secret", "gateway"])
        cards = reader.path(named["cards"], below: config) ?? cards
        secretKey = reader.path(named["secret"], below: config) ?? secretKey
        gatewayKey = reader.path(named["gateway"], below: config) ?? gatewayKey
    }

    private mutating func readUsers(_ branch: Branch?, _ reader: inout TreeReader) {
        guard let branch,
            let uids = reader.fields(branch, optional: ["uids"])["uids"]
        else { return }
        for (number, name) in reader.entries(uids) {
            let user = reader.value(number, "the number of a user") { UInt32($0) }
            let supervisor = reader.value(name, "the name of a supervisor") { SupervisorID($0) }
            if let user, let supervisor { users[user] = supervisor }
        }
    }

    private mutating func readNext(_ branch: Branch?, _ reader: inout TreeReader) {
        guard let branch else { return }
        let fields = reader.fields(branch, required: ["secret", "endpoints"])
        guard let secret = reader.path(fields["secret"], below: config),
            let endpoints = fields["endpoints"]
        else { return }
        let named = reader.fields(endpoints, optional: ["intake", "desk", "control", "feed"])
        var next = NextKey(secretKey: secret)
        next.intake = reader.endpoint(named["intake"])
        next.desk = reader.endpoint(named["desk"])
        next.control = reader.endpoint(named["control"])
        next.feed = reader.endpoint(named["feed"])
        self.next = next
    }
}

extension TreeReader {
    fileprivate mutating func endpoint(_ branch: Branch?) -> String? {
        value(branch, "an endpoint: tcp://HOST:PORT or ipc://PATH") { Endpoint($0)?.text }
    }

    /// A file or folder, below another unless it begins with a slash.
    fileprivate mutating func path(_ branch: Branch?, below folder: String) -> String? {
        text(branch, "a path").map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 }
    }

    /// The keys and values of a map whose keys can be anything.
    fileprivate mutating func entries(_ branch: Branch) -> [(key: Branch, value: Branch)] {
        guard case .map(let entries) = branch.tree.content else {
            fault(branch, expected: "a map")
            return []
        }
        return entries.map { entry in
            let path = "\(branch.path).\(entry.key)"
            let key = Tree(line: entry.line, column: entry.column, content: .text(entry.key))
            return (Branch(tree: key, path: path), Branch(tree: entry.value, path: path))
        }
    }
}
