import Referrals
import Testing
import Triage

/// A sentence and what a careful operator would make of it.
struct SignalSentence: Sendable, CustomTestStringConvertible {
    let text: String
    var needs: [Need] = []
    var danger = Danger.none
    var isScreened = false
    /// Families that must not be suggested.
    var not: [NeedFamily] = []

    var testDescription: String { text }

    init(
        _ text: String,
        _ needs: [Need] = [],
        _ danger: Danger = .none,
        screened: Bool = false,
        not: [NeedFamily] = []
    ) {
        self.text = text
        self.needs = needs
        self.danger = danger
        isScreened = screened
        self.not = not
    }

    static let all = [
        SignalSentence(
            "Je n'en peux plus, l'huissier passe demain et la TVA de deux trimestres n'est pas payee.",
            [.psychologicalDistress, .insolvencySeizure, .treasuryVat]
        ),
        SignalSentence("Je veux en finir.", [.psychologicalCrisis], .crisis),
        SignalSentence("Je veux en finir avec ce bail commercial.", [.legalLease]),
        SignalSentence(
            "Pas d'idees suicidaires, mais tres angoisse.",
            [.psychologicalDistress],
            screened: true
        ),
        SignalSentence(
            "Il dit que non mais sa femme craint une betise.",
            [.psychologicalScreening],
            .verify
        ),
        SignalSentence("Plus d'idees noires depuis hier", [.psychologicalScreening], .verify),
        SignalSentence("J'ai decouvert le 1819 hier.", not: NeedFamily.allCases),
        SignalSentence("Compte a decouvert de 8 000, banque refuse.", [.treasuryBankCredit]),
        SignalSentence(
            "Mon client est en faillite, il me doit 12 000.",
            [.treasuryReceivables],
            not: [.insolvency]
        ),
        SignalSentence(
            "J'ai envoye l'huissier chez un client.",
            [.treasuryReceivables],
            not: [.insolvency]
        ),
        SignalSentence("On va liquider le stock en soldes.", not: NeedFamily.allCases),
        SignalSentence("La SRL sera mise en liquidation.", [.insolvencyDissolution]),
        SignalSentence(
            "Ma boite est en train de mourir, moi ca va.",
            [.insolvencyAlert],
            not: [.psychological]
        ),
        SignalSentence("Convoque a la CED jeudi au tribunal.", [.insolvencySummons]),
        SignalSentence("J'ai appele le CED de BECI.", not: NeedFamily.allCases),
        SignalSentence(
            "Ik zie het niet meer zitten, de deurwaarder staat voor de deur.",
            [.psychologicalDistress, .insolvencySeizure]
        ),
        SignalSentence(
            "Een webshop zie ik niet zitten.",
            [.digitalEcommerce],
            not: [.psychological]
        ),
        SignalSentence(
            "Het is mijn schuld dat het team weg is.",
            [.psychologicalDistress],
            not: [.treasury]
        ),
        SignalSentence("Ik wil niet meer leven.", [.psychologicalCrisis], .crisis),
        SignalSentence("Geen zelfmoordgedachten.", screened: true),
        SignalSentence(
            "RSZ en btw zes maanden achter, dagvaarding ontvangen.",
            [.treasuryOnss, .treasuryVat, .insolvencySummons]
        ),
        SignalSentence("pannenkoekenbeslag", not: NeedFamily.allCases),
        SignalSentence(
            "Aveu de faillite a faire, cessation le 3 mars.",
            [.insolvencyBankruptcy]
        ),
        SignalSentence("J'ai fait faillite en 2019, je veux repartir.", [.rebound]),
        SignalSentence("c'est du suicide d'ouvrir le lundi", not: NeedFamily.allCases),
        SignalSentence(
            "Mijn vennoot heeft zelfmoord gepleegd.",
            [.psychologicalBereavement]
        ),
        SignalSentence(
            "Je vais mettre mes affaires en ordre et envoyer la compta.",
            not: NeedFamily.allCases
        ),
        SignalSentence(
            "Ai mis mes affaires en ordre, fait mon testament, je ne vous embeterai plus.",
            [.psychologicalCrisis],
            .crisis
        ),
        SignalSentence(
            "I can't go on, VAT arrears and my landlord wants me out.",
            [.psychologicalDistress, .treasuryVat, .treasuryRent]
        ),
        SignalSentence("jen peu plu sa va tro mal", [.psychologicalDistress]),
    ]
}

