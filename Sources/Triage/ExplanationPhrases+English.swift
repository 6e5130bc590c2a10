import Referrals

extension ExplanationPhrases {
    /// In English.
    static let english = ExplanationPhrases(
        language: .english,
        bundle: "Judged by the rules {bundle}",
        facts: "Facts used",
        note: "Heard in the note",
        safety: "Safety: every row that fits counts, the most urgent wins",
        rules: "Routing: each rule that fits adds its queues, in order",
        classes: "Class of deadlines: exactly one row fits",
        candidates: "Candidates, best first",
        choice: "Choice",
        firstChoice: "Choice, as it was recorded first; the journey tells what came after",
        deadlines: "Deadlines, and how they are counted",
        comparison: "Compared with what was stored",
        unknown: "not said",
        none: "none",
        danger: "danger: {danger}",
        families: "both judges hear: {families}; the lexicon suggests: {needs}",
        sign: "{entry}: {means}, {qualifier}",
        model: "the small model alone says: {judgements}",
        word: "{word} weighs {share} for {judgement}",
        dangers: [.none: "none", .verify: "somebody must ask", .crisis: "a crisis"],
        qualifiers: [
            .affirmed: "said of the person", .reported: "reported of the person",
            .hypothetical: "feared or supposed", .past: "in the past",
            .elsewhere: "said of somebody else", .negated: "denied",
        ],
        need: "{need}: {urgency}",
        declared: "the agency declared it",
        added: "the rule {rule} added it",
        heard: "it was heard in the note",
        nothingAsked: "nothing is asked for, so a person asks",
        urgencies: [.crisis: "crisis", .urgent: "urgent", .soon: "soon", .normal: "normal"],
        saidUrgent: "how soon: the agency says {urgency}",
        defaultUrgent: "how soon: nobody said, {rule} says {urgency}",
        atLeastUrgent: "how soon: no later than {urgency}, says {rule}",
        lawUrgent: "how soon: no later than {urgency}, for a deadline of the law",
        fits: "{rule} fits: {sentence}",
        idle: "{rule} fits, but a rule above it ends the search",
        fitsNot: "{rule} does not fit",
        holds: "{key}: asks for {wanted}, finds {found}; holds",
        holdsNot: "{key}: asks for {wanted}, finds {found}; does not hold",
        unless: "unless {condition}",
        className: "class {class}, by {rule}",
        namedBy: "{queue}, named by {rule}",
        namedByNobody: "{queue}, which no rule named",
        onlyIf: "{candidate}; only while the case has {key}: {wanted}",
        excluded: "{candidate}; excluded: {exclusion}",
        exclusions: [
            .consent: "the consent names others", .language: "it does not speak the language",
            .commune: "it does not serve the commune",
            .unwanted: "the person does not want it",
            .digital: "only those who use the internet reach it",
            .eligibility: "its conditions are not met",
        ],
        blocks: [
            .consent: "Nobody may have it: the consent does not cover the need.",
            .outOfRegion: "Nobody may have it: the enterprise lies outside the Region.",
        ],
        wouldGo: "If all are free it goes to {queue}.",
        went: "It went to {queue}.",
        waitsWhile: "It waits while another need of these looks for a partner: {families}.",
        passedOver: "Passed over: {queue}, {reason}.",
        runnerUp: "The next would be {queue}.",
        noRunnerUp: "After it there is only the desk of last resort.",
        reasons: [
            .excluded: "triage excluded it",
            .refusedBefore: "it refused it before, or let its time run out",
            .consent: "the consent does not name it",
            .gone: "it is not in the directory any more",
            .full: "it is full",
            .closed: "it does not open in time",
            .paused: "it takes nothing now",
            .language: "it does not speak the language",
            .withdrawn: "its offer was taken back",
            .standing: "the case is not as the rule asks",
        ],
        waits: [
            .blockedByConsent: "The agency has it until a consent covers the need; from its "
                + "due time on, the desk of last resort.",
            .agencyDataMissing: "The agency has it until the request is complete; from its "
                + "due time on, the desk of last resort.",
            .waitsForOtherLeg: "It waits for another need of the case; from its due time "
                + "on, the desk of last resort has it.",
            .outOfRegion: "The desk of last resort has it: the enterprise lies outside "
                + "the Region.",
            .unrouted: "The desk of last resort has it: nobody is left who may have "
                + "it.",
            .paused: "The desk of last resort has it until a queue takes again "
                + "that takes nothing now.",
            .held: "The desk of last resort has it: the request could not be "
                + "read.",
            .dead: "The desk of last resort has it: too many attempts "
                + "failed.",
        ],
        wish: "the wish: a reply by {at}",
        law: "the law: the last day is {day}",
        dueBy: "both together: accepted by {at} at the latest",
        same: "Judged anew it is what was stored, on {basis}.",
        differs: "Judged anew it is not what was stored, on {basis}:",
        difference: "{about}: stored {expected}, now {found}",
        bases: [
            .content: "all that the agency sent", .codes: "the codes alone, the text is erased",
        ],
        counted: []
    )
}
