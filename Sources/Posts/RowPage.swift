import Referrals
import Wire

/// One page of a list: as many rows as are wanted and one message can hold.
struct RowPage {
    /// How many rows are looked at for one page, at about 3 us a row: one that finds less gives what it
    /// found and where to go on, so that nobody else waits for a long search.
    static let lookedMax = 4_096

    /// The rows, as JSON objects.
    private(set) var rows: [[UInt8]] = []

    private let question: RowQuestion
    private var room = BodyRoom()
    private var looked = 0
    private var last: RowPlace?
    private var isCut = false

    /// A page that answers a question, empty yet.
    init(_ question: RowQuestion) {
        self.question = question
    }

    /// Where the next page begins; nil when this one ends the list.
    var next: String? {
        guard isCut else { return nil }
        return last?.cursor(in: question.list, by: question.order)
    }

    /// Takes the next row of the list, in its order; false when the page ends before it.
    mutating func take(_ row: Row) -> Bool {
        guard looked < RowPage.lookedMax else {
            isCut = true
            return false
        }
        looked += 1
        if row.meets(question.conditions) {
            let line = row.bytes
            guard rows.count < question.limit, room.take(line.count) else {
                isCut = true
                return false
            }
            rows.append(line)
        }
        last = question.place(of: row)
        return true
    }
}

/// The rows behind a cursor that come first in an order, of however many: memory for few of them.
struct RowSieve {
    private let question: RowQuestion
    private var kept: [(place: RowPlace, row: Row)] = []
    private var unseen: Set<String>
    private var isEmpty = true

    /// A sieve for a question that asks for an order.
    init(_ question: RowQuestion) {
        self.question = question
        unseen = Set(question.order.map(\.field))
    }

    /// Looks at one more row of the list, in any order.
    mutating func take(_ row: Row) {
        isEmpty = false
        if !unseen.isEmpty { unseen = unseen.filter { !row.has($0) } }
        guard row.meets(question.conditions) else { return }
        let place = question.place(of: row)
        if let cursor = question.cursor, !cursor.comes(before: place, by: question.order) { return }
        kept.append((place, row))
        if kept.count > 4 * question.limit { sift() }
    }

    /// The page, once all rows were looked at.
    mutating func page() throws(QuestionFault) -> RowPage {
        guard isEmpty || unseen.isEmpty else { throw .unknownField }
        sift()
        var page = RowPage(question)
        for entry in kept {
            guard page.take(entry.row) else { break }
        }
        return page
    }

    /// Keeps what one page can hold, and one more, which tells that there is a next.
    private mutating func sift() {
        let order = question.order
        kept.sort { $0.place.comes(before: $1.place, by: order) }
        kept.removeSubrange(min(kept.count, question.limit + 1)...)
    }
}
