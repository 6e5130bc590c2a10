import Posts
import Referrals
import Triage
import Wire

/// What a backtest found, as rows; what could tell of one person is hidden unless it is asked for.
struct BacktestReport {
    /// A part of the report: what it is about, and its rows.
    struct Part {
        let title: String
        let listing: Listing
    }

    let sums: BacktestSums
    let rules: [RuleID]
    let isMasked: Bool

    /// All parts, in the order in which they are shown; a part without rows is left out.
    var parts: [Part] {
        [
            Part(title: "all legs", listing: counts("all", [("all", sums.all)])),
            Part(title: "by need", listing: counts("need", needs)),
            Part(title: "by commune of the enterprise", listing: counts("commune", communes)),
            Part(title: "by language of the person", listing: counts("language", languages)),
            Part(title: "where they go first, and went", listing: moves),
            Part(title: "legs that come first to a partner, in all and a day", listing: loads),
            Part(title: "minutes until somebody must have accepted", listing: times),
            Part(title: "rules of the draft that are good for nothing here", listing: uses),
        ].filter { !$0.listing.rows.isEmpty }
    }

    /// Everything in one list, as programs read it.
    var listing: Listing {
        let columns = [Column("what", "WHAT"), Column("of", "OF")]
        return Listing(columns: columns, rows: parts.flatMap(\.listing.rows))
    }

    /// How much was read, and what could not be judged.
    var words: [String] {
        var words = ["\(text(sums.requests)) requests read, \(text(sums.all.legs)) legs"]
        if sums.coded > 0 {
            words.append("\(text(sums.coded)) by their codes alone: what they said is erased")
        }
        if sums.unjudged > 0 {
            words.append("\(text(sums.unjudged)) not judged: neither words nor needs are left")
        }
        if sums.trials > 0 { words.append("\(text(sums.trials)) of test agencies left out") }
        return words
    }

    /// A limit that the draft goes beyond, in words.
    func words(on breach: BacktestLimits.Breach) -> String {
        let legs = "\(text(breach.count)) of \(text(breach.all)) legs"
        let most = breach.limit.map { ", at most \($0) may" } ?? ""
        return switch breach.what {
        case .moved: "\(legs) would go elsewhere\(most)"
        case .unrouted: "\(legs) would find no partner\(most)"
        case .newlyUnrouted: "\(legs) more than before would find no partner\(most)"
        case .later: "\(legs) would be due later\(most)"
        case .crisesLost:
            "\(text(breach.count)) requests that were a crisis would be none: none may"
        }
    }

    private func text(_ count: Int) -> String {
        isMasked ? SmallCells.mask(count).hidden ?? "\(count)" : "\(count)"
    }
}

// MARK: - Parts

extension BacktestReport {
    private var needs: [(String, BacktestSums.Cell)] {
        Need.allCases.compactMap { need in sums.byNeed[need].map { (need.name, $0) } }
    }

    private var communes: [(String, BacktestSums.Cell)] {
        let known = sums.byCommune.keys.compactMap(\.self).sorted()
        let rows = known.compactMap { commune in
            sums.byCommune[commune].map { (commune.description, $0) }
        }
        return rows + (sums.byCommune[nil].map { [("unknown", $0)] } ?? [])
    }

    private var languages: [(String, BacktestSums.Cell)] {
        sums.byLanguage.sorted { $0.key < $1.key }.map { ($0.key.description, $0.value) }
    }

    private func counts(_ what: String, _ rows: [(String, BacktestSums.Cell)]) -> Listing {
        let cells = rows.map(\.1)
        return Listing(
            columns: [
                Column("of", "OF"), Column("legs", "LEGS", .number),
                Column("moved", "MOVED", .number), Column("sooner", "SOONER", .number),
                Column("later", "LATER", .number), Column("desk_before", "DESK", .number),
                Column("desk_after", "AFTER", .number),
                Column("crises_before", "CRISES", .number),
                Column("crises_after", "AFTER", .number),
            ],
            rows: self.rows(
                what,
                rows.map(\.0),
                [
                    ("legs", cells.map(\.legs)), ("moved", cells.map(\.moved)),
                    ("raised", cells.map(\.raised)), ("lowered", cells.map(\.lowered)),
                    ("retimed", cells.map(\.retimed)), ("sooner", cells.map(\.sooner)),
                    ("later", cells.map(\.later)), ("desk_before", cells.map(\.deskBefore)),
                    ("desk_after", cells.map(\.deskAfter)),
                    ("crises_before", cells.map(\.crisesBefore)),
                    ("crises_after", cells.map(\.crisesAfter)),
                ]
            )
        )
    }

    private var moves: Listing {
        let sorted = sums.moves.sorted { left, right in
            (left.key.from.text, left.key.to.text) < (right.key.from.text, right.key.to.text)
        }
        let cells = masked(sorted.map(\.value))
        let rows = sorted.indices.compactMap { index in
            BacktestReport.row("move") { writer in
                writer.member("from", sorted[index].key.from.text)
                writer.member("to", sorted[index].key.to.text)
                write("legs", cells[index], &writer)
            }
        }
        return Listing(
            columns: [
                Column("from", "FROM", .name), Column("to", "TO", .name),
                Column("legs", "LEGS", .number),
            ],
            rows: rows
        )
    }

