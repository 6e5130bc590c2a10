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
        var rest = legs[...]
        if let cursor {
            guard case .leg(let last)? = RowPlace(cursor: cursor, in: .legs, by: [])?.key else {
                throw .badCursor
            }
            rest = rest.drop { $0.id <= last }
        }
        var room = BodyRoom()
        for leg in rest {
            let line = line(leg)
            guard room.take(line.byteCount) else {
                next = lines.last.map { last in
                    RowPlace(values: [], key: .leg(last.leg)).cursor(in: .legs, by: [])
                }
                return
            }
            lines.append(line)
        }
    }
}
