import Foundation
import Referrals
import RelaisClient
import Testing

extension EndToEnd {
    /// An agency whose software, or whose gateway, dies at any moment.
    @Suite struct `An outbox` {
        /// What is read of a receipt as `relais publish` writes it.
        private struct Receipt: Decodable {
            struct First: Decodable {
                var `case`: String
            }

            var id: String
            var code: Int
            var first: First
        }

        @Test func `kill -9 of the client at 30 moments leaves each event stored once`() throws {
            let installation = try Installation()
            let server = try installation.serve()
            let ids = try write(300, to: installation)
            try disturb(installation, ids, times: 30) { [:] }
            server.stop()
        }

        @Test func `a power cut of the client at 12 moments leaves each event stored once`() throws
        {
            let installation = try Installation()
            let server = try installation.serve()
            let ids = try write(300, to: installation)
            let cut = try PowerCut(installation, of: installation.folder + "/outbox")
            var round = 0
            try disturb(installation, ids, times: 12) {
                round += 1
                if round > 1 { _ = try cut.cut(seed: round) }
                return cut.environment
            }
            server.stop()
        }

        @Test func `what was said to be safe outlives a power cut`() throws {
            let installation = try Installation()
            let ids = try write(300, to: installation)
            let cut = try PowerCut(installation, of: installation.folder + "/outbox")
            let client = try publish(installation, true, cut.environment, "--timeout", "0.2")
            #expect(client.ending(within: 20) == .exit(69), "\(client.words)")
            #expect(client.words.contains("safe in"), "\(client.words)")
            _ = try cut.cut(seed: 7)
            let server = try installation.serve()
            let next = try publish(installation, false)
            #expect(Set(try read(next).map(\.id)) == Set(ids))
            #expect(next.ending(within: 10) == .exit(0), "\(next.words)")
            server.stop()
        }

        @Test(arguments: [("PL_ENOSPC_AT", "5", "no room"), ("PL_FSYNC_FAIL_AT", "3", "fdatasync")])
        func `a disk that fails ends the client, and loses nothing that was taken`(
            fault: String,
            at: String,
            words: String
        ) throws {
            let installation = try Installation()
            let server = try installation.serve()
            let ids = try write(600, to: installation)
            let cut = try PowerCut(installation, of: installation.folder + "/outbox")
            let environment = cut.environment.merging([fault: at]) { _, given in given }
            let client = try publish(installation, true, environment)
            let before = try read(client)
            #expect(client.ending(within: 20) == .exit(74), "\(client.words)")
            #expect(client.words.contains(words), "\(client.words)")
            let rest = try publish(installation, false)
            let after = try read(rest)
            #expect(rest.ending(within: 10) == .exit(0), "\(rest.words)")
            // It had taken some of them, 256 at once, when the disk failed.
            let known = Set((before + after).map(\.id))
            #expect(known.isSuperset(of: ids.prefix(256)), "\(known.count) events")
            #expect(known.count < ids.count)
            server.stop()
        }

        /// Writes the file of so many events; their ids.
        private func write(_ count: Int, to installation: Installation) throws -> [String] {
            let ids = (1...count).map { "OUT-\($0)" }
            let text = ids.map { String(decoding: Sample.line($0), as: UTF8.self) + "\n" }.joined()
            try installation.write(text, to: "events.jsonl")
            return ids
        }

        /// Kills a client so many times while it takes and sends these, and expects each once in the end.
        private func disturb(
            _ installation: Installation,
            _ ids: [String],
            times: Int,
            environment: () throws -> [String: String]
        ) throws {
            var moments = Moments(seed: 1_107)
            var receipts: [Receipt] = []
            var kills = 0
            for round in 0..<times {
                // The first runs may die before they have taken all, the later ones send what is left.
                let client = try publish(installation, round < times / 3, try environment())
                let ending = client.ending(within: moments.next() / 5)
                if ending == nil {
                    client.killAtOnce()
                    kills += 1
                }
                #expect([nil, .exit(0)].contains(ending), "\(client.words)")
                receipts += try read(client)
            }
            #expect(kills >= times / 3, "the client was hardly ever killed")
            for isWhole in [true, false] {
                let client = try publish(installation, isWhole)
                receipts += try read(client)
                #expect(client.ending(within: 10) == .exit(0), "\(client.words)")
            }
            let cases = Dictionary(grouping: receipts, by: \.id).mapValues { receipts in
                Set(receipts.map(\.first.case))
            }
            #expect(Set(cases.keys) == Set(ids))
            #expect(cases.values.allSatisfy { $0.count == 1 })
            #expect(Set(cases.values.compactMap(\.first)).count == ids.count)
            let news = Dictionary(grouping: receipts.filter { $0.code == 200 }, by: \.id)
            #expect(news.values.allSatisfy { $0.count == 1 }, "an event was new twice")
        }

