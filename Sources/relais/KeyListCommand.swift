import ArgumentParser
import Keyring
import Referrals
import Triage

/// `relais key ls`: all keys, a row each.
struct KeyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "Lists the keys: whose, live or not, which doors, until when, from where.",
        discussion: """
            A key is live, revoked, or expired: its last day is over, on the calendar of Brussels. \
            A card with a mistake opens nothing; the mistakes are told on stderr, with file and \
            line, and the program then ends with 78.

            EXAMPLES
              relais key ls
              relais key ls --expiring 30d
              relais key ls -o csv > keys.csv
            """
    )

    @Option(
        help: ArgumentHelp(
            "Only live keys whose last day comes within so many days: 30d.",
            valueName: "days"
        )
    )
    var expiring: String?

    @OptionGroup var cards: CardFolderOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let expiring, KeyListCommand.days(expiring) == nil {
            throw ValidationError("--expiring is a number of days: 30d")
        }
    }

    func run() throws {
        let shelf = try CardShelf(cards.folder)
        let rows = shelf.contents.cards.filter { isWanted($0.card, at: shelf.now) }
            .sorted { ($0.card.owner, $0.card.name) < ($1.card.owner, $1.card.name) }
            .compactMap { KeyRow($0.card, file: "\(cards.path)/\($0.file)", at: shelf.now).row }
        try Question.show(Listing(columns: KeyRow.columns, rows: rows), as: output.format)
        let count = Set(shelf.contents.faults.map(\.file)).count
        guard count == 0 else {
            throw Trouble(
                .configuration,
                "mistakes in \(count) \(count == 1 ? "card" : "cards"), which opens nothing"
            )
        }
    }

    private func isWanted(_ card: KeyCard, at now: Moment) -> Bool {
        guard let days = expiring.flatMap(KeyListCommand.days) else { return true }
        guard card.isLive(at: now), let last = card.notAfter else { return false }
        return last.daysSince1970 - BrusselsTime.date(at: now).daysSince1970 <= days
    }

    /// The number of days in `30d`.
    static func days(_ text: String) -> Int64? {
        guard text.hasSuffix("d"), let days = Int64(text.dropLast()), (0...36_500).contains(days)
        else { return nil }
        return days
    }
}
