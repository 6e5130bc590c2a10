import Exchange
import Referrals
import Wire

/// One page of legs, for those who ask for theirs: as many as one message can hold.
struct LegPage {
    /// The legs.
    private(set) var lines: [LegLine] = []
    /// Where the next page begins; nil when this one ends the list.
    private(set) var next: String?

    /// The page of a list, in the order of the legs' names, that begins behind a cursor.
    init(
        _ legs: [Leg],
        after cursor: String?,
        _ line: (Leg) -> LegLine
    ) throws(QuestionFault) {
        self = try LegPage(after: cursor) { last, take in
            for leg in legs where last.map({ $0 < leg.id }) ?? true {
                guard take(line(leg)) else { return }
            }
        }
    }

    /// The page that begins behind a cursor, of the lines that `each` has behind a leg until no more are wanted.
    init(
        after cursor: String?,
        _ each: (LegID?, (LegLine) -> Bool) -> Void
    ) throws(QuestionFault) {
        var last: LegID?
        if let cursor {
            guard case .leg(let leg)? = RowPlace(cursor: cursor, in: .legs, by: [])?.key else {
                throw .badCursor
            }
            last = leg
        }
        var room = BodyRoom()
        var (taken, isFull) = ([LegLine](), false)
        each(last) { line in
            guard room.take(line.byteCount) else {
                isFull = true
                return false
            }
            taken.append(line)
            return true
        }
        lines = taken
        guard isFull, let last = taken.last else { return }
        next = RowPlace(values: [], key: .leg(last.leg)).cursor(in: .legs, by: [])
    }
}