@Suite struct `A sentence people write` {
    @Test(arguments: SignalSentence.all)
    func `is read as a careful operator reads it`(sentence: SignalSentence) {
        let reading = Lexicon.reading(sentence.text)
        #expect(reading.danger == sentence.danger)
        #expect(reading.isScreenedNegative == sentence.isScreened)
        for need in sentence.needs { #expect(reading.needs.contains(need)) }
        for family in sentence.not { #expect(!reading.families.covers(family)) }
    }

    @Test func `is one of thirty, as the field gave them`() {
        #expect(SignalSentence.all.count == 30)
    }
}

@Suite struct `The shipped lexicon` {
    @Test func `has no mistakes`() throws {
        do throws(BundleFaults) {
            _ = try SignalLexicon(files: Lexicon.files)
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(arguments: Lexicon.shipped?.entries.indices ?? 0..<0)
    func `finds each entry in its example`(place: Int) throws {
        let lexicon = try #require(Lexicon.shipped)
        let entry = lexicon.entries[place]
        var example = entry.example
        if entry.isBeside { example += " Je n'en peux plus." }
        let reading = lexicon.reading(of: Prose(example))
        #expect(reading.hits.contains { $0.entry == place }, "\(entry.id)")
    }

    @Test(arguments: Lexicon.shipped?.entries.filter { !$0.counter.isEmpty }.map(\.id) ?? [])
    func `does not find an entry in what only looks like it`(id: String) throws {
        let lexicon = try #require(Lexicon.shipped)
        let place = try #require(lexicon.place(of: id))
        let reading = lexicon.reading(of: Prose(lexicon.entries[place].counter))
        #expect(!reading.hits.contains { $0.entry == place })
    }

    @Test func `speaks three languages`() throws {
        let lexicon = try #require(Lexicon.shipped)
        for language in SignalLanguage.allCases {
            #expect(lexicon.entries.count { $0.language == language } > 40)
        }
    }

    @Test(
        arguments: [
            "J'ai découvert votre service.", "Ma caisse sociale est où ?",
            "La pression de la bière est bonne.", "La saisie de données est lente.",
            "Un pass dans l'impasse, c'est où ?",
            "On est noyés sous les commandes, on meurt de rire.",
            "We are killing it, drowning in work.", "Dead stock for sale.",
            "Hoe maak ik wafelbeslag?", "Ik heb twee nieuwe kassa's.",
            "responsss du projet prjx", "Quel est mon numéro de TVA ?",
            "Je voudrais me jeter à l'eau et ouvrir un salon.",
        ]
    )
    func `is not fooled`(note: String) {
        let reading = Lexicon.reading(note)
        #expect(reading.danger == .none)
        #expect(!reading.families.covers(.treasury))
        #expect(!reading.families.covers(.insolvency))
    }

    @Test(
        arguments: [
            "Je vais me suicider.", "je veu mourir", "j ai plu envi d etre la",
            "Il a dit qu'il va se foutre en l'air", "Ik wil dood.", "I want to die.",
            "Hij gaat er een einde aan maken.", "She has a rope in the garage, I think.",
            "J'ai avalé toute la boîte de somnifères", "vous seriez mieux sans moi",
        ]
    )
    func `hears a danger`(note: String) {
        #expect(Lexicon.reading(note).danger == .crisis)
    }

    @Test(
        arguments: [
            "Je n'ai pas envie de mourir.", "Il ne parle jamais de se suicider.",
            "Ik wil niet dood.", "I would never kill myself.",
            "Il y a cinq ans j'ai fait une tentative de suicide.",
        ]
    )
    func `never silences a danger by a denial`(note: String) {
        #expect(Lexicon.reading(note).danger >= .verify)
    }

    /// Each stands beside what is read as harmless where it stands alone.
    @Test(
        arguments: [
            "Liever dood dan dit nog een jaar.", "Ik wil dood door de btw, zegt hij.",
            "Je préfère mourir que de continuer comme ça.", "I'd rather die than go back.",
            "De dakwerker staat op het dak en wil springen.",
            "Depuis que mon mari est décédé je pense au suicide.",
            "Je me tue au boulot pour rien, autant me pendre.",
            "Broer overleden door zelfdoding, heeft nu zelf zwarte gedachten.",
            "Na de dood van mijn man wil ik ook dood.", "Idées noires, il se sent nul.",
            "Gedachten aan zelfmoord ja, geen plan.", "Asked about suicide, no answer.",
            "Risque suicidaire non négligeable.", "I want die man.",
            "Ik slaap niet meer, ik eet niet meer, ik wil niet meer leven.",
            "The bank hung me out to dry and I'm going to kill myself.",
            "Il est à la cave avec le fusil, il ne chasse plus depuis des mois.",
            "I bought the rope for the terrace and sat with it in my lap.",
            "Avec cette facture le suicide est la seule issue.",
            "Dites-moi si l'assurance joue en cas de suicide.",
        ]
    )
    func `hears a danger beside what is none`(note: String) {
        #expect(Lexicon.reading(note).danger >= .verify)
    }

    @Test(
        arguments: [
            "De spiegels niet, want die hangen vast.", "Does the 1819 have conversation tables?",
            "Is suicide burger a trade name?", "Comment mettre fin à mes jours de congé ?",
            "Adieu veau, vache, cochon : projet fermé.", "Hij is overleden door zelfdoding.",
            "Je me tue au boulot.", "Adieu la paperasse, vive la liberté.",
            "Geachte mevrouw, na de dood van mijn vader erf ik de zaak.",
            "Je ne veux pas être celui qui ferme le magasin de papa.",
            "Zoekt vervanging tijdens bevallingsrust.",
        ]
    )
    func `takes no everyday words for a danger`(note: String) {
        #expect(Lexicon.reading(note).danger == .none)
    }

    /// A word that stands anywhere in a clause tells nothing of the danger beside it.
    @Test func `lets no single word silence a danger`() {
        let entries = Lexicon.files.values.flatMap { $0.member("entries")?.items ?? [] }
        let dangers = entries.filter { entry in
            entry.member("signals")?.texts.contains { $0 == "L2" || $0 == "L3" } ?? false
        }
        #expect(dangers.count > 40)
        let words = dangers.flatMap { entry in
            (entry.member("unless")?.texts ?? []).filter { !$0.contains(" ") }
        }
        #expect(words == [])
    }
}

extension Tree {
    /// What stands below a key; nil where nothing does.
    fileprivate func member(_ key: String) -> Tree? {
        guard case .map(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// What stands in a list.
    fileprivate var items: [Tree] {
        guard case .list(let items) = content else { return [] }
        return items
    }

    /// The texts that stand in a list.
    fileprivate var texts: [String] {
        items.compactMap { item in
            guard case .text(let text, _) = item.content else { return nil }
            return text
        }
    }
}
