import ArgumentParser
import Referrals
import Wire

/// `relais errors`: what the names of errors mean.
struct ErrorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errors",
        abstract: "Explains the errors of the wire contract.",
        discussion: """
            Every refusal has a code, whose class says what to do, and a name that never changes: \
            3xx, 401, 429, 500 and 503 try again; every other 4xx, 501 and 505 are final.

            EXAMPLES
              relais errors                      # all of them
              relais errors bce_check_digits     # one
              relais errors -o csv               # for a spreadsheet
            """
    )

    @Argument(help: "The name of one error.")
    var name: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let named = try ErrorsCommand.errors(named: name)
        var output = StandardOutput()
        if name != nil, self.output.format == .table {
            for error in named {
                try output.writeLine("\(error.name) (\(error.code)): \(error.says)")
                try output.writeLine(ErrorsCommand.advice(for: error.code))
            }
            return try output.flush()
        }
        try output.write(
            Listing(columns: ErrorsCommand.columns, rows: named.compactMap(ErrorsCommand.row))
                .text(as: self.output.format, width: Terminal.width)
        )
        try output.flush()
    }

    private static let columns = [
        Column("error", "ERROR"), Column("code", "CODE", .number), Column("says", "WHAT IT SAYS"),
    ]

    private static func errors(named name: String?) throws -> [ErrorName] {
        guard let name else { return ErrorName.allCases }
        if let error = ErrorName(name: name) { return [error] }
        throw Trouble(
            .dataRefused,
            "no error is called \"\(name)\"; `relais errors` lists all of them"
        )
    }

    /// What to do about a code, by its class.
    static func advice(for code: Int) -> String {
        switch code {
        case 200..<300: "Nothing is to be done: it is final, and good."
        case 300..<400, 401, 429, 500, 503:
            "Send the same again with a new seq, after retry_after_ms, or after a second at first."
        case _: "It is final: the same, sent again, would be refused again."
        }
    }

    private static func row(_ error: ErrorName) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("error", error.name)
        writer.member("code", error.code)
        writer.member("says", error.says)
        writer.endObject()
        return Row(writer.bytes)
    }
}
