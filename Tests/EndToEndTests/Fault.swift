import Foundation
import Testing

/// Something that goes wrong while agencies and partners are at work, and is over after a while.
enum Fault: CustomStringConvertible, Sendable {
    /// `kill -9` of a station when one of its threads makes a call of the system for the nth time from now on.
    case killed(Station, at: String, Int)
    /// `kill -9` of stations together, at a moment that the seed gives.
    case killedTogether([Station], seed: UInt64)
    /// Stations stand still for so many seconds, and go on as if nothing had been.
    case stopped([Station], seconds: Double)
    /// A station stands still until the others take it for gone, and is killed then.
    case stoppedAndKilled(Station)
    /// The links of stations to the gateway are delayed, cut into pieces and reset.
    case linksReset([Station], seed: Int)
    /// So are those of agencies and partners.
    case clientLinksReset(seed: Int)
    /// Nothing goes between the gateway and a station, one way or both, and nobody is told.
    case partitioned(Station, Partition.Cut)
    /// A partner that has offers is killed; or it stands still until others have them, and answers then.
    case partnerSilent(isKilled: Bool)

    /// One after the other, as a seed has drawn them, before anybody has recovered from the first.
    indirect case drawn([Fault], seed: UInt64)

    /// How long others take a silent station for alive, and a bit.
    static let patience = 5.5

    var description: String {
        switch self {
        case .killed(let station, let call, let number):
            "kill -9 of \(station.testDescription) at its \(call) \(number)"
        case .killedTogether(let stations, let seed):
            "kill -9 of \(Fault.names(stations)) at a moment of seed \(seed)"
        case .stopped(let stations, let seconds):
            "\(Fault.names(stations)) stopped for \(seconds) s"
        case .stoppedAndKilled(let station): "\(station.testDescription) stopped, then killed"
        case .linksReset(let stations, let seed):
            "links of \(Fault.names(stations)) reset by seed \(seed)"
        case .clientLinksReset(let seed): "links of clients reset by seed \(seed)"
        case .partitioned(let station, let cut):
            "no way to \(station.testDescription), \(cut.rawValue)"
        case .drawn(let faults, let seed):
            "of seed \(seed): " + faults.map(\.description).joined(separator: ", then ")
        case .partnerSilent(let isKilled):
            isKilled ? "a partner with offers killed" : "a partner with offers stopped for long"
        }
    }

    /// How many programs it kills.
    var kills: Int {
        switch self {
        case .killed, .stoppedAndKilled: 1
        case .killedTogether(let stations, seed: _): stations.count
        case .drawn(let faults, seed: _): faults.reduce(0) { $0 + $1.kills }
        case .partnerSilent(let isKilled): isKilled ? 1 : 0
        case .stopped, .linksReset, .clientLinksReset, .partitioned: 0
        }
    }

    /// So many of these, drawn by a seed.
    static func drawn(_ count: Int, of faults: [Fault], seed: UInt64) -> Fault {
        var draws = Moments(seed: seed)
        return .drawn((0..<count).map { _ in faults[draws.index(below: faults.count)] }, seed: seed)
    }

    private static func names(_ stations: [Station]) -> String {
        stations.map(\.testDescription).joined(separator: " and ")
    }

    /// Has it happen to a server, and be over.
    func strike(
        _ server: RunningServer,
        _ partition: Partition?,
        _ silent: SilentPartner? = nil
    ) throws {
        switch self {
        case .killed(let station, let call, let number):
            try Fault.kill(server.program(station), at: call, number)
            try server.start(station)
        case .killedTogether(let stations, let seed):
            var moments = Moments(seed: seed)
            try Fault.pass(moments.next(), server)
            server.kill(stations)
            for station in stations { try server.start(station) }
        case .stopped(let stations, let seconds):
            for station in stations { server.program(station).signal(SIGSTOP) }
            try Fault.pass(seconds, server)
            for station in stations { server.program(station).signal(SIGCONT) }
        case .stoppedAndKilled(let station):
            server.program(station).signal(SIGSTOP)
            try Fault.pass(Fault.patience, server)
            server.kill([station])
            try server.start(station)
        case .linksReset, .clientLinksReset:
            try Fault.pass(4, server)
        case .partitioned(_, let cut):
            try partition?.cut(cut)
            try Fault.pass(Fault.patience, server)
            try partition?.heal(cut)
        case .drawn(let faults, seed: _):
            for fault in faults { try fault.strike(server, nil) }
        case .partnerSilent(let isKilled):
            try silent?.fallSilent(killed: isKilled, at: server)
        }
    }

    /// A while passes, in which no station ends of itself.
    private static func pass(_ seconds: Double, _ server: RunningServer) throws {
        let early = server.program.ending(within: seconds)
        try #require(early == nil && server.isRunning, "a station ended: \(server.words)")
    }

    /// Follows a program from now on, and kills it just before it makes the call.
    private static func kill(_ program: Program, at call: String, _ number: Int) throws {
        let follower = try Program(
            "/usr/bin/strace",
            [
                "-f", "-qq", "-o", "/dev/null", "-p", "\(program.id)", "-e", "trace=\(call)",
                "-e", "inject=\(call):signal=SIGKILL:when=\(number)",
            ],
            in: "/tmp"
        )
        let ending = program.ending(within: 20)
        try #require(ending == .signal(SIGKILL), "it makes no such call: \(follower.words)")
        _ = follower.ending(within: 10)
    }
}
