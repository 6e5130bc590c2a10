import Foundation
import Referrals
import Testing

/// An installation of three stations under load, to which one thing happens.
///
/// Everybody must be served before, and again afterwards. In the end what clients were promised is compared
/// with what the recorder says: nothing receipted is lost, nothing is there twice, no leg is offered to a
/// live session that has not heard of it for two pings, and no lease is left; then the chain is verified.
struct Trial: Sendable {
    /// What was seen.
    struct Outcome: Sendable, CustomStringConvertible {
        let fault: Fault
        /// How long after it was over everybody was served again.
        let servedAfterMS: Int
        let counts: Load.Counts
        let seconds: Double

        var description: String {
            "\(fault): served again after \(servedAfterMS) ms, \(counts.receipts) receipts,"
                + " \(counts.accepted) accepted, \(counts.resent) sent again,"
                + " \(counts.late) answers too late, \(Int(seconds)) s in all"
        }
    }

    let fault: Fault
    var arrangement = Arrangement.region

    /// Lets it happen in an installation with the keys of another, whose configuration is in a folder.
    func run(withKeysOf config: String) throws -> Outcome {
        let begun = ContinuousClock.now
        var partition: Partition?
        if case .partitioned = fault { partition = try Partition() }
        let installation = try Installation(
            arrangement,
            overTCP: true,
            withKeysOf: config,
            address: partition?.near
        )
        var proxies = try detour(installation)
        if case .partitioned(let station, _) = fault, let partition {
            installation.wrappers[station] = partition.inside
        }
        let server = try installation.serve()
        let calm = [installation.intake, installation.desk]
        var through = calm
        if case .clientLinksReset(let seed) = fault {
            proxies = try calm.enumerated().map { index, endpoint in
                try FaultProxy(installation, to: endpoint, seed: seed + index)
            }
            through = proxies.map(\.endpoint)
        }
        var silent: SilentPartner?
        if case .partnerSilent = fault { silent = try SilentPartner(installation) }
        let load = try Load(installation, pauseMS: 60, through: through, calm: calm)
        try load.awaitServed()
        try fault.strike(server, partition, silent)
        for proxy in proxies { try proxy.heal() }
        let served = try load.awaitServed()
        // What comes of the fault later comes now.
        try load.run(for: 1)
        let counts = try load.counts()
        server.stop()
        let resets = try proxies.reduce(0) { $0 + (try $1.resets()) }
        #expect(proxies.isEmpty || resets > 0, "\(fault): no link was reset")
        #expect(try installation.verifyJournal().number > 0)
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        return Outcome(fault: fault, servedAfterMS: served, counts: counts, seconds: seconds)
    }

    /// Leads the links of stations through proxies.
    private func detour(_ installation: Installation) throws -> [FaultProxy] {
        guard case .linksReset(let stations, let seed) = fault else { return [] }
        return try stations.enumerated().map { index, station in
            let door = station == .recorder ? installation.record : installation.work
            let proxy = try FaultProxy(installation, to: door, seed: seed + index)
            installation.detours[station] = proxy.endpoint
            return proxy
        }
    }
}
