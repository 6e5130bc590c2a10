internal import Foundation
internal import Referrals
internal import Triage

extension Settings {
    /// Settings of `relais.yaml` in the folder `config`, where there is one; flags are laid over them later.
    ///
    /// Keys, all optional: `endpoints` {`intake`, `desk`, `control`, `feed`: ZeroMQ endpoints},
    /// `dispatchers` (1 to 16), `ping_ms` (1000 to 60000), `retention_days` (30 to 3650; kept, and read once
    /// erasure comes), `reserve_mb` (8 to 4096).
    /// - Throws: ``StartFault`` 78 with file, line, column and what was expected, for every mistake.
    public init(config: String, data: String, masterKeyFile: String) throws {
        self.init(config: config, data: data, masterKey: masterKeyFile)
        let path = config + "/relais.yaml"
        guard let bytes = FileManager.default.contents(atPath: path) else { return }
        var reader = SettingsReader()
        do {
            let text = String(decoding: bytes, as: UTF8.self)
            reader.read(try YAMLTree.read(text, file: "relais.yaml"), into: &self)
        } catch let fault as BundleFault {
            throw StartFault([fault.description], exitStatus: 78)
        }
        guard reader.faults.isEmpty else { throw StartFault(reader.faults, exitStatus: 78) }
    }
}

/// Reads the tree of `relais.yaml` and gathers its mistakes.
private struct SettingsReader {
    var faults: [String] = []

    mutating func read(_ tree: Tree, into settings: inout Settings) {
        for entry in entries(of: tree, "a map of settings") {
            switch entry.key {
            case "endpoints": readEndpoints(entry.value, into: &settings)
            case "dispatchers":
                if let count = number(entry.value, 1...16) { settings.dispatchers = count }
            case "ping_ms":
                if let count = number(entry.value, 1_000...60_000) {
                    settings.ping = .milliseconds(Int64(count))
                }
            case "retention_days": _ = number(entry.value, 30...3_650)
            case "reserve_mb":
                if let count = number(entry.value, 8...4_096) {
                    settings.reserveBytes = count << 20
                }
            default:
                let known = "endpoints, dispatchers, ping_ms, retention_days or reserve_mb"
                fault(entry.line, entry.column, "\(known), not \(entry.key)")
            }
        }
    }

    private mutating func readEndpoints(_ tree: Tree, into settings: inout Settings) {
        for entry in entries(of: tree, "a map of endpoints") {
            switch entry.key {
            case "intake": if let found = endpoint(entry.value) { settings.intake = found }
            case "desk": if let found = endpoint(entry.value) { settings.desk = found }
            case "control": if let found = endpoint(entry.value) { settings.control = found }
            case "feed": if let found = endpoint(entry.value) { settings.feed = found }
            default:
                fault(entry.line, entry.column, "intake, desk, control or feed, not \(entry.key)")
            }
        }
    }

    private mutating func entries(of tree: Tree, _ expected: String) -> [Tree.Entry] {
        guard case .map(let entries) = tree.content else {
            fault(tree.line, tree.column, expected)
            return []
        }
        return entries
    }

    private mutating func number(_ tree: Tree, _ range: ClosedRange<Int>) -> Int? {
        guard case .text(let text, false) = tree.content, let number = Int(text),
            range.contains(number)
        else {
            fault(
                tree.line,
                tree.column,
                "a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
            return nil
        }
        return number
    }

    private mutating func endpoint(_ tree: Tree) -> String? {
        guard case .text(let text, _) = tree.content,
            text.hasPrefix("tcp://") || text.hasPrefix("ipc://")
        else {
            fault(tree.line, tree.column, "an endpoint that begins with tcp:// or ipc://")
            return nil
        }
        return text
    }

    private mutating func fault(_ line: Int, _ column: Int, _ expected: String) {
        faults.append("relais.yaml:\(line):\(column): expected \(expected)")
    }
}
