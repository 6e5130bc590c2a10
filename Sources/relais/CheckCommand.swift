import ArgumentParser
import Glibc
import Referrals
import Wire

/// `relais check`: reads events as a gateway would, and sends nothing.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks events of a file by the wire contract, and sends nothing.",
        discussion: """
            Each line is one event, a CloudEvent in structured JSON. It is read by what reads it \
            in a gateway, as the agency that its own source names, and each line that would be \
            refused is told with the code, the name of the error, the field and what to do. Good \
            lines are only counted.

            What only the journal can tell is not checked: whether an id is taken, a case is \
            known, or what a correction makes of an event. `relais publish --dry-run` asks that.

            EXAMPLES
              relais check requests.jsonl
              relais check - --as agency:1819 -o jsonl < requests.jsonl
              relais check recorded.jsonl --at 2026-03-02T22:00:00+01:00

            Ends with 0 when every line is good, 65 when any is not.
            """
    )

    @Argument(help: "A file of JSON lines, or - for stdin.")
    var file: String

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "The agency that would send it, as agency:NAME.",
            valueName: "agency:name"
        ),
        transform: CheckCommand.agencyID
    )
    var agency: AgencyID?

    @Option(
        help: ArgumentHelp(
            "The time at which it would be sent; now unless said otherwise.",
            discussion: "RFC 3339 with an offset: recorded events have a time of their own.",
            valueName: "time"
        ),
        transform: CheckCommand.moment
    )
    var at: Moment?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let events = try EventFile(file, lineMax: EventDecoder.lineMax + 1)
        let now = at ?? CheckCommand.wallClock()
        var read = 0
        var rows: [Row] = []
        while let line = try events.next() {
            read += 1
            if let refusal = refusal(of: line, at: now) {
                rows.append(contentsOf: CheckCommand.row(line.number, refusal))
            }
        }
        var output = StandardOutput()
        if !rows.isEmpty || self.output.format != .table {
            let listing = Listing(columns: CheckCommand.columns, rows: rows)
            try output.write(listing.text(as: self.output.format, width: Terminal.width))
            try output.flush()
        }
        Words.say("\(read) read: \(read - rows.count) good, \(rows.count) bad")
        guard rows.isEmpty else { throw Trouble(.dataRefused) }
    }

    /// Why a gateway would not take a line; nil if it would.
    private func refusal(of line: EventFile.Line, at now: Moment) -> EventRefusal? {
        guard line.count <= EventDecoder.lineMax else {
            let detail = "a line has at most \(EventDecoder.lineMax) bytes, this one \(line.count)"
            return EventRefusal(.tooLarge, detail: detail)
        }
        do throws(EventRefusal) {
            _ = try EventDecoder.decode(line.bytes[...], from: agency(of: line), at: now)
            return nil
        } catch {
            return error
        }
    }

    /// The agency that would send a line; of one that names none, nobody's, so that this is told.
    private func agency(of line: EventFile.Line) -> AgencyID {
        if let agency { return agency }
        let named: AgencyID?
        do throws(JSONFault) {
            named = try PostRoom.source(of: line.bytes)
        } catch {
            named = nil
        }
        return named ?? CheckCommand.nobody
    }

    private static let nobody: AgencyID = {
        guard let agency = AgencyID("name") else { preconditionFailure("name is a good name") }
        return agency
    }()

    private static let columns = [
        Column("line", "LINE", .number), Column("code", "CODE", .number),
        Column("error", "ERROR"), Column("field", "FIELD"), Column("detail", "WHAT TO DO"),
    ]

    private static func row(_ line: Int, _ refusal: EventRefusal) -> [Row] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("line", line)
        writer.key("id")
        if let id = refusal.id { writer.string(id) } else { writer.null() }
        writer.member("code", refusal.code)
        writer.member("error", refusal.error.name)
        writer.key("field")
        if let field = refusal.field { writer.string(field) } else { writer.null() }
        writer.member("detail", refusal.detail)
        writer.endObject()
        return Row(writer.bytes).map { [$0] } ?? []
    }

    /// Reads the name of an agency, with its role.
    static func agencyID(_ text: String) throws -> AgencyID {
        guard case .agency(let agency)? = Principal(text) else {
            throw ValidationError("--as is agency:NAME, NAME 1-32 of a-z 0-9 -")
        }
        return agency
    }

    /// Reads a time.
    static func moment(_ text: String) throws -> Moment {
        guard let moment = Moment(rfc3339: text) else {
            throw ValidationError("--at is a time with an offset, as in 2026-03-02T22:00:00+01:00")
        }
        return moment
    }

    private static func wallClock() -> Moment {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Moment(microseconds: Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000)
    }
}
