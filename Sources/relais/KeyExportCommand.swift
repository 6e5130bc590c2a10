import ArgumentParser
import Keyring
import Triage

/// `relais key export`: the public card that others need.
struct KeyExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the public card that others need: the gateway's, unless said otherwise.",
        discussion: """
            Whoever connects must know the gateway's public key before, or they cannot know whom \
            they speak to. Send them this card, and let them read you its fingerprint by \
            telephone. The card holds the key, its name and its last day, and nothing else that \
            stands on yours.

            EXAMPLES
              relais key export > gateway.key
              relais key export -o z85
              relais key export gateway:main#2 > gateway-2.key
            """
    )

    /// How a public key is written for others.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// The file that pyzmq and czmq read.
        case zcert
        /// The forty characters alone.
        case z85
    }

    @Argument(
        help: ArgumentHelp(
            "The key, or its owner; the gateway's live one without.",
            valueName: "key"
        ),
        transform: KeyWord.read
    )
    var name: KeyWord?

    @OptionGroup var cards: CardFolderOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "How it is written: zcert, a file for pyzmq and czmq, or z85, the 40 letters."
    )
    var format = Format.zcert

    func run() throws {
        let shelf = try CardShelf(cards.folder)
        let card = try name.map { try shelf.card(named: $0).card } ?? gateway(shelf)
        if card.revokedAt != nil {
            throw Trouble(.dataRefused, "\(card.userID) is revoked, and of no use to anybody")
        }
        if card.isExpired(at: shelf.now) {
            throw Trouble(.dataRefused, "the last day of \(card.userID) is over")
        }
        var open = KeyCard(owner: card.owner, name: card.name, key: card.key)
        open.notAfter = card.notAfter
        var output = StandardOutput()
        switch format {
        case .zcert: try output.write(Array(open.certificate().written.utf8))
        case .z85: try output.writeLine(card.key.description)
        }
        try output.flush()
        let row = KeyRow(card, file: nil, at: shelf.now)
        Words.say("the public key of \(card.userID); its fingerprint is")
        Words.say("  \(row.fingerprint)")
    }

    private func gateway(_ shelf: CardShelf) throws -> KeyCard {
        let live = shelf.contents.cards.map(\.card).filter {
            $0.owner.role == .gateway && $0.isLive(at: shelf.now)
        }
        guard let first = live.first else {
            throw Trouble(.dataRefused, "\(cards.path) has no live key of a gateway")
        }
        guard live.count == 1 else {
            let names = live.map(\.userID).joined(separator: " or ")
            throw Trouble(.usage, "there are \(live.count) keys of gateways: say \(names)")
        }
        return first
    }
}
