import Foundation
import Testing

extension EndToEnd {
    /// Clients in Python with pyzmq and the cloudevents package, and none of our code.
    @Suite struct `Foreign clients` {
        @Test(arguments: ["agency_req", "agency_dealer"], Arrangement.all)
        func `an agency in Python is served by the contract`(
            script: String,
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            try expectWell(installation, "Foreign/\(script).py", [server.ready.intake])
            server.stop()
        }

        @Test(arguments: Arrangement.all)
        func `a partner in Python takes, answers and reports by the contract`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            let places = [server.ready.intake, server.ready.desk]
            try expectWell(installation, "Foreign/partner.py", places)
            server.stop()
        }

        @Test func `the client of the README is a whole client`() throws {
            let installation = try Installation(.region)
            let server = try installation.serve()
            try installation.write(try readmeClient(), to: "client.py")
            let client = try installation.foreign(
                installation.folder + "/client.py",
                [
                    server.ready.intake, "1819",
                    installation.config + "/secrets/agency-1819.1.key_secret",
                    installation.config + "/keys.d/gateway/main.1.key",
                ]
            )
            let output = client.output(within: 30)
            #expect(client.ending(within: 10) == .exit(0), "\(client.words)")
            #expect(output.contains(#""status":"stored""#))
            server.stop()
        }

        private func expectWell(
            _ installation: Installation,
            _ script: String,
            _ arguments: [String]
        ) throws {
            let path = Repository.file("Tests/EndToEndTests/" + script)
            let client = try installation.foreign(path, arguments)
            let ending = client.ending(within: 60)
            #expect(ending == .exit(0), "\(client.words)")
        }

        /// The block of Python behind the mark in the README.
        private func readmeClient() throws -> String {
            let readme = try String(contentsOfFile: Repository.file("README.md"), encoding: .utf8)
            let parts = readme.components(separatedBy: "<!-- ten-lines -->\n```python\n")
            let block = try #require(parts.last?.components(separatedBy: "\n```").first)
            try #require(parts.count == 2, "the README has one block marked ten-lines")
            return block + "\n"
        }
    }
}
