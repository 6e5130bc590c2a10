import ArgumentParser

/// How rows are written on stdout.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    /// Columns for eyes, at most 80 wide, or as wide as the terminal if that is less.
    case table
    /// One array of all rows, as they were received.
    case json
    /// A row a line, as it was received.
    case jsonl
    /// RFC 4180, with a first line of names.
    case csv
}

/// The option that every command has that reads.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "How rows are written: table, json, jsonl or csv.",
            discussion: """
                Always a table unless said otherwise, also in a pipe: what a script reads does not \
                depend on where it runs. A table has 80 columns and cuts what is longer; the other \
                formats cut nothing.
                """
        )
    )
    var format = OutputFormat.table
}
