/// What a bench has measured, a name and a number each.
struct BenchFigures {
    /// What the server says of itself.
    struct Server {
        var commits: Int
        var facts: Int
        var accepted: Int
        var memory: Int
        var processor: Double
        var bytes: Int
    }

    private var rows: [(name: String, value: Double, digits: Int, unit: String)] = []

    init(_ load: BenchLoad, _ server: Server, floorSeconds: Double?, syncs: Double) {
        let stored = Double(max(1, load.stored))
        let rate = Double(load.inTime) / max(load.published, 0.001)
        let receipt = load.toReceipt.percentiles([0.5, 0.99])
        let offer = load.toOffer.percentiles([0.5, 0.99])
        let late = load.late.percentiles([0.99])
        rows = [
            ("receipts", Double(load.stored), 0, ""),
            ("receipts_per_s", rate, 0, ""),
            ("settled_per_s", stored / max(load.settled, 0.001), 0, "with every offer accepted"),
            ("publish_to_receipt_p50", receipt[0], 2, "ms"),
            ("publish_to_receipt_p99", receipt[1], 2, "ms"),
            ("publish_to_offer_p50", offer[0], 2, "ms"),
            ("publish_to_offer_p99", offer[1], 2, "ms"),
            ("sent_late_p99", late[0], 2, "ms, of messages sent by the clock"),
            ("offers", Double(load.offers), 0, ""),
            ("accepted", Double(server.accepted), 0, ""),
            ("not_stored", Double(load.refused), 0, "messages"),
            ("commits", Double(server.commits), 0, "one fdatasync each"),
            ("events_per_commit", stored / Double(max(1, server.commits)), 1, ""),
            ("facts_per_event", Double(server.facts) / stored, 2, ""),
            ("bytes_per_event", Double(server.bytes) / stored, 0, "on disk"),
            ("peak_memory", Double(server.memory) / 1_048_576, 1, "MiB"),
            ("processor_per_event", server.processor * 1_000_000 / stored, 1, "us of the server"),
            ("fdatasyncs_per_s", syncs, 0, "4 KB appended and flushed"),
        ]
        guard let floorSeconds else { return }
        let floor = stored / max(floorSeconds, 0.001)
        rows += [
            ("floor_per_s", floor, 0, "the same rows and commits by SQLite alone"),
            ("ratio", rate / floor, 3, "of the floor"),
        ]
    }

    /// A line a figure.
    var table: [String] {
        rows.map { row in
            let name = PlainText.pad(PlainText.spaced(row.name), to: 24)
            let value = PlainText.pad(BenchFigures.text(row.value, row.digits), to: 12, right: true)
            return row.unit.isEmpty ? name + value : name + value + "  " + row.unit
        }
    }

    /// One object of all figures.
    var json: String {
        let members = rows.map { "\"\($0.name)\":\(BenchFigures.text($0.value, $0.digits))" }
        return "{\(members.joined(separator: ","))}"
    }

    /// A line of names and a line of numbers.
    var csv: [String] {
        [
            rows.map(\.name).joined(separator: ","),
            rows.map { BenchFigures.text($0.value, $0.digits) }.joined(separator: ","),
        ]
    }

    private static func text(_ value: Double, _ digits: Int) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let whole = Int((value * Double(scale)).rounded())
        guard digits > 0 else { return "\(whole)" }
        let fraction = String(whole % scale)
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(whole / scale).\(zeros)\(fraction)"
    }
}
