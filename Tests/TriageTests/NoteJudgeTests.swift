import Referrals
import Testing

@testable import Triage

@Suite struct `The two judges of a note` {
    private func judge() throws -> NoteJudge {
        let weights = """
            = psychological -1000 0 -500
            = treasury -1000 0 -500
            = insolvency -1000 0 -500
            = crisis -1000 0 -500
            = alarm -1000 0 -500
            16 512 0 0 512 512 w:adieu
            16 0 0 0 0 512 w:inquiet
            16 0 512 0 0 0 w:loyer
            """
        return NoteJudge(
            lexicon: nil,
            model: try NoteModel(bytes: Array(weights.utf8), concepts: NoteConcepts())
        )
    }

    @Test func `say nothing of a note that is empty or says nothing`() throws {
        for text in ["", "bonjour"] {
            #expect(try judge().opinions(of: Prose(text)).together == NoteJudge.Opinion())
        }
    }

    @Test func `suggest a family where its threshold is reached`() throws {
        let opinion = try judge().opinions(of: Prose("le loyer")).together
        #expect(opinion.families.families == [.treasury])
        #expect(opinion.danger == .none)
    }

    @Test func `call for somebody to ask where only the alarm is raised`() throws {
        let opinion = try judge().opinions(of: Prose("inquiet")).together
        #expect(opinion.danger == .verify)
        #expect(opinion.families.families == [.psychological])
    }

    @Test func `call for a human now where a crisis is heard as well`() throws {
        #expect(try judge().opinions(of: Prose("adieu")).together.danger == .crisis)
    }

    private func judge(_ signal: String) throws -> NoteJudge {
        NoteJudge(
            lexicon: try Lexicon.small(Lexicon.entry("cles", signal)),
            model: try judge().model
        )
    }

    @Test func `ask about a doubt of the lexicon where the model shares it`() throws {
        let opinion = try judge("verify").opinions(of: Prose("cles inquiet")).together
        #expect(opinion.danger == .verify)
        #expect(opinion.families.families == [.psychological])
    }

    @Test func `do not ask about a doubt of the lexicon that the model is far from`() throws {
        let opinions = try judge("verify").opinions(of: Prose("cles"))
        #expect(opinions.lexicon.danger == .verify)
        #expect(opinions.together == NoteJudge.Opinion())
    }

    @Test(arguments: [("cles", Danger.crisis), ("pas cles", .verify)])
    func `always hear a danger that the lexicon names`(note: String, danger: Danger) throws {
        #expect(try judge("L2").opinions(of: Prose(note)).together.danger == danger)
    }
}
