import Foundation
import Referrals
import Testing
import Triage

@Suite struct `A phrase of a lexicon` {
    private func finds(_ phrase: String, in note: String) throws -> Bool {
        let lexicon = try Lexicon.small(Lexicon.entry(phrase))
        return !lexicon.reading(of: Prose(note)).hits.isEmpty
    }

    @Test(
        arguments: [
            ("dépassé", "DEPASSE"), ("l’été", "l'ete"), ("faillit*", "Faillites"),
            ("(je|on) coule", "on coule"), ("(tres)? mal", "tres mal"), ("(tres)? mal", "mal"),
            ("plus .. sou", "plus un seul sou"), ("plus ..5 sou", "plus a b c d e sou"),
            ("<owe> tout", "nous devons tout"), ("(a bout|en panne) ici", "en panne ici"),
            ("coule$", "je coule"), ("coule$", "je coule, puis je nage"),
        ]
    )
    func `is found`(phrase: String, note: String) throws {
        #expect(try finds(phrase, in: note))
    }

    @Test(
        arguments: [
            ("onss", "responsss"), ("faillit*", "faille"), ("plus .. sou", "plus a b c d sou"),
            ("je coule", "je. coule"), ("je coule", "je\ncoule"), ("coule$", "je coule ici"),
            ("tva", "tvas"), ("<owe> tout", "doivent tout"),
        ]
    )
    func `is not found in other words`(phrase: String, note: String) throws {
        #expect(try !finds(phrase, in: note))
    }

    @Test(arguments: ["huisier", "huissierr", "huisssier", "hussier", "huissire", "huissjer"])
    func `is found with a slip of the finger`(word: String) throws {
        #expect(try finds("huissier", in: word))
    }

    @Test(arguments: ["huisseir", "hissier", "buissier", "huisierr", "huissi3r", "uissier"])
    func `is not found with two, in the first letter, or a figure`(word: String) throws {
        #expect(try finds("huissier", in: word) == ["huisseir", "hissier"].contains(word))
    }

    @Test func `leaves alone a word that is another one`() throws {
        #expect(try finds("facture", in: "factures"))
        #expect(try !finds("facture", in: "fracture"))
    }

    @Test func `does not forgive slips in short words`() throws {
        #expect(try !finds("loyer", in: "loier"))
    }
}

@Suite struct `A sign in a note` {
    private func qualifier(_ note: String) throws -> Qualifier? {
        let lexicon = try Lexicon.small(Lexicon.entry("dettes", "treasury"))
        return lexicon.reading(of: Prose(note)).hits.first?.qualifier
    }

    @Test(
        arguments: [
            ("des dettes", Qualifier.affirmed), ("pas de dettes", .negated),
            ("dettes : non", .negated), ("sans doute des dettes", .affirmed),
            ("pas contents, des dettes", .affirmed), ("pas riche mais dettes", .affirmed),
            ("pas a b c d e f g dettes", .affirmed), ("pas riche. dettes", .affirmed),
            ("si on a des dettes", .hypothetical), ("des dettes l'an dernier", .past),
            ("le voisin a des dettes", .elsewhere), ("sa femme dit dettes", .reported),
            ("le voisin et sa femme disent dettes", .reported),
        ]
    )
    func `is qualified by the words around it`(note: String, expected: Qualifier) throws {
        #expect(try qualifier(note) == expected)
    }

    @Test(arguments: [("L2", Danger.verify), ("L3", .verify), ("verify", .verify), ("L1", .none)])
    func `is doubted, not silenced, where a danger is denied`(
        signal: String,
        danger: Danger
    ) throws {
        let lexicon = try Lexicon.small(Lexicon.entry("mourir", signal))
        #expect(lexicon.reading(of: Prose("pas mourir")).danger == danger)
    }

    @Test func `suggests no need where it is denied`() throws {
        let lexicon = try Lexicon.small(Lexicon.entry("dettes", "treasury"))
        #expect(lexicon.reading(of: Prose("sans dettes")).needs.isEmpty)
        #expect(lexicon.reading(of: Prose("si dettes")).needs == [.treasury])
        #expect(lexicon.reading(of: Prose("dettes")).families == FamilySet(.treasury))
    }

    @Test func `is no sign where an exception stands in its clause`() throws {
        let text = Lexicon.entry("finir", "L2", "    unless: [\"bail\"]")
        let lexicon = try Lexicon.small(text)
        #expect(lexicon.reading(of: Prose("finir ce bail")).danger == .none)
        #expect(lexicon.reading(of: Prose("le bail. finir")).danger == .crisis)
    }

    @Test func `counts beside another where it says nothing alone`() throws {
        let more = """
                beside: true
              - id: fr-two
                signals: [L1]
                phrases: ["a bout"]
                source: a test
                example: "a bout"
            """
        let lexicon = try Lexicon.small(Lexicon.entry("testament", "verify", more))
        #expect(lexicon.reading(of: Prose("mon testament")).hits.isEmpty)
        #expect(lexicon.reading(of: Prose("a bout, mon testament")).danger == .verify)
    }

