/// Rows laid out in columns, at most so wide.
struct Table {
    /// Two spaces stand between columns.
    static let gap = 2

    /// No column of words becomes narrower than this.
    static let narrowest = 6

    private let columns: [Column]
    private let rows: [Row]
    private let widths: [Int]

    /// A table of these rows; words are cut, the widest column first, until it fits.
    init(_ columns: [Column], _ rows: [Row], width: Int) {
        self.columns = columns
        self.rows = rows
        var widths = columns.map(\.title.count)
        for row in rows {
            for index in columns.indices {
                widths[index] = max(widths[index], columns[index].text(of: row).count)
            }
        }
        let gaps = Table.gap * max(0, columns.count - 1)
        while widths.reduce(gaps, +) > width {
            let widest = columns.indices.filter {
                columns[$0].canShrink && widths[$0] > Table.narrowest
            }.max { widths[$0] < widths[$1] }
            guard let widest else { break }
            widths[widest] -= 1
        }
        self.widths = widths
    }

    /// The lines of the table, the titles first.
    var lines: [String] {
        [line(columns.map(\.title))] + rows.flatMap(lines)
    }

    /// A row, on as many lines as its longest cell takes.
    private func lines(_ row: Row) -> [String] {
        let cells = columns.indices.map { columns[$0].lines(of: row, in: widths[$0]) }
        return (0..<(cells.map(\.count).max() ?? 0)).map { index in
            line(cells.map { index < $0.count ? $0[index] : "" })
        }
    }

    private func line(_ texts: [String]) -> String {
        let places = columns.indices.map { index in
            PlainText.pad(
                PlainText.cut(texts[index], to: widths[index]),
                to: widths[index],
                right: columns[index].kind == .number
            )
        }
        let text = places.joined(separator: String(repeating: " ", count: Table.gap))
        return String(text.reversed().drop { $0 == " " }.reversed())
    }
}
