import Foundation
import Testing

extension EndToEnd {
    /// compose.yaml, as it is: its own words, networks, volumes and users, without an engine.
    @Suite struct `The composed services` {
        @Test func `are described as the specification of Compose has it`() throws {
            let folder = FileManager.default.temporaryDirectory.path
            let path = Repository.file("compose/compose.yaml")
            #expect(try Topology.read(path, in: folder).services.count > 8)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            for (right, wrong) in [("mem_limit:", "memory:"), ("- gateway\n", "- 7\n")] {
                let copy = "\(folder)/compose-\(UUID()).yaml"
                let bad = text.replacing(right, with: wrong, maxReplacements: 1)
                try bad.write(toFile: copy, atomically: false, encoding: .utf8)
                defer { unlink(copy) }
                #expect(throws: Unfit.self, "\(wrong)") { try Topology.read(copy, in: folder) }
            }
        }

        @Test func `hand what an agency publishes to the partners, each with its own key`() throws {
            let topology = try Topology()
            let (gateway, _) = try begin(topology)
            let partners = try ["un-pass", "ced", "finance-invest"].map { name in
                (name, try topology.start(name))
            }
            let agency = try topology.start("agency")
            let receipts = agency.output(within: 120).split(separator: "\n")
            // 65: the corpus has lines that are to be refused, and those of agencies with other keys.
            let ending = agency.ending(within: 10)
            #expect(ending == .exit(65) || ending == .exit(0), "\(agency.words)")
            let stored = receipts.filter { $0.contains(#""status":"stored""#) }
            #expect(stored.count > 200, "\(agency.words)")
            for (name, partner) in partners {
                var accepted = false
                while !accepted, let line = partner.line(within: 20) {
                    accepted =
                        line.contains(#""event":"answered""#)
                        && line.contains(#""verb":"accept""#) && line.contains(#""code":200"#)
                }
                #expect(accepted, "\(name): \(partner.words)")
            }
            let queues = try topology.join(
                gateway,
                ["/usr/bin/relais", "queue", "ls"] + Self.socket
            )
            #expect(queues.output(within: 30).contains("un-pass"), "\(queues.words)")
        }

        @Test func `have one secret each, closed, which a second start leaves as it is`() throws {
            let topology = try Topology()
            let first = try topology.start("init")
            try #require(first.ending(within: 60) == .exit(0), "\(first.words)")
            var made = try secrets(of: topology)
            let expected = ["recorder": 2, "key": 0]
            for (name, _) in topology.composition.services where name != "init" {
                #expect(made[name]?.count == expected[name] ?? 1, "\(name): \(made[name] ?? [:])")
            }
            let again = try topology.start("init")
            #expect(again.ending(within: 60) == .exit(0), "\(again.words)")
            #expect(try secrets(of: topology) == made)

            // One that was killed before its end is made anew, whole: the settings of the recorder come last.
            try FileManager.default.removeItem(
                atPath: topology.folder + "/volumes/recorder/relais.yaml"
            )
            let third = try topology.start("init")
            #expect(third.ending(within: 60) == .exit(0), "\(third.words)")
            let anew = try secrets(of: topology)
            #expect(anew.mapValues { $0.keys.sorted() } == made.mapValues { $0.keys.sorted() })
            made["key"] = nil
            for (name, secret) in made { #expect(anew[name] != secret, "\(name)") }
        }

        @Test func `have the links of the file and no others`() throws {
            let topology = try Topology()
            let python = try Topology.python()
            let script = Repository.file("Tests/EndToEndTests/Tools/reach.py")
            let names = topology.composition.linked.map(\.name)
            let all = names.flatMap { topology.addresses(of: $0).values.sorted() }
            for name in names {
                let listener = try topology.program(in: name, [python, script, "listen", "7000"])
                try #require(listener.line(within: 20) == "ready", "\(listener.words)")
            }
            // A way round by the gateway, as whoever has broken into one of them would try it.
            let inside = try #require(topology.addresses(of: "recorder")["inside"])
            let (outer, inner) = try gateway(topology)
            let dispatcher = topology.namespace("dispatcher-1")
            try topology.ip(["-n", dispatcher, "route", "add", inside + "/32", "via", outer])
            let own = try #require(topology.addresses(of: "dispatcher-1")["dmz"])
            let recorder = topology.namespace("recorder")
            try topology.ip(["-n", recorder, "route", "add", own + "/32", "via", inner])

            var links = 0
            for name in names {
                let probe = try topology.program(in: name, [python, script, "try", "7000"] + all)
                let lines = probe.output(within: 60).split(separator: "\n")
                try #require(lines.count == all.count, "\(probe.words)")
                let networks = Set(topology.addresses(of: name).keys)
                for other in names {
                    for (network, address) in topology.addresses(of: other) {
                        let isReached = lines.contains("\(address) yes")
                        let isLinked = networks.contains(network)
                        #expect(isReached == isLinked, "\(name) to \(other) in \(network)")
                        links += isReached ? 1 : 0
                    }
                }
            }
            #expect(links > names.count)
        }

        @Test func `leave the recorder without a door, and the gateway with six`() throws {
            let topology = try Topology()
            let (gateway, recorder) = try begin(topology)
            #expect(try listening(recorder) == [])
            #expect(try listening(gateway) == [5_570, 5_571, 5_572, 5_573, 5_574, 5_575])
            // Nothing of its own is open to others, and what it may not write it cannot.
            let words = ["/bin/sh", "-c", "touch /etc/relais/x /usr/x /etc/relais/keys.d/x"]
            let intruder = try topology.start("gateway", words)
            #expect(intruder.ending(within: 20) == .exit(1))
            #expect(intruder.words.components(separatedBy: "Read-only file system").count == 4)
        }

        private static let socket = ["--endpoint=ipc:///run/relais/control.sock"]

        /// Makes the installation and starts the stations; they are linked at the end.
        private func begin(_ topology: Topology) throws -> (gateway: Program, recorder: Program) {
            let maker = try topology.start("init")
            try #require(maker.ending(within: 60) == .exit(0), "\(maker.words)")
            let gateway = try topology.start("gateway")
            try #require(gateway.line(within: 30) != nil, "\(gateway.words)")
            let recorder = try topology.start("recorder")
            try #require(recorder.line(within: 30) != nil, "\(recorder.words)")
            for name in ["dispatcher-1", "dispatcher-2"] {
                let dispatcher = try topology.start(name)
                try #require(dispatcher.line(within: 30) != nil, "\(dispatcher.words)")
            }
            let probe = topology.composition.services["gateway"]?.healthcheck?.test
            let health = try topology.join(gateway, Array(try #require(probe).dropFirst()))
            #expect(health.ending(within: 30) == .exit(0), "\(health.words)")
            let words = ["/usr/bin/relais", "status", "--timeout=30"]
            let status = try topology.join(gateway, words + Self.socket)
            #expect(status.ending(within: 30) == .exit(0), "\(status.words)")
            return (gateway, recorder)
        }

        /// The secret files that each service sees, with what is in them; each closed to all but its user.
        private func secrets(of topology: Topology) throws -> [String: [String: String]] {
            let files = FileManager.default
            var found: [String: [String: String]] = [:]
            for (name, service) in topology.composition.services where name != "init" {
                found[name] = [:]
                for volume in service.volumes ?? [] where !volume.hasPrefix("../") {
                    let path = "\(topology.folder)/volumes/\(volume.prefix { $0 != ":" })"
                    for file in try files.subpathsOfDirectory(atPath: path) {
                        let whole = "\(path)/\(file)"
                        guard file.hasSuffix(".key_secret") || file.hasSuffix("master.key") else {
                            continue
                        }
                        found[name]?[file] = try String(contentsOfFile: whole, encoding: .utf8)
                        let folder = URL(filePath: whole).deletingLastPathComponent().path
                        for (place, mode) in [(whole, 0o400), (folder, 0o700)] {
                            let has = try files.attributesOfItem(atPath: place)
                            #expect(has[.posixPermissions] as? Int == mode, "\(place)")
                            #expect("\(has[.ownerAccountID] ?? "")" == Topology.user, "\(place)")
                        }
                    }
                }
            }
            return found
        }

        /// The gateway's addresses in `dmz` and `inside`.
        private func gateway(_ topology: Topology) throws -> (String, String) {
            let addresses = topology.addresses(of: "gateway")
            return (try #require(addresses["dmz"]), try #require(addresses["inside"]))
        }

        /// The ports at which somebody listens in the network of a process, from the kernel's own table.
        private func listening(_ program: Program) throws -> [Int] {
            var ports: Set<Int> = []
            for table in ["tcp", "tcp6"] {
                let path = "/proc/\(program.id)/net/\(table)"
                let text = try String(contentsOfFile: path, encoding: .utf8)
                for line in text.split(separator: "\n").dropFirst() {
                    let fields = line.split(separator: " ")
                    // 0A is the state of a socket that listens.
                    guard fields.count > 3, fields[3] == "0A" else { continue }
                    let port = fields[1].split(separator: ":").last.flatMap { Int($0, radix: 16) }
                    ports.insert(try #require(port))
                }
            }
            return ports.sorted()
        }
    }
}
