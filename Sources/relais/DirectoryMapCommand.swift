import ArgumentParser
import Referrals
import Triage
import Wire

/// `relais directory map`: how many help with what, at which stage of an enterprise.
struct DirectoryMapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Shows how many partners help with what, at which stage; and the holes.",
        discussion: """
            A row a family of needs, a column a phase of the enterprise. 2+1 are two partners \
            whose trade it is and one that gives first help; a - is a hole: nobody helps. A \
            partner of which the stages, languages or communes are not known counts in all.

            The columns are PRE pre_creation, NEW creation, ACT active, DIF difficulty, INS \
            pre_insolvency, PRO proceedings, BKR bankrupt, POST post_bankruptcy, REB rebound, END \
            ceased; the other formats have them by those names, and the holes as a list.

            EXAMPLES
              relais directory map
              relais directory map --language nl --commune 21015
              relais directory map --all -o csv --bundle config/bundle
            """
    )

    @Flag(help: "Show the details of each family below it.")
    var all = false

    @Option(
        help: ArgumentHelp(
            "Count only who may work in it: a code of ISO 639-1.",
            valueName: "code"
        ),
        transform: DirectoryMapCommand.language
    )
    var language: LanguageCode?

    @Option(
        help: ArgumentHelp("Count only who serves it: 21001 to 21019.", valueName: "nis"),
        transform: DirectoryMapCommand.commune
    )
    var commune: Commune?

    @OptionGroup var directory: DirectoryOptions

    @OptionGroup var output: OutputOptions

    func run() throws {
        let bundle = try directory.rules.read()
        let map = DirectoryMap(
            of: bundle.directory,
            showingDetails: all,
            language: language,
            commune: commune,
            on: directory.date
        )
        let phases = zip(Phase.allCases, DirectoryMapCommand.titles)
        let listing = Listing(
            columns: [Column("need", "NEED", .name)]
                + phases.map { Column($0.name, $1, .number) },
            rows: map.rows.compactMap(DirectoryMapCommand.row)
        )
        try directory.show(listing, of: bundle, as: output.format)
        let holes = map.rows.reduce(0) { $0 + $1.holes.count }
        Words.say(holes == 1 ? "1 hole" : "\(holes) holes")
    }

    /// What stands above the phases, in the order of the vocabulary.
    private static let titles = [
        "PRE", "NEW", "ACT", "DIF", "INS", "PRO", "BKR", "POST", "REB", "END",
    ]

    private static func row(_ row: DirectoryMap.Row) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("need", row.need.name)
        for (phase, cell) in zip(Phase.allCases, row.cells) {
            writer.key(utf8: Array(phase.name.utf8)[...])
            writer.string(cell.isHole ? "-" : "\(cell.experts)+\(cell.generalists)")
        }
        writer.key("holes")
        writer.beginArray()
        for phase in row.holes { writer.string(phase.name) }
        writer.endArray()
        writer.endObject()
        return Row(writer.bytes)
    }

    private static func language(_ text: String) throws -> LanguageCode {
        guard let language = LanguageCode(text) else {
            throw ValidationError("--language is a code of ISO 639-1, as in fr or nl")
        }
        return language
    }

    private static func commune(_ text: String) throws -> Commune {
        guard let nis = UInt32(text), let commune = Commune(nis: nis), commune.isInRegion else {
            throw ValidationError("--commune is a NIS code of the Region, 21001 to 21019")
        }
        return commune
    }
}
