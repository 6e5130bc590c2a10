import ArgumentParser
import Referrals
import Triage
import Wire

/// `relais directory diff`: what two directories say differently.
struct DirectoryDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tells what two directories say differently, by partner and key.",
        discussion: """
            Each folder holds the files of a bundle. A row is a key of a partner that was added, \
            removed or changed, or a whole partner that came or went.

            EXAMPLES
              relais directory diff old/bundle config/bundle
              relais directory diff old/bundle config/bundle -o csv

            Ends with 0 whether they differ or not.
            """
    )

    @Argument(help: "The folder of the first bundle.")
    var first: String

    @Argument(help: "The folder of the second bundle.")
    var second: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let diff = DirectoryDiff(
            from: try BundleSource(folder: first).bundle.directory,
            to: try BundleSource(folder: second).bundle.directory
        )
        try Question.show(DirectoryDiffCommand.listing(of: diff), as: output.format)
        Words.say(diff.changes.count == 1 ? "1 change" : "\(diff.changes.count) changes")
    }

    /// The changes as rows.
    static func listing(of diff: DirectoryDiff) -> Listing {
        Listing(
            columns: [
                Column("partner", "PARTNER", .name), Column("change", "CHANGE", .name),
                Column("key", "KEY"), Column("before", "BEFORE"), Column("after", "AFTER"),
            ],
            rows: diff.changes.compactMap(row)
        )
    }

    private static func row(_ change: DirectoryDiff.Change) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("partner", change.partner.description)
        writer.member("change", change.kind.rawValue)
        write("key", change.key, &writer)
        write("before", change.before, &writer)
        write("after", change.after, &writer)
        writer.endObject()
        return Row(writer.bytes)
    }

    private static func write(_ key: StaticString, _ text: String?, _ writer: inout JSONWriter) {
        writer.key(key)
        if let text { writer.string(text) } else { writer.null() }
    }
}
