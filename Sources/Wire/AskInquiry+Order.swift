extension AskInquiry {
    /// By how many fields rows are sorted at most: a cursor carries the value of each.
    public static let orderMax = 3

    /// The order as it is written: the fields, the first to count first, a minus before one that descends.
    public static func text(of order: [Sorting]) -> String {
        order.map { ($0.isDescending ? "-" : "") + $0.field }.joined(separator: ",")
    }

    /// Reads an order such as `-waiting,queue`; nil when a name is empty or there are too many.
    public static func order(_ text: String) -> [Sorting]? {
        var order: [Sorting] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let isDescending = word.hasPrefix("-")
            let field = isDescending ? word.dropFirst() : word
            guard !field.isEmpty, order.count < orderMax else { return nil }
            order.append(Sorting(field: String(field), isDescending: isDescending))
        }
        return order
    }
}
