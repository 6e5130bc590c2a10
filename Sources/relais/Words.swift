import Glibc

/// What the program says to whoever called it, on stderr.
enum Words {
    /// Says a sentence, after the name of the program; what others wrote in it is cleaned.
    static func say(_ sentence: String) {
        write("relais: \(PlainText.clean(sentence))\n")
    }

    /// Says a line as it is.
    static func line(_ text: String) {
        write(PlainText.clean(text) + "\n")
    }

    /// Writes over the line the cursor is in, on a terminal.
    static func overwrite(_ text: String) {
        write("\r\u{1B}[K" + PlainText.clean(text))
    }

    private static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            // Nobody can be told that stderr cannot be written.
            guard written > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, written))
        }
    }
}
