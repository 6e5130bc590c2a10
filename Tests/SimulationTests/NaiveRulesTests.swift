import Exchange
import Journal
import Referrals
import Testing
import Triage

@testable import Simulation

/// It is 21:42 on Monday 2 March 2026.
@Suite struct `A naive model under rules that say more` {
    private static let file = CaseID(year: 2026, number: 1)
    private let terms = Terms(
        due: .hours(2),
        answer: .hours(1),
        handle: .hours(1),
        reportEvery: .hours(1),
        clock: .hours
    )

    private func leg(_ ordinal: UInt16) -> LegID { LegID(caseID: Self.file, ordinal: ordinal) }

    /// What a model finds wrong with these facts under the first rules that tell of a feature.
    private func faults(_ feature: Feature, _ matters: [Fact.Matter]) throws -> [String] {
        let number = Rules.numbers(FeatureSet([feature])).lowerBound
        var model = NaiveModel(isTimed: true)
        let first: [Fact.Matter] = [
            .bundleActivated(Rules.files(number)), .caseOpened(CaseOpened(caseID: Self.file)),
        ]
        for (index, matter) in (first + matters).enumerated() {
            let fact = Fact(at: World.begin, by: .relais, matter: matter)
            model.hear(fact, at: Position(UInt64(index + 1)))
        }
        model.endBatch()
        return model.takeFaults()
    }

    /// The facts that open a leg and put it in a queue.
    private func opened(
        _ ordinal: UInt16,
        _ feature: Feature,
        in queue: String = "alfa",
        due: Moment,
        passedOver: [PassedOver] = []
    ) throws -> [Fact.Matter] {
        let number = Rules.numbers(FeatureSet([feature])).lowerBound
        let opened = LegOpened(
            leg: leg(ordinal),
            need: .treasuryVat,
            evidence: .declared,
            urgency: .soon,
            due: due,
            terms: terms,
            bundle: Rules.bundle(number).address,
            rule: try #require(RuleID("S1")),
            candidates: [],
            agency: Rules.agency(0),
            request: 0
        )
        let placed = LegPlaced(
            leg: leg(ordinal),
            queue: Rules.queue(queue),
            hold: nil,
            passedOver: passedOver
        )
        return [.legOpened(opened), .legPlaced(placed)]
    }

    private func offered(_ ordinal: UInt16, to name: String, by answerBy: Moment) -> Fact.Matter {
        .offered(
            Offered(
                leg: leg(ordinal),
                lease: LeaseID(UInt64(ordinal)),
                queue: Rules.queue(name),
                partner: Rules.partner(name),
                consumer: "c",
                answerBy: answerBy
            )
        )
    }

    @Test func `finds an offer to a partner that has all it takes`() throws {
        let two =
            try opened(1, .limits, due: World.begin + .hours(2))
            + opened(2, .limits, due: World.begin + .hours(2))
        let answerBy = World.begin + .hours(1)
        let one = try faults(.limits, two + [offered(1, to: "alfa", by: answerBy)])
        #expect(!one.contains { $0.contains("all it takes") })
        let both = try faults(
            .limits,
            two + [offered(1, to: "alfa", by: answerBy), offered(2, to: "alfa", by: answerBy)]
        )
        #expect(both.contains { $0.contains("all it takes") })
    }

    @Test func `finds a partner that is called full and is not`() throws {
        let passed = PassedOver(queue: Rules.queue("bravo"), reason: .full)
        let found = try faults(
            .limits,
            opened(1, .limits, due: World.begin + .hours(2), passedOver: [passed])
        )
        #expect(found.contains { $0.contains("bravo, which is not full") })
    }

    @Test func `counts the hours of the desk until a leg is due`() throws {
        // It is open until 21:50, from 22:00 to 22:50, from 23:00 to 23:50, and from midnight on.
        let end = World.begin + .minutes(150)
        #expect(try faults(.hours, opened(1, .hours, due: end)).isEmpty)
        let late = try faults(.hours, opened(1, .hours, due: end + .minutes(1)))
        #expect(late.contains { $0.contains("is due after") })
    }

    @Test func `finds an offer that runs on while its partner is closed`() throws {
        // It is open from 22:00 to 22:40, and from 23:00 on.
        let end = Moment(seconds: 1_772_485_200) + .minutes(80)
        let right = try faults(
            .hours,
            opened(1, .hours, due: World.begin + .hours(3)) + [offered(1, to: "alfa", by: end)]
        )
        #expect(!right.contains { $0.contains("is out until") })
        let wrong = try faults(
            .hours,
            opened(1, .hours, due: World.begin + .hours(3))
                + [offered(1, to: "alfa", by: World.begin + .hours(1))]
        )
        #expect(wrong.contains { $0.contains("is out until") })
    }

    /// A request of which the enterprise's legal state is known.
    private func stored(_ state: LegalState) -> RequestStored {
        RequestStored(
            caseID: Self.file,
            ordinal: 0,
            agency: Rules.agency(0),
            legs: [1],
            profile: Profile(
                language: .french,
                interpreterNeeded: false,
                sector: nil,
                size: nil,
                commune: nil,
                phase: nil,
                legalState: state,
                signals: [],
                reach: [],
                digitalAccess: nil
            ),
            consent: Consent(scope: [], how: .oral, at: World.begin),
            namesEnterprise: false,
            content: 0
        )
    }

    @Test func `finds a leg that is due after the law says`() throws {
        let day = try #require(CalendarDate(year: 2026, month: 2, day: 1))
        let leg = try opened(1, .law, due: World.begin + .hours(2))
        func found(_ states: LegalState...) throws -> [String] {
            let told = states.map { Fact.Matter.requestStored(stored($0)) }
            return try faults(.law, leg + [.cessationTold(Self.file, day)] + told)
        }
        #expect(try found(.bankrupt).isEmpty)
        for states in [try found(), try found(.normal), try found(.bankrupt, .normal)] {
            #expect(states.contains { $0.contains("and by law at least crisis") })
            #expect(states.contains { $0.contains("and by law 2026") })
        }
    }
}
