import ArgumentParser
import Configuration
import Stations
import Triage
import Wire

/// Runs stations in this process, from the first word to the exit status.
enum StationProgram {
    static func run(_ station: Settings.Station, _ settings: () throws -> Settings) async throws {
        DescriptorLimit.raise()
        do {
            try await Server.serve(station, try settings()) { endpoints in
                var output = StandardOutput()
                try output.write(StationProgram.ready(at: endpoints) + [0x0A])
                try output.flush()
            }
        } catch let fault as StartFault {
            throw Trouble(ExitCode(fault.exitStatus), lines: fault.lines)
        }
    }

    /// The line that says that it works, and where it listens.
    static func ready(at endpoints: [(name: String, endpoint: String)]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("ready", true)
        for (name, endpoint) in endpoints {
            writer.key(utf8: Array(name.utf8)[...])
            writer.string(endpoint)
        }
        writer.endObject()
        return writer.bytes
    }
}
