import ArgumentParser
import Keyring
import Triage

/// `relais key revoke`: a key opens nothing any more.
struct KeyRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revokes a key: from then on it opens nothing, for ever.",
        discussion: """
            The card stays in the folder, with the time at which it was revoked: so the key cannot \
            come back by another card, and whoever asks later can see it. A running gateway refuses \
            the next message that comes with the key, also on a connection that is open, within a \
            second. Revoking a key that is revoked changes nothing.

            A stolen key is revoked first; then relais key new makes another.

            EXAMPLES
              relais key revoke agency:1819#1
              relais key revoke partner:hub
            """
    )

    @Argument(
        help: ArgumentHelp("The key, or its owner if there is only one.", valueName: "key"),
        transform: KeyWord.read
    )
    var name: KeyWord

    @OptionGroup var cards: CardFolderOptions

    @OptionGroup var output: OutputOptions

    func run() throws {
        try CardShelf.changing(cards.folder) { shelf in
            let filed = try shelf.onlyCard(named: name)
            var card = filed.card
            let wasRevoked = card.revokedAt != nil
            if !wasRevoked {
                card.revokedAt = shelf.now
                try shelf.folder.replace(filed.file, with: card)
            }
            let row = KeyRow(card, file: "\(cards.path)/\(filed.file)", at: shelf.now).row
            try Question.show(
                Listing(columns: Array(KeyRow.brief.dropLast()), rows: row.map { [$0] } ?? []),
                as: output.format
            )
            Words.say(
                wasRevoked
                    ? "\(card.userID) was revoked before; nothing was changed"
                    : "\(card.userID) is revoked; a running gateway keeps it out within a second"
            )
            let live = shelf.live(of: card.owner).filter { $0.card.name != card.name }
            if live.isEmpty {
                Words.say("\(card.owner) has no live key now: relais key new \(card.owner)")
            }
        }
    }
}
