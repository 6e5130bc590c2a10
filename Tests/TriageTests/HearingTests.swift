import Referrals
import Testing

@testable import Triage

@Suite struct `A bundle that reads notes` {
    private let judge: NoteJudge
    private let bundle: Bundle

    init() throws {
        let lexicon = try Lexicon.small(Lexicon.entry("cles", "treasury.vat"))
        judge = NoteJudge(
            lexicon: lexicon,
            model: try Self.model(),
            address: Digest(9, 9, 9, 9)
        )
        bundle = try Self.bundle(with: judge)
    }

    private static let weights = """
        = psychological -1000 0 -500
        = treasury -1000 0 -500
        = insolvency -1000 0 -500
        = crisis -1000 0 -500
        = alarm -1000 0 -500
        16 512 0 0 512 512 w:adieu
        16 0 512 0 0 0 w:loyer
        """

    private static func model() throws -> NoteModel {
        try NoteModel(bytes: Array(weights.utf8), concepts: NoteConcepts())
    }

    private static func bundle(with judge: NoteJudge?) throws -> Bundle {
        try Bundle(
            files: SampleFiles.all.mapValues(Outline.read),
            judge: judge,
            address: Sample.address
        )
    }

    private func verdict(
        _ needs: NeedClaim...,
        note: String? = nil,
        under bundle: Bundle? = nil
    ) -> Verdict {
        var referral = Sample.referral()
        referral.needs = needs
        referral.note = note.map { Confidential($0) }
        let bundle = bundle ?? self.bundle
        return bundle.verdict(for: referral, from: Sample.agency, at: Sample.now)
    }

    @Test func `tells in the verdict what was heard`() throws {
        let heard = try #require(verdict(note: "adieu, les cles").reading)
        #expect(heard.danger == .crisis)
        #expect(heard.families.families == [.psychological])
        #expect(heard.needs == [.treasuryVat])
        #expect(heard.signs == [NoteReading.Sign(entry: 0, qualifier: .affirmed)])
        #expect(NoteJudgement.allCases.filter(heard.weighs) == [.psychological, .crisis, .alarm])
    }

    @Test func `reads the note of each need as well`() {
        let claim = NeedClaim(need: .treasuryVat, note: Confidential("adieu"))
        #expect(verdict(claim).reading?.danger == .crisis)
        #expect(verdict(claim, note: "bonjour").reading?.danger == .crisis)
    }

    @Test func `reads each note as sentences of its own`() {
        let claim = NeedClaim(need: .treasuryVat, note: Confidential("cles"))
        #expect(verdict(claim, note: "pas").reading?.signs.map(\.qualifier) == [.affirmed])
        #expect(verdict(note: "pas cles").reading?.signs.map(\.qualifier) == [.negated])
    }

    @Test func `hears nothing in a note that says nothing`() {
        #expect(verdict(note: "bonjour").reading?.isSilent == true)
        #expect(verdict(note: "adieu").reading?.isSilent == false)
        #expect(verdict(note: "pas cles").reading?.isSilent == false)
    }

    @Test func `has no reading where there is no note`() {
        #expect(verdict(NeedClaim(need: .treasuryVat)).reading == nil)
    }

    @Test func `from before notes were read hears nothing at all`() throws {
        let old = try Self.bundle(with: nil)
        #expect(old.judge == nil)
        #expect(verdict(note: "adieu", under: old).reading == nil)
    }

    @Test func `is another one where another judge reads`() throws {
        let other = NoteJudge(lexicon: nil, model: nil, address: Digest(8, 8, 8, 8))
        let same = NoteJudge(lexicon: nil, model: nil, address: judge.address)
        #expect(try Self.bundle(with: other) != bundle)
        #expect(try Self.bundle(with: same) == bundle)
    }

    @Test func `keeps each sign once and no more than so many`() {
        var opinions = NoteJudge.Opinions()
        for number in 0..<80 {
            opinions.reading.hits.append(
                SignalReading.Hit(
                    entry: number / 2,
                    words: 0..<1,
                    clause: 0,
                    qualifier: .affirmed
                )
            )
        }
        let signs = NoteReading(of: opinions).signs
        #expect(signs.map(\.entry) == (0..<UInt16(NoteReading.signsMax)).map { $0 })
    }
}

@Suite struct `The files of what reads notes` {
    private static let weights = Array("= crisis 0 0 0\n".utf8)

    private func faults(
        trees: [String: Tree] = [:],
        texts: [String: [UInt8]] = [:]
    ) -> [String] {
        do throws(BundleFaults) {
            _ = try NoteJudge.read(trees: trees, texts: texts, address: .zero)
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    @Test func `may be missing altogether, then nothing is read`() throws {
        #expect(try NoteJudge.read(trees: [:], texts: [:], address: .zero) == nil)
    }

    @Test func `may be those of the lexicon alone`() throws {
        let trees = Lexicon.small(files: Lexicon.entry("cles"))
        let judge = try #require(try NoteJudge.read(trees: trees, texts: [:], address: .zero))
        #expect(judge.lexicon != nil && judge.model == nil)
    }

    @Test func `have every language where they have one`() {
        var trees = Lexicon.small(files: Lexicon.entry("cles"))
        trees[SignalLanguage.dutch.fileName] = nil
        #expect(faults(trees: trees) == ["signals/nl.yaml:1:1: expected this file, found none"])
    }

    @Test func `have the weights where they have concepts`() {
        #expect(
            faults(texts: [NoteConcepts.fileName: Array("rent: loyer, huur\n".utf8)])
                == ["signals/weights.txt:1:1: expected this file, found none"]
        )
    }

    @Test func `are told with every mistake in any of them`() {
        let faults = faults(
            trees: Lexicon.small(files: Lexicon.entry("cles", "L9")),
            texts: [NoteModel.fileName: Self.weights]
        )
        #expect(faults.contains { $0.hasPrefix("signals/fr.yaml:") }, "\(faults)")
        #expect(faults.contains { $0.hasPrefix("signals/weights.txt:2:1: ") }, "\(faults)")
    }

    @Test func `belong to those of a bundle`() {
        #expect(Set(NoteJudge.fileNames).isSubset(of: Bundle.fileNames))
        #expect(Bundle.fileNames == Bundle.fileNames.sorted())
        #expect(Set(Bundle.ruleNames).isDisjoint(with: NoteJudge.fileNames))
    }
}
