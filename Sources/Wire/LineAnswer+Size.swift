import Referrals

/// How many bytes lines take, so that what is sent obeys the limits of a message.
extension LegLine {
    /// The bytes of the line, its line feed apart.
    public var byteCount: Int {
        var writer = JSONWriter(reserving: 512)
        write(to: &writer)
        return writer.bytes.count
    }
}

extension OfferLine {
    /// No fewer bytes than the line has: offers are too many to be spelt twice.
    ///
    /// All names have an end; a text may be escaped, at worst six bytes for one.
    public var byteCountMax: Int {
        896 + 32 * facts.signals.count + 6 * (rule.utf8.count + why.utf8.count)
    }
}

extension NoticeLine {
    /// No fewer bytes than any notice has: a number, two names, a time and a revision.
    public static let byteCountMax = 256
}

extension LineAnswer {
    /// The bytes of the line, its line feed apart.
    public var byteCount: Int {
        var writer = JSONWriter(reserving: 1_024)
        write(to: &writer)
        return writer.bytes.count
    }

    /// No fewer bytes than the line has, content and all, without spelling it.
    public var byteCountMax: Int {
        // Of an id, which is visible ASCII, a character is two bytes at worst.
        let taken = 192 + 2 * (id?.utf8.count ?? 0) + (content?.byteCountMax ?? 0)
        guard error != nil else { return taken }
        let pointer = field == nil ? 0 : ReplyText.pointerMax
        return taken + 512 + 6 * ((detail?.utf8.count ?? 0) + pointer)
    }
}

extension ContentLine {
    /// No fewer bytes than the content has as JSON.
    ///
    /// What was sealed is spelt in the same way, and each request has two notes of this need at most, with
    /// their time and agency before them; a held line is escaped, at worst six bytes for one.
    fileprivate var byteCountMax: Int {
        parts.reduce(384) { $0 + 288 + ($1.isHeld ? 6 : 1) * $1.content.exposed.count }
    }
}
