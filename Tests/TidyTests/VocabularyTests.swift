import Foundation
import Testing

@Suite struct `The vocabulary` {
    @Test func `is what the sources in Referrals were rendered from`() throws {
        let source = try VocabularySource(yaml: Repository.text("config/vocabulary.yaml"))
        let folder = "Sources/Referrals/"
        if ProcessInfo.processInfo.environment["RELAIS_RENDER"] == "1" {
            for (name, text) in source.files() {
                try text.write(
                    to: Repository.file(folder + name),
                    atomically: true,
                    encoding: .utf8
                )
            }
        }
        for (name, text) in source.files() {
            let checkedIn = try? Repository.text(folder + name)
            #expect(checkedIn == text, "\(name) is old: run the test with RELAIS_RENDER=1")
        }
    }

    @Test func `has no rendered file that the list does not name`() throws {
        let source = try VocabularySource(yaml: Repository.text("config/vocabulary.yaml"))
        let rendered = Repository.swiftFiles(under: "Sources/Referrals")
            .filter { $0.contains("/Vocabulary+") }
        #expect(rendered.count == source.files().count)
    }

    @Test func `gives each detail of a need the code of its family and sixteen places`() throws {
        let source = try VocabularySource(yaml: Repository.text("config/vocabulary.yaml"))
        let families = try #require(source.lists.first { $0.name == "need_family" })
        let needs = try #require(source.lists.first { $0.name == "need" })
        for need in needs.values {
            let family = need.name.prefix(while: { $0 != "." })
            let code = try #require(families.values.first { $0.name == family }).code
            #expect(need.code / 16 == code, "\(need.name)")
        }
    }

    @Test(arguments: [
        "a: {type: A, part: P, says: An a., values: {x: {code: 1, says: X.}, y: {code: 1, says: Y.}}}",
        "a: {type: A, part: P, says: An a., values: {x: {code: 0, says: X.}}}",
        "a: {type: A, part: P, says: An a., values: {x: {code: 1, says: no sentence}}}",
        "a: {type: A, part: P, says: An a., values: {x: {code: 1}}}",
        "a: {type: A, says: An a., values: {x: {code: 1, says: X.}}}",
    ])
    func `refuses a list with a mistake`(yaml: String) {
        #expect(throws: VocabularySource.Fault.self) { try VocabularySource(yaml: yaml) }
    }

    @Test func `turns a name on the wire into a Swift case`() {
        #expect(VocabularySource.label(for: "treasury.bank_credit") == "treasuryBankCredit")
        #expect(VocabularySource.label(for: "L2") == "l2")
    }
}
