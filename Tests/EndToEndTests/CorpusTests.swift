import Foundation
import Referrals
import RelaisClient
import Testing
import Wire

extension EndToEnd {
    /// The corpus of 2020, sent over the wire to a running server.
    @Suite struct `The corpus` {
        /// A bad line, and what it must be answered.
        private struct BadLine: Decodable {
            struct Expected: Decodable {
                var code: Int
                var field: String?
                var parked: String?
            }

            var why: String
            var `as`: String
            var expect: Expected
            var raw: String?
            var rawBase64: String?
            var after: String?

            var bytes: [UInt8] {
                if let raw { return Array(raw.utf8) }
                return rawBase64.flatMap { Data(base64Encoded: $0) }.map { Array($0) } ?? []
            }
        }

        /// What is read of a line of a receipt.
        private struct Answer: Decodable {
            struct Now: Decodable {
                var waiting: String?
            }

            var code: Int
            var field: String?
            var now: [Now]?
        }

        @Test(arguments: Arrangement.both)
        func `every bad line gets its code and field, and the next good event is served`(
            arrangement: Arrangement
        ) throws {
            let installation = try Installation(arrangement)
            let server = try installation.serve()
            try server.publishCorpus()
            let connection = try server.agency()
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let lines = try Repository.lines("Tests/Corpus/bad-2020.jsonl")
            try #require(lines.count == 60)
            for (index, line) in lines.enumerated() {
                let bad = try decoder.decode(BadLine.self, from: Data(line))
                let answer = try ask(connection, bad.bytes)
                #expect(answer.code == bad.expect.code, "\(bad.why)")
                if let parked = bad.expect.parked {
                    #expect(answer.now?.map(\.waiting) == [parked], "\(bad.why)")
                } else {
                    #expect(answer.field == bad.expect.field, "\(bad.why)")
                }
                #expect(
                    try ask(connection, Sample.line("GOOD-\(index)")).code == 200,
                    "after: \(bad.why)"
                )
            }
            server.stop()
        }

        /// Sends one line in a message of its own.
        private func ask(_ connection: Connection, _ line: [UInt8]) throws -> Answer {
            let number = try connection.send(
                .publish(PublishInquiry()),
                events: [line[...]],
                until: soon()
            )
            let reply = try #require(try connection.next(until: soon()))
            try #require(reply.kind == "receipt" && reply.re == number)
            return try JSONDecoder().decode(Answer.self, from: Data(try #require(reply.raw.first)))
        }
    }
}

extension RunningServer {
    /// Publishes all 623 requests, each as its agency.
    func publishCorpus(again isAgain: Bool = false) throws {
        struct Source: Decodable {
            var source: String
        }
        var byAgency: [String: [OutgoingEvent]] = [:]
        for (mark, line) in try Repository.lines("Tests/Corpus/pole-2020.jsonl").enumerated() {
            let source = try JSONDecoder().decode(Source.self, from: Data(line)).source
            let agency = try #require(source.split(separator: ":").last.map(String.init))
            let event = try #require(OutgoingEvent(mark: mark, line: line))
            byAgency[agency, default: []].append(event)
        }
        var outcomes: [EventReceipt.Outcome] = []
        for (name, events) in byAgency.sorted(by: { $0.key < $1.key }) {
            let client = AgencyClient(try agency(name))
            #expect(try client.publish(events, until: soon()))
            outcomes += client.takeReceipts().map(\.outcome)
        }
        #expect(outcomes.count == 623)
        #expect(outcomes.allSatisfy { $0 == (isAgain ? .again : .stored) })
    }
}
