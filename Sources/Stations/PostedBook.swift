internal import Posts
internal import Synchronization
internal import Triage
internal import ZeroMQ

/// The book at the doors, where the doorkeeper reads it; the gateway's thread turns its pages.
final class PostedBook: Sendable {
    private struct Page {
        var book: DoorBook
        /// Who came in since the links of a door were last cut.
        var inside: [KeyDomain: Set<String>] = [:]
    }

    private let page: Mutex<Page>

    init(_ book: DoorBook) {
        page = Mutex(Page(book: book))
    }

    /// From now on this book counts.
    func turn(to book: DoorBook) {
        page.withLock { $0.book = book }
    }

    /// Whether one of these users came in at a door and may be there still.
    func isInside(_ users: Set<String>, at domain: KeyDomain) -> Bool {
        page.withLock { !($0.inside[domain] ?? []).isDisjoint(with: users) }
    }

    /// All links of a door were cut.
    func empty(_ domain: KeyDomain) {
        page.withLock { $0.inside[domain] = nil }
    }

    /// What is said to whoever knocks.
    func admit(_ request: ZapRequest) -> Admission {
        guard let domain = KeyDomain(rawValue: request.domain.name) else { return .refused }
        let now = Clocks.read().wall
        return page.withLock { page in
            let answer: DoorBook.Answer
            switch request.mechanism {
            case .null:
                answer = page.book.answer(toUserAt: request.address, at: domain)
            case .curve(let key):
                guard let key = PublicKey(bytes: key.bytes) else { return .refused }
                answer = page.book.answer(to: key, at: domain, from: request.address, at: now)
            }
            switch answer {
            case .refused: return .refused
            case .undecided: return .undecided
            case .admitted(let userID):
                guard let user = UserId(userID) else { return .refused }
                page.inside[domain, default: []].insert(userID)
                return .admitted(user)
            }
        }
    }
}