        /// Publishes the file of events, or what is left of it.
        private func publish(
            _ installation: Installation,
            _ isWhole: Bool,
            _ environment: [String: String] = [:],
            _ more: String...
        ) throws -> Program {
            try Program(
                Repository.program,
                ["publish"] + (isWhole ? [installation.folder + "/events.jsonl"] : []) + [
                    "--outbox", installation.folder + "/outbox", "--insecure", "--as",
                    "agency:1819", "--endpoint", installation.intake,
                ] + more,
                environment: environment,
                in: installation.folder
            )
        }

        /// The receipts that a program has written, the last of them perhaps not whole.
        private func read(_ program: Program) throws -> [Receipt] {
            let text = program.output(within: 60)
            let whole = text.lastIndex(of: "\n").map { text[...$0] } ?? ""
            return try whole.split(separator: "\n").map { line in
                try JSONDecoder().decode(Receipt.self, from: Data(line.utf8))
            }
        }

        @Test func `goes on by itself when the server is killed and comes back`() throws {
            let installation = try Installation()
            var server = try installation.serve()
            let client = try client(installation, server)
            for round in 0..<4 {
                let events = try (0..<50).map { try event("BACK-\(round)-\($0)") }
                try client.submit(events)
                client.flush()
                try client.turn(until: .now + .milliseconds(20))
                server.program.killAtOnce()
                server = try installation.serve()
                #expect(try settles(client), "round \(round)")
            }
            #expect(client.takeReceipts().count == 200)
            server.stop()
        }

        @Test func `sends again what a restored backup lacks`() throws {
            let installation = try Installation()
            var server = try installation.serve()
            let client = try client(installation, server)
            try publish(["KEPT-1", "KEPT-2"], by: client)
            server.stop()
            let backup = installation.folder + "/backup"
            try FileManager.default.copyItem(atPath: installation.data, toPath: backup)
            server = try installation.serve()
            try publish(["LOST-1", "LOST-2"], by: client)
            server.stop()
            try FileManager.default.removeItem(atPath: installation.data)
            try FileManager.default.copyItem(atPath: backup, toPath: installation.data)
            server = try installation.serve()
            try publish(["NEW-1"], by: client)
            #expect(client.journalBehind != nil)
            try expectAll(["KEPT-1", "KEPT-2", "LOST-1", "LOST-2", "NEW-1"], in: server)
            server.stop()
        }

        @Test func `sends everything again to a journal that was begun anew`() throws {
            let installation = try Installation()
            var server = try installation.serve()
            let client = try client(installation, server)
            try publish(["ONE", "TWO"], by: client)
            server.stop()
            try FileManager.default.removeItem(atPath: installation.data)
            server = try installation.serve()
            try publish(["THREE"], by: client)
            try expectAll(["ONE", "TWO", "THREE"], in: server)
            server.stop()
        }

        private func event(_ id: String) throws -> OutgoingEvent {
            try #require(OutgoingEvent(mark: 1, line: Sample.line(id)))
        }

        private func client(
            _ installation: Installation,
            _ server: RunningServer
        ) throws -> AgencyClient {
            let outbox = try Outbox(installation.folder + "/outbox-\(UUID())")
            return AgencyClient(try server.agency(), outbox: outbox)
        }

        private func publish(_ ids: [String], by client: AgencyClient) throws {
            try client.submit(try ids.map { try event($0) })
            #expect(try settles(client))
            #expect(client.takeReceipts().allSatisfy { $0.code < 300 })
            try client.close()
        }

        private func settles(_ client: AgencyClient) throws -> Bool {
            let deadline = soon()
            while ContinuousClock.now < deadline {
                if try client.settle(until: deadline) { return true }
            }
            return false
        }

        /// Expects that a server has all these, which it says of what is sent again.
        private func expectAll(_ ids: [String], in server: RunningServer) throws {
            let other = AgencyClient(try server.agency())
            #expect(try other.publish(try ids.map { try event($0) }, until: soon()))
            #expect(other.takeReceipts().map(\.outcome) == ids.map { _ in .again })
        }
    }
}
