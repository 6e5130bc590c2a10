import Referrals
import Wire

/// A supervisor's question after a list, understood.
struct RowQuestion: Sendable {
    /// The list.
    let list: RowList
    /// What must hold of its rows.
    let conditions: [AskInquiry.Condition]
    /// How they are sorted.
    let order: [AskInquiry.Sorting]
    /// The most rows of one page.
    let limit: Int
    /// Where the page before ended.
    let cursor: RowPlace?

    init(_ inquiry: AskInquiry) throws(QuestionFault) {
        guard let list = RowList(rawValue: inquiry.what) else { throw .unknownList }
        self.list = list
        order = inquiry.order
        limit = min(inquiry.limit, Limits.bodyLines)
        // What names the case of a journey is asked of the case, not of each of its rows.
        conditions =
            list == .journey
            ? inquiry.conditions.filter { $0.field != "case" && $0.field != "bce" }
            : inquiry.conditions
        guard let text = inquiry.after else {
            cursor = nil
            return
        }
        guard let place = RowPlace(cursor: text, in: list, by: inquiry.order) else {
            throw .badCursor
        }
        cursor = place
    }

    /// Where a row stands in the list as it is sorted.
    func place(of row: Row) -> RowPlace {
        RowPlace(
            values: order.map { RowPlace.Value(row.text(of: $0.field)) },
            key: row.key
        )
    }
}

/// Why a question after a list cannot be answered.
enum QuestionFault: Error, Equatable {
    /// There is no such list.
    case unknownList
    /// The cursor is none of this list in this order.
    case badCursor
    /// No row can be sorted by this field.
    case unknownField
    /// No case is named.
    case noCase

    /// What the supervisor is told.
    var message: ErrorMessage {
        switch self {
        case .unknownList:
            let lists = RowList.allCases.map(\.rawValue).joined(separator: " ")
            return ErrorMessage(.badValue, detail: "what is one of \(lists)", field: "/what")
        case .badCursor:
            let detail = "after is the next of an answer to the same question in the same order"
            return ErrorMessage(.badValue, detail: detail, field: "/after")
        case .unknownField:
            let detail = "order names fields of the rows that are a text or a number"
            return ErrorMessage(.badValue, detail: detail, field: "/order")
        case .noCase:
            let detail = "where must name a case by case, or an open one by bce"
            return ErrorMessage(.notFound, detail: detail)
        }
    }
}
