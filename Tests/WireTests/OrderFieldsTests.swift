import Referrals
import Testing
import Wire

@Suite struct `The line of an order` {
    private static let leg = LegID(caseID: CaseID(year: 2026, number: 123), ordinal: 1)
    private static let other = CaseID(year: 2026, number: 124)
    private static let noon = Moment(seconds: 1_772_449_200)

    private static func ced() throws -> QueueID { try #require(QueueID("ced")) }

    private static func orders() throws -> [SupervisorOrder] {
        let queue = try ced()
        return [
            .activate, .activateAgain(.previous), .activateAgain(.address("3f66ccad")),
            .pause(queue, until: nil), .pause(queue, until: noon), .resume(queue),
            .drain(queue, until: nil), .drain(queue, until: noon), .reroute(leg, to: queue),
            .withdraw(leg), .withdrawCase(other, .duplicate), .close(leg, .helpedFull),
            .replay(leg, again: false), .replay(leg, again: true), .resolve(leg, .other),
            .surge(isOn: true, until: noon), .surge(isOn: false, until: nil), .acceptClock,
            .merge(other, into: leg.caseID),
            .merge(other, into: leg.caseID, areDifferent: true),
            .erase(other),
        ]
    }

    @Test func `is read as it was written, for every verb`() throws {
        let orders = try Self.orders()
        for order in orders {
            let inquiry = OrderInquiry(order, reason: "r", key: "k")
            #expect(try inquiry.order() == order)
        }
        #expect(Set(orders.map(\.verb)) == Set(OrderVerb.allCases))
    }

    @Test func `means something else for every order`() throws {
        let subjects = try Self.orders().map { "\($0.verb.name) \($0.subject)" }
        #expect(Set(subjects).count == subjects.count)
    }

    @Test(arguments: [
        ("dance", "{}", ErrorName.badValue, "/verb"),
        ("pause", "{}", .missingField, "/queue"),
        ("pause", #"{"queue":"CED"}"#, .badValue, "/queue"),
        ("pause", #"{"queue":"ced","until":"tomorrow"}"#, .notADate, "/until"),
        ("pause", #"{"queue":"ced","for":"ever"}"#, .unknownField, "/for"),
        ("resume", #"{"queue":"ced","until":"2026-03-02T12:00:00Z"}"#, .unknownField, "/until"),
        ("reroute", #"{"leg":"RL-2026-000123-7/1"}"#, .missingField, "/to"),
        ("reroute", #"{"leg":"RL-2026-000123-8/1","to":"ced"}"#, .badValue, "/leg"),
        ("close", #"{"leg":"RL-2026-000123-7/1"}"#, .missingField, "/outcome"),
        ("close", #"{"leg":"RL-2026-000123-7/1","outcome":"gone"}"#, .badValue, "/outcome"),
        ("replay", #"{"leg":"RL-2026-000123-7/1","again":1}"#, .wrongType, "/again"),
        ("surge", "{}", .missingField, "/on"),
        ("surge", #"{"on":"yes"}"#, .wrongType, "/on"),
        ("merge", #"{"case":"RL-2026-000123-7"}"#, .missingField, "/into"),
        ("case_erase", "{}", .missingField, "/case"),
        ("withdraw", "{}", .missingField, "/leg"),
        ("clock_accept", #"{"leg":"x"}"#, .unknownField, "/leg"),
    ])
    func `is refused with the field that is wrong`(
        verb: String,
        line: String,
        error: ErrorName,
        field: String
    ) {
        let inquiry = OrderInquiry(
            verb: verb,
            reason: "r",
            key: "k",
            arguments: Confidential(Array(line.utf8))
        )
        do throws(OrderFault) {
            _ = try inquiry.order()
            Issue.record("\(verb) is not taken with \(line)")
        } catch let fault {
            #expect(fault.message.error == error)
            #expect(fault.message.field == field)
        }
    }

    @Test func `takes what begins with x_`() throws {
        let line = #"{"queue":"ced","x_ticket":7}"#
        let inquiry = OrderInquiry(
            verb: "pause",
            reason: "r",
            key: "k",
            arguments: Confidential(Array(line.utf8))
        )
        #expect(try inquiry.order() == .pause(Self.ced(), until: nil))
    }
}
