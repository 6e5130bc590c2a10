public import Triage

/// The folder of the cards: `keys.d/agency/1819.1.key`, a folder for each role and a file for each key.
///
/// Nothing secret is ever in it. Whoever may write to it decides who may connect, so a folder or a file that
/// everybody may write to is not believed. Names that begin with a dot, and files with other endings, are not read.
public struct KeyFolder: Sendable {
    /// Where it is.
    public let path: String

    /// The folder at this path.
    public init(path: String) {
        self.path = path
    }

    /// What a reading of the folder gave.
    public struct Contents: Sendable {
        /// Who has which key, by the cards that are good.
        public let registry: KeyRegistry
        /// All cards that can be read each by itself, in the order of their files.
        public let cards: [FiledCard]
        /// What is wrong, and why a card is not in the registry; the others are.
        public let faults: [BundleFault]
        /// What the folder was like just before it was read.
        public let stamp: Stamp
    }

    /// What the system says of the folder's files: as long as it is the same, nothing has changed.
    public struct Stamp: Equatable, Sendable {
        let files: [ListedFile]
    }

    /// The ending of a card's file.
    static let ending = ".key"
    /// The ending of a file that has no place here.
    static let secretEnding = ".key_secret"

    /// The file of a card, below the folder: `agency/1819.1.key`.
    public static func file(of owner: KeyOwner, _ name: KeyCard.Name) -> String {
        "\(owner.role.rawValue)/\(owner.name).\(name)\(ending)"
    }
}
