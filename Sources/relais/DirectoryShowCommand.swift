import ArgumentParser
import Referrals
import Triage
import Wire

/// `relais directory show`: everything that is known of one partner.
struct DirectoryShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows everything that is known of a partner, and who says so.",
        discussion: """
            A row a key of directory.yaml; a key that is not shown is not known. Where a condition \
            names who helps instead, that is told and never done by itself: whoever reads it sends \
            the person there.

            EXAMPLES
              relais directory show ced
              relais directory show un-pass -o json --bundle config/bundle
            """
    )

    @Argument(help: "The name of a partner.")
    var partner: String

    @OptionGroup var rules: RulesOptions

    @OptionGroup var output: OutputOptions

    func run() throws {
        let bundle = try rules.read()
        let directory = bundle.directory
        guard let partner = PartnerID(partner).flatMap({ directory.partner(named: $0) }) else {
            throw Trouble(
                .dataRefused,
                "no partner is called \(PlainText.clean(self.partner)); `relais calendar` names all"
            )
        }
        let sheet = PartnerSheet(of: partner, in: directory)
        let listing = Listing(
            columns: [Column("key", "KEY", .name), Column("value", "VALUE", .sentence)],
            rows: sheet.entries.compactMap { entry in
                var writer = JSONWriter()
                writer.beginObject()
                writer.member("key", entry.key)
                writer.member("value", entry.text)
                writer.endObject()
                return Row(writer.bytes)
            }
        )
        try Question.show(listing, as: output.format)
    }
}
