import ArgumentParser

extension Relais {
    /// The command that the words of a command line call.
    ///
    /// A word that no command knows is told of before an option that is missing: who has misspelt
    /// --insecure is not told to say --insecure. Nor does a question for help that nobody can give
    /// end as one that was answered.
    static func command(from words: [String]) throws -> any ParsableCommand {
        if let topic = unknownTopic(words) {
            throw ValidationError("there is no command \(PlainText.clean(topic)) to tell of")
        }
        do {
            return try parseAsRoot(words)
        } catch {
            guard message(for: error) == ConnectionOptions.wanting else { throw error }
            let end = words.firstIndex(of: "--") ?? words.endIndex
            _ = try parseAsRoot(words[..<end] + ["--insecure"] + words[end...])
            throw error
        }
    }

    /// The word behind `help` that is no command; nil if all are, or if help is not asked for.
    private static func unknownTopic(_ words: [String]) -> String? {
        guard words.first == "help" else { return nil }
        var commands = configuration.subcommands
        for word in words.dropFirst() where !word.hasPrefix("-") {
            guard let command = commands.first(where: { $0.configuration.commandName == word })
            else { return word }
            commands = command.configuration.subcommands
        }
        return nil
    }
}
