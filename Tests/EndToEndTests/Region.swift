import Foundation
import Testing

/// A gateway, two dispatchers and a recorder, each a process of its own with a key, and what is done to them.
final class Region {
    let house: LockedInstallation
    private let isLocked: Bool
    /// Where the gateway listens, by the names of its doors.
    private(set) var doors: [String: String] = [:]
    private(set) var gateway: Program
    private(set) var recorder: Program
    private var dispatchers: [Program] = []

    /// Starts them, `withPorts` at places that are the same after a restart of the gateway.
    init(_ house: LockedInstallation, isLocked: Bool = true, withPorts: Bool = false) throws {
        self.house = house
        self.isLocked = isLocked
        if !isLocked { try house.leaveOutUsers() }
        let places = withPorts ? try Region.places() : []
        gateway = try Region.program(["gateway"] + places, house, isLocked)
        guard let line = gateway.line(within: 60) else {
            throw Unfit("the gateway does not listen: \(gateway.words)")
        }
        let members = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        doors = try #require(members).compactMapValues { $0 as? String }
        let link = ["--gateway-key", house.card(), "--gateway"]
        let work = try #require(doors["work"])
        let record = try #require(doors["record"])
        dispatchers = try [1, 2].map { number in
            let data = ["--data", "\(house.path)/dispatcher-\(number)"]
            let key = ["--key", house.secret("dispatcher-\(number).1")]
            let name = isLocked ? key : ["--name", "\(number)"]
            return try Region.program(["dispatcher"] + data + name + link + [work], house, isLocked)
        }
        recorder = try Region.program(Region.recording(house) + link + [record], house, isLocked)
        for program in dispatchers + [recorder] where program.line(within: 60) == nil {
            throw Unfit("a station does not start: \(program.words)")
        }
    }

    /// The words that start the recorder, but for its link.
    static func recording(_ house: LockedInstallation) -> [String] {
        [
            "recorder", "--data", house.path + "/data", "--master-key",
            house.path + "/secrets/master.key", "--key", house.secret("recorder-main.1"),
        ]
    }

    private static func program(
        _ words: [String],
        _ house: LockedInstallation,
        _ isLocked: Bool
    ) throws -> Program {
        try Program(
            Repository.program,
            words + ["--config", house.path] + (isLocked ? [] : ["--insecure"]),
            in: house.room.folder
        )
    }

    /// Doors on ports below those that the system gives to whoever connects.
    private static func places() throws -> [String] {
        let doors = ["intake", "desk", "control", "feed", "work", "record"]
        return try zip(doors, freePorts(doors.count)).flatMap { door, port in
            ["--" + door, "tcp://127.0.0.1:\(port)"]
        }
    }

    /// So many ports, each free and none twice: each is held until all are found.
    private static func freePorts(_ count: Int) throws -> [UInt16] {
        var held: [Int32] = []
        defer { for descriptor in held { close(descriptor) } }
        var ports: [UInt16] = []
        for _ in 0..<100 where ports.count < count {
            let port = UInt16.random(in: 15_000..<32_000)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            held.append(descriptor)
            if bindsEverywhere(descriptor, port) { ports.append(port) }
        }
        guard ports.count == count else { throw Unfit("no \(count) ports are free") }
        return ports
    }

    private static func bindsEverywhere(_ descriptor: Int32, _ port: UInt16) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Ends the gateway as `kill -9` does, and starts it again where it was.
    func restartGateway() throws {
        gateway.killAtOnce()
        let places = doors.sorted { $0.key < $1.key }
            .filter { $0.key != "control_ipc" }
            .flatMap {
                ["--" + $0.key, $0.value.replacing("[::ffff:127.0.0.1]", with: "127.0.0.1")]
            }
        gateway = try Region.program(["gateway"] + places, house, isLocked)
        try #require(gateway.line(within: 60) != nil, "\(gateway.words)")
    }

    /// The port of each door.
    func ports() throws -> [String: Int] {
        try doors.filter { $0.value.hasPrefix("tcp") }.mapValues {
            try #require($0.split(separator: ":").last.flatMap { Int($0) })
        }
    }

    /// A script of the folder Foreign that knows the doors and the keys.
    func foreign(_ script: String, _ arguments: [String]) throws -> Program {
        var environment = ["HOUSE": house.path]
        for (name, endpoint) in doors { environment["DOOR_" + name.uppercased()] = endpoint }
        return try house.room.foreign(
            Repository.file("Tests/EndToEndTests/Foreign/" + script),
            arguments,
            environment: environment
        )
    }

    /// Ends all in order, and gives what the gateway says of what came to its doors.
    func stop() throws -> Figures {
        for program in dispatchers + [recorder, gateway] {
            program.signal(SIGTERM)
            #expect(program.ending(within: 15) == .exit(0), "\(program.words)")
        }
        return try Figures(gateway.words)
    }
}

extension LockedInstallation {
    /// Takes the door of the machine's users out of the settings: a start without keys has none.
    func leaveOutUsers() throws {
        try write(
            text(of: "relais.yaml").replacing(/\s+control_ipc:.*/, with: ""),
            to: "relais.yaml"
        )
    }
}

/// What a gateway counted, from the last of its words.
struct Figures {
    private var numbers: [String: Int] = [:]
    /// The words themselves, for whoever reads why a test failed.
    let words: String

    init(_ words: String) throws {
        self.words = words
        // 2026-11-21T18:00:00+0100 info relais: [Stations] doorkeeper: 3 peers admitted, 2 refused
        for line in words.split(separator: "\n") {
            guard let said = line.firstRange(of: "[Stations] ")?.upperBound else { continue }
            var text = line[said...]
            var place = "gateway"
            if let colon = text.firstRange(of: ": ") {
                place = String(text[..<colon.lowerBound])
                text = text[colon.upperBound...]
            }
            for part in text.split(separator: ", ") {
                let tokens = part.split(separator: " ")
                guard let number = tokens.compactMap({ Int($0) }).first else { continue }
                let name = tokens.filter { Int($0) == nil }.joined(separator: " ")
                numbers["\(place) \(name)"] = number
            }
        }
    }

    /// One of them: `doorkeeper refused`, `intake not let in`, `work garbage`.
    subscript(name: String) -> Int {
        get throws { try #require(numbers[name], "\(name) is not told: \(words)") }
    }
}

/// An agency that goes about its work while others misbehave.
struct SteadyAgency {
    /// What it got, and how long it waited in milliseconds.
    struct Counts: Decodable {
        var stored: Int
        var median: Double
        var longest: Double
    }

    private let program: Program

    /// Begins, once its first request was stored.
    init(_ region: Region, _ name: String = "1819") throws {
        program = try region.foreign("steady.py", [name])
        try #require(
            program.line(within: 60) == "ready",
            "\(program.words) \(region.gateway.words)"
        )
    }

    /// Ends it; each of its requests has had its receipt, the urgent ones among them.
    @discardableResult
    func finish() throws -> Counts {
        try program.closeInput()
        let output = program.output(within: 60)
        try #require(program.ending(within: 10) == .exit(0), "\(program.words)")
        return try JSONDecoder().decode(Counts.self, from: Data(output.utf8))
    }
}
