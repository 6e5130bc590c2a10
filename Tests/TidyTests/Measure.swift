/// How long files and functions may be.
enum Measure {
    static let linesPerFile = 400
    static let linesPerFunction = 70

    /// How many lines of code a target may have: the shells hold what cannot be pure, and nothing else.
    static let linesPerTarget = ["Stations": 1_400]

    /// The targets that have grown too long.
    static func complaints(aboutTargetsOf files: [SourceFile]) -> [Complaint] {
        linesPerTarget.sorted { $0.key < $1.key }.compactMap { target, most in
            let lines = files.filter { !$0.isTest && $0.target == target }
                .reduce(0) { $0 + $1.linesOfCode }
            guard lines > most else { return nil }
            let sentence =
                "\(lines) lines of code, at most \(most): move what reads or decides into a pure target"
            return Complaint(path: "Sources/" + target, line: lines, sentence: sentence)
        }
    }

    static func complaints(about file: SourceFile) -> [Complaint] {
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        var complaints: [Complaint] = []
        if lines > linesPerFile {
            let sentence =
                "\(lines) lines: one idea a file, at most \(linesPerFile); move a theme to Type+Theme"
            complaints.append(Complaint(path: file.path, line: lines, sentence: sentence))
        }
        for function in functions(in: file.code) where function.lines > linesPerFunction {
            let sentence =
                "\(function.lines) lines: at most \(linesPerFunction); name a part and move it out"
            complaints.append(
                Complaint(path: file.path, line: function.first, sentence: sentence)
            )
        }
        return complaints
    }

    /// A body: its first line, from 1, and how many it has with its signature.
    struct Body: Equatable {
        let first: Int
        let lines: Int
    }

    /// The functions, initialisers, subscripts and computed properties of some code.
    static func functions(in code: String) -> [Body] {
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        var bodies: [Body] = []
        for (index, line) in lines.enumerated() where declares(line) {
            if let last = lastLine(of: lines, from: index) {
                bodies.append(Body(first: index + 1, lines: last - index + 1))
            }
        }
        return bodies
    }

    private static func declares(_ line: [Character]) -> Bool {
        let words = line.split(whereSeparator: { " (<?!:{".contains($0) }).map { String($0) }
        for word in words {
            switch word {
            case "func", "init", "deinit", "subscript": return true
            case "var": return line.last == "{"
            default:
                guard word.hasPrefix("@") || modifiers.contains(word) else { return false }
            }
        }
        return false
    }

    private static let modifiers: Set<String> = [
        "public", "package", "internal", "fileprivate", "private", "static", "mutating", "override",
        "final", "convenience", "required", "nonisolated", "borrowing", "consuming", "isolated",
        "lazy", "class", "set)", "nonsending)", ")",
    ]

    /// The line of the brace that closes the body; nil for a requirement, which has none.
    private static func lastLine(of lines: [[Character]], from start: Int) -> Int? {
        var braces = 0
        var parentheses = 0
        for index in start..<lines.count {
            for character in lines[index] {
                switch character {
                case "(", "[": parentheses += 1
                case ")", "]": parentheses -= 1
                case "{": braces += 1
                case "}":
                    braces -= 1
                    if braces == 0 { return index }
                    if braces < 0 { return nil }
                default: break
                }
            }
            let isOpen = braces > 0 || parentheses > 0
            if !isOpen, !goesOn(after: index, lines) { return nil }
        }
        return nil
    }

    private static func goesOn(after index: Int, _ lines: [[Character]]) -> Bool {
        guard index + 1 < lines.count else { return false }
        let next = String(lines[index + 1].drop(while: { $0 == " " }))
        return ["{", "where ", "->", "throws", "async", "else", ")"].contains { next.hasPrefix($0) }
    }
}
