import ArgumentParser
import Referrals
import Triage
import Wire

/// `relais directory check`: what is wanting in the directory.
struct DirectoryCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tells what is stale, incomplete or served by nobody.",
        discussion: """
            Of each partner: a source that spoke too long ago, or at no known date; no contact, \
            hours, languages or cost; a last day that has passed or comes within two months, a \
            first day still to come. Of each family of needs: details that no partner serves, \
            Region languages and communes without a partner, and the hours of a week at which \
            nobody who serves it is known to be open.

            EXAMPLES
              relais directory check
              relais directory check --stale-after 180 -o csv
              relais directory check --strict --bundle config/bundle --on 2026-12-01

            Ends with 0 whatever is found; with --strict, with 65 when anything is.
            """
    )

    @Option(
        name: .customLong("stale-after"),
        help: ArgumentHelp(
            "Days after which a source is asked again, 1 to 36500.",
            valueName: "days"
        )
    )
    var staleAfter = 365

    @Flag(help: "End with 65 when anything is found.")
    var strict = false

    @OptionGroup var directory: DirectoryOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...36_500).contains(staleAfter) else {
            throw ValidationError("--stale-after is a number of days from 1 to 36500")
        }
    }

    func run() throws {
        let bundle = try directory.rules.read()
        let terms = DirectoryTerms(date: directory.date, staleAfterDays: staleAfter)
        let findings = bundle.directory.findings(by: terms)
        let listing = Listing(
            columns: [
                Column("finding", "FINDING", .name), Column("about", "ABOUT", .name),
                Column("language", "LANG"), Column("says", "WHAT", .sentence),
            ],
            rows: findings.compactMap(DirectoryCheckCommand.row)
        )
        try directory.show(listing, of: bundle, as: output.format)
        Words.say(findings.count == 1 ? "1 finding" : "\(findings.count) findings")
        if strict, !findings.isEmpty { throw Trouble(.dataRefused) }
    }

    private static func row(_ finding: DirectoryFinding) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("finding", finding.kind.rawValue)
        writer.member("about", finding.partner?.description ?? finding.need?.name ?? "")
        write("partner", finding.partner?.description, &writer)
        write("need", finding.need?.name, &writer)
        write("language", finding.language?.description, &writer)
        writer.key("communes")
        writer.beginArray()
        for commune in finding.communes { writer.string(commune.description) }
        writer.endArray()
        writer.member("says", finding.says)
        writer.endObject()
        return Row(writer.bytes)
    }

    private static func write(_ key: StaticString, _ text: String?, _ writer: inout JSONWriter) {
        writer.key(key)
        if let text { writer.string(text) } else { writer.null() }
    }
}
