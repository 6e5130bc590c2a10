import Exchange
import Foundation
import Referrals
import Triage

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

    var rows: [(name: String, value: Double, digits: Int, unit: String)] = []

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

    /// How layouts compare: the receipts a second of each in the median of its rounds, and what one gives of
    /// another, in the median of the rounds as well, each round by itself.
    init(comparing runs: [(layout: BenchServer.Layout, figures: [BenchFigures])]) {
        for run in runs {
            let name = run.layout.name
            let rates = run.figures.map { $0.value("receipts_per_s") }
            rows.append(("\(name)_per_s", BenchFigures.median(rates), 0, run.layout.words))
            let work = BenchFigures.median(run.figures.map { $0.value("processor_per_event") })
            rows.append(("\(name)_us", work, 1, "us of its processes an event"))
            let memory = run.figures.map { $0.value("peak_memory") }.max() ?? 0
            rows.append(("\(name)_memory", memory, 1, "MiB, all its processes"))
        }
        for (part, whole) in zip(runs.dropFirst(), runs) {
            let ratios = zip(part.figures, whole.figures).map { some, all in
                some.value("receipts_per_s") / max(all.value("receipts_per_s"), 1)
            }
            let name = "\(part.layout.name)_to_\(whole.layout.name)"
            rows.append((name, BenchFigures.median(ratios), 3, "in the median of the rounds"))
            rows.append(("\(name)_least", ratios.min() ?? 0, 3, "in the worst round"))
        }
    }

    /// How long an exchange takes over one more of each thing when so many legs are open, and when a
    /// thousand are; microseconds, of the decision, of all the facts that follow from it, and of one of them.
    init(filling legs: Int, under bundle: Triage.Bundle) throws {
        let few = try BenchFigures.filled(1_000, under: bundle)
        let many = try BenchFigures.filled(legs, under: bundle)
        rows = [
            ("open_legs", Double(many.board.openLegs), 0, ""),
            ("cases", Double(many.board.cases.count), 0, ""),
            ("facts", Double(many.board.position.number), 0, ""),
            ("memory", BenchFigures.memory("VmRSS"), 1, "MiB, of the whole process"),
            ("peak_memory", BenchFigures.memory("VmHWM"), 1, "MiB"),
        ]
        for work in BenchBoard.Work.allCases {
            let before = few.times(of: work)
            let after = many.times(of: work)
            for (name, first, second) in [
                ("decide", before.decide, after.decide), ("apply", before.apply, after.apply),
                ("apply_fact", before.applyFact, after.applyFact),
            ] {
                let part = "\(work.name)_\(name)"
                rows.append(("\(part)_p50", second.middle, 2, "us"))
                rows.append(("\(part)_p99", second.tail, 2, "us"))
                rows.append(("\(part)_p50_of_1000", first.middle, 2, "us"))
            }
        }
    }

    private static func filled(_ legs: Int, under bundle: Triage.Bundle) throws -> BenchBoard {
        // Monday 2 March 2026, noon in Brussels.
        let noon = Moment(seconds: 1_772_449_200)
        var board = try BenchBoard(under: bundle, at: noon, seed: 7)
        board.fill(to: legs)
        // Each round opens legs of its own: few enough that their number stays what it is said to be.
        board.measure(min(20_000, max(500, legs / 50)))
        return board
    }

    /// What a line of `/proc/self/status` tells, in MiB.
    private static func memory(_ line: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let words = status.split(separator: "\n").first { $0.hasPrefix(line + ":") }
        let number = words?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        return number.flatMap { Double($0) }.map { $0 / 1_024 } ?? 0
    }

    /// How long it was from the kill of a server to its first receipt.
    init(restart: BenchRestart) {
        rows = [
            ("facts", Double(restart.facts), 0, ""),
            ("cases", Double(restart.cases), 0, ""),
            ("open_legs", Double(restart.openLegs), 0, ""),
            ("kill_to_ready", restart.toReady, 3, "s"),
            ("kill_to_receipt", restart.toReceipt, 3, "s"),
            ("peak_memory", Double(restart.memory) / 1_048_576, 1, "MiB, of the second life"),
        ]
    }

    private func value(_ name: String) -> Double {
        rows.first { $0.name == name }?.value ?? 0
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard let middle = sorted.dropFirst(sorted.count / 2).first else { return 0 }
        guard sorted.count.isMultiple(of: 2) else { return middle }
        return (middle + sorted[sorted.count / 2 - 1]) / 2
    }

    /// A line a figure.
    var table: [String] {
        let width = max(24, rows.map { $0.name.count + 2 }.max() ?? 0)
        return rows.map { row in
            let name = PlainText.pad(PlainText.spaced(row.name), to: width)
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

extension BenchServer.Layout {
    /// What its figures are called.
    var name: String { (isApart ? "three" : "one") + (isLocked ? "_locked" : "_plain") }

    /// What it is, in words.
    var words: String {
        (isApart ? "gateway, dispatcher and recorder apart" : "one process")
            + (isLocked ? ", with keys" : ", without keys")
    }
}