    @Test func `is covered by a longer phrase that keeps its words`() throws {
        let more = """
              - id: fr-two
                signals: [nothing]
                phrases: ["mourir de rire"]
                source: a test
                example: "mourir de rire"
            """
        let lexicon = try Lexicon.small(Lexicon.entry("mourir", "L2", more))
        #expect(lexicon.reading(of: Prose("mourir de rire")).danger == .none)
        #expect(lexicon.reading(of: Prose("mourir de rire, puis mourir")).danger == .crisis)
    }

    @Test func `is told by its words and its clause`() throws {
        let lexicon = try Lexicon.small(Lexicon.entry("a bout"))
        let prose = Prose("Bonjour. Je suis à bout.")
        let hit = try #require(lexicon.reading(of: prose).hits.first)
        #expect(hit.words == 3..<5)
        #expect(hit.clause == 1)
    }
}

@Suite struct `A reading` {
    @Test func `is the same whatever the order of the entries`() throws {
        let notes = ["Je n'en peux plus, huissier et TVA impayée, sans dettes", "Ik wil dood, rsz"]
        let lexicon = try #require(Lexicon.shipped)
        let turned = Lexicon.files.mapValues { file -> Tree in
            guard case .map(let keys) = file.content else { return file }
            let turned = keys.map { key -> Tree.Entry in
                guard key.key == "entries", case .list(let items) = key.value.content else {
                    return key
                }
                let value = Tree(line: 1, column: 1, content: .list(items.reversed()))
                return Tree.Entry(key: key.key, line: 1, column: 1, value: value)
            }
            return Tree(line: 1, column: 1, content: .map(turned))
        }
        let other = try SignalLexicon(files: turned)
        for note in notes {
            let (first, second) = (lexicon.reading(of: Prose(note)), other.reading(of: Prose(note)))
            #expect(first.needs == second.needs)
            #expect(first.danger == second.danger)
            let names = { (lexicon: SignalLexicon, reading: SignalReading) in
                Set(reading.hits.map { "\(lexicon.entries[$0.entry].id) \($0.words)" })
            }
            #expect(names(lexicon, first) == names(other, second))
        }
    }

    @Test func `of nothing is nothing`() {
        #expect(Lexicon.reading("") == SignalReading())
        #expect(Lexicon.reading("... !!! \n\n") == SignalReading())
        #expect(Lexicon.reading("\u{FFFD}\u{200B}") == SignalReading())
    }
}

@Suite struct `A mistake in a lexicon` {
    @Test(
        arguments: [
            ("(a|b", ") after ("), ("a)", "( before )"), ("a|b", "| only between ( and )"),
            ("a ..9 b", "a gap of 1 to 8 words"),
            ("a . b", "two points for words whatever they are"),
            ("<none> a", "a list of this file between < and >"), ("<owe a", "> after <"),
            ("ab* c", "at least three letters before *"),
            ("..", "a phrase that begins and ends with a word"),
            ("a ..", "a phrase that begins and ends with a word"),
            ("a$ b", "a phrase that begins and ends with a word"),
        ]
    )
    func `in a phrase is told with its line and what was expected`(
        phrase: String,
        expected: String
    ) throws {
        let faults = Lexicon.faults(Lexicon.entry(phrase))
        let fault = try #require(faults.first)
        #expect(faults.count == 1)
        #expect(fault.expected == expected)
        #expect(fault.file == "signals/fr.yaml")
        #expect(fault.line == 18)
        #expect(fault.path == "entries[0].phrases[0]")
    }

    @Test func `in a sign is told`() {
        let faults = Lexicon.faults(Lexicon.entry("a bout", "L9"))
        #expect(faults.map(\.path) == ["entries[0].signals[0]"])
        #expect(
            faults.map(\.expected)
                == ["L1, L2, L3, verify, bereavement, screening_negative, nothing or a need"]
        )
    }

    @Test func `of too many variants is told`() {
        let group = "(a|b c|d e f|g h i j|k l m n o)"
        let faults = Lexicon.faults(
            Lexicon.entry(Array(repeating: group, count: 6).joined(separator: " "))
        )
        #expect(faults.map(\.expected) == ["a phrase of at most 4000 variants"])
    }

    @Test func `of language or name is told`() {
        let text = Lexicon.entry("a bout")
            .replacingOccurrences(of: "language: fr", with: "language: nl")
            .replacingOccurrences(of: "id: fr-one", with: "id: one")
        let faults = Lexicon.faults(text)
        #expect(faults.map(\.path) == ["language", "entries[0].id"])
    }

    @Test func `of a missing file is told`() {
        do throws(BundleFaults) {
            _ = try SignalLexicon(files: [:])
            Issue.record("a lexicon of no files")
        } catch {
            #expect(error.faults.map(\.file) == SignalLanguage.allCases.map(\.fileName).sorted())
            #expect(error.faults.allSatisfy { $0.expected == "this file" })
        }
    }
}
