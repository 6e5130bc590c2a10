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
        if error.name == ErrorName.journalBehind.name, let point = journalPoint {
            return .journalBehind(point)
        }
        return error.code == 401 ? .sessionEnded : .refused(error)
    }

    /// The point of its journal that an `error` names.
    private var journalPoint: JournalPoint? {
        guard let id = text("journal", "id").flatMap({ UInt64($0, radix: 16) }),
            let position = integer("journal", "position"), position >= 0,
            let head = text("journal", "head").flatMap({ Digest(hexadecimal: $0) })
        else { return nil }
        return JournalPoint(journal: id, position: Position(UInt64(position)), head: head)
    }
}
