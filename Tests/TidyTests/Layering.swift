/// Which target may import what: one way only, nothing points back up.
enum Layering {
    /// The modules of the platform, for the targets that touch the world.
    static let platform: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
    ]

    /// What a target of `Sources` may import.
    static let allowed: [String: Set<String>] = [
        "Referrals": [],
        "Triage": ["Referrals"],
        "Exchange": ["Referrals", "Triage"],
        "Wire": ["Referrals"],
        "Journal": ["Referrals", "Triage", "Exchange", "Crypto"],
        "Posts": ["Referrals", "Triage", "Exchange", "Wire", "Journal"],
        "JournalSQLite": platform.union(["Referrals", "Journal", "GRDB", "GRDBSQLite", "Crypto"]),
        "Keyring": platform.union(["Referrals", "Triage"]),
        "ZeroMQ": platform.union(["CZeroMQ"]),
        "Configuration": platform.union([
            "Referrals", "Triage", "Exchange", "Journal", "Posts", "Yams",
        ]),
        "Stations": platform.union([
            "Referrals", "Triage", "Exchange", "Wire", "Journal", "Posts", "JournalSQLite",
            "Configuration", "Keyring", "ZeroMQ", "Logging", "ServiceLifecycle", "UnixSignals",
        ]),
        "RelaisClient": platform.union(["Referrals", "Triage", "Wire", "Keyring", "ZeroMQ"]),
        "relais": platform.union([
            "Referrals", "Triage", "Exchange", "Wire", "Journal", "Posts", "JournalSQLite",
            "Configuration", "Keyring", "Stations", "RelaisClient", "ZeroMQ", "ArgumentParser",
            "CShippedSignals",
        ]),
    ]

    /// The targets that know no clock, no chance, no files and no threads.
    static let pure: Set<String> = ["Referrals", "Triage", "Exchange", "Wire", "Journal", "Posts"]

    static func complaints(about file: SourceFile) -> [Complaint] {
        guard !file.isTest else { return [] }
        guard let modules = allowed[file.target] else {
            let sentence = "no rule says what \(file.target) may import: add it to Layering.allowed"
            return [Complaint(path: file.path, line: 1, sentence: sentence)]
        }
        var complaints: [Complaint] = []
        for (index, line) in file.code.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            guard let module = imported(by: line), !modules.contains(module) else { continue }
            let others = modules.sorted().joined(separator: ", ")
            let sentence =
                "\(file.target) may not import \(module), only \(others.isEmpty ? "nothing" : others);"
                + " pass the value in, or move the code outwards"
            complaints.append(Complaint(path: file.path, line: index + 1, sentence: sentence))
        }
        return complaints
    }

    private static func imported(by line: Substring) -> String? {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
            words[..<place].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains(String($0)) })
        else { return nil }
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "func", "var", "typealias",
        ]
        let named = kinds.contains(words[place + 1]) ? place + 2 : place + 1
        guard named < words.count else { return nil }
        return String(words[named].prefix(while: { $0 != "." }))
    }

    private static let accessLevels: Set<String> = [
        "public", "package", "internal", "fileprivate", "private",
    ]
}
