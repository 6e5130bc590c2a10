import ArgumentParser
import Keyring
import Referrals
import Triage

/// The cards of a folder as they were just read, and what is known of the time.
struct CardShelf {
    /// Where they are.
    let folder: KeyFolder

    /// The cards, and what is wrong with others.
    let contents: KeyFolder.Contents

    /// When they were read.
    let now: Moment

    /// Reads the cards; what is wrong with some of them is told on stderr, and does not keep the others
    /// from being worked with.
    init(_ folder: KeyFolder, at now: Moment = WallClock.now()) throws {
        self.folder = folder
        self.now = now
        do throws(KeyringFailure) {
            contents = try folder.read(at: now)
        } catch {
            throw Trouble(error, hint: CardShelf.hint(error))
        }
        for fault in contents.faults { Words.line("\(folder.path)/\(fault)") }
    }

    /// Does something with the cards while no other command changes them.
    static func changing<Result>(
        _ folder: KeyFolder,
        _ change: (CardShelf) throws -> Result
    ) throws -> Result {
        do {
            return try folder.exclusively { try change(CardShelf(folder)) }
        } catch let failure as KeyringFailure {
            throw Trouble(failure, hint: hint(failure))
        }
    }

    private static func hint(_ failure: KeyringFailure) -> String? {
        guard failure.isAbsence else { return nil }
        return "run this in the folder that `relais init` made, or name the cards with --keys"
    }

    /// The cards of an owner, by the names of their keys.
    func cards(of owner: KeyOwner) -> [FiledCard] {
        contents.cards.filter { $0.card.owner == owner }.sorted { $0.card.name < $1.card.name }
    }

    /// The live ones of them.
    func live(of owner: KeyOwner) -> [FiledCard] {
        cards(of: owner).filter { $0.card.isLive(at: now) }
    }

    /// The only card that a name means; where only the owner is named, and one key is live, that one.
    ///
    /// - Throws: ``Trouble``: nobody has such a key, or an owner alone is named who has several.
    func card(named name: KeyWord) throws -> FiledCard {
        let live = live(of: name.owner)
        if name.name == nil, live.count == 1 { return live[0] }
        return try onlyCard(named: name)
    }

    /// The only card that a name means: an owner alone means it where it is the only one they ever had.
    ///
    /// Whoever revokes a key twice by its owner's name must not hit the one that took its place.
    /// - Throws: ``Trouble``: nobody has such a key, or an owner alone is named who has several.
    func onlyCard(named name: KeyWord) throws -> FiledCard {
        let cards = cards(of: name.owner)
        guard let wanted = name.name else {
            if cards.count == 1 { return cards[0] }
            guard cards.isEmpty else {
                let names = cards.map(\.card.userID).joined(separator: " or ")
                throw Trouble(.usage, "\(name.owner) has \(cards.count) keys: say \(names)")
            }
            throw unknown(name)
        }
        guard let card = cards.first(where: { $0.card.name == wanted }) else { throw unknown(name) }
        return card
    }

    private func unknown(_ name: KeyWord) -> Trouble {
        let known = cards(of: name.owner).map(\.card.userID).joined(separator: " and ")
        let hint = known.isEmpty ? "`relais key ls` names all" : "there is \(known)"
        return Trouble(.dataRefused, "\(folder.path) has no card of \(name); \(hint)")
    }
}

/// A key as somebody names it: `agency:1819#1`, or its owner alone.
struct KeyWord: CustomStringConvertible {
    /// Whose it is.
    let owner: KeyOwner

    /// What its owner calls it; nil where only the owner is named.
    let name: KeyCard.Name?

    /// Reads a name on the command line, or says what one looks like.
    static func read(_ text: String) throws -> KeyWord {
        guard let word = KeyWord(text) else { throw ValidationError("a key is \(form)") }
        return word
    }

    /// Reads a name; nil where it has another form.
    init?(_ text: String) {
        let parts = text.split(separator: "#", omittingEmptySubsequences: false)
        guard parts.count <= 2, let owner = KeyOwner(String(parts[0])) else { return nil }
        self.owner = owner
        guard parts.count == 2 else {
            name = nil
            return
        }
        guard let name = KeyCard.Name(String(parts[1])) else { return nil }
        self.name = name
    }

    var description: String { name.map { "\(owner)#\($0)" } ?? owner.description }

    /// What is said of a word that is no key's name.
    static let form =
        "ROLE:NAME or ROLE:NAME#KEY, where ROLE is agency, partner, supervisor, gateway, dispatcher"
        + " or recorder"
}
