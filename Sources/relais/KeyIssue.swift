import ArgumentParser
import Keyring
import Triage

/// What a command hands out: a card in the folder, and the file of its secret key if there is one.
struct KeyIssue {
    /// The card as it was written.
    let card: KeyCard

    /// Its file, as somebody names it who stands where we do.
    let file: String

    /// The file of the secret key.
    let secret: String?

    /// Writes the secret key and then the card: a card without its key would keep its owner waiting.
    ///
    /// - Throws: ``Trouble``; then neither is there.
    init(
        _ card: KeyCard,
        _ half: KeyHalf,
        folder: KeyFolder,
        secrets: String
    ) throws {
        guard card.objections.isEmpty else {
            throw Trouble(.usage, lines: card.objections)
        }
        var written: SecretFile?
        if let secretKey = half.secretKey {
            let path = "\(secrets)/\(SecretFile.name(of: card.owner, card.name))"
            let file = SecretFile(path: path)
            do throws(SecretRefusal) {
                try file.write(secretKey, of: card)
            } catch {
                throw Trouble(error)
            }
            written = file
        }
        do throws(KeyringFailure) {
            file = "\(folder.path)/\(try folder.add(card))"
        } catch {
            written?.remove()
            throw Trouble(error)
        }
        self.card = card
        secret = written?.path
    }

    /// Tells on stdout what was made.
    func show(on shelf: CardShelf, as format: OutputFormat) throws {
        let row = KeyRow(card, file: file, at: shelf.now, secret: secret).row
        try Question.show(
            Listing(columns: KeyRow.brief, rows: row.map { [$0] } ?? []),
            as: format
        )
    }

    /// What to do with it: who needs what, and by which way.
    var nextSteps: [String] {
        guard let secret else {
            return [
                "ask \(card.owner) by telephone, at a number you knew before, for the fingerprint of"
                    + " their key;",
                "if it is not what `relais key show \(card.userID)` says: relais key revoke"
                    + " \(card.userID)",
            ]
        }
        switch card.owner.role {
        case .agency, .partner, .supervisor:
            return [
                "give \(secret) to \(card.owner) by a way that nobody else can read, and delete it"
                    + " here;",
                "they need the gateway's card too: relais key export",
            ]
        case .gateway:
            return ["start the gateway with --key \(secret)", "others need: relais key export"]
        case .dispatcher, .recorder:
            return ["start the \(card.owner.role.rawValue) with --key \(secret)"]
        }
    }
}

extension CardShelf {
    /// The name of an owner's next key: the one that was asked for, or the number after the highest.
    ///
    /// The name of a revoked key is not given again: who has it on record means that key. Nor is that of
    /// a secret key which lies in the folder of secrets alone, since whoever made it was interrupted.
    func nextName(of owner: KeyOwner, for making: NewKeyOptions) throws -> KeyCard.Name {
        let taken = cards(of: owner).map(\.card.name)
        if let asked = making.name.flatMap({ KeyCard.Name($0) }) {
            guard !taken.contains(asked) else {
                throw Trouble(.cannotCreate, "\(owner) has a key called \(asked) already")
            }
            return asked
        }
        let highest = taken.compactMap { Int($0.description) }.filter { $0 < 1_000_000 }.max() ?? 0
        for number in highest + 1...highest + 1_000 {
            guard let name = KeyCard.Name(String(number)) else { continue }
            let secret = "\(making.secrets)/\(SecretFile.name(of: owner, name))"
            if !CertificateFile.exists(secret) { return name }
        }
        throw Trouble(.cannotCreate, "\(making.secrets) has too many secret keys of \(owner)")
    }

    /// Refuses a public key that is on a card already.
    func mustBeNew(_ key: PublicKey) throws {
        guard let known = contents.cards.first(where: { $0.card.key == key }) else { return }
        throw Trouble(
            .dataRefused,
            "this key is that of \(known.card.userID) already, in \(folder.path)/\(known.file)",
            "each pair is used once: ask for a new one"
        )
    }
}
