/// A line of RFC 4180 that a spreadsheet can open without running anything.
enum CSVLine {
    /// The cells with their commas, ended by CR and LF.
    static func text(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// A cell, quoted where it must be.
    ///
    /// A spreadsheet takes a cell that begins with = + - @ for a formula, also when it is quoted; an
    /// apostrophe before it makes it text. A number may begin with a minus.
    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, startsFormula(first), Double(text) == nil {
            text = "'" + text
            return quoted(text)
        }
        let mustQuote = text.unicodeScalars.contains { scalar in
            scalar == "," || scalar == "\"" || scalar == "\r" || scalar == "\n"
        }
        return mustQuote ? quoted(text) : text
    }

    private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "=" || scalar == "+" || scalar == "-" || scalar == "@" || scalar == "\t"
            || scalar == "\r"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            if character == "\"" { quoted.unicodeScalars.append("\"") }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }
}
