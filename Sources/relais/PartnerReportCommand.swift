import ArgumentParser
import Glibc
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

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        try connection.mustSpeak(as: "partner")
        guard connection.principal != nil || !connection.insecure else {
            throw ValidationError("with --insecure say --as partner:NAME")
        }
        _ = try report()
    }

    func run() throws {
        let line = ReportLine(
            id: PartnerReportCommand.newID(),
            leg: leg.description,
            verb: try report(),
            text: text.map { Confidential($0) }
        )
        let identity = try connection.identity(of: "partner", default: "anybody")
        let answered = try GatewayCall.run {
            let client = PartnerClient(
                try Connection(
                    to: connection.endpoint(or: DefaultEndpoint.desk),
                    identity: identity
                ),
                consumer: line.id,
                patience: connection.patience
            )
            _ = try client.attach()
            let answered = try client.report([line])
            try client.leave()
            return answered
        }
        guard let answer = answered.first, answer.code < 300 else {
            let row = answered.first.flatMap { Row($0.line) }
            let detail = row?.string("detail") ?? row?.words("allowed").map { "allowed: \($0)" }
            let name = answered.first?.error ?? "no answer"
            throw Trouble(.dataRefused, "refused: \(name)\(detail.map { ", \($0)" } ?? "")")
        }
        let state = Row(answer.line)?.string("state")
        Words.say("\(leg) is \(state ?? "reported on") now")
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

    private static func newID() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return "cli-\(getpid())-\(now.tv_sec)-\(now.tv_nsec / 1_000)"
    }
}
