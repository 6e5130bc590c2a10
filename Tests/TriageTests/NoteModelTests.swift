import Testing

@testable import Triage

@Suite struct `A small model of notes` {
    private static let concepts = """
        # Words that mean the same
        bailiff: huissier*, deurwaarder*, bailiff*
        endit: en finir, end it all
        """

    private static let weights = """
        # What training gives
        = psychological -500 0 -300
        = treasury 0 0 -300
        = insolvency -1000 0 -300
        = crisis -900 0 -300
        = alarm -800 0 -300
        16 0 0 2560 0 0 k:bailiff
        16 1024 0 0 2048 2048 k:endit
        16 -256 256 512 0 0 w:huissier
        16 0 128 0 0 0 b:huissier passe
        16 -128 0 0 0 0 c:_pas
        """

    private func model() throws -> NoteModel {
        try NoteModel(
            bytes: Array(Self.weights.utf8),
            concepts: NoteConcepts(bytes: Array(Self.concepts.utf8))
        )
    }

    private func spellings(_ text: String) throws -> [String] {
        let concepts = try NoteConcepts(bytes: Array(Self.concepts.utf8))
        let prose = Prose(text)
        return NoteFeature.all(in: prose, by: concepts).map {
            String(decoding: $0.spelling(in: prose, by: concepts), as: UTF8.self)
        }
    }

    @Test func `sees concepts, words, pairs within a clause and pieces of four letters`() throws {
        #expect(
            try spellings("L'HUISSIER, à 8h. Passe") == [
                "k:bailiff", "w:l", "w:huissier", "b:l huissier", "c:_hui", "c:huis", "c:uiss",
                "c:issi", "c:ssie", "c:sier", "c:ier_", "w:a", "b:huissier a", "w:8h", "b:a 8h",
                "c:_8h_", "w:passe", "c:_pas", "c:pass", "c:asse", "c:sse_",
            ]
        )
    }

    @Test func `finds a concept by a stem and by several words, never across clauses`() throws {
        #expect(try spellings("gerechtsdeurwaarder").contains("k:bailiff") == false)
        #expect(try spellings("twee deurwaarders").contains("k:bailiff"))
        #expect(try spellings("je veux en finir").contains("k:endit"))
        #expect(try spellings("je veux en. Finir").contains("k:endit") == false)
    }

    @Test func `hashes a feature as its spelling is hashed`() throws {
        let concepts = try NoteConcepts(bytes: Array(Self.concepts.utf8))
        let prose = Prose("Le deurwaarder passe à l'œuvre 😭")
        for feature in NoteFeature.all(in: prose, by: concepts) {
            let spelling = feature.spelling(in: prose, by: concepts)
            #expect(NoteFeature.hash(of: spelling[...], by: concepts) == feature.hash)
        }
    }

    @Test func `adds up weights once a feature, against the size of the note`() throws {
        let scores = try model().scores(of: Prose("huissier huissier passe"))
        // 2560 + 512 of 256 over the square root of 4 features, in thousandths, less the bias.
        #expect(scores[.insolvency] == 6_000 - 1_000)
        #expect(scores[.treasury] == 750)
        #expect(scores[.psychological] == -750 - 500)
        #expect(scores[.crisis] == -900)
    }

    @Test func `scores an empty note by its biases`() throws {
        let scores = try model().scores(of: Prose(""))
        #expect(NoteJudgement.allCases.map { scores[$0] } == [-500, 0, -1_000, -900, -800])
    }

    @Test func `explains by concepts and words before pieces, the heaviest first`() throws {
        let shares = try model().explain(Prose("le huissier passe, en finir"), .insolvency)
        #expect(shares.map(\.spelling) == ["k:bailiff huissier", "w:huissier"])
        #expect(shares[0].share > shares[1].share)
    }

    @Test func `reads the file that it writes`() throws {
        let lines = [
            NoteModel.Line(spelling: Array("w:a".utf8), mass: 3, weights: [1, -2, 3, -4, 32_767])
        ]
        let offsets = NoteJudgement.allCases.map {
            NoteModel.Offset(bias: Int32($0.rawValue), threshold: -7, beside: -9)
        }
        let file = NoteModel.file(words: ["made"], offsets: offsets, lines: lines)
        let model = try NoteModel(bytes: file, concepts: NoteConcepts())
        #expect(model.offsets == offsets)
        #expect(model.count == 1)
    }

    @Test(arguments: [
        ("= crisis 1 2", 3, "a bias and two thresholds after crisis"),
        ("= doom 1 2 3", 3, "psychological, treasury, insolvency, crisis or alarm"),
        ("= alarm 1 2 3", 3, "each judgement once"),
        ("0 1 2 3 4 5 w:x", 1, "a whole number from 1 to 100000"),
        ("1 1 2 x 4 5 w:x", 7, "a whole number from -32768 to 32767"),
        ("1 1 2 3 4 40000 w:x", 11, "a whole number from -32768 to 32767"),
        ("1 1 2 3 4 5 z:x", 13, "a feature: k: and a concept"),
        ("1 1 2 3 4 5 k:nobody", 13, "a feature: k: and a concept"),
        ("1 1 2 3 4 5 c:abc", 13, "a feature: k: and a concept"),
        ("1 1 2 3 4 5 w:huissier", 13, "each feature once"),
    ])
    func `tells line, column and what was expected`(
        line: String,
        column: Int,
        expected: String
    ) throws {
        let file = Array("\(Self.weights)\n\(line)".utf8)
        let concepts = try NoteConcepts(bytes: Array(Self.concepts.utf8))
        let faults = #expect(throws: BundleFaults.self) {
            try NoteModel(bytes: file, concepts: concepts)
        }
        let fault = try #require(faults?.faults.first)
        #expect(faults?.faults.count == 1)
        #expect((fault.line, fault.column) == (12, column))
        #expect(fault.expected.hasPrefix(expected))
    }

    @Test func `misses no judgement`() {
        let faults = #expect(throws: BundleFaults.self) {
            try NoteModel(bytes: Array("= crisis 1 2 3".utf8), concepts: NoteConcepts())
        }
        #expect(faults?.faults.count == 4)
    }

    @Test(arguments: [
        ("Bailiff: a", 1), ("bailiff huissier", 1), ("a: b\na: c", 1), ("a: été", 3),
        ("a: b,, c", 6), ("a: one two three four five six seven", 3), ("a: x*", 3),
    ])
    func `tells where a concept is no concept`(text: String, column: Int) {
        let faults = #expect(throws: BundleFaults.self) {
            try NoteConcepts(bytes: Array(text.utf8))
        }
        #expect(faults?.faults.map(\.column) == [column])
    }

    @Test(arguments: [0, 1, 2, 3, 4, 15, 16, 17, 1 << 40, (1 << 40) - 1])
    func `takes whole square roots`(value: Int) {
        let root = NoteModel.root(of: value)
        #expect(root * root <= value)
        #expect((root + 1) * (root + 1) > value)
    }
}
