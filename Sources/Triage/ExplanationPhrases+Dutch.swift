import Referrals

extension ExplanationPhrases {
    /// In Dutch.
    static let dutch = ExplanationPhrases(
        language: .dutch,
        bundle: "Beoordeeld volgens de regels {bundle}",
        facts: "Gebruikte feiten",
        note: "Gehoord in de nota",
        safety: "Veiligheid: elke rij die past telt, de dringendste wint",
        rules: "Doorverwijzing: elke regel die past voegt zijn wachtrijen toe, in volgorde",
        classes: "Klasse van termijnen: precies één rij past",
        candidates: "Kandidaten, de beste eerst",
        choice: "Keuze",
        firstChoice: "Keuze, zoals eerst bewaard; het traject vertelt wat daarna kwam",
        deadlines: "Termijnen, en hoe ze geteld zijn",
        comparison: "Vergeleken met wat bewaard is",
        unknown: "niet gezegd",
        none: "geen",
        danger: "gevaar: {danger}",
        families: "beide beoordelaars horen: {families}; het lexicon stelt voor: {needs}",
        sign: "{entry}: {means}, {qualifier}",
        model: "het kleine model alleen zegt: {judgements}",
        word: "{word} weegt {share} voor {judgement}",
        dangers: [.none: "geen", .verify: "iemand moet het vragen", .crisis: "een crisis"],
        qualifiers: [
            .affirmed: "over de persoon gezegd", .reported: "over de persoon gemeld",
            .hypothetical: "gevreesd of verondersteld", .past: "in het verleden",
            .elsewhere: "over iemand anders gezegd", .negated: "ontkend",
        ],
        need: "{need}: {urgency}",
        declared: "het agentschap gaf het op",
        added: "de regel {rule} voegde het toe",
        heard: "gehoord in de nota",
        nothingAsked: "er wordt niets gevraagd, dus vraagt iemand het na",
        urgencies: [
            .crisis: "crisis", .urgent: "dringend", .soon: "binnenkort", .normal: "gewoon",
        ],
        saidUrgent: "hoe dringend: het agentschap zegt {urgency}",
        defaultUrgent: "hoe dringend: niemand zei het, {rule} zegt {urgency}",
        atLeastUrgent: "hoe dringend: minstens {urgency}, zegt {rule}",
        lawUrgent: "hoe dringend: minstens {urgency}, door een wettelijke termijn",
        fits: "{rule} past: {sentence}",
        idle: "{rule} past, maar een regel erboven beëindigt het zoeken",
        fitsNot: "{rule} past niet",
        holds: "{key}: gevraagd {wanted}, gevonden {found}; klopt",
        holdsNot: "{key}: gevraagd {wanted}, gevonden {found}; klopt niet",
        unless: "tenzij {condition}",
        className: "klasse {class}, door {rule}",
        namedBy: "{queue}, genoemd door {rule}",
        namedByNobody: "{queue}, door geen regel genoemd",
        onlyIf: "{candidate}; alleen zolang het dossier {key} heeft: {wanted}",
        excluded: "{candidate}; uitgesloten: {exclusion}",
        exclusions: [
            .consent: "de toestemming noemt anderen", .language: "spreekt de taal niet",
            .commune: "bedient de gemeente niet",
            .unwanted: "de persoon wil het niet",
            .digital: "alleen via internet te bereiken",
            .eligibility: "aan de voorwaarden is niet voldaan",
        ],
        blocks: [
            .consent: "Niemand mag het hebben: de toestemming dekt de nood niet.",
            .outOfRegion: "Niemand mag het hebben: de onderneming ligt buiten het Gewest.",
        ],
        wouldGo: "Als iedereen vrij is, gaat het naar {queue}.",
        went: "Het ging naar {queue}.",
        waitsWhile: "Het wacht zolang een andere nood van deze een partner zoekt: {families}.",
        passedOver: "Overgeslagen: {queue}, {reason}.",
        runnerUp: "De volgende zou {queue} zijn.",
        noRunnerUp: "Daarna is er alleen de laatste balie.",
        reasons: [
            .excluded: "de triage sloot het uit",
            .refusedBefore: "het weigerde eerder, of liet zijn tijd verlopen",
            .consent: "de toestemming noemt het niet",
            .gone: "het staat niet meer in de gids",
            .full: "het is vol",
            .closed: "het gaat niet op tijd open",
            .paused: "het neemt nu niets aan",
            .language: "het spreekt de taal niet",
            .withdrawn: "het aanbod is teruggenomen",
            .standing: "het dossier is niet zoals de regel vraagt",
        ],
        waits: [
            .blockedByConsent: "Het agentschap heeft het tot een toestemming de nood dekt; "
                + "vanaf de vervaltijd de laatste balie.",
            .agencyDataMissing: "Het agentschap heeft het tot de aanvraag volledig is; vanaf "
                + "de vervaltijd de laatste balie.",
            .waitsForOtherLeg: "Het wacht op een andere nood van het dossier; vanaf de "
                + "vervaltijd heeft de laatste balie het.",
            .outOfRegion: "De laatste balie heeft het: de onderneming ligt buiten het "
                + "Gewest.",
            .unrouted: "De laatste balie heeft het: er is niemand meer die het mag "
                + "hebben.",
            .paused: "De laatste balie heeft het, tot een wachtrij die nu niets "
                + "aanneemt weer aanneemt.",
            .held: "De laatste balie heeft het: de aanvraag kon niet gelezen "
                + "worden.",
            .dead: "De laatste balie heeft het: te veel pogingen mislukten.",
        ],
        wish: "de wens: een antwoord voor {at}",
        law: "de wet: de laatste dag is {day}",
        dueBy: "beide samen: aanvaard tegen {at}",
        same: "Opnieuw beoordeeld is het wat bewaard is, op {basis}.",
        differs: "Opnieuw beoordeeld is het niet wat bewaard is, op {basis}:",
        difference: "{about}: bewaard {expected}, nu {found}",
        bases: [
            .content: "alles wat het agentschap zond",
            .codes: "de codes alleen, de tekst is gewist",
        ],
        counted: [
            ("day and night", "dag en nacht"),
            ("a wish or the law, sooner than", "een wens of de wet, eerder dan"),
            (
                "% of the time until due, if nobody has accepted",
                "% van de termijn, als niemand aanvaardde"
            ),
            ("from the acceptance", "vanaf de aanvaarding"),
            ("at due, sooner than", "op de vervaltijd, eerder dan"),
            (
                "after each report, or when it opens next",
                "na elk verslag, of bij de volgende opening"
            ),
            ("the last day is", "de laatste dag is"),
            (", the desk of last resort", ", de laatste balie"),
            ("the enterprise", "de onderneming"), ("offer to several", "aan meerdere aanbieden"),
            ("to the desk", "naar de balie"), ("answer by", "antwoord voor"),
            ("contact by", "contact voor"), ("report by", "verslag voor"), ("remind", "herinneren"),
            ("widen", "verruimen"), ("due:", "vervalt:"), ("legal", "wet"),
            ("Mon ", "ma "), ("Tue ", "di "), ("Wed ", "wo "), ("Thu ", "do "), ("Fri ", "vr "),
            ("Sat ", "za "), ("Sun ", "zo "), (" more", " andere"),
        ]
    )
}
