import Referrals
import Testing
import Triage

/// The smallest rules that a switchboard can have: one partner with three queues, one of them the desk.
enum StateCodecBundle {
    static func bundle() throws -> Bundle {
        let names = ["desk", "hub.coaching", "un-pass"]
        let queues = names.compactMap { QueueID($0) }
        let partner = Partner(
            name: try FactCodecSamples.partner(),
            queues: queues,
            needs: [],
            isDesk: true
        )
        let terms = FactCodecSamples.terms
        let deadlines = DeadlineClass(
            name: "usual",
            crisis: terms,
            urgent: terms,
            soon: terms,
            normal: terms
        )
        let rule = Rule(
            RowHead(
                id: try #require(RuleID("T00")),
                needs: [],
                says: Saying(french: "", dutch: "", english: "")
            ),
            queues: [],
            urgency: .normal,
            deadlines: deadlines
        )
        return Bundle(
            address: FactCodecSamples.digest,
            table: DecisionTable(rules: [rule], crisisLines: []),
            directory: Directory(partners: [partner], desk: queues[0]),
            deadlines: Deadlines(classes: [deadlines]),
            access: Access(agencies: [], partners: [:], supervisors: [])
        )
    }
}
