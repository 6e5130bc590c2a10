import Foundation
import Referrals
import Testing

@testable import relais

@Suite struct `An explanation` {
    private static let request = """
        {"specversion":"1.0","id":"e-1","source":"urn:relais:agency:1819",\
        "type":"brussels.relais.referral.requested.v1","time":"2026-03-02T09:00:00Z",\
        "datacontenttype":"application/json","data":{"agency_ref":"A-1","channel":"phone",\
        "language":"nl","person":{"name":"Kim","phone":"+32470000000"},\
        "needs":[{"code":"insolvency.summons","urgency":"normal"}],\
        "legal":{"state":"bankruptcy_summoned","cessation_date":"2026-02-10"},\
        "consent":{"scope":["insolvency","psychological"],"how":"oral","at":"2026-03-02T08:59:00Z"},\
        "note":"Ik wil niet meer leven."}}
        """

    private func explain(_ more: String...) throws -> ProgramRun {
        try ProgramRun(
            [
                "triage", "explain", "-", "--bundle", Config.bundle, "--at",
                "2026-03-02T10:00:00+01:00",
            ] + more,
            stdin: Self.request
        )
    }

    @Test func `tells facts, rules, candidates, choice and deadlines in words`() throws {
        let run = try explain()
        #expect(run.code == 0, "\(run.words)")
        for words in [
            "Facts used", "legal_state: bankruptcy_summoned", "danger: a crisis",
            "T04 fits:", "T15 does not fit", "no_bce: asks for manager_only",
            "If all are free it goes to ced.", "the law: the last day is 2026-03-10",
            "psychological.crisis: crisis", "how soon: the agency says normal",
        ] {
            #expect(run.output.contains(words), "\(words)")
        }
    }

    @Test(arguments: [
        ("fr", "Faits utilisés", "danger : une crise"),
        ("nl", "Gebruikte feiten", "gevaar: een crisis"),
    ])
    func `is told in three languages`(language: String, facts: String, danger: String) throws {
        let run = try explain("--language", language)
        #expect(run.code == 0)
        #expect(run.output.contains(facts))
        #expect(run.output.contains(danger))
    }

    @Test func `is told for programs with each condition's value`() throws {
        let run = try explain("-o", "jsonl")
        #expect(run.code == 0)
        let row = try #require(Row(String(run.output.dropLast())))
        #expect(row.fields.contains("safety") && row.fields.contains("needs"))
        #expect(run.output.contains(#""crisis":true"#))
        #expect(run.output.contains(#""rule":"S03","fits":true"#))
        #expect(
            run.output.contains(
                #"{"key":"legal_state","wanted":["private_prep_bankruptcy","bankruptcy_summoned","bankruptcy_filed"],"found":["bankruptcy_summoned"],"holds":true}"#
            )
        )
    }

    @Test func `fits a terminal`() throws {
        let wide = try explain().output.split(separator: "\n").filter { $0.count > 80 }
        #expect(wide == [])
    }

    @Test func `of what is no request says so`() throws {
        let run = try ProgramRun(
            ["triage", "explain", "-", "--bundle", Config.bundle],
            stdin: "{\"source\":\"urn:relais:agency:1819\"}"
        )
        #expect(run.code == 65)
        let none = try ProgramRun(["triage", "explain", "-"], stdin: "")
        #expect(none.code == 65)
    }

    @Test func `of a reference needs the journal`() throws {
        let run = try ProgramRun([
            "triage", "explain", "RL-2026-000123-7", "--data", "/nowhere",
        ])
        #expect(run.code == 66)
        #expect(run.words.contains("there is no journal in /nowhere"))
    }
}

@Suite struct `An explanation of the past` {
    private func explain(_ past: PastJournal, _ reference: String, _ more: String...) throws
        -> ProgramRun
    {
        try ProgramRun(
            [
                "triage", "explain", reference, "--data", past.data, "--master-key", past.key,
            ] + more,
            environment: ["TMPDIR": past.root]
        )
    }

    /// The reference of the agency of the first request of the corpus, and a word of its note.
    private static let first = (reference: "HB-20-00083", word: "bijouterie")

    @Test func `is the same as what was stored, on all that the agency sent`() throws {
        let past = try PastJournal(requests: 8)
        let run = try explain(past, Self.first.reference)
        #expect(run.code == 0, "\(run.words)")
        #expect(
            run.output.contains(
                "Judged anew it is what was stored, on all that the agency sent."
            ),
            "\(run.output.suffix(900))"
        )
        #expect(run.output.contains("It went to "))
    }

    @Test func `tells no word of the note, and nobody's name`() throws {
        let past = try PastJournal(requests: 8)
        for more in ["table", "jsonl"] {
            let run = try explain(past, Self.first.reference, "-o", more)
            #expect(run.code == 0)
            #expect(!run.output.lowercased().contains(Self.first.word))
            #expect(!run.output.contains("Françoise"))
            #expect(!run.output.contains(Self.first.reference))
        }
    }

    @Test func `finds a request by its case and by its leg`() throws {
        let past = try PastJournal(requests: 8)
        let file = CaseID(year: 2020, number: 1)
        for reference in [file.description, LegID(caseID: file, ordinal: 1).description] {
            let run = try explain(past, reference, "-o", "jsonl")
            #expect(run.code == 0, "\(run.words)")
            #expect(run.output.split(separator: "\n").count == 1)
            #expect(run.output.contains(#""compared":{"on":"content","same":true"#))
        }
    }

    @Test func `of what the journal does not know ends with 66`() throws {
        let past = try PastJournal(requests: 2)
        let run = try explain(past, "RL-2026-000123-7")
        #expect(run.code == 66)
        #expect(run.words.contains("the journal has no such request"))
    }
}
