/// The counts of one column of a table, of which the small ones are hidden: they could tell of one person.
///
/// What is hidden must not come out of a sum either: where one count alone is hidden, the smallest of the others
/// is hidden with it. Nothing is no count of anybody, and is shown.
public enum SmallCells {
    /// The first count that is shown.
    public static let firstShown = 5

    /// A count as it is shown.
    public enum Cell: Equatable, Sendable {
        /// As it is.
        case shown(Int)
        /// It is at least 1 and less than ``SmallCells/firstShown``.
        case small
        /// It is as large as others that are shown, and would give away one that is hidden.
        case withheld

        /// The text of a cell that is hidden; nil for one that is shown.
        public var hidden: String? {
            switch self {
            case .shown: nil
            case .small: "<\(SmallCells.firstShown)"
            case .withheld: "*"
            }
        }
    }

    /// One count of a column with no sum.
    public static func mask(_ count: Int) -> Cell {
        (1..<firstShown).contains(count) ? .small : .shown(count)
    }

    /// The counts of a column whose sum is known.
    public static func mask(_ counts: [Int]) -> [Cell] {
        var cells = counts.map { mask($0) }
        guard cells.count(where: { $0 == .small }) == 1 else { return cells }
        let others = counts.indices.filter { counts[$0] > 0 && cells[$0] != .small }
        if let smallest = others.min(by: { counts[$0] < counts[$1] }) {
            cells[smallest] = .withheld
        }
        return cells
    }
}
