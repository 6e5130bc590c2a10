import ArgumentParser
import Keyring
import Triage

/// `relais key rotate`: a second key beside the one in use.
struct KeyRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Makes the key that takes the place of the one in use; both are good meanwhile.",
        discussion: """
            The new key may do what the old one may. Both are live until the old one is revoked, \
            so nobody has to change over at a fixed hour; a third is refused. The last day is not \
            taken over: say the new one.

            A gateway's key is pinned by everybody who connects: it opens the same doors once more \
            under the new key, at other endpoints, until all have changed over. The program says \
            how.

            EXAMPLES
              relais key rotate agency:1819 --public-key new.key --not-after 2028-12-31
              relais key rotate gateway:main
            """
    )

    @Argument(help: ArgumentHelp("Whose: agency:1819, gateway:main.", valueName: "principal"))
    var principal: String

    @OptionGroup var making: NewKeyOptions

    @OptionGroup var cards: CardFolderOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard KeyOwner(principal) != nil else {
            throw ValidationError(
                "\(PlainText.clean(principal)) is nobody: agency:NAME, gateway:NAME"
            )
        }
    }

    func run() throws {
        try CardShelf.changing(cards.folder) { shelf in
            guard let owner = KeyOwner(principal) else { return }
            let live = shelf.live(of: owner).map(\.card)
            guard let old = live.first else {
                throw Trouble(
                    .dataRefused,
                    "\(owner) has no live key whose place another could take",
                    "for a first one: relais key new \(owner)"
                )
            }
            guard live.count < KeyRegistry.liveKeysMax else {
                let names = live.map(\.userID).joined(separator: " and ")
                throw Trouble(
                    .cannotCreate,
                    "\(owner) has two live keys already, \(names), and a third is not taken",
                    "revoke the one that is not used any more: relais key revoke \(old.userID)"
                )
            }
            let half = try making.half(of: owner)
            try shelf.mustBeNew(half.publicKey)
            let name = try shelf.nextName(of: owner, for: making)
            var card = KeyCard(owner: owner, name: name, key: half.publicKey)
            card.domains = old.domains
            card.queues = old.queues
            card.networks = old.networks
            card.notAfter = making.lastDay
            let issue = try KeyIssue(card, half, folder: cards.folder, secrets: making.secrets)
            try issue.show(on: shelf, as: output.format)
            for step in KeyRotateCommand.steps(issue, after: old) { Words.say(step) }
        }
    }

    /// What to do until the old key can go.
    private static func steps(_ issue: KeyIssue, after old: KeyCard) -> [String] {
        let end = "then: relais key revoke \(old.userID)"
        guard issue.card.owner.role == .gateway, let secret = issue.secret else {
            return issue.nextSteps + ["both keys are good until the new one is in use; " + end]
        }
        return [
            "let relais.yaml open the same doors once more under it: next: {secret: \(secret),"
                + " endpoints: ...}, and restart the gateway",
            "send the new card to all who connect: relais key export \(issue.card.userID)",
            "when all have changed over make it keys.secret, take next out, restart; " + end,
        ]
    }
}
