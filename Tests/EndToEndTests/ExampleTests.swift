import Foundation
import Testing

extension EndToEnd {
    /// The examples of the guide, run as they stand against a locked installation.
    @Suite struct `The examples` {
        @Test func `publish as an agency, and accept as a partner`() throws {
            let installation = try Installation()
            let folder = installation.folder + "/locked"
            let made = try installation.run(["init", folder, "--everyone"])
            try #require(made.ending == .exit(0), "\(made.words)")
            let server = try RunningServer(
                Program(
                    Repository.program,
                    [
                        "serve", "--config", folder, "--data", folder + "/data", "--master-key",
                        folder + "/secrets/master.key", "--dispatchers", "1",
                    ]
                        + ["--intake", "--desk", "--control", "--feed"].flatMap {
                            [$0, "tcp://127.0.0.1:*"]
                        },
                    in: installation.folder
                )
            )
            let gateway = folder + "/keys.d/gateway/main.1.key"
            let partner = try example(
                "PartnerExample",
                [server.ready.desk, key("partner-ced", in: folder), gateway],
                in: installation
            )
            let agency = try example(
                "AgencyExample",
                [
                    server.ready.intake, key("agency-1819", in: folder), gateway,
                    installation.folder + "/outbox",
                ],
                in: installation
            )
            try agency.write(Sample.line("EXAMPLE-1") + [0x0A])
            try agency.closeInput()
            let receipt = try #require(agency.line(within: 20), "\(agency.words)")
            #expect(receipt.contains("\"status\":\"stored\""), "\(receipt)")
            #expect(agency.ending(within: 20) == .exit(0), "\(agency.words)")
            let accepted = try #require(partner.line(within: 20), "\(partner.words)")
            #expect(accepted.hasSuffix("accepted: [200]"), "\(accepted)")
            server.stop()
        }

        private func key(_ name: String, in folder: String) -> String {
            "\(folder)/secrets/\(name).1.key_secret"
        }

        private func example(
            _ name: String,
            _ arguments: [String],
            in installation: Installation
        ) throws -> Program {
            let folder = URL(filePath: Repository.program).deletingLastPathComponent()
            return try Program(
                folder.appending(path: name).path,
                arguments,
                in: installation.folder
            )
        }
    }
}
