import ArgumentParser

/// Why a command could not do its work: how the program ends, and what it says on stderr first.
struct Trouble: Error, Equatable {
    /// How the program ends.
    let code: ExitCode

    /// Sentences for whoever called it, one a line; none when all has been said.
    let words: [String]

    init(_ code: ExitCode, _ words: String...) {
        self.code = code
        self.words = words
    }

    init(_ code: ExitCode, lines: [String]) {
        self.code = code
        words = lines
    }
}
