public import Referrals

extension Need {
    /// What people call it in the three languages of the desk: a title, which begins with a capital.
    public var title: Saying {
        let words = Need.titles[self] ?? (name, name, name)
        return Saying(french: words.0, dutch: words.1, english: words.2)
    }

    /// The whole families, in the order of the vocabulary.
    public static let wholeFamilies: [Need] = allCases.filter { $0.isWhole($0.family) }

    /// The details of a family, in the order of the vocabulary; none for one that has no details.
    public static func details(of family: NeedFamily) -> [Need] {
        allCases.filter { $0.family == family && !$0.isWhole(family) }
    }

    private static let titles: [Need: (String, String, String)] = [
        .psychological: ("Soutien psychologique", "Psychologische hulp", "Psychological help"),
        .psychologicalCrisis: ("Danger de suicide", "Gevaar voor zelfdoding", "Danger of suicide"),
        .psychologicalDistress: ("Détresse et épuisement", "Nood en uitputting", "Distress"),
        .psychologicalBereavement: ("Deuil", "Rouw", "Bereavement"),
        .psychologicalScreening: (
            "Demander comment va la personne", "Vragen hoe het met de persoon gaat",
            "Asking how the person is"
        ),
        .treasury: ("Trésorerie", "Thesaurie", "Treasury"),
        .treasuryLiquidity: ("Manque de liquidités", "Gebrek aan liquiditeit", "Lack of cash"),
        .treasuryVat: ("Dettes de TVA", "Btw-schulden", "VAT owed"),
        .treasuryTax: ("Dettes d'impôts", "Belastingschulden", "Other taxes owed"),
        .treasuryOnss: ("Dettes à l'ONSS", "RSZ-schulden", "Contributions for staff owed"),
        .treasuryInasti: (
            "Cotisations sociales d'indépendant", "Sociale bijdragen als zelfstandige",
            "Contributions of the self-employed owed"
        ),
        .treasuryRent: ("Loyers impayés", "Huurachterstand", "Rent owed"),
        .treasuryEnergy: ("Factures d'énergie", "Energiefacturen", "Energy bills owed"),
        .treasuryBankCredit: ("Crédit bancaire", "Bankkrediet", "Bank credit"),
        .treasurySupplier: ("Dettes envers fournisseurs", "Leveranciersschulden", "Suppliers owed"),
        .treasuryReceivables: (
            "Clients qui ne paient pas", "Klanten die niet betalen", "Customers who do not pay"
        ),
        .treasuryLoan: ("Prêt de trésorerie", "Overbruggingslening", "Loan to bridge a gap"),
        .insolvency: ("Insolvabilité", "Insolventie", "Insolvency"),
        .insolvencyAlert: ("Signes de difficulté", "Knipperlichten", "Signs of difficulty"),
        .insolvencyMediation: (
            "Accord avec les créanciers", "Akkoord met schuldeisers", "Agreement with creditors"
        ),
        .insolvencyPrj: (
            "Réorganisation judiciaire", "Gerechtelijke reorganisatie", "Judicial reorganisation"
        ),
        .insolvencyBankruptcy: ("Faillite", "Faillissement", "Bankruptcy"),
        .insolvencyDissolution: ("Dissolution", "Ontbinding", "Dissolution"),
        .insolvencySummons: ("Citation", "Dagvaarding", "Summons"),
        .insolvencySeizure: ("Saisie", "Beslag", "Seizure"),
        .insolvencyPost: ("Après une faillite", "Na een faillissement", "After a bankruptcy"),
        .legal: ("Questions juridiques", "Juridische vragen", "Legal questions"),
        .legalGeneral: ("Droit en général", "Recht in het algemeen", "Law in general"),
        .legalLabour: ("Droit du travail", "Arbeidsrecht", "Labour law"),
        .legalLease: ("Bail commercial", "Handelshuur", "Commercial lease"),
        .legalPartners: ("Conflit entre associés", "Conflict tussen vennoten", "Partners at odds"),
        .social: ("Droits sociaux", "Sociale rechten", "Social rights"),
        .socialRights: ("Droits méconnus", "Onbekende rechten", "Rights not known of"),
        .socialPension: ("Pension", "Pensioen", "Pension"),
        .socialCpas: ("Aide du CPAS", "Hulp van het OCMW", "Help of the CPAS"),
        .digital: ("Numérique", "Digitaal", "Digital"),
        .digitalAccess: ("Accès à internet", "Toegang tot internet", "Access to the internet"),
        .digitalEcommerce: ("Vente en ligne", "Online verkoop", "Selling online"),
        .digitalMarketing: ("Visibilité en ligne", "Online zichtbaarheid", "Being found online"),
        .coaching: ("Accompagnement", "Begeleiding", "Guidance"),
        .coachingFinance: ("Gestion financière", "Financieel beheer", "Financial management"),
        .coachingFood: ("Métiers de l'alimentation", "Voedingssector", "The trade of food"),
        .coachingDigital: ("Outils numériques", "Digitale tools", "Digital tools"),
        .coachingCommunication: ("Communication", "Communicatie", "Communication"),
        .coachingRetailDesign: ("Aménagement du magasin", "Winkelinrichting", "Shop design"),
        .coachingEconomicTransition: (
            "Transition économique", "Economische transitie", "Economic transition"
        ),
        .coachingReinvention: (
            "Réinvention de l'activité", "Activiteit heruitvinden", "Another business model"
        ),
        .hr: ("Personnel", "Personeel", "Personnel"),
        .hrStaff: (
            "Engager, garder ou licencier", "Aanwerven, behouden of ontslaan",
            "Hiring, keeping or dismissing"
        ),
        .financing: ("Financement", "Financiering", "Financing"),
        .financingInvestment: (
            "Financer un investissement", "Een investering financieren", "Financing an investment"
        ),
        .rebound: ("Rebond", "Herstart", "A new start"),
        .takeoverSale: ("Transmission et reprise", "Overdracht en overname", "Handing over"),
        .info: ("Information", "Informatie", "Information"),
        .other: ("Autre", "Andere", "Other"),
    ]
}
