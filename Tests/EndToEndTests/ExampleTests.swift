import Foundation
import RelaisClient
import Testing

extension EndToEnd {
    /// The client of the guide, against a locked installation.
    @Suite struct `A Swift program` {
        @Test func `publishes as an agency, and accepts as a partner, as the examples do`() throws {
            let locked = try LockedInstallation()
            let (server, doors) = try locked.serve()
            let desk = try #require(doors["desk"])
            let partner = try example(
                "PartnerExample",
                [desk, locked.secret("partner-ced.1"), locked.card()],
                in: locked
            )
            let intake = try #require(doors["intake"])
            let agency = try example(
                "AgencyExample",
                [intake, locked.secret("agency-1819.1"), locked.card(), locked.path + "/outbox"],
                in: locked
            )
            try agency.write(Sample.line("EXAMPLE-1") + [0x0A])
            try agency.closeInput()
            let receipt = try #require(agency.line(within: 20), "\(agency.words)")
            #expect(receipt.contains("\"status\":\"stored\""), "\(receipt)")
            #expect(agency.ending(within: 20) == .exit(0), "\(agency.words)")
            let accepted = try #require(partner.line(within: 20), "\(partner.words)")
            #expect(accepted.hasSuffix("accepted: [200]"), "\(accepted)")
            server.signal(SIGTERM)
            #expect(server.ending(within: 10) == .exit(0), "\(server.words)")
        }

        private func example(
            _ name: String,
            _ arguments: [String],
            in locked: LockedInstallation
        ) throws -> Program {
            let folder = URL(filePath: Repository.program).deletingLastPathComponent()
            return try Program(folder.appending(path: name).path, arguments, in: locked.path)
        }

        @Test func `whose key is revoked keeps its events, and sends them with a new key`() throws {
            let locked = try LockedInstallation()
            let (server, doors) = try locked.serve()
            let intake = try #require(doors["intake"])
            let outbox = try Outbox(locked.path + "/outbox")
            func client(_ key: String) throws -> AgencyClient {
                let identity = try Identity(
                    keyFile: locked.secret(key),
                    serverKey: locked.card()
                )
                let connection = try Connection(to: intake, identity: identity)
                return AgencyClient(connection, outbox: outbox)
            }
            let old = try client("agency-1819.1")
            #expect(try publish("BEFORE", by: old) == nil)
            try locked.key("revoke", "agency:1819#1")
            var count = 0
            var failure: ClientFailure?
            let deadline = soon()
            while failure == nil, ContinuousClock.now < deadline {
                count += 1
                failure = try publish("AFTER-\(count)", by: old)
            }
            switch failure {
            case .refused(let error): #expect(error.code == 403)
            case .notLetIn(let fault, endpoint: _): #expect(fault == .keyRefused)
            case let other: Issue.record("the revoked key was answered \(other as Any)")
            }
            #expect(old.unsettled == 1)
            try locked.key("new", "agency:1819")
            let new = try client("agency-1819.2")
            // The gateway reads the new card within a second, and turns the key away until then.
            while new.unsettled > 0, ContinuousClock.now < deadline {
                _ = try? new.settle(until: deadline)
            }
            #expect(new.takeReceipts().map(\.outcome) == [.stored])
            server.signal(SIGTERM)
            #expect(server.ending(within: 10) == .exit(0), "\(server.words)")
        }

        /// Publishes an event; why it could not be settled, if it was not.
        private func publish(_ id: String, by client: AgencyClient) throws -> ClientFailure? {
            let event = try #require(OutgoingEvent(mark: 1, line: Sample.line(id)))
            do throws(ClientFailure) {
                try client.submit([event])
                guard try client.settle(until: soon()) else { return .silent(endpoint: "") }
                _ = client.takeReceipts()
                try client.close()
                return nil
            } catch {
                return error
            }
        }
    }
}
