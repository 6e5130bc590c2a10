import Exchange
import Referrals
import Testing
import Triage

/// Facts with fixed values, each under the name that the golden file knows it by.
enum FactCodecSamples {
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var fact: Fact

        var testDescription: String { name }
    }

    /// Facts as version 1 had them.
    static func first() throws -> [Sample] {
        try cases() + legs() + partners()
    }

    /// Facts of the present version: those of the first, and what came since.
    static func all() throws -> [Sample] {
        try first() + (try exchange()) + (try orders()) + (try conditions())
    }

    static let at = Moment(seconds: 1_792_000_000)
    static let caseID = CaseID(year: 2026, number: 123)
    static let leg = LegID(caseID: caseID, ordinal: 2)
    static let digest = Digest(1, 0x8000_0000_0000_0000, .max, 0x0123_4567_89AB_CDEF)
    static let terms = Terms(
        due: .hours(4),
        answer: .minutes(30),
        handle: .hours(24),
        reportEvery: .days(14)
    )

    static func sample(_ name: String, _ by: Author, _ matter: Fact.Matter) -> Sample {
        Sample(name: name, fact: Fact(at: at, by: by, matter: matter))
    }

    static func agency() throws -> AgencyID { try #require(AgencyID("1819")) }

    static func partner() throws -> PartnerID { try #require(PartnerID("un-pass")) }

    static func queue() throws -> QueueID { try #require(QueueID("hub.coaching")) }

    static func profile() throws -> Profile {
        Profile(
            language: .french,
            interpreterNeeded: true,
            sector: 56,
            size: .upToFive,
            commune: Commune(nis: 21_015),
            phase: .difficulty,
            legalState: .summonedChamber,
            signals: [.vatArrears, .onssArrears],
            reach: [.phone, .email],
            digitalAccess: false
        )
    }

    static func bareProfile() -> Profile {
        Profile(
            language: .dutch,
            interpreterNeeded: false,
            sector: nil,
            size: nil,
            commune: nil,
            phase: nil,
            legalState: .unknown,
            signals: [],
            reach: .agency,
            digitalAccess: nil
        )
    }

    static func consent() throws -> Consent {
        Consent(
            scope: FamilySet(rawValue: 0b1101),
            recipients: [try partner()],
            how: .oral,
            at: at - .minutes(3),
            expires: CalendarDate(year: 2027, month: 2, day: 28)
        )
    }
}

extension FactCodecSamples {
    private static func cases() throws -> [Sample] {
        let agency = try agency()
        let follows = CaseID(year: 2025, number: 4_294_967_295)
        let files = BundleFiles(
            address: digest,
            files: [
                BundleFiles.File(name: "triage.yaml", bytes: Array("rules: []\n".utf8)),
                BundleFiles.File(name: "signals/fr.yaml", bytes: []),
            ]
        )
        let consent = try consent()
        let supervisor = try #require(SupervisorID("an"))
        return [
            sample("recorder started", .relais, .recorderStarted(Term(3))),
            sample("bundle activated", .supervisor(supervisor), .bundleActivated(files)),
            sample("case opened", .agency(agency), .caseOpened(CaseOpened(caseID: caseID))),
            sample(
                "case opened after another",
                .agency(agency),
                .caseOpened(CaseOpened(caseID: caseID, follows: follows))
            ),
            sample("case reopened", .agency(agency), .caseReopened(caseID)),
            sample("case closed", .relais, .caseClosed(caseID)),
            sample("consent given", .agency(agency), .consentGiven(caseID, agency, consent)),
            sample("all consent withdrawn", .agency(agency), .consentWithdrawn(caseID, nil, nil)),
            sample(
                "consent withdrawn for some",
                .agency(agency),
                .consentWithdrawn(caseID, FamilySet(rawValue: 5), [try partner()])
            ),
            sample("line held", .relais, .lineHeld(try held())),
            sample(
                "ordered",
                .supervisor(supervisor),
                .ordered(Ordered(verb: "pause", reason: "fermé, été", key: "k-1"))
            ),
        ] + (try events())
    }

    private static func held() throws -> LineHeld {
        LineHeld(
            caseID: caseID,
            leg: LegID(caseID: caseID, ordinal: 1),
            agency: try agency(),
            due: at + terms.due,
            terms: terms,
            desk: try queue(),
            bundle: digest,
            rule: try #require(RuleID("T00"))
        )
    }

    private static func events() throws -> [Sample] {
        let agency = try agency()
        let request = RequestStored(
            caseID: caseID,
            ordinal: 0,
            agency: agency,
            legs: [1, 2],
            profile: try profile(),
            consent: try consent(),
            namesEnterprise: true,
            content: 0
        )
        let bare = RequestStored(
            caseID: caseID,
            ordinal: 300,
            agency: agency,
            legs: [],
            profile: bareProfile(),
            consent: Consent(scope: [], how: .vitalInterest, at: at),
            namesEnterprise: false,
            content: .max
        )
        let full = StatusStored(
            caseID: caseID,
            ordinal: 1,
            agency: agency,
            kind: .legalState,
            factAt: at - .days(1),
            need: .other,
            legalState: .bankrupt,
            phase: .bankrupt,
            signal: .seizureAnnounced,
            content: 1
        )
        let status = StatusStored(
            caseID: caseID,
            ordinal: 2,
            agency: agency,
            kind: .contacted,
            factAt: at,
            content: 2
        )
        return [
            sample("request stored", .agency(agency), .requestStored(request)),
            sample("request stored, bare", .agency(agency), .requestStored(bare)),
            sample("status stored", .agency(agency), .statusStored(full)),
            sample("status stored, bare", .agency(agency), .statusStored(status)),
        ] + (try corrections())
    }

    private static func corrections() throws -> [Sample] {
        let agency = try agency()
        let corrected = Corrected(
            caseID: caseID,
            ordinal: 3,
            target: 0,
            agency: agency,
            content: 3,
            profile: try profile(),
            consent: .asked(try consent()),
            namesEnterprise: true
        )
        let withdrawal = Corrected(
            caseID: caseID,
            ordinal: 3,
            target: 1,
            agency: agency,
            content: 3,
            profile: nil,
            consent: .withdrawn(FamilySet(rawValue: 5), [try partner()])
        )
        let struck = Corrected(
            caseID: caseID,
            ordinal: 4,
            target: 1,
            agency: agency,
            content: nil,
            profile: nil
        )
        return [
            sample("corrected", .agency(agency), .corrected(corrected)),
            sample("withdrawal corrected", .agency(agency), .corrected(withdrawal)),
            sample("entered in error", .agency(agency), .corrected(struck)),
        ]
    }
}
