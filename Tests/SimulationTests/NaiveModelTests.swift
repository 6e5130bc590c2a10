import Exchange
import Journal
import Referrals
import Testing
import Triage

@testable import Simulation

@Suite struct `A naive model` {
    private static let file = CaseID(year: 2026, number: 1)
    private let leg = LegID(caseID: Self.file, ordinal: 1)
    private let alfa = Rules.partner("alfa")

    /// What a model finds wrong with these facts, one after the other, in one batch.
    private func faults(of matters: [Fact.Matter]) throws -> [String] {
        var model = NaiveModel(isTimed: true)
        for (index, matter) in matters.enumerated() {
            let fact = Fact(at: World.begin, by: .relais, matter: matter)
            model.hear(fact, at: Position(UInt64(index + 1)))
        }
        model.endBatch()
        return model.takeFaults()
    }

    private func queue(_ name: String) throws -> QueueID { try #require(QueueID(name)) }

    private func opened(besides unwanted: [String] = []) throws -> [Fact.Matter] {
        let terms = Terms(
            due: .hours(2),
            answer: .hours(1),
            handle: .hours(1),
            reportEvery: .hours(1)
        )
        let opened = LegOpened(
            leg: leg,
            need: .info,
            evidence: .declared,
            urgency: .soon,
            due: World.begin + .hours(2),
            terms: terms,
            bundle: Digest(1, 2, 3, 4),
            rule: try #require(RuleID("S1")),
            candidates: try unwanted.map { name in
                Candidate(
                    queue: try queue(name),
                    partner: Rules.partner(name),
                    exclusion: .unwanted
                )
            },
            agency: Rules.agency(0),
            request: 0
        )
        let placed = LegPlaced(leg: leg, queue: try queue("alfa"), hold: nil, passedOver: [])
        return [
            .caseOpened(CaseOpened(caseID: Self.file)), .legOpened(opened), .legPlaced(placed),
        ]
    }

    private func offered(_ lease: UInt64, from name: String = "alfa") throws -> Fact.Matter {
        .offered(
            Offered(
                leg: leg,
                lease: LeaseID(lease),
                queue: try queue(name),
                partner: alfa,
                consumer: "c",
                answerBy: World.begin + .hours(1)
            )
        )
    }

    private func accepted(_ lease: UInt64) -> Fact.Matter {
        .accepted(Accepted(leg: leg, lease: LeaseID(lease), handleBy: World.begin + .hours(1)))
    }

    private func ended(_ reason: AssignmentEnded.Reason) -> Fact.Matter {
        .assignmentEnded(AssignmentEnded(leg: leg, lease: LeaseID(1), reason: reason))
    }

    @Test func `finds nothing wrong with a leg that is offered and accepted`() throws {
        #expect(try faults(of: opened() + [offered(1), accepted(1)]).isEmpty)
    }

    @Test func `finds an acceptance of what is not out`() throws {
        let found = try faults(of: opened() + [offered(1), accepted(2)])
        #expect(found.contains { $0.contains("which is not out") })
    }

    @Test func `finds an offer of what is out`() throws {
        let found = try faults(of: opened() + [offered(1), offered(2)])
        #expect(found.contains { $0.contains("is offered while it is out") })
    }

    @Test func `finds a lease that is given twice`() throws {
        let found = try faults(of: opened() + [offered(1), ended(.lapsed), offered(1)])
        #expect(found.contains { $0.contains("was given before") })
    }

    @Test func `finds a lapse that counts as a refusal`() throws {
        let passed = PassedOver(queue: try queue("alfa"), reason: .refusedBefore)
        let placed = LegPlaced(
            leg: leg,
            queue: try queue("desk"),
            hold: .unrouted,
            passedOver: [passed]
        )
        let found = try faults(of: opened() + [offered(1), ended(.lapsed), .legPlaced(placed)])
        #expect(found.contains { $0.contains("which never refused it") })
    }

    @Test func `finds an offer to a partner that the person does not want`() throws {
        let found = try faults(of: opened(besides: ["alfa"]) + [offered(1)])
        #expect(found.contains { $0.contains("which the person does not want") })
    }

    @Test func `finds a second offer to a partner that refused, out of another queue`() throws {
        let declined = Declined(leg: leg, lease: LeaseID(1), reason: .conflict)
        let placed = LegPlaced(leg: leg, queue: try queue("alfa.two"), hold: nil, passedOver: [])
        let found = try faults(
            of: opened() + [
                offered(1), .declined(declined), .legPlaced(placed), offered(2, from: "alfa.two"),
            ]
        )
        #expect(found.contains { $0.contains("offered to alfa, which has refused it") })
    }

    @Test func `finds a leg that comes back from work and is due nobody knows when`() throws {
        let declined = Declined(leg: leg, lease: LeaseID(1), reason: .conflict)
        let placed = LegPlaced(leg: leg, queue: try queue("bravo"), hold: nil, passedOver: [])
        let found = try faults(
            of: opened() + [offered(1), accepted(1), .declined(declined), .legPlaced(placed)]
        )
        #expect(found.contains { $0.contains("nothing says when it is due") })
    }

    @Test func `finds a leg that is late and before nobody`() throws {
        let placed = LegPlaced(
            leg: leg,
            queue: nil,
            hold: .waitsForOtherLeg,
            passedOver: []
        )
        let found = try faults(of: opened() + [.overdue(leg, .due), .legPlaced(placed)])
        #expect(found.contains { $0.contains("is late, and not before the desk") })
    }

    @Test func `finds a partner that is not told of what it has no more`() throws {
        let found = try faults(of: opened() + [offered(1), ended(.recalled)])
        #expect(found.contains { $0.contains("was not told") })
    }

    @Test func `finds a case that is open for nothing`() throws {
        let closed = LegClosed(leg: leg, outcome: .helpedFull)
        let found = try faults(of: opened() + [offered(1), accepted(1), .legClosed(closed)])
        #expect(found.contains { $0.contains("open for nothing") })
    }

    @Test func `finds a fact that is left out`() throws {
        var model = NaiveModel(isTimed: true)
        let started = Fact(at: World.begin, by: .relais, matter: .recorderStarted(Term(1)))
        model.hear(started, at: Position(2))
        #expect(!model.takeFaults().isEmpty)
    }
}
