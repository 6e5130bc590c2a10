import ArgumentParser
import Exchange
import Referrals
import Triage

/// `relais deadline`: what rules and calendars make of a need, and how it was counted.
struct DeadlineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline",
        abstract: "Shows the deadlines that a need would get, and how they are counted.",
        discussion: """
            The need is judged as the rules would judge it at that time, offline: when a partner \
            must have accepted, what is done on the way if none has, and, if it were offered at \
            once, when the partner must answer and when it must have made contact. Where hours \
            count, those are named that were counted, in the calendar of whoever must act: the \
            partner, or until one has accepted the desk of last resort.

            A table tells which rules these are, whether the partner is a candidate and open, and \
            each deadline with its working below it. The other formats have a row for each: \
            deadline, at, who, clock, working.

            EXAMPLES
              relais deadline treasury.vat
              relais deadline psychological.distress --urgency urgent --partner un-pass
              relais deadline insolvency.bankruptcy --cessation 2026-03-03 -o jsonl
              relais deadline hr --at 2026-04-03T16:00:00+02:00 --bundle config/bundle
            """
    )

    @Argument(help: "The need, as `relais vocab need` lists it.", transform: DeadlineCommand.need)
    var need: Need

    @Option(
        help: "crisis, urgent, soon or normal; the rule's own without.",
        transform: DeadlineCommand.urgency
    )
    var urgency: Urgency?

    @Option(
        help: ArgumentHelp(
            "The partner it is offered to; the best candidate without.",
            valueName: "name"
        )
    )
    var partner: String?

    @Option(
        help: ArgumentHelp(
            "The time at which it is recorded; now unless said otherwise.",
            discussion: "RFC 3339 with an offset.",
            valueName: "time"
        ),
        transform: CheckCommand.moment
    )
    var at: Moment?

    @Option(
        help: ArgumentHelp("A time by which the person wants a reply.", valueName: "time"),
        transform: DeadlineCommand.wish
    )
    var replyBy: Moment?

    @Option(
        help: ArgumentHelp(
            "The day payments ceased, YYYY-MM-DD: from it the law counts.",
            valueName: "day"
        ),
        transform: DeadlineCommand.day
    )
    var cessation: CalendarDate?

    @Option(help: "The person's language, which rules may ask.")
    var language = "fr"

    @OptionGroup var rules: RulesOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard LanguageCode(language) != nil else {
            throw ValidationError("--language is a code of ISO 639-1, as fr")
        }
    }

    func run() throws {
        let bundle = try rules.read()
        let now = at ?? WallClock.now()
        let named = try partner.map { name in
            guard let known = PartnerID(name).flatMap({ bundle.directory.partner(named: $0) })
            else {
                throw Trouble(.dataRefused, "the directory has no partner \(PlainText.clean(name))")
            }
            return known
        }
        let sheet = try DeadlineSheet(referral(at: now), for: named, under: bundle, at: now)
        var output = StandardOutput()
        if self.output.format == .table {
            try output.writeLine(rules.line(on: bundle))
            for line in sheet.lines { try output.writeLine(line) }
        } else {
            let listing = Listing(columns: DeadlineSheet.columns, rows: sheet.rows)
            try output.write(listing.text(as: self.output.format, width: Terminal.width))
        }
        try output.flush()
    }

    private func referral(at now: Moment) -> Referral {
        var referral = Referral(
            agencyRef: Confidential("deadline"),
            channel: .phone,
            language: LanguageCode(language) ?? .french,
            reach: .phone,
            enterprise: Enterprise(),
            needs: [NeedClaim(need: need, urgency: urgency)],
            consent: Consent(
                scope: NeedFamily.allCases.reduce(into: []) { $0.formUnion(FamilySet($1)) },
                how: .oral,
                at: now
            )
        )
        referral.replyBy = replyBy
        referral.legal = Legal(cessation: cessation)
        return referral
    }

    private static func need(_ text: String) throws -> Need {
        guard let need = Need(name: text) else {
            throw ValidationError("no need is called that; `relais vocab need` lists them")
        }
        return need
    }

    private static func urgency(_ text: String) throws -> Urgency {
        guard let urgency = Urgency(name: text) else {
            throw ValidationError("--urgency is crisis, urgent, soon or normal")
        }
        return urgency
    }

    private static func wish(_ text: String) throws -> Moment {
        guard let moment = Moment(rfc3339: text) else {
            throw ValidationError(
                "--reply-by is a time with an offset, as in 2026-03-02T22:00:00+01:00"
            )
        }
        return moment
    }

    private static func day(_ text: String) throws -> CalendarDate {
        guard let date = CalendarDate(text) else {
            throw ValidationError("--cessation is a day, as in 2026-03-03")
        }
        return date
    }
}

/// Which rules a command works by that asks no gateway.
struct RulesOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the rules; those that came with the program without.",
            discussion: """
                No gateway is asked: relais status tells which bundle it works by, and the table \
                here begins with the one that this is.
                """,
            valueName: "dir"
        )
    )
    var bundle: String?

    /// The rules.
    func read() throws -> Bundle {
        guard let bundle else { return try BundleSource.shipped().bundle }
        return try BundleSource(folder: bundle).bundle
    }

    /// Which rules they are, by the name that relais status gives them, and where they come from.
    func line(on rules: Bundle) -> String {
        "bundle \(rules.address.hexadecimal), \(bundle.map(PlainText.clean) ?? "shipped")"
    }
}
