import GatewayDouble
import Referrals
import Testing
import Wire

@testable import relais

private let at = Moment(seconds: 1_772_456_531)

private let welcome = WelcomeMessage(
    session: "s",
    epoch: 1,
    now: at,
    windowMessages: 16,
    windowBytes: 1 << 20,
    ping: .seconds(60)
)

private func leg(_ number: UInt16) -> LegLine {
    LegLine(
        leg: LegID(caseID: CaseID(year: 2026, number: 123), ordinal: number),
        need: .treasuryVat,
        state: .accepted,
        owner: "partner:ced",
        due: at
    )
}

/// A gateway that answers what partners and agencies ask; the rest by this.
private func gateway(
    _ script: @escaping @Sendable (FakeGateway.Heard) -> [FakeGateway.Saying]
) throws -> FakeGateway {
    try FakeGateway { heard in
        switch heard.header.inquiry {
        case .hello?: [.answer(.welcome(welcome))]
        case .attach?: [.answer(.attached([], []))]
        case .mine(let cursor)?:
            cursor == nil
                ? [.answer(.legs([leg(1)], next: "c1"))] : [.answer(.legs([leg(2)]))]
        case .lookup(_, let cursor)?:
            cursor == nil
                ? [.answer(.journey([leg(1)], next: "c1"))] : [.answer(.journey([leg(2)]))]
        default: script(heard)
        }
    }
}

/// What a program says when it speaks as a partner or an agency to this gateway.
private func speak(_ words: [String], as name: String, _ gateway: FakeGateway) throws -> ProgramRun
{
    try ProgramRun(words + ["--insecure", "--as", name, "--endpoint", gateway.endpoint])
}

@Suite struct `A partner at a terminal` {
    private static let name = "\(leg(1).leg)"

    @Test(arguments: ["legs", "mine"])
    func `reads what it has, page after page`(word: String) throws {
        let gateway = try gateway { _ in [] }
        let run = try speak(["partner", word, "-o", "jsonl"], as: "partner:ced", gateway)
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.split(separator: "\n").count == 2)
        #expect(run.output.contains("\"leg\":\"\(leg(2).leg)\""))
        #expect(gateway.hears("bye"))
    }

    @Test func `reads what it has as a table`() throws {
        let gateway = try gateway { _ in [] }
        let run = try speak(["partner", "legs"], as: "partner:ced", gateway)
        #expect(run.output.hasPrefix("LEG "), "\(run.output)")
        #expect(run.output.contains("accepted"))
    }

    @Test func `opens who a leg is about, and says who reads it`() throws {
        let gateway = try gateway { heard in
            guard case .open? = heard.header.inquiry else { return [] }
            let line =
                #"{"revision":1,"leg":"RL-2026-000123-7/1","person":{"name":"Ada"},"#
                + #""notes":[{"agency":"north","text":"one"},{"agency":"south","text":"two"}]}"#
            return [.lines(kind: "content", re: heard.header.seq, [line])]
        }
        let words = ["partner", "open", Self.name, "--by", "kim"]
        let table = try speak(words, as: "partner:ced", gateway)
        #expect(table.code == 0, "\(table.words)")
        #expect(
            table.output.split(separator: "\n") == [
                "revision  1", "leg       RL-2026-000123-7/1", "person    name Ada",
                "notes     agency north, text one", "          agency south, text two",
            ]
        )
        let json = try speak(words + ["-o", "jsonl"], as: "partner:ced", gateway)
        #expect(json.output.contains(#""person":{"name":"Ada"}"#))
        let opened = gateway.heard.compactMap { heard -> OpenInquiry? in
            guard case .open(let open)? = heard.header.inquiry else { return nil }
            return open
        }
        #expect(opened == [OpenInquiry(leg: leg(1).leg, by: "kim")].flatMap { [$0, $0] })
    }

    @Test func `is told when a content is not given any more`() throws {
        let gateway = try gateway { _ in [.answer(.content(nil))] }
        let run = try speak(
            ["partner", "open", Self.name, "--by", "kim"],
            as: "partner:ced",
            gateway
        )
        #expect(run.code == 65 && run.output == "")
        #expect(run.words.contains("is not given any more"))
    }

    @Test func `reports under the id that it gives, once`() throws {
        let gateway = try gateway { heard in
            let code = heard.index == 0 ? 200 : 202
            return [.answer(.reported([LineAnswer(line: 1, id: "r-1", code: code)]))]
        }
        let words = ["partner", "report", Self.name, "start", "--id", "r-1"]
        #expect(try speak(words, as: "partner:ced", gateway).code == 0)
        let again = try speak(words, as: "partner:ced", gateway)
        #expect(again.code == 0)
        #expect(again.words.contains("this was reported before, under the same id"))
        #expect(
            gateway.heard.count {
                $0.lines.first.map { String(decoding: $0, as: UTF8.self) }?
                    .contains(#""id":"r-1""#) ?? false
            } == 2
        )
    }

    @Test func `is told the id of a report whose answer is lost`() throws {
        let gateway = try gateway { _ in [] }
        let words = ["partner", "report", Self.name, "start", "--timeout", "0.5"]
        let run = try speak(words, as: "partner:ced", gateway)
        #expect(run.code == 75)
        #expect(run.words.contains("it may have been taken: the same command with --id cli-"))
        let named = try speak(words + ["--id", "r-7"], as: "partner:ced", gateway)
        #expect(named.code == 75)
        #expect(named.words.contains("with --id r-7 tells"))
    }

    @Test func `is told what the state of a leg allows`() throws {
        let gateway = try gateway { _ in
            var line = LineAnswer(
                line: 1,
                id: "r",
                .wrongState,
                detail: "The leg does not allow this."
            )
            line.state = .onHold
            line.allowed = [.contact, .resume]
            return [.answer(.reported([line]))]
        }
        let run = try speak(["partner", "report", Self.name, "start"], as: "partner:ced", gateway)
        #expect(run.code == 65)
        #expect(run.words.contains("It is on_hold; allowed: contact, resume"), "\(run.words)")
    }
}

@Suite struct `An agency at a terminal` {
    @Test(arguments: [
        ("RL-2026-000123-7", CaseName.reference(CaseID(year: 2026, number: 123))),
        ("1819-88213", .agencyRef(Confidential("1819-88213"))),
    ])
    func `looks a case up, page after page`(name: String, subject: CaseName) throws {
        let gateway = try gateway { _ in [] }
        let run = try speak(["case", "lookup", name, "-o", "csv"], as: "agency:1819", gateway)
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.split(whereSeparator: \.isNewline).count == 3)
        let asked = gateway.heard.compactMap { heard -> CaseName? in
            guard case .lookup(let name, _)? = heard.header.inquiry else { return nil }
            return name
        }
        #expect(asked == [subject, subject])
    }

    @Test func `may name a case as it likes`() throws {
        var words = ["case", "lookup", "RL-2026-000123-7", "--own", "--insecure"]
        words += ["--as", "agency:1819"]
        let command = try #require(try Relais.command(from: words) as? CaseLookupCommand)
        #expect(try command.subject() == .agencyRef(Confidential("RL-2026-000123-7")))
    }

    @Test func `is told that a case is not known`() throws {
        let gateway = try FakeGateway { _ in
            [.answer(.error(ErrorMessage(.notFound, detail: "nothing of that name")))]
        }
        let run = try speak(["case", "lookup", "x"], as: "agency:1819", gateway)
        #expect(run.code == 65)
        #expect(run.words.contains("nothing of that name"))
    }
}
