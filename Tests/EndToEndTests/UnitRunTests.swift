import Foundation
import Testing

extension EndToEnd {
    /// The units of the folder compose/systemd, started by a systemd of their own.
    @Suite struct `The units under systemd` {
        @Test func `run the stations closed, and bring back what is killed`() throws {
            guard geteuid() == 0 else {
                throw Unfit("only root can start a systemd: run this test as root")
            }
            let systemd = "/lib/systemd/systemd"
            guard FileManager.default.isExecutableFile(atPath: systemd) else {
                throw Unfit("\(systemd) is missing: compose/install installs it")
            }
            let folder = "/tmp/relais-" + UUID().uuidString.prefix(8)
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false
            )
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let boot = try Program(
                Repository.file("Tests/EndToEndTests/Tools/systemd.sh"),
                [
                    folder, Repository.program, Repository.file("compose/systemd"),
                    Repository.file("Tests/EndToEndTests/Tools/units.sh"),
                ],
                in: FileManager.default.temporaryDirectory.path
            )
            try boot.closeInput()
            let ending = boot.ending(within: 180)
            let script = said("script", in: folder)
            #expect(
                script.hasSuffix("done\n"),
                "\(ending.map { "\($0)" } ?? "it hangs"): \(script)"
            )
            for station in ["relais-gateway", "relais-recorder", "relais-dispatcher@", "relais"] {
                let words = said(station, in: folder)
                #expect(words.contains(#""ready":true"#), "\(station): \(words)")
            }
            if !script.hasSuffix("done\n") { Issue.record("\(boot.words)") }
        }

        /// What a unit has said, on stdout and stderr.
        private func said(_ name: String, in folder: String) -> String {
            (try? String(contentsOfFile: "\(folder)/said/\(name).log", encoding: .utf8)) ?? ""
        }
    }
}
