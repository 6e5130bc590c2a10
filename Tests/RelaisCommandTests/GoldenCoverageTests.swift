import Foundation
import Referrals
import Testing

@testable import relais

@Suite struct `The golden conversations` {
    private static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config/schemas/golden")

    private let cases: [GoldenScript.Case]

    init() throws {
        cases = try GoldenScript.folder(Self.folder.path).flatMap(\.cases)
    }

    @Test func `have names of their own`() {
        let names = cases.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count > 150)
    }

    @Test func `provoke every error that can be provoked from outside`() {
        let provoked = Set(expected.flatMap { words(of: "error", in: $0) })
        let untold = Set(ErrorName.allCases.map(\.name)).subtracting(provoked)
        #expect(
            untold == [
                "routing_id_set", "rate", "internal", "draining", "disk_full", "storage",
                "not_ready",
                // Orders are for supervisors, to whom the contract makes no promise yet.
                "no_consent", "last_resort", "refused_before",
            ]
        )
        #expect(provoked.isSubset(of: ErrorName.allCases.map(\.name)))
    }

    @Test func `ask everything that agencies and partners can ask`() {
        let asked = Set(sent.flatMap { words(of: "kind", in: $0) })
        let known =
            "hello ping bye publish follow lookup attach take answer report open ack mine ask sing"
        #expect(asked == Set(known.split(separator: " ").map(String.init)))
    }

    @Test func `hear every kind that agencies and partners are sent`() throws {
        let heard = Set(expected.flatMap { words(of: "kind", in: $0) })
        let text = try String(
            contentsOf: Self.folder.appending(path: "messages.jsonl"),
            encoding: .utf8
        )
        let spelt = Set(
            text.replacing("\\\"", with: "\"").split(separator: "\n")
                .flatMap { words(of: "kind", in: String($0)) }
        )
        #expect(spelt.subtracting(heard) == ["drain", "told", "done", "metrics", "fact"])
        #expect(heard.isSubset(of: spelt))
    }

    @Test func `publish every type, every status and every verb`() {
        for type in ["referral.requested", "status.reported", "correction"] {
            #expect(sent.contains { $0.contains("\"brussels.relais.\(type).v1\"") })
        }
        let statuses = Set(sent.flatMap { words(of: "status", in: $0) })
        #expect(statuses == Set(StatusKind.allCases.map(\.name)))
        let verbs = Set(sent.flatMap { words(of: "verb", in: $0) })
        let all = Set(ReportVerb.allCases.map(\.name) + AnswerVerb.allCases.map(\.name))
        #expect(all.subtracting(verbs).isEmpty)
    }

    @Test func `know every status of a receipt but that of a line that killed`() {
        let statuses = Set(expected.flatMap { words(of: "status", in: $0) })
        #expect(statuses == ["stored", "would_store", "deferred", "refused"])
    }

    private var sent: [String] {
        cases.flatMap(\.steps).flatMap { step -> [String] in
            if case .send(let lines, _, _) = step.matter { lines } else { [] }
        }
    }

    private var expected: [String] {
        cases.flatMap(\.steps).flatMap { step -> [String] in
            if case .expect(let lines, _) = step.matter { lines } else { [] }
        }
    }

    /// The values of a field, wherever it stands in a line.
    private func words(of field: String, in line: String) -> [String] {
        line.components(separatedBy: "\"\(field)\":\"").dropFirst().compactMap { rest in
            rest.split(separator: "\"", omittingEmptySubsequences: false).first.map(String.init)
        }
        .filter { !$0.contains("{{") }
    }
}
