/// What is decided about a peer that knocks.
public enum Admission: Equatable, Sendable {
    /// It may come in, and is this user.
    case admitted(UserId)
    /// It may not, now or later: its software does not try again.
    case refused
    /// It cannot be said now: the peer waits, and the rule is asked again; at last it has to try again.
    case undecided
}

extension Admission {
    /// The code, its words and the user of RFC 27.
    private var fields: (code: String, words: String, user: String) {
        switch self {
        case .admitted(let user): ("200", "OK", user.text)
        case .refused: ("400", "refused", "")
        case .undecided: ("300", "not decided now", "")
        }
    }

    /// The frames of the answer after the envelope, to the request of this number.
    ///
    /// The user id is all that is said of the peer: of other properties a peer can claim its own.
    func reply(to number: [UInt8]) -> [[UInt8]] {
        let fields = fields
        return [ZapRequest.version, number]
            + [fields.code, fields.words, fields.user, ""].map { [UInt8]($0.utf8) }
    }
}
