import Journal
import Referrals
import Triage
import Wire

/// A card as a row of a list.
struct KeyRow {
    /// What a list of keys shows.
    static let columns = [
        Column("key", "KEY"), Column("state", "STATE"), Column("domains", "DOORS"),
        Column("not_after", "LAST DAY"), Column("networks", "FROM"),
    ]

    /// What is shown of a key that was just made or changed.
    static let brief = [
        Column("key", "KEY"), Column("state", "STATE"), Column("card", "CARD"),
        Column("secret", "SECRET KEY"),
    ]

    let card: KeyCard
    let state: KeyState

    /// The card's file.
    let file: String?

    /// The file of the secret key, where it was just written.
    var secret: String?

    init(_ card: KeyCard, file: String?, at now: Moment, secret: String? = nil) {
        self.card = card
        self.file = file
        self.secret = secret
        state = KeyState(card, at: now)
    }

    /// What two people read to each other.
    var fingerprint: KeyFingerprint { KeyFingerprint(.sha256(of: card.key.bytes)) }

    /// The row; a field that does not hold for a key is null.
    var row: Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("key", card.userID)
        writer.member("principal", card.owner.description)
        writer.member("name", card.name.description)
        writer.member("role", card.owner.role.rawValue)
        writer.member("state", state.rawValue)
        writer.key("domains")
        writer.beginArray()
        for domain in card.domains { writer.string(domain.rawValue) }
        writer.endArray()
        KeyRow.list("queues", card.queues?.map(\.description), &writer)
        KeyRow.list("networks", card.networks?.map(\.description), &writer)
        KeyRow.text("not_after", card.notAfter?.iso8601, &writer)
        KeyRow.text("revoked_at", card.revokedAt?.rfc3339, &writer)
        KeyRow.text("card", file, &writer)
        KeyRow.text("secret", secret, &writer)
        writer.member("public_key", card.key.description)
        writer.member("fingerprint", fingerprint.description)
        writer.endObject()
        return Row(writer.bytes)
    }

    private static func text(
        _ name: StaticString,
        _ value: String?,
        _ writer: inout JSONWriter
    ) {
        writer.key(name)
        if let value { writer.string(value) } else { writer.null() }
    }

    private static func list(
        _ name: StaticString,
        _ values: [String]?,
        _ writer: inout JSONWriter
    ) {
        writer.key(name)
        guard let values else { return writer.null() }
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
    }

    /// Everything, a line each, and the fingerprint in two halves of four groups.
    var lines: [String] {
        let queues = card.queues.map { $0.map(\.description).joined(separator: ", ") }
        let groups = fingerprint.description.split(separator: " ")
        let halves = [groups.prefix(4), groups.dropFirst(4)].map { $0.joined(separator: " ") }
        var pairs = [
            ("key", card.userID), ("state", state.rawValue),
            ("doors", card.domains.map(\.rawValue).joined(separator: ", ")),
        ]
        if card.owner.role == .partner { pairs.append(("queues", queues ?? "all of its own")) }
        let networks = card.networks.map { $0.map(\.description).joined(separator: ", ") }
        if card.owner.role != .gateway { pairs.append(("from", networks ?? "anywhere")) }
        pairs.append(("last day", card.notAfter?.iso8601 ?? "none"))
        if let time = card.revokedAt { pairs.append(("revoked", ClockTime.minutes(time.rfc3339))) }
        if let file { pairs.append(("card", file)) }
        pairs.append(("public key", card.key.description))
        if card.domains.isEmpty { pairs.removeAll { $0.0 == "doors" } }
        return pairs.map { KeyRow.line($0.0, $0.1) } + KeyRow.fingerprintLines(halves)
    }

    private static func fingerprintLines(_ halves: [String]) -> [String] {
        [line("fingerprint", halves[0]), line("", halves[1])]
    }

    private static func line(_ name: String, _ value: String) -> String {
        PlainText.pad(name, to: 13) + value
    }
}

/// Whether a key opens doors.
enum KeyState: String {
    /// It does.
    case live
    /// It was revoked, whatever its last day.
    case revoked
    /// Its last day is over.
    case expired

    init(_ card: KeyCard, at now: Moment) {
        self =
            card.revokedAt != nil ? .revoked : card.isExpired(at: now) ? .expired : .live
    }
}
