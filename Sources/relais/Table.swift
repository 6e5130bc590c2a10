/// Rows laid out in columns, at most so wide.
struct Table {
    /// Two spaces stand between columns.
    static let gap = 2

    /// No column of words becomes narrower than this.
    static let narrowest = 6

    private let columns: [Column]
    private let cells: [[String]]
    private let widths: [Int]

    /// A table of these rows; words are cut, the widest column first, until it fits.
    init(_ columns: [Column], _ rows: [Row], width: Int) {
        self.columns = columns
        cells = rows.map { row in columns.map { $0.text(of: row) } }
        var widths = columns.map(\.title.count)
        for line in cells {
            for index in line.indices {
                widths[index] = max(widths[index], line[index].count)
            }
        }
        let gaps = Table.gap * max(0, columns.count - 1)
        while widths.reduce(gaps, +) > width {
            let widest = columns.indices.filter {
                columns[$0].kind == .text && widths[$0] > Table.narrowest
            }.max { widths[$0] < widths[$1] }
            guard let widest else { break }
            widths[widest] -= 1
        }
        self.widths = widths
    }

    /// The lines of the table, the titles first.
    var lines: [String] {
        ([columns.map(\.title)] + cells).map(line)
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
