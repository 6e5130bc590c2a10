import Foundation
import Triage

/// The lexicon as it is shipped, and small ones of the tests.
enum Lexicon {
    /// The shipped files by the names the lexicon gives them.
    static let files: [String: Tree] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../config/bundle")
        return SignalLanguage.allCases.reduce(into: [:]) { files, language in
            let file = folder.appending(path: language.fileName)
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return }
            files[language.fileName] = Outline.read(text)
        }
    }()

    /// The shipped lexicon; nil when its files have mistakes, which a test tells.
    static let shipped = try? SignalLexicon(files: files)

    /// What the shipped lexicon makes of a note.
    static func reading(_ note: String) -> SignalReading {
        shipped?.reading(of: Prose(note)) ?? SignalReading()
    }

    /// A lexicon whose French file is `text`, with nothing in the others.
    static func small(_ text: String) throws -> SignalLexicon {
        try SignalLexicon(files: small(files: text))
    }

    /// The files of a small lexicon.
    static func small(files text: String) -> [String: Tree] {
        [
            SignalLanguage.french.fileName: Outline.read(text),
            SignalLanguage.dutch.fileName: Outline.read("language: nl\nentries: []"),
            SignalLanguage.english.fileName: Outline.read("language: en\nentries: []"),
        ]
    }

    /// The mistakes in a lexicon whose French file is `text`.
    static func faults(_ text: String) -> [BundleFault] {
        do throws(BundleFaults) {
            _ = try SignalLexicon(files: small(files: text))
            return []
        } catch {
            return error.faults
        }
    }

    /// A French file of one entry with one phrase; further lines at the depth of its keys.
    static func entry(_ phrase: String, _ signals: String = "L1", _ more: String = "") -> String {
        """
        language: fr
        cues:
          negated_before: ["pas", "sans"]
          negated_after: ["non"]
          no_denial: ["sans doute"]
          hypothetical: ["si"]
          past: ["l'an dernier"]
          elsewhere: ["le voisin"]
          reported: ["sa femme"]
          ends: ["mais"]
        apart: ["fracture"]
        lists:
          - name: owe
            words: ["dois", "devons"]
        entries:
          - id: fr-one
            signals: [\(signals)]
            phrases: ["\(phrase)"]
            source: a test
            example: "\(phrase)"
        \(more)
        """
    }
}
