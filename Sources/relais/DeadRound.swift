import ArgumentParser
import Referrals
import RelaisClient
import Wire

/// One order after the other for many legs: at a pace, with its progress told, until somebody stops it.
struct DeadRound {
    private let choice: DeadChoice
    private let order: OrderOptions
    private let connection: ConnectionOptions
    private let format: OutputFormat
    private let doing: String

    private static let columns = [
        Column("leg", "LEG", .name), Column("code", "CODE", .number),
        Column("says", "SAYS", .sentence),
    ]

    init(
        _ choice: DeadChoice,
        _ order: OrderOptions,
        _ connection: ConnectionOptions,
        _ output: OutputOptions,
        doing: String
    ) {
        self.choice = choice
        self.order = order
        self.connection = connection
        format = output.format
        self.doing = doing
    }

    /// Gives the order for each leg; a refused one does not keep the others back.
    func run(_ ordered: (LegID) -> SupervisorOrder) throws {
        let stop = try StopSignal()
        let supervisor = try GatewayCall.run { try Question(connection).supervisor() }
        let legs = try GatewayCall.run { try self.legs(from: supervisor) }
        let key = order.keyOrNew()
        var tally = DeadTally(total: legs.count)
        var rows: [Row] = []
        defer { if Terminal.readsWords, !legs.isEmpty { Words.overwrite("") } }
        do throws(ClientFailure) {
            for leg in legs {
                guard stop.times == 0 else { break }
                let inquiry = OrderInquiry(
                    ordered(leg),
                    reason: order.reason,
                    key: "\(key)/\(leg)",
                    isDryRun: order.dryRun
                )
                rows.append(try give(inquiry, for: leg, by: supervisor, &tally))
                if Terminal.readsWords { Words.overwrite(tally.progress(doing)) }
                if tally.done < legs.count { stop.wait(milliseconds: 1_000 / choice.rate) }
            }
        } catch {
            try show(rows)
            Words.say(tally.sentence(doing, isDryRun: order.dryRun))
            Words.say("what is left is done by the same command with --order-key \(key)")
            throw GatewayCall.trouble(error)
        }
        try show(rows)
        Words.say(tally.sentence(doing, isDryRun: order.dryRun))
        if tally.done < legs.count {
            let words = "stopped; what is left is done by the same command with --order-key \(key)"
            throw Trouble(.tryAgain, words)
        }
        if tally.refused > 0 { throw Trouble(.dataRefused, lines: []) }
    }

    private func legs(from supervisor: SupervisorClient) throws(ClientFailure) -> [LegID] {
        guard choice.legs.isEmpty else { return choice.legs }
        return try choice.filter.rows(from: supervisor).compactMap { row in
            row.string("leg").flatMap { LegID($0) }
        }
    }

    /// Gives one order; what became of it, as a row.
    private func give(
        _ inquiry: OrderInquiry,
        for leg: LegID,
        by supervisor: SupervisorClient,
        _ tally: inout DeadTally
    ) throws(ClientFailure) -> Row {
        do throws(ClientFailure) {
            let done = try supervisor.order(inquiry)
            tally.count(done)
            let words = done.code == 202 ? ["done before, under the same key"] : done.words
            return row(leg, done.code, words.joined(separator: "; "))
        } catch .refused(let error) where !error.isPassing {
            tally.refuse()
            return row(leg, error.code, error.detail.isEmpty ? error.name : error.detail)
        }
    }

    private func row(_ leg: LegID, _ code: Int, _ says: String) -> Row {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("leg", leg.description)
        writer.member("code", code)
        writer.member("says", says)
        writer.endObject()
        guard let row = Row(writer.bytes) else {
            preconditionFailure("an object that was just written can be read")
        }
        return row
    }

    private func show(_ rows: [Row]) throws {
        guard !rows.isEmpty else { return }
        try Question.show(Listing(columns: DeadRound.columns, rows: rows), as: format)
    }
}

/// What became of the orders of one round.
struct DeadTally: Equatable {
    /// How many legs it is about.
    let total: Int
    private(set) var changed = 0
    private(set) var before = 0
    private(set) var refused = 0

    init(total: Int) {
        self.total = total
    }

    /// How many orders were answered.
    var done: Int { changed + before + refused }

    mutating func count(_ done: SupervisorClient.Done) {
        if done.code == 202 { before += 1 } else { changed += 1 }
    }

    mutating func refuse() {
        refused += 1
    }

    /// How far it is, for a line that is written over.
    func progress(_ doing: String) -> String {
        "\(done) of \(total): \(changed) \(doing), \(refused) refused"
    }

    /// What became of all, in a sentence.
    func sentence(_ doing: String, isDryRun: Bool) -> String {
        guard total > 0 else { return "nothing is dead that is meant" }
        let would = isDryRun ? "would be " : ""
        var parts = ["\(changed) \(would)\(doing)"]
        if before > 0 { parts.append("\(before) done before") }
        if refused > 0 { parts.append("\(refused) refused") }
        if done < total { parts.append("\(total - done) left") }
        return "\(total) \(total == 1 ? "leg" : "legs"): " + parts.joined(separator: ", ")
    }
}
