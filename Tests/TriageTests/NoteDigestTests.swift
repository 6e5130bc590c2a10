import Foundation
import Referrals
import Testing

@testable import Triage

@Suite struct `The judges of notes` {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()

    /// How they read is made to be fast, again and again; what they read is not to change with it.
    ///
    /// When the lexicon, the weights or the notes change, `RELAIS_RENDER=1 swift test --filter NoteDigest`.
    @Test func `read every note of the corpus as they always did`() throws {
        let judge = try Self.judge()
        let folder = Self.tests.appending(path: "Notes")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".jsonl") }.sorted()
        var text = ""
        for name in names {
            let notes = try Self.notes(in: folder.appending(path: name))
            var digest = Digest()
            for note in notes { digest.add(judge.opinions(of: Prose(note))) }
            text += "\(name) \(notes.count) \(String(digest.hash, radix: 16))\n"
        }
        let golden = Self.tests.appending(path: "TriageTests/Golden/notes.txt")
        if ProcessInfo.processInfo.environment["RELAIS_RENDER"] == "1" {
            try text.write(to: golden, atomically: true, encoding: .utf8)
        }
        let checkedIn = try String(contentsOf: golden, encoding: .utf8)
        #expect(
            checkedIn == text,
            "notes are read otherwise: if so meant, run with RELAIS_RENDER=1"
        )
    }

    private struct Note: Decodable {
        let note: String
    }

    private static func notes(in file: URL) throws -> [String] {
        try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
            .map { try JSONDecoder().decode(Note.self, from: $0).note }
    }

    private static func judge() throws -> NoteJudge {
        let folder = tests.deletingLastPathComponent().appending(path: "config/bundle")
        func bytes(_ name: String) throws -> [UInt8] {
            Array(try Data(contentsOf: folder.appending(path: name)))
        }
        let concepts = try NoteConcepts(bytes: bytes(NoteConcepts.fileName))
        return NoteJudge(
            lexicon: try SignalLexicon(files: Lexicon.files),
            model: try NoteModel(bytes: bytes(NoteModel.fileName), concepts: concepts)
        )
    }

    /// A hash of all that was read.
    private struct Digest {
        private(set) var hash = Prose.noLetters

        mutating func add(_ opinions: NoteJudge.Opinions) {
            for opinion in [opinions.lexicon, opinions.model, opinions.together] {
                add(Int(opinion.families.rawValue))
                add(Int(opinion.danger.rawValue))
            }
            for hit in opinions.reading.hits {
                add(hit.entry)
                add(hit.words.lowerBound)
                add(hit.words.upperBound)
                add(hit.clause)
                add(Int(hit.qualifier.rawValue))
            }
            for need in opinions.reading.needs { add(Int(need.rawValue)) }
            add(opinions.reading.namesDanger ? 1 : 0)
            add(opinions.reading.isScreenedNegative ? 1 : 0)
            for judgement in NoteJudgement.allCases { add(Int(opinions.scores[judgement])) }
        }

        private mutating func add(_ number: Int) {
            for shift in stride(from: 0, to: 64, by: 8) {
                hash = Prose.hash(hash, UInt8(truncatingIfNeeded: number >> shift))
            }
        }
    }
}
