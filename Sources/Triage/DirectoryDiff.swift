public import Referrals

/// What differs between two directories, by partner and key.
public struct DirectoryDiff: Equatable, Sendable {
    /// One key of one partner that is not what it was.
    public struct Change: Equatable, Sendable {
        /// The partner.
        public var partner: PartnerID
        /// What became of it.
        public var kind: Kind
        /// The key, as ``PartnerSheet`` has it; nil where the whole partner came or went.
        public var key: String?
        /// What stood there; nil where nothing did.
        public var before: String?
        /// What stands there; nil where nothing does.
        public var after: String?
    }

    /// What became of a key or of a partner.
    public enum Kind: String, Sendable {
        /// It was not there.
        case added
        /// It is not there any more.
        case removed
        /// It says something else.
        case changed
    }

    /// The changes: by the name of the partner, and of one partner in the order of the keys, what stands in the
    /// second directory before what only the first has.
    public let changes: [Change]

    /// What the second directory says otherwise than the first.
    public init(from first: Directory, to second: Directory) {
        let names = Set((first.partners + second.partners).map(\.name)).sorted()
        changes = names.flatMap { name in
            let before = first.partner(named: name).map { PartnerSheet(of: $0, in: first) }
            let after = second.partner(named: name).map { PartnerSheet(of: $0, in: second) }
            return DirectoryDiff.changes(of: name, before, after)
        }
    }

    private static func changes(
        of name: PartnerID,
        _ before: PartnerSheet?,
        _ after: PartnerSheet?
    ) -> [Change] {
        guard let before else { return [whole(name, .added)] }
        guard let after else { return [whole(name, .removed)] }
        var old = Dictionary(
            before.entries.map { ($0.key, $0.text) },
            uniquingKeysWith: { first, _ in first }
        )
        var changes: [Change] = []
        for entry in after.entries {
            let text = old.removeValue(forKey: entry.key)
            guard text != entry.text else { continue }
            changes.append(
                Change(
                    partner: name,
                    kind: text == nil ? .added : .changed,
                    key: entry.key,
                    before: text,
                    after: entry.text
                )
            )
        }
        for entry in before.entries where old[entry.key] != nil {
            changes.append(
                Change(partner: name, kind: .removed, key: entry.key, before: entry.text)
            )
        }
        return changes
    }

    private static func whole(_ name: PartnerID, _ kind: Kind) -> Change {
        Change(partner: name, kind: kind)
    }
}
