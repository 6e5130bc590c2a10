import ArgumentParser
import Foundation
import Testing

@testable import relais

@Suite struct `The compose file` {
    private let file: ComposeFile

    init() throws {
        file = try ComposeFile()
    }

    /// The services that run what was built, and not only once.
    private var stations: [ComposeFile.Service] {
        file.services.filter { !["init", "key", "agency"].contains($0.name) }
    }

    @Test func `starts everything in words that the program takes`() throws {
        var count = 0
        for service in file.services {
            guard let words = service.words else { continue }
            #expect(throws: Never.self, "\(service.name)") { try Relais.command(from: words) }
            count += 1
        }
        #expect(count == file.services.count - 1, "only init starts another program")
    }

    @Test func `asks for health in words that the program takes, and only where somebody answers`()
        throws
    {
        let asked = file.services.filter { $0.probe != nil }
        #expect(asked.map(\.name) == ["gateway"])
        let probe = try #require(asked.first?.probe)
        #expect(probe.prefix(2) == ["CMD", ComposeFile.program])
        let command = try Relais.command(from: Array(probe.dropFirst(2)))
        let health = try #require(command as? HealthCommand)
        let words = try #require(asked.first?.words)
        let gateway = try #require(try Relais.command(from: words) as? GatewayCommand)
        #expect(health.connection.endpoint == gateway.doors.controlIPC)
    }

    @Test func `runs each service as nobody in particular, with no right it does not need`() {
        for service in file.services {
            #expect(service.text("user") == "10001:10001", "\(service.name)")
            #expect(service.text("read_only") == "true", "\(service.name)")
            #expect(service.texts("cap_drop") == ["ALL"], "\(service.name)")
            #expect(service.texts("security_opt") == ["no-new-privileges:true"], "\(service.name)")
            #expect(service.text("privileged") == nil, "\(service.name)")
            #expect(service.text("mem_limit") != nil, "\(service.name)")
            #expect(service.text("pids_limit") == "64", "\(service.name)")
            #expect(service.text("stop_grace_period") == "15s", "\(service.name)")
            let limits = service.members["ulimits"] as? [String: [String: Int]]
            #expect(limits?["nofile"] == ["soft": 65_536, "hard": 65_536], "\(service.name)")
            #expect(limits?["core"] == ["soft": 0, "hard": 0], "\(service.name)")
            let logging = service.members["logging"] as? [String: Any]
            #expect((logging?["options"] as? [String: String])?["max-size"] != nil)
        }
        #expect(stations.map { $0.text("restart") } == stations.map { _ in "unless-stopped" })
    }

    @Test func `keeps the recorder where nothing leads, with no door`() throws {
        let recorder = try file.service("recorder")
        #expect(recorder.networks == ["inside"])
        #expect(recorder.members["ports"] == nil)
        #expect((file.networks["inside"] as? [String: Any])?["internal"] as? Bool == true)
        let inside = file.services.filter { $0.networks.contains("inside") }.map(\.name)
        #expect(inside == ["gateway", "recorder"])
    }

    @Test func `opens to other machines the doors of clients alone, and those only when told`()
        throws
    {
        #expect(file.services.filter { $0.members["ports"] != nil }.map(\.name) == ["gateway"])
        let gateway = try file.service("gateway")
        let command = try Relais.command(from: gateway.words ?? [])
        let doors = try #require(command as? GatewayCommand).doors
        let clients = [doors.intake, doors.desk, doors.control, doors.feed].compactMap { door in
            door?.split(separator: ":").last.map(String.init)
        }
        #expect(clients.count == 4)
        #expect(
            gateway.texts("ports") == clients.map { "${RELAIS_LISTEN:-127.0.0.1}:\($0):\($0)" }
        )
    }

    @Test func `sends every station and client to the door that is theirs`() throws {
        let gateway = try #require(
            try Relais.command(from: try file.service("gateway").words ?? []) as? GatewayCommand
        )
        func port(_ endpoint: String?) -> Substring? { endpoint?.split(separator: ":").last }
        for service in file.services {
            guard let words = service.words, let command = try? Relais.command(from: words) else {
                continue
            }
            let (endpoint, door): (String?, String?) =
                switch command {
                case let command as DispatcherCommand: (command.gateway.gateway, gateway.work)
                case let command as RecorderCommand: (command.gateway.gateway, gateway.record)
                case let command as PartnerWorkCommand:
                    (command.connection.endpoint, gateway.doors.desk)
                case let command as PublishCommand:
                    (command.connection.endpoint, gateway.doors.intake)
                default: (nil, nil)
                }
            #expect(port(endpoint) == port(door), "\(service.name)")
            if let endpoint { #expect(endpoint.hasPrefix("tcp://gateway:"), "\(service.name)") }
        }
    }

    @Test func `gives each service its own key and nobody else's`() throws {
        let open: Set = ["cards"]
        var users: [String: [String]] = [:]
        for service in file.services where service.name != "init" {
            for volume in service.volumes where file.volumes.contains(volume.source) {
                users[volume.source, default: []].append(service.name)
                let isState = volume.target == "/var/lib/relais"
                let isKeeper = service.name == "key"
                #expect(volume.isReadOnly != (isState || isKeeper), "\(service.name) \(volume)")
            }
        }
        for (volume, services) in users where !open.contains(volume) {
            #expect(services.count == 1, "\(volume) is in \(services)")
        }
        #expect(users["journal"] == ["recorder"])
        #expect(users["master-key"] == ["recorder"])
        #expect(Set(users.keys) == file.volumes, "each volume that is named is used")
    }

    @Test func `has every named volume and network it uses, and every file`() throws {
        for service in file.services {
            for network in service.networks { #expect(file.networks[network] != nil) }
            for volume in service.volumes where !file.volumes.contains(volume.source) {
                #expect(volume.source.hasPrefix("../"), "\(volume.source) is not declared")
                let path = ComposeFile.path(volume.source)
                #expect(FileManager.default.fileExists(atPath: path), "\(path)")
            }
        }
    }

    @Test func `is explained in words that the program takes`() throws {
        let path = ComposeFile.path("README.md")
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        var count = 0
        for line in lines {
            let text = line.split(separator: "#").first.map(String.init) ?? ""
            var words = text.split(separator: " ").map(String.init)
            if let exec = words.firstIndex(of: "exec") { words.removeFirst(exec + 2) }
            guard words.first == "relais" else { continue }
            #expect(throws: Never.self, "\(line)") {
                try Relais.command(from: Array(words.dropFirst()))
            }
            count += 1
        }
        #expect(count == 3)
    }
}
