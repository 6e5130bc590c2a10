import ArgumentParser
import Keyring
import Referrals
import Triage

/// `relais key new`: the first key of somebody.
struct KeyNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Makes the key of an agency, partner, supervisor or station; or takes theirs in.",
        discussion: """
            It writes the public card into the folder of the cards, from where a running gateway \
            takes it up, and the secret key into a file that nobody else can read. With \
            --public-key the owner made the pair, and only the public half comes here.

            The card opens all doors of the owner's role, and lets a partner take from all its \
            queues, unless the options say less. A card alone lets nobody in: the bundle's \
            access.yaml must name the owner too.

            EXAMPLES
              relais key new agency:1819 --public-key their.key --not-after 2027-12-31
              relais key new partner:hub --queue hub.coaching --network 192.0.2.0/24
              relais key new dispatcher:3
            """
    )

    @Argument(help: ArgumentHelp("Whose: agency:1819, dispatcher:3.", valueName: "principal"))
    var principal: String

    @OptionGroup var making: NewKeyOptions

    @Option(
        help: ArgumentHelp(
            "A door that it opens: intake, desk, control, feed, work or record; may be repeated.",
            valueName: "door"
        )
    )
    var domain: [String] = []

    @Option(help: ArgumentHelp("A queue it may take from; may be repeated.", valueName: "queue"))
    var queue: [String] = []

    @Option(
        help: ArgumentHelp(
            "A network that it may come from, 192.0.2.0/24; may be repeated.",
            valueName: "network"
        )
    )
    var network: [String] = []

    @OptionGroup var cards: CardFolderOptions

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard KeyOwner(principal) != nil else {
            throw ValidationError(
                "\(PlainText.clean(principal)) is nobody: ROLE:NAME, where ROLE is agency, partner,"
                    + " supervisor, gateway, dispatcher or recorder, NAME 1-32 of a-z 0-9 -"
            )
        }
        try KeyNewCommand.check(
            domain,
            "--domain",
            "one of intake, desk, control, feed, work, record"
        ) {
            KeyDomain(rawValue: $0)
        }
        try KeyNewCommand.check(queue, "--queue", "a queue's name") { QueueID($0) }
        try KeyNewCommand.check(network, "--network", "a network: 192.0.2.0/24 or 2001:db8::/32") {
            Network($0)
        }
        let objections = try sample().objections
        guard objections.isEmpty else {
            throw ValidationError(objections.joined(separator: "; "))
        }
    }

    func run() throws {
        try CardShelf.changing(cards.folder) { shelf in
            guard let owner = KeyOwner(principal) else { return }
            if let live = shelf.live(of: owner).first {
                throw Trouble(
                    .cannotCreate,
                    "\(owner) has a live key already: \(live.card.userID)",
                    "for one that takes its place: relais key rotate \(owner)"
                )
            }
            let half = try making.half(of: owner)
            try shelf.mustBeNew(half.publicKey)
            let name = try shelf.nextName(of: owner, for: making)
            let issue = try KeyIssue(
                card(of: owner, name, half.publicKey),
                half,
                folder: cards.folder,
                secrets: making.secrets
            )
            try issue.show(on: shelf, as: output.format)
            for step in issue.nextSteps { Words.say(step) }
        }
    }

    private func card(of owner: KeyOwner, _ name: KeyCard.Name, _ key: PublicKey) -> KeyCard {
        var card = KeyCard(owner: owner, name: name, key: key)
        if !domain.isEmpty { card.domains = domain.compactMap { KeyDomain(rawValue: $0) }.sorted() }
        if !queue.isEmpty { card.queues = queue.compactMap { QueueID($0) } }
        if !network.isEmpty { card.networks = network.compactMap { Network($0) } }
        card.notAfter = making.lastDay
        return card
    }

    /// A card like the one to be made, to see what is wrong with it before a key is made.
    private func sample() throws -> KeyCard {
        guard let owner = KeyOwner(principal),
            let key = PublicKey(bytes: [UInt8](repeating: 1, count: 32))
        else { throw ValidationError("\(PlainText.clean(principal)) is nobody") }
        return card(of: owner, .first, key)
    }

    private static func check<Value: Hashable>(
        _ texts: [String],
        _ option: String,
        _ form: String,
        _ read: (String) -> Value?
    ) throws {
        var seen: Set<Value> = []
        for text in texts {
            guard let value = read(text) else {
                throw ValidationError("\(option) is \(form), not \(PlainText.clean(text))")
            }
            guard seen.insert(value).inserted else {
                throw ValidationError("\(option) \(PlainText.clean(text)) is said twice")
            }
        }
    }
}
