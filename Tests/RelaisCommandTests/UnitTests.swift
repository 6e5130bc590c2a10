import ArgumentParser
import Foundation
import Testing

@testable import relais

@Suite struct `The units of systemd` {
    private static let analyze = "/usr/bin/systemd-analyze"
    private static var hasAnalyze: Bool { FileManager.default.isExecutableFile(atPath: analyze) }

    @Test func `are all that the folder has`() throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: ComposeFile.path("systemd")
        )
        #expect(files.filter { $0.hasSuffix(".service") }.sorted() == UnitFile.names)
    }

    @Test(arguments: UnitFile.names)
    func `say nothing that systemd does not know`(name: String) throws {
        for setting in try UnitFile(name).settings {
            let known = UnitFile.known[setting.section] ?? []
            #expect(known.contains(setting.name), "\(name): [\(setting.section)] \(setting.name)")
        }
    }

    @Test(arguments: UnitFile.names)
    func `start in words that the program takes`(name: String) throws {
        let words = try UnitFile(name).words()
        #expect(words.first == ComposeFile.program)
        let command = try Relais.command(from: Array(words.dropFirst()))
        let expected: any ParsableCommand.Type =
            switch name {
            case "relais-gateway.service": GatewayCommand.self
            case "relais-recorder.service": RecorderCommand.self
            case "relais.service": ServeCommand.self
            default: DispatcherCommand.self
            }
        #expect(type(of: command) == expected)
    }

    @Test(arguments: UnitFile.names)
    func `name every secret as a credential, and use each`(name: String) throws {
        let unit = try UnitFile(name)
        let words = try unit.words()
        let prefix = "/run/credentials/unit/"
        let used = words.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        #expect(Set(used) == Set(unit.credentials.keys))
        #expect(!words.contains { $0.contains("/secrets") })
        #expect(unit.credentials.values.allSatisfy { $0.hasPrefix("/etc/relais/secrets/") })
        let keys = ["--key", "--master-key"].filter { words.contains($0) }
        #expect(keys.count == used.count, "each credential is a key")
    }

    @Test(arguments: UnitFile.names)
    func `let the program do its work and nothing else`(name: String) throws {
        let unit = try UnitFile(name)
        let wanted = [
            "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes",
            "PrivateTmp": "yes", "PrivateDevices": "yes", "LimitNOFILE": "65536",
            "LimitCORE": "0", "CapabilityBoundingSet": "", "UMask": "0077", "Restart": "always",
            "TimeoutStopSec": "15", "StartLimitIntervalSec": "0",
        ]
        for (setting, value) in wanted { #expect(try unit.value(setting) == value, "\(setting)") }
        #expect(unit.values("SystemCallFilter").first == "@system-service")
        #expect(try !unit.value("MemoryMax").isEmpty)
        let families = ["AF_INET", "AF_INET6", "AF_UNIX"]
        // Before it binds, libzmq asks the kernel for the addresses of the machine, and aborts if it may not.
        let binds = name == "relais-gateway.service" || name == "relais.service"
        #expect(
            try unit.value("RestrictAddressFamilies").split(separator: " ").map(String.init)
                == families + (binds ? ["AF_NETLINK"] : [])
        )
        // It would see every user of the machine as nobody, and a supervisor is known by theirs.
        let seesUsers = try unit.value("ExecStart").contains("--control-ipc")
        #expect(unit.values("PrivateUsers") == (seesUsers ? [] : ["yes"]))
    }

    @Test(arguments: UnitFile.names)
    func `write only below what systemd makes for them`(name: String) throws {
        let unit = try UnitFile(name)
        let words = try unit.words()
        let state = unit.values("StateDirectory").map {
            "/var/lib/" + $0.replacing("%i", with: "1")
        }
        if let index = words.firstIndex(of: "--data") {
            let data = words[index + 1]
            #expect(state.contains { data == $0 || data.hasPrefix($0 + "/") }, "\(data)")
            #expect(try unit.value("StateDirectoryMode") == "0700")
        } else {
            #expect(state.isEmpty)
        }
        if let index = words.firstIndex(of: "--control-ipc") {
            let folder = "ipc:///run/" + (try unit.value("RuntimeDirectory")) + "/"
            #expect(words[index + 1].hasPrefix(folder))
        }
    }

    @Test func `run as users that are made for them, none of them root`() throws {
        let text = try String(
            contentsOfFile: ComposeFile.path("systemd/sysusers.d/relais.conf"),
            encoding: .utf8
        )
        let made = text.split(separator: "\n").filter { $0.hasPrefix("u ") }
            .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
        let users = try UnitFile.names.map { try UnitFile($0).value("User") }
        #expect(Set(users) == Set(made))
        #expect(Set(users).count == users.count)
        for name in UnitFile.names {
            let unit = try UnitFile(name)
            #expect(try unit.value("Group") == unit.value("User"))
        }
    }

    @Test(.enabled(if: hasAnalyze, "systemd-analyze is not installed here"))
    func `are found good by systemd itself, and hardly exposed`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "units-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "relais").path
        var files: [String] = []
        for name in UnitFile.names {
            let text = try String(
                contentsOfFile: ComposeFile.path("systemd/" + name),
                encoding: .utf8
            )
            let file = folder.appending(path: name.replacing("@.", with: "@1."))
            try text.replacing("=\(ComposeFile.program) ", with: "=\(program) ")
                .write(to: file, atomically: true, encoding: .utf8)
            files.append(file.path)
        }
        let verified = try run(["verify"] + files)
        #expect(verified.code == 0 && verified.words.isEmpty, "\(verified.words)")
        for file in files {
            // In tenths: 0 is shut, 100 what a service has that says nothing.
            let exposed = try run(["security", "--offline=true", "--threshold=20", file])
            #expect(exposed.code == 0, "\(exposed.words)")
        }
    }

    private func run(_ arguments: [String]) throws -> (code: Int32, words: String) {
        let process = Process()
        process.executableURL = URL(filePath: Self.analyze)
        process.arguments = arguments + ["--no-pager"]
        let pipe = Pipe()
        process.standardOutput = arguments[0] == "verify" ? pipe : FileHandle.nullDevice
        process.standardError = pipe
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
}
