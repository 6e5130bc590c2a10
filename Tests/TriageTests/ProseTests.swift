import Testing
import Triage

@Suite struct `A note as triage reads it` {
    private func words(_ text: String) -> [String] {
        let prose = Prose(text)
        return prose.words.map { prose.text(of: $0) }
    }

    @Test(
        arguments: [
            ("Dépassé DÉPASSÉ", ["depasse", "depasse"]), ("j’ai l'œil", ["j", "ai", "l", "oeil"]),
            ("bĳ één", ["bij", "een"]), ("de\u{301}ja\u{300}", ["deja"]),
            ("burn-out 24/7", ["burn", "out", "24", "7"]), ("\u{1F62D}!", ["u1f62d"]),
            ("a\u{200B}b", ["ab"]), ("«\u{A0}non\u{A0}»", ["non"]), ("", []), (" .,! ", []),
        ]
    )
    func `is folded into plain words`(text: String, expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test(
        arguments: [
            ("a b. c", [0, 0, 1]), ("a! b? c", [0, 1, 2]), ("a\nb", [0, 1]), ("a : b", [0, 1]),
            ("... a", [0]), ("a, b", [0, 0]), ("8.000 de TVA", [0, 0, 0, 0]),
            ("en 2019. a", [0, 0, 1]),
            ("a (b) c", [0, 1, 2]), ("a… b", [0, 1]),
        ]
    )
    func `ends its clauses where sentences end`(text: String, clauses: [Int]) {
        #expect(Prose(text).words.map(\.clause) == clauses)
    }

    @Test func `pauses at commas, dashes and quotation marks`() {
        #expect(
            Prose("a, b « c » – d e").words.map(\.followsPause) == [false, true, true, true, false]
        )
    }

    @Test func `takes bytes that are no text as they come`() {
        let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xC3]
        let prose = bytes.withUnsafeBytes { Prose(utf8: $0) }
        #expect(prose.words.map { prose.text(of: $0) } == ["a", "b"])
    }

    @Test func `hashes the same word the same way`() {
        let hashes = Prose("été ETE ete ate").words.map(\.hash)
        #expect(Set(hashes.prefix(3)).count == 1)
        #expect(hashes[3] != hashes[0])
    }

    @Test func `has room for whatever becomes longer`() {
        let text = String(repeating: "\u{1F62D}", count: 200) + String(repeating: "œ", count: 200)
        let prose = Prose(text)
        #expect(prose.words.count == 201)
        #expect(prose.letters(of: prose.words[200]).count == 400)
    }
}
