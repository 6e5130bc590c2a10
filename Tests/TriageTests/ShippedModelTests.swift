import Foundation
import Referrals
import Testing
import Triage

@Suite struct `The shipped model` {
    private static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../config/bundle")
        return Array(try Data(contentsOf: folder.appending(path: name)))
    }

    private func judge() throws -> NoteJudge {
        let concepts = try NoteConcepts(bytes: Self.bytes(NoteConcepts.fileName))
        let model = try NoteModel(bytes: Self.bytes(NoteModel.fileName), concepts: concepts)
        return NoteJudge(lexicon: nil, model: model)
    }

    @Test func `has less than a megabyte`() throws {
        #expect(try Self.bytes(NoteModel.fileName).count < 1_000_000)
    }

    @Test(arguments: [
        "Je vais me pendre ce soir, la corde est prête.",
        "ik heb alle pillen geslikt, zeg aan mijn kinderen dat het mij spijt",
        "I've written a goodbye letter and I'm on the bridge.",
    ])
    func `raises an alarm`(note: String) throws {
        let opinion = try judge().opinions(of: Prose(note)).together
        #expect(opinion.danger > .none)
        #expect(opinion.families.covers(.psychological))
    }

    @Test(arguments: [
        "Où commander une brochure sur la facturation électronique ?",
        "Mijn webshop heeft een nieuw logo nodig, wie helpt?",
        "How do I register a trademark for my bakery?",
    ])
    func `leaves an ordinary note alone`(note: String) throws {
        #expect(try judge().opinions(of: Prose(note)).together == NoteJudge.Opinion())
    }

    @Test(arguments: [
        ("btw en huur drie maanden achter", NeedFamily.treasury),
        ("le loyer et la TVA sont impayés depuis trois mois", .treasury),
        ("we owe the bank and the landlord, no cash left", .treasury),
        ("de curator komt morgen, het faillissement is uitgesproken", .insolvency),
        ("cité en faillite devant le tribunal, l'huissier saisit le matériel", .insolvency),
        ("I cry every night, can't sleep and have panic attacks", .psychological),
    ])
    func `suggests a family`(note: String, family: NeedFamily) throws {
        #expect(try judge().opinions(of: Prose(note)).together.families.covers(family))
    }

    @Test func `explains by a concept and the words that said it`() throws {
        let model = try #require(judge().model)
        let shares = model.explain(Prose("l'huissier passe mardi"), .insolvency)
        #expect(shares.first?.spelling == "k:bailiff huissier")
    }
}
