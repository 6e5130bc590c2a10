/// Text of others, made fit for a terminal.
enum PlainText {
    /// The text without control characters: no escape sequence of a stranger reaches the terminal.
    ///
    /// Line breaks and tabs become spaces; whole escape sequences go, not only their first byte; so
    /// do marks that turn the direction of writing, which can make a text read as another.
    static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnfit) else { return text }
        var clean = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            switch scalar.value {
            case 0x1B: skipSequence(&scalars)
            case 0x9B: skipControlSequence(&scalars)
            case 0x09, 0x0A, 0x0D: clean.append(" ")
            case _ where isUnfit(scalar): continue
            case _: clean.append(scalar)
            }
        }
        return String(clean)
    }

    /// The text in at most so many places, the last of them a mark if something was cut.
    static func cut(_ text: String, to width: Int) -> String {
        guard text.count > width else { return text }
        guard width > 1 else { return String(text.prefix(max(0, width))) }
        return text.prefix(width - 1) + "…"
    }

    /// The name of a field as words.
    static func spaced(_ name: String) -> String {
        String(name.map { $0 == "_" ? " " : $0 })
    }

    /// The text filled up with spaces to so many places.
    static func pad(_ text: String, to width: Int, right: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, width - text.count))
        return right ? spaces + text : text + spaces
    }

    private static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        case _: false
        }
    }

    /// What follows an ESC: a control sequence, a string up to its end, or two characters.
    private static func skipSequence(_ scalars: inout String.UnicodeScalarView.Iterator) {
        guard let kind = scalars.next() else { return }
        switch kind {
        case "[": skipControlSequence(&scalars)
        case "]", "P", "X", "^", "_": skipString(&scalars)
        case "\u{20}"..."\u{2F}":
            while let scalar = scalars.next(), ("\u{20}"..."\u{2F}").contains(scalar) {}
        case _: return
        }
    }

    private static func skipControlSequence(_ scalars: inout String.UnicodeScalarView.Iterator) {
        while let scalar = scalars.next(), !("\u{40}"..."\u{7E}").contains(scalar) {}
    }

    /// A string ends with BEL, or with ESC and a backslash.
    private static func skipString(_ scalars: inout String.UnicodeScalarView.Iterator) {
        while let scalar = scalars.next() {
            if scalar == "\u{07}" || scalar == "\u{9C}" { return }
            if scalar == "\u{1B}" {
                _ = scalars.next()
                return
            }
        }
    }
}
