import Foundation
import Testing

/// A unit of systemd: its settings in their order, and what they may be called.
struct UnitFile {
    struct Setting {
        let section: String
        let name: String
        let value: String
    }

    let name: String
    private(set) var settings: [Setting] = []

    /// What a section may hold, of all that systemd 252 knows: what our units use.
    ///
    /// A word that is not here is misspelt, or new and to be looked up in systemd.unit(5), systemd.service(5),
    /// systemd.exec(5), systemd.kill(5) or systemd.resource-control(5).
    static let known: [String: Set<String>] = [
        "Unit": [
            "After", "Conflicts", "Description", "Documentation", "StartLimitIntervalSec", "Wants",
        ],
        "Service": [
            "AmbientCapabilities", "CapabilityBoundingSet", "Environment", "ExecReload",
            "ExecStart", "Group", "InaccessiblePaths", "KillMode", "LimitCORE", "LimitNOFILE",
            "LoadCredential", "LockPersonality", "MemoryDenyWriteExecute", "MemoryMax",
            "NoNewPrivileges", "PrivateDevices", "PrivateTmp", "PrivateUsers", "ProcSubset",
            "ProtectClock", "ProtectControlGroups", "ProtectHome", "ProtectHostname",
            "ProtectKernelLogs", "ProtectKernelModules", "ProtectKernelTunables", "ProtectProc",
            "ProtectSystem", "RemoveIPC", "Restart", "RestartSec", "RestrictAddressFamilies",
            "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "RuntimeDirectory",
            "RuntimeDirectoryMode", "StateDirectory", "StateDirectoryMode",
            "SystemCallArchitectures", "SystemCallErrorNumber", "SystemCallFilter", "TasksMax",
            "TimeoutStartSec", "TimeoutStopSec", "Type", "UMask", "User",
        ],
        "Install": ["WantedBy"],
    ]

    /// The units, by the name of their file.
    static let names = [
        "relais-dispatcher@.service", "relais-gateway.service", "relais-recorder.service",
        "relais.service",
    ]

    init(_ name: String) throws {
        self.name = name
        let path = ComposeFile.path("systemd/" + name)
        var section: String?
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("#") { continue }
            if line.hasPrefix("[") {
                section = String(line.dropFirst().dropLast())
                continue
            }
            let parts = line.split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            try #require(parts.count == 2, "\(name): \(line)")
            settings.append(
                Setting(
                    section: try #require(section),
                    name: String(parts[0]),
                    value: String(parts[1])
                )
            )
        }
    }

    func values(_ name: String) -> [String] { settings.filter { $0.name == name }.map(\.value) }

    func value(_ name: String) throws -> String {
        let found = values(name)
        try #require(found.count == 1, "\(self.name) says \(name) \(found.count) times")
        return found[0]
    }

    /// The words of what it starts, for an instance of this name.
    func words(instance: String = "1") throws -> [String] {
        try value("ExecStart").split(separator: " ").map { word in
            String(word).replacing("%i", with: instance)
                .replacing("${CREDENTIALS_DIRECTORY}", with: "/run/credentials/unit")
        }
    }

    /// The names of the credentials that it is given, and the files they come from.
    var credentials: [String: String] {
        let pairs = values("LoadCredential").map { value in
            let parts = value.split(separator: ":", maxSplits: 1).map(String.init)
            return (parts[0], parts[1])
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
