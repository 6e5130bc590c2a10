import ArgumentParser
import Referrals
import RelaisClient
import Wire

/// `relais partner report`: what a person at a partner reports on an accepted leg.
struct PartnerReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Reports on a leg that the partner has accepted.",
        discussion: """
            What a verb needs: contact --result; schedule and no_show --at; hold --hold; complete \
            --outcome; redirect --to and --outcome; fail --outcome and --text; decline_late and \
            refuse_cancel --why and --text.

            EXAMPLES
              relais partner report RL-2026-000123-7/1 start --insecure --as partner:ced
              relais partner report RL-2026-000123-7/1 complete --outcome info_given \\
                --insecure --as partner:1819
              relais partner report RL-2026-000123-7/1 redirect --to ced \\
                --outcome redirected --insecure --as partner:1819
            """
    )

    @Argument(
        help: ArgumentHelp("The leg, as in RL-2026-000123-7/1.", valueName: "leg"),
        transform: LegID.read
    )
    var leg: LegID

    @Argument(help: "What is reported; relais vocab report_verb lists the verbs.")
    var verb: ReportVerb

    @Option(help: "How it ended; relais vocab outcome lists them.")
    var outcome: Outcome?

    @Option(help: "What came of it in the field's own terms; relais vocab domain_result.")
    var domain: DomainResult?

    @Option(help: "What came of a contact; relais vocab contact_result.")
    var result: ContactResult?

    @Option(help: "Why the work stands still; relais vocab hold_reason.")
    var hold: HoldReason?

    @Option(help: "Why it is given up; relais vocab decline_reason.")
    var why: DeclineReason?

    @Option(help: ArgumentHelp("The partner, or the family of need, that should have it."))
    var to: String?

    @Option(help: ArgumentHelp("An appointment, or the end of a hold.", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("In words; they are sealed.", valueName: "text"))
    var text: String?

    @Option(
        help: ArgumentHelp(
            "The report's own id: the same id is reported once.",
            discussion: """
                Whoever does not know whether a report was taken gives it again under its id. \
                Without it, one is made from the process and the time, and told when the answer \
                does not come.
                """,
            valueName: "id"
        )
    )
    var id: String?

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try PartnerQuestion.validate(connection)
        let isVisible = id?.utf8.allSatisfy { (0x21...0x7E).contains($0) } ?? true
        guard isVisible, (1...64).contains(id?.utf8.count ?? 1) else {
            throw ValidationError("--id is 1 to 64 visible ASCII characters")
        }
        _ = try report()
    }

    func run() throws {
        let line = ReportLine(
            id: id ?? OrderOptions.newKey(),
            leg: leg.description,
            verb: try report(),
            text: text.map { Confidential($0) }
        )
        let answered = try PartnerQuestion(connection).ask { client in
            do throws(ClientFailure) {
                return try client.report([line])
            } catch {
                throw PartnerReportCommand.trouble(error, id: line.id)
            }
        }
        guard let answer = answered.first, answer.code < 300 else {
            throw Trouble(.dataRefused, PartnerReportCommand.refusal(answered.first))
        }
        guard answer.code != 202 else {
            return Words.say("this was reported before, under the same id")
        }
        let state = Row(answer.line)?.string("state")
        Words.say("\(leg) is \(state ?? "reported on") now")
    }

    /// Why a report was not answered; with its id, for it may have been taken.
    private static func trouble(_ failure: ClientFailure, id: String) -> Trouble {
        var trouble = GatewayCall.trouble(failure)
        if case .silent(let endpoint) = failure {
            trouble = Trouble(.tryAgain, "the gateway at \(endpoint) did not answer in time")
        }
        guard trouble.code == .tryAgain else { return trouble }
        let hint =
            "it may have been taken: the same command with --id \(id) tells, and reports nothing"
            + " twice"
        return Trouble(.tryAgain, lines: trouble.words + [hint])
    }

    /// What a line was refused for, with what may be reported instead where the state does not allow it.
    private static func refusal(_ answer: PartnerClient.Answered?) -> String {
        let row = answer.flatMap { Row($0.line) }
        var words = "refused: \(answer?.error ?? "no answer")"
        if let detail = row?.string("detail") { words += ", \(detail)" }
        guard let state = row?.string("state") else { return words }
        let allowed = row?.words("allowed") ?? ""
        return words + " It is \(state); allowed: \(allowed.isEmpty ? "nothing" : allowed)"
    }

    /// What is reported, with what the verb needs.
    private func report() throws -> PartnerReport {
        switch verb {
        case .contact: .contact(try needed(result, "--result"))
        case .schedule: .schedule(try needed(try moment(), "--at"))
        case .noShow: .noShow(try needed(try moment(), "--at"))
        case .start: .start
        case .hold: .hold(try needed(hold, "--hold"), until: try moment())
        case .resume: .resume
        case .complete: .complete(try needed(outcome, "--outcome"), domain)
        case .fail: .fail(try needed(outcome, "--outcome"))
        case .redirect: try redirect()
        case .declineLate: .declineLate(try needed(why, "--why"))
        case .confirmCancel: .confirmCancel
        case .refuseCancel: .refuseCancel(try needed(why, "--why"))
        }
    }

    private func redirect() throws -> PartnerReport {
        let name = try needed(to, "--to")
        let outcome = try needed(outcome, "--outcome")
        if let family = NeedFamily(name: name) { return .reorient(to: family, outcome) }
        guard let partner = PartnerID(name) else {
            throw ValidationError("\(PlainText.clean(name)) is no name of a partner")
        }
        return .redirect(to: partner, outcome)
    }

    private func needed<Value>(_ value: Value?, _ option: String) throws -> Value {
        guard let value else { throw ValidationError("\(verb.name) needs \(option)") }
        return value
    }

    private func moment() throws -> Moment? {
        guard let at else { return nil }
        guard let moment = Moment(rfc3339: at) else {
            throw ValidationError("--at is a time with an offset, as in 2026-03-02T18:00:00+01:00")
        }
        return moment
    }
}
