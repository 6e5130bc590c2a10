/// Rows written in one of the formats.
struct Listing {
    /// What a table and CSV show, in order.
    let columns: [Column]

    /// The rows, in the order received.
    let rows: [Row]

    /// All of it, ended by a line feed.
    func text(as format: OutputFormat, width: Int) -> [UInt8] {
        switch format {
        case .table: Array(table(width: width).utf8)
        case .json: json
        case .jsonl: jsonLines
        case .csv: Array(csv.utf8)
        }
    }

    private func table(width: Int) -> String {
        var text = ""
        for line in Table(columns, rows, width: width).lines { text += line + "\n" }
        return text
    }

    /// The columns of the table, and behind them every other field that a row has: only a table cuts.
    private var csv: String {
        var fields = columns.map(\.field)
        var known = Set(fields)
        for row in rows {
            for field in row.fields where known.insert(field).inserted { fields.append(field) }
        }
        return rows.reduce(into: CSVLine.text(fields.map(PlainText.clean))) { text, row in
            text += CSVLine.text(fields.map(row.cell))
        }
    }

    private var jsonLines: [UInt8] {
        rows.reduce(into: []) { bytes, row in
            bytes += row.bytes
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    private var json: [UInt8] {
        guard !rows.isEmpty else { return Array("[]\n".utf8) }
        var bytes = Array("[\n".utf8)
        for index in rows.indices {
            bytes += rows[index].bytes
            bytes += Array((index == rows.count - 1 ? "\n" : ",\n").utf8)
        }
        return bytes + Array("]\n".utf8)
    }
}
