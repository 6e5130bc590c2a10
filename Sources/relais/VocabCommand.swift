import ArgumentParser
import Referrals
import Wire

/// `relais vocab`: the closed lists of the wire contract.
struct VocabCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vocab",
        abstract: "Shows the closed lists of the wire contract.",
        discussion: """
            Without the name of a list: all lists, and how many words each has. With one: its \
            words, in the order in which they are documented.

            EXAMPLES
              relais vocab
              relais vocab need
              relais vocab outcome -o jsonl
            """
    )

    @Argument(help: "The name of one list.")
    var list: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        var output = StandardOutput()
        try output.write(listing().text(as: self.output.format, width: Terminal.width))
        try output.flush()
    }

    private func listing() throws -> Listing {
        guard let name = list else {
            return Listing(
                columns: [Column("list", "LIST"), Column("words", "WORDS", .number)],
                rows: Vocabulary.lists.compactMap { list in
                    VocabCommand.row { writer in
                        writer.member("list", list.name)
                        writer.member("words", list.words.count)
                    }
                }
            )
        }
        guard let list = Vocabulary.lists.first(where: { $0.name == name }) else {
            throw Trouble(
                .dataRefused,
                "no list is called \"\(name)\"; `relais vocab` names all of them"
            )
        }
        return Listing(
            columns: [Column("word", "WORD")],
            rows: list.words.compactMap { word in
                VocabCommand.row { $0.member("word", word) }
            }
        )
    }

    private static func row(_ body: (inout JSONWriter) -> Void) -> Row? {
        var writer = JSONWriter()
        writer.beginObject()
        body(&writer)
        writer.endObject()
        return Row(writer.bytes)
    }
}
