import Foundation
import RelaisClient
import Testing

extension EndToEnd {
    /// What the commands of keys promise of a gateway that runs.
    @Suite struct `A locked installation` {
        private let installation: LockedInstallation

        init() throws {
            installation = try LockedInstallation()
        }

        private func stop(_ program: Program) {
            program.signal(SIGTERM)
            #expect(program.ending(within: 10) == .exit(0), "\(program.words)")
        }

        @Test func `serves everybody by their keys, and the account that made it by its number`()
            throws
        {
            let (program, doors) = try installation.serve()
            let event = try #require(Repository.lines("Tests/Corpus/pole-2020.jsonl").first)
            try installation.write(String(decoding: event, as: UTF8.self), to: "event.jsonl")
            let published = try installation.client(
                ["publish", installation.path + "/event.jsonl"],
                at: try #require(doors["intake"]),
                as: "agency-hub.1"
            )
            #expect(published.ending == .exit(0), "\(published.words)")
            let control = try #require(doors["control"])
            #expect(try installation.supervisor(at: control).ask("queues").rows.count > 10)
            let socket = "ipc://\(installation.path)/run/control.sock"
            try installation.relais("queue", "ls", "--endpoint", socket)
            stop(program)
        }

        @Test func `keeps the contract, under the keys of the test agency and its partner`() throws
        {
            let (program, doors) = try installation.serve()
            let played = try installation.client(
                [
                    "conform", "--desk", try #require(doors["desk"]), "--partner-key",
                    installation.secret("partner-test.1"), "--golden",
                    Repository.file("config/schemas/golden"), "-o", "jsonl",
                ],
                at: try #require(doors["intake"]),
                as: "agency-test.1"
            )
            #expect(played.ending == .exit(0), "\(played.words)")
            stop(program)
        }

        @Test func `lets an agency's key into no other door, and speak for no other agency`() throws
        {
            let (program, doors) = try installation.serve()
            let control = try #require(doors["control"])
            let asked = try installation.client(["queue", "ls"], at: control, as: "agency-hub.1")
            #expect(asked.ending == .exit(77), "\(asked.words)")
            let event = try #require(Repository.lines("Tests/Corpus/pole-2020.jsonl").first)
            try installation.write(String(decoding: event, as: UTF8.self), to: "event.jsonl")
            let published = try installation.client(
                ["publish", installation.path + "/event.jsonl"],
                at: try #require(doors["intake"]),
                as: "agency-ced.1"
            )
            #expect(published.ending == .exit(65), "\(published.words)")
            stop(program)
        }

        @Test func `keeps a revoked key out on its live link, within a second`() throws {
            let (program, doors) = try installation.serve()
            let supervisor = try installation.supervisor(at: try #require(doors["control"]))
            _ = try supervisor.ask("queues")
            try installation.key("revoke", "supervisor:pole")
            let revoked = ContinuousClock.now
            var refusal: ClientFailure?
            while refusal == nil, ContinuousClock.now < revoked + .seconds(5) {
                do throws(ClientFailure) {
                    _ = try supervisor.ask("queues")
                } catch {
                    refusal = error
                }
            }
            #expect(ContinuousClock.now < revoked + .seconds(1), "\(refusal as Any)")
            #expect(refusal != nil)
            stop(program)
        }

        @Test func `takes up new cards without a restart, and leaves faulty ones alone`() throws {
            let (program, doors) = try installation.serve()
            let control = try #require(doors["control"])
            try installation.write("metadata\n", to: "keys.d/agency/bad.key")
            try installation.key("rotate", "supervisor:pole")
            let made = ContinuousClock.now
            var rows = 0
            while rows == 0, ContinuousClock.now < made + .seconds(5) {
                let supervisor = try installation.supervisor(at: control, as: "supervisor-pole.2")
                do throws(ClientFailure) {
                    rows = try supervisor.ask("queues").rows.count
                } catch {
                    // Until the gateway has looked at the folder again it knows no such key.
                    try #require(error == .notLetIn(.keyRefused, endpoint: control))
                }
            }
            #expect(rows > 10)
            #expect(ContinuousClock.now < made + .seconds(1))
            #expect(try installation.supervisor(at: control).ask("queues").rows.count > 10)
            #expect(program.words.contains("agency/bad.key:2:1: expected the section curve"))
            stop(program)
        }

        @Test func `opens its doors under two keys while clients change over`() throws {
            try installation.key("rotate", "gateway:main")
            let next = """
                next:
                  secret: secrets/gateway-main.2.key_secret
                  endpoints: {control: 'ipc://\(installation.path)/run/next'}

                """
            try installation.write(installation.text(of: "relais.yaml") + next, to: "relais.yaml")
            let (program, doors) = try installation.serve()
            let old = try installation.supervisor(at: try #require(doors["control"]))
            #expect(try old.ask("queues").rows.count > 10)
            let place = "ipc://\(installation.path)/run/next"
            let new = try installation.supervisor(at: place, gateway: "main.2")
            #expect(try new.ask("queues").rows.count > 10)
            let mixed = try installation.supervisor(at: place, gateway: "main.1")
            #expect(throws: ClientFailure.self) { try mixed.ask("queues") }
            stop(program)
        }

        @Test(arguments: [
            ("secrets", 0o755, "chmod 700"),
            ("secrets/gateway-main.1.key_secret", 0o640, "chmod 600"),
        ])
        func `does not start with a secret key that others could have read`(
            name: String,
            mode: Int,
            words: String
        ) throws {
            let path = installation.path + "/" + name
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            let start = try installation.refusedStart()
            #expect(start.ending == .exit(77), "\(start.words)")
            #expect(start.words.contains("\(words) \(path)"), "\(start.words)")
        }
    }
}
