import Glibc

/// What the program knows of the terminal it may be run in.
enum Terminal {
    /// Whether stdout is one.
    static var readsOutput: Bool { isatty(1) == 1 }

    /// Whether stderr is one; only then is there any progress to be seen.
    static var readsWords: Bool { isatty(2) == 1 }

    /// How wide a table may be: 80, or less in a narrower terminal.
    static var width: Int { readsOutput ? max(20, min(80, size.columns)) : 80 }

    /// The columns and lines of the terminal; 80 and 24 where nothing says otherwise.
    static var size: (columns: Int, lines: Int) {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Whether colour is wanted: on a terminal that can, unless `NO_COLOR` says no.
    static func wantsColor(environment: [String: String], isTerminal: Bool) -> Bool {
        isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// The variables of the environment that matter here.
    static var environment: [String: String] {
        var found: [String: String] = [:]
        for name in ["NO_COLOR", "TERM"] {
            if let value = getenv(name) { found[name] = String(cString: value) }
        }
        return found
    }
}
