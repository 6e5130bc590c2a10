import Referrals

extension KeyCard {
    /// Reads the card of a public key: a certificate without its secret key, whose metadata says whose it is.
    ///
    /// - Throws: every mistake, with file, line, column and what was expected.
    public static func read(_ bytes: [UInt8], file: String) throws(BundleFaults) -> KeyCard {
        try FiledCard(reading: bytes, file: file).card
    }
}

/// A card with the file that it stands in, so that two that contradict each other can be named.
public struct FiledCard: Equatable, Sendable {
    /// The file's name below its folder.
    public let file: String
    /// The card.
    public let card: KeyCard
    /// The line of the principal.
    let ownerLine: Int
    /// The line of the key.
    let keyLine: Int

    /// Reads a card's file.
    ///
    /// - Throws: every mistake, with file, line, column and what was expected.
    public init(reading bytes: [UInt8], file: String) throws(BundleFaults) {
        let text = try CertificateText.read(bytes, file: file)
        var reader = KeyCardReader(text)
        guard let card = reader.card(), reader.faults.isEmpty else {
            throw BundleFaults(reader.faults)
        }
        self.file = file
        self.card = card
        ownerLine = reader.line(of: "principal")
        keyLine = text.keyLine
    }
}

private struct KeyCardReader {
    let text: CertificateText
    var faults: [BundleFault] = []

    private static let names = [
        "principal", "role", "key-name", "domains", "queues", "networks", "not-after", "revoked-at",
    ]

    init(_ text: CertificateText) {
        self.text = text
    }

    /// The card; nil, or of no use, after a mistake.
    mutating func card() -> KeyCard? {
        if text.certificate.secretKey != nil {
            fault(
                text.keyLine,
                expected: "a public certificate",
                found: "one with its secret key, which only its owner may keep"
            )
        }
        let kept = kept()
        let name = value("key-name", "1 to 32 of a-z, 0-9 and -") { KeyCard.Name($0) }
        let form = "a principal or a station: agency:1819, partner:…, supervisor:…, dispatcher:…"
        guard let owner = value("principal", form, { KeyOwner($0) }) else {
            if self["principal"] == nil {
                fault(1, expected: "metadata with \(form)", found: "none")
            }
            return nil
        }
        var card = KeyCard(owner: owner, name: name ?? .first, key: text.certificate.publicKey)
        card.kept = kept
        let role = owner.role
        _ = value("role", "\(role.rawValue), as the principal says") {
            $0 == role.rawValue ? true : nil
        }
        if self["domains"] != nil {
            let domains = list("domains", "of a key of role \(role.rawValue): \(role.doors)") {
                text in KeyDomain(rawValue: text).flatMap { role.domains.contains($0) ? $0 : nil }
            }
            card.domains = domains.sorted()
        }
        if self["queues"] != nil {
            let form = role == .partner ? "a queue's name" : "no queues: only a partner has any"
            card.queues = list("queues", form) { role == .partner ? QueueID($0) : nil }
        }
        if self["networks"] != nil {
            card.networks = list("networks", "a network: 192.0.2.0/24 or 2001:db8::/32") {
                Network($0)
            }
        }
        card.notAfter = value("not-after", "a day: YYYY-MM-DD") { CalendarDate($0) }
        card.revokedAt = value("revoked-at", "a time of RFC 3339 with its offset") {
            Moment(rfc3339: $0)
        }
        return card
    }

    /// The line of a remark; that of the key for one that does not stand there.
    func line(of name: String) -> Int { self[name]?.line ?? text.keyLine }

    private subscript(_ name: String) -> (line: Int, value: String)? {
        let remarks = text.certificate.remarks
        guard let place = remarks.firstIndex(where: { $0.name == name }) else { return nil }
        return (text.remarkLines[place], remarks[place].value)
    }

    private mutating func kept() -> [Certificate.Remark] {
        var kept: [Certificate.Remark] = []
        for (place, remark) in text.certificate.remarks.enumerated()
        where !KeyCardReader.names.contains(remark.name) {
            let isKept =
                remark.name.hasPrefix("x-") || KeyCard.makecertNames.contains(remark.name)
            if isKept, kept.count < KeyCard.keptMax {
                kept.append(remark)
                continue
            }
            let near = Spelling.nearest(to: remark.name, among: KeyCardReader.names)
            let names = KeyCardReader.names.joined(separator: ", ")
            fault(
                text.remarkLines[place],
                expected: isKept
                    ? "at most \(KeyCard.keptMax) names that are only kept"
                    : near.map { "\($0)?" } ?? "one of \(names), or a name that begins with x-",
                found: KeyCardReader.shown(remark.name)
            )
        }
        return kept
    }

    private mutating func value<Value>(
        _ name: String,
        _ form: String,
        _ read: (String) -> Value?
    ) -> Value? {
        guard let (line, text) = self[name] else { return nil }
        if let value = read(text) { return value }
        fault(line, path: name, expected: form, found: KeyCardReader.shown(text))
        return nil
    }

    /// The items of a list, between commas or spaces, each once.
    private mutating func list<Value: Hashable>(
        _ name: String,
        _ form: String,
        _ read: (String) -> Value?
    ) -> [Value] {
        guard let (line, text) = self[name] else { return [] }
        var values: [Value] = []
        let items = text.split { $0 == "," || $0 == " " || $0 == "\t" }.map { String($0) }
        if items.isEmpty { fault(line, path: name, expected: form, found: "nothing") }
        if items.count > KeyCard.listMax {
            let most = "at most \(KeyCard.listMax)"
            fault(line, path: name, expected: most, found: "\(items.count)")
        }
        for item in items {
            guard let value = read(item) else {
                fault(line, path: name, expected: form, found: KeyCardReader.shown(item))
                continue
            }
            guard !values.contains(value) else {
                fault(line, path: name, expected: "each once", found: "\(item) again")
                continue
            }
            values.append(value)
        }
        return values
    }

    /// A short text as it stands there; of a longer one only its length, since it may be a secret key that
    /// was pasted at the wrong place.
    private static func shown(_ text: String) -> String {
        if text.isEmpty { return "nothing" }
        return text.utf8.count <= 24 ? text : "\(text.unicodeScalars.count) characters"
    }

    private mutating func fault(
        _ line: Int,
        path: String = "",
        expected: String,
        found: String
    ) {
        faults.append(
            BundleFault(
                file: text.file,
                line: line,
                column: 1,
                path: path,
                expected: expected,
                found: found
            )
        )
    }
}