    private var loads: Listing {
        let sorted = sums.loads.sorted { $0.key < $1.key }
        let (before, after) = (sorted.map(\.value.before), sorted.map(\.value.after))
        let days = sums.dayCount
        func total(_ days: [Int64: Int]) -> Int { days.values.reduce(0, +) }
        let columns: [(String, [SmallCells.Cell])] = [
            ("legs_before", masked(before.map(total))), ("legs_after", masked(after.map(total))),
            ("max_before", before.map { mask($0.values.max() ?? 0) }),
            ("max_after", after.map { mask($0.values.max() ?? 0) }),
        ]
        let rows = sorted.indices.compactMap { index in
            BacktestReport.row("load") { writer in
                writer.member("of", sorted[index].key.description)
                for (name, cells) in columns { write(name, cells[index], &writer) }
                for (name, cells) in columns.prefix(2) {
                    writer.key(name == "legs_before" ? "mean_before" : "mean_after")
                    if case .shown(let legs) = cells[index], days > 0 {
                        writer.raw(Array(BacktestReport.tenths(legs, days).utf8))
                    } else {
                        writer.null()
                    }
                }
            }
        }
        return Listing(
            columns: [
                Column("of", "PARTNER", .name), Column("legs_before", "LEGS", .number),
                Column("legs_after", "AFTER", .number), Column("mean_before", "MEAN", .number),
                Column("mean_after", "AFTER", .number), Column("max_before", "MAX", .number),
                Column("max_after", "AFTER", .number),
            ],
            rows: rows
        )
    }

    private var times: Listing {
        let known = Need.allCases.compactMap { need in sums.times[need].map { (need.name, $0) } }
        let rows = ([("all", sums.allTimes)] + known).compactMap { name, times in
            BacktestReport.row("due") { writer in
                writer.member("of", name)
                for share in [50, 90] {
                    let name = share == 50 ? "median" : "p90"
                    write(name + "_before", share, times.before, &writer)
                    write(name + "_after", share, times.after, &writer)
                }
            }
        }
        return Listing(
            columns: [
                Column("of", "NEED"), Column("median_before", "MEDIAN", .number),
                Column("median_after", "AFTER", .number), Column("p90_before", "90%", .number),
                Column("p90_after", "AFTER", .number),
            ],
            rows: rows
        )
    }

    /// The rules that never fitted, and those that fitted and never had a say.
    private var uses: Listing {
        let rows = rules.compactMap { rule -> Row? in
            let use = sums.rules[rule] ?? BacktestSums.Use()
            guard use.decides == 0 else { return nil }
            return BacktestReport.row("rule") { writer in
                writer.member("of", rule.description)
                writer.member("state", use.fits == 0 ? "dead" : "shadowed")
                write("fits", mask(use.fits), &writer)
            }
        }
        return Listing(
            columns: [
                Column("of", "RULE", .name), Column("state", "STATE", .name),
                Column("fits", "FITS", .number),
            ],
            rows: rows
        )
    }
}

// MARK: - Cells

extension BacktestReport {
    private func rows(_ what: String, _ keys: [String], _ columns: [(String, [Int])]) -> [Row] {
        let shown = columns.map { ($0.0, masked($0.1)) }
        return keys.indices.compactMap { index in
            BacktestReport.row(what) { writer in
                writer.member("of", keys[index])
                for (name, cells) in shown { write(name, cells[index], &writer) }
            }
        }
    }

    private static func row(_ what: String, _ write: (inout JSONWriter) -> Void) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("what", what)
        write(&writer)
        writer.endObject()
        return Row(writer.bytes)
    }

    private func masked(_ counts: [Int]) -> [SmallCells.Cell] {
        isMasked ? SmallCells.mask(counts) : counts.map { .shown($0) }
    }

    private func mask(_ count: Int) -> SmallCells.Cell {
        isMasked ? SmallCells.mask(count) : .shown(count)
    }

    private func write(_ name: String, _ cell: SmallCells.Cell, _ writer: inout JSONWriter) {
        writer.key(utf8: Array(name.utf8)[...])
        switch cell {
        case .shown(let count): writer.integer(count)
        case .small, .withheld: writer.string(cell.hidden ?? "")
        }
    }

    /// A percentile of few legs would be the time of one of them.
    private func write(
        _ name: String,
        _ share: Int,
        _ legs: [Int64: Int],
        _ writer: inout JSONWriter
    ) {
        writer.key(utf8: Array(name.utf8)[...])
        let count = legs.values.reduce(0, +)
        guard !isMasked || count >= SmallCells.firstShown,
            let minutes = BacktestSums.Times.percentile(share, of: legs)
        else { return writer.null() }
        writer.integer(Int(minutes))
    }

    /// A quotient to one place.
    private static func tenths(_ part: Int, _ whole: Int) -> String {
        let tenths = (20 * part + whole) / (2 * whole)
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension BacktestSums.Place {
    /// As it is written: a partner by its name, all else in round brackets, which no name has.
    fileprivate var text: String {
        switch self {
        case .partner(let name): name.description
        case .desk: "(desk)"
        case .consent: "(no consent)"
        case .outside: "(outside)"
        case .nowhere: "(no leg)"
        }
    }
}
