internal import Referrals
public import Wire

extension Reply {
    /// A truth value of the header; nil when it has none of that name.
    public func flag(_ name: StaticString) -> Bool? {
        header.member(name, of: header.root).flatMap { header.bool($0) }
    }

    /// A whole number of an object in the header.
    func integer(_ outer: StaticString, _ name: StaticString) -> Int? {
        member(outer, name).flatMap { header.integer($0) }
    }

    /// A text of an object in the header.
    func text(_ outer: StaticString, _ name: StaticString) -> String? {
        member(outer, name).flatMap { header.string($0) }
    }

    private func member(_ outer: StaticString, _ name: StaticString) -> JSONDocument.Node? {
        header.member(outer, of: header.root).flatMap { header.member(name, of: $0) }
    }

    /// How long the gateway asks to wait, if it does.
    var retryAfter: Duration? {
        integer("retry_after_ms").map { .milliseconds($0) }
    }

    /// What an `error` says; nil for any other message.
    public var error: GatewayError? {
        guard kind == "error" else { return nil }
        return GatewayError(
            code: integer("code") ?? 500,
            name: text("error") ?? "unknown",
            detail: text("detail") ?? "",
            retryAfter: retryAfter,
            words: []
        )
    }

    /// The failure an `error` is to whoever asked; nil for any other message.
    var failure: ClientFailure? {
        guard let error else { return nil }
        if error.name == ErrorName.journalBehind.name,
            let point = JournalPoint(header, header.member("journal", of: header.root))
        {
            return .journalBehind(point)
        }
        return error.code == 401 ? .sessionEnded : .refused(error)
    }
}

extension JournalPoint {
    /// The point that an object says; nil where it says none.
    init?(_ document: JSONDocument, _ object: JSONDocument.Node?) {
        guard let object,
            let id = document.member("id", of: object).flatMap({ document.string($0) }),
            let journal = UInt64(id, radix: 16),
            let number = document.member("position", of: object).flatMap({ document.integer($0) }),
            let position = UInt64(exactly: number),
            let text = document.member("head", of: object).flatMap({ document.string($0) }),
            let head = Digest(hexadecimal: text)
        else { return nil }
        self.init(journal: journal, position: Position(position), head: head)
    }
}
