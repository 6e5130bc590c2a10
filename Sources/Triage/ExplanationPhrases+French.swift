import Referrals

extension ExplanationPhrases {
    /// In French.
    static let french = ExplanationPhrases(
        language: .french,
        bundle: "Jugé selon les règles {bundle}",
        facts: "Faits utilisés",
        note: "Entendu dans la note",
        safety: "Sécurité : chaque ligne qui convient compte, la plus urgente l'emporte",
        rules: "Orientation : chaque règle qui convient ajoute ses files, dans l'ordre",
        classes: "Classe de délais : une seule ligne convient",
        candidates: "Candidats, le meilleur d'abord",
        choice: "Choix",
        firstChoice: "Choix, tel qu'il fut d'abord enregistré ; le parcours dit la suite",
        deadlines: "Délais, et comment ils sont comptés",
        comparison: "Comparé à ce qui a été enregistré",
        unknown: "non dit",
        none: "aucun",
        danger: "danger : {danger}",
        families: "les deux juges entendent : {families} ; le lexique propose : {needs}",
        sign: "{entry} : {means}, {qualifier}",
        model: "le petit modèle seul dit : {judgements}",
        word: "{word} pèse {share} pour {judgement}",
        dangers: [.none: "aucun", .verify: "quelqu'un doit demander", .crisis: "une crise"],
        qualifiers: [
            .affirmed: "dit de la personne", .reported: "rapporté de la personne",
            .hypothetical: "craint ou supposé", .past: "au passé",
            .elsewhere: "dit de quelqu'un d'autre", .negated: "nié",
        ],
        need: "{need} : {urgency}",
        declared: "l'agence l'a déclaré",
        added: "la règle {rule} l'a ajouté",
        heard: "entendu dans la note",
        nothingAsked: "rien n'est demandé, donc une personne demande",
        urgencies: [.crisis: "crise", .urgent: "urgent", .soon: "bientôt", .normal: "normal"],
        saidUrgent: "urgence : l'agence dit {urgency}",
        defaultUrgent: "urgence : personne ne l'a dite, {rule} dit {urgency}",
        atLeastUrgent: "urgence : au moins {urgency}, dit {rule}",
        lawUrgent: "urgence : au moins {urgency}, pour un délai de la loi",
        fits: "{rule} convient : {sentence}",
        idle: "{rule} convient, mais une règle plus haut met fin à la recherche",
        fitsNot: "{rule} ne convient pas",
        holds: "{key} : demandé {wanted}, trouvé {found} ; vrai",
        holdsNot: "{key} : demandé {wanted}, trouvé {found} ; faux",
        unless: "sauf si {condition}",
        className: "classe {class}, par {rule}",
        namedBy: "{queue}, nommé par {rule}",
        namedByNobody: "{queue}, qu'aucune règle n'a nommé",
        onlyIf: "{candidate} ; seulement tant que le dossier a {key} : {wanted}",
        excluded: "{candidate} ; écarté : {exclusion}",
        exclusions: [
            .consent: "le consentement en nomme d'autres",
            .language: "il ne parle pas la langue",
            .commune: "il ne dessert pas la commune",
            .unwanted: "la personne n'en veut pas",
            .digital: "joignable par internet seulement",
            .eligibility: "ses conditions ne sont pas remplies",
        ],
        blocks: [
            .consent: "Personne ne peut l'avoir : le consentement ne couvre pas le besoin.",
            .outOfRegion: "Personne ne peut l'avoir : l'entreprise est hors de la Région.",
        ],
        wouldGo: "Si tous sont libres, il va à {queue}.",
        went: "Il est allé à {queue}.",
        waitsWhile: "Il attend que trouve un partenaire ce qui vient avant : {families}.",
        passedOver: "Passé outre : {queue}, {reason}.",
        runnerUp: "Le suivant serait {queue}.",
        noRunnerUp: "Après lui il n'y a que le bureau de dernier recours.",
        reasons: [
            .excluded: "le triage l'a écarté",
            .refusedBefore: "il l'a refusé, ou a laissé passer son délai",
            .consent: "le consentement ne le nomme pas",
            .gone: "il n'est plus dans le répertoire",
            .full: "il est complet",
            .closed: "il n'ouvre pas à temps",
            .paused: "il ne prend rien pour l'instant",
            .language: "il ne parle pas la langue",
            .withdrawn: "son offre a été retirée",
            .standing: "le dossier n'est pas tel que la règle le demande",
        ],
        waits: [
            .blockedByConsent: "L'agence le garde tant qu'aucun consentement ne couvre le "
                + "besoin ; dès l'échéance, le bureau de dernier recours.",
            .agencyDataMissing: "L'agence le garde tant que la demande n'est pas complète ; "
                + "dès l'échéance, le bureau de dernier recours.",
            .waitsForOtherLeg: "Il attend un autre besoin du dossier ; dès l'échéance, le "
                + "bureau de dernier recours l'a.",
            .outOfRegion: "Le bureau de dernier recours l'a : l'entreprise est hors de "
                + "la Région.",
            .unrouted: "Le bureau de dernier recours l'a : personne ne reste qui "
                + "puisse l'avoir.",
            .paused: "Le bureau de dernier recours l'a, jusqu'à ce qu'une file "
                + "qui ne prend rien prenne de nouveau.",
            .held: "Le bureau de dernier recours l'a : la demande n'a pas pu "
                + "être lue.",
            .dead: "Le bureau de dernier recours l'a : trop d'essais ont "
                + "échoué.",
        ],
        wish: "le souhait : une réponse avant {at}",
        law: "la loi : le dernier jour est le {day}",
        dueBy: "les deux ensemble : accepté le {at} au plus tard",
        same: "Jugé de nouveau, c'est ce qui a été enregistré, sur {basis}.",
        differs: "Jugé de nouveau, ce n'est pas ce qui a été enregistré, sur {basis} :",
        difference: "{about} : enregistré {expected}, maintenant {found}",
        bases: [
            .content: "tout ce que l'agence a envoyé",
            .codes: "les seuls codes, le texte est effacé",
        ],
        counted: [
            ("day and night", "jour et nuit"),
            ("a wish or the law, sooner than", "un souhait ou la loi, avant"),
            (
                "% of the time until due, if nobody has accepted",
                "% du délai, si personne n'a accepté"
            ),
            ("from the acceptance", "dès l'acceptation"),
            ("at due, sooner than", "à l'échéance, avant"),
            (
                "after each report, or when it opens next",
                "après chaque rapport, ou à l'ouverture suivante"
            ),
            ("the last day is", "le dernier jour est le"),
            (", the desk of last resort", ", le bureau de dernier recours"),
            ("the enterprise", "l'entreprise"), ("offer to several", "proposer à plusieurs"),
            ("to the desk", "au bureau"), ("answer by", "répondre avant"),
            ("contact by", "contacter avant"), ("report by", "rapport avant"),
            ("remind", "rappeler"),
            ("widen", "élargir"), ("due:", "échéance :"), ("legal", "loi"),
            ("Mon ", "lun "), ("Tue ", "mar "), ("Wed ", "mer "), ("Thu ", "jeu "),
            ("Fri ", "ven "), ("Sat ", "sam "), ("Sun ", "dim "), (" more", " autres"),
        ]
    )
}
