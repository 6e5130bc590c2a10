import ArgumentParser
import Foundation
import Referrals
import RelaisClient

/// A server of the bench's own, in a folder of its own: one process or three, with keys or without.
final class BenchServer {
    /// How it is put together.
    struct Layout: Hashable {
        /// Whether gateway, dispatcher and recorder are processes of their own.
        var isApart = false
        /// Whether every door has keys.
        var isLocked = false
    }

    /// Where agencies come in.
    let intake: String
    /// Where partners come in.
    let desk: String
    /// Where supervisors come in.
    let control: String
    /// The folder of its journal.
    let data: String
    /// How it is put together.
    let layout: Layout

    private let installation: String
    private let programs: [BenchProgram]
    private let serverKey: String?

    /// Starts a server whose journal is in a folder that does not exist yet, and waits until it is ready.
    init(_ layout: Layout, config: String, folder: String, dispatchers: Int?) throws {
        self.layout = layout
        data = folder + "/data"
        installation = layout.isLocked ? folder + "/town" : config
        if layout.isLocked {
            try BenchProgram.complete(
                ["init", installation, "--everyone", "--bundle", config + "/bundle"],
                in: folder
            )
            serverKey = installation + "/keys.d/gateway/main.1.key"
        } else {
            serverKey = nil
        }
        let ways = BenchServer.Ways(
            layout: layout,
            installation: installation,
            folder: folder,
            dispatchers: dispatchers
        )
        let door = try BenchProgram(layout.isApart ? ways.gateway : ways.all, in: folder)
        var programs = [door]
        if layout.isApart {
            let work = try door.endpoint("work")
            for number in 1...max(1, dispatchers ?? 1) {
                programs.append(try BenchProgram(ways.dispatcher(number, at: work), in: folder))
            }
            let record = try door.endpoint("record")
            programs.append(try BenchProgram(ways.recorder(at: record), in: folder))
        }
        self.programs = programs
        intake = try door.endpoint("intake")
        desk = try door.endpoint("desk")
        control = try door.endpoint("control")
    }

    /// How somebody is known to it.
    func identity(of principal: Principal) throws -> Identity {
        guard let serverKey else { return .claimed(principal) }
        let (role, name) = (principal.role, principal.name)
        let file = "\(installation)/secrets/\(role)-\(name).1.key_secret"
        return try ConnectionOptions.keys(file, serverKey: serverKey)
    }

    /// The most memory that its processes had at any moment, together, in bytes.
    var peakMemory: Int { programs.reduce(0) { $0 + $1.peakMemory } }

    /// The processor time that its processes have used, in seconds.
    var processorSeconds: Double { programs.reduce(0) { $0 + $1.processorSeconds } }

    /// Kills its processes where they stand, and waits until they are gone.
    func kill() {
        for program in programs { program.kill() }
    }

    /// Asks its processes to end, the gateway first, and waits until they have.
    func stop() throws {
        for program in programs { try program.stop() }
    }
}

extension BenchServer {
    /// The words with which its processes are started.
    private struct Ways {
        let layout: Layout
        let installation: String
        let folder: String
        let dispatchers: Int?

        private var common: [String] {
            ["--config", installation] + (layout.isLocked ? [] : ["--insecure"])
        }

        private var doors: [String] {
            ["intake", "desk", "control", "feed"].flatMap { ["--\($0)", "tcp://127.0.0.1:*"] }
        }

        private var journal: [String] {
            ["--data", folder + "/data", "--master-key", folder + "/relais.key"]
        }

        private func key(_ name: String) -> [String] {
            layout.isLocked ? ["--key", "\(installation)/secrets/\(name).1.key_secret"] : []
        }

        var all: [String] {
            ["serve"] + common + journal + doors
                + (dispatchers.map { ["--dispatchers", "\($0)"] } ?? [])
        }

        var gateway: [String] {
            ["gateway"] + common + doors
                + ["work", "record"].flatMap { ["--\($0)", "tcp://127.0.0.1:*"] }
        }

        func dispatcher(_ number: Int, at work: String) -> [String] {
            ["dispatcher"] + common
                + ["--data", folder + "/dispatcher-\(number)", "--gateway", work]
                + (layout.isLocked ? key("dispatcher-\(number)") : ["--name", "\(number)"])
        }

        func recorder(at record: String) -> [String] {
            ["recorder"] + common + journal + ["--gateway", record] + key("recorder-main")
        }
    }
}

extension Principal {
    fileprivate var role: String { String(description.prefix { $0 != ":" }) }
    fileprivate var name: String { String(description.drop { $0 != ":" }.dropFirst()) }
}
