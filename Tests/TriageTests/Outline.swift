import Triage

/// Reads the part of YAML that the files of the tests are written in, with lines and columns.
///
/// Blocks by indentation, `[a, b]`, `{a: b}`, quotes, and whole lines of comment; nothing else.
struct Outline {
    private struct Line {
        var indent: Int
        var text: String
        var number: Int
    }

    private var lines: [Line] = []
    private var next = 0

    /// The tree of a file.
    static func read(_ text: String) -> Tree {
        var outline = Outline()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let indent = line.prefix { $0 == " " }.count
            let content = String(line.dropFirst(indent))
            if content.isEmpty || content.hasPrefix("#") { continue }
            outline.lines.append(Line(indent: indent, text: content, number: index + 1))
        }
        guard let first = outline.lines.first else {
            return Tree(line: 1, column: 1, content: .text(""))
        }
        return outline.block(first.indent)
    }

    private mutating func block(_ indent: Int) -> Tree {
        lines[next].text.hasPrefix("- ") ? list(indent) : map(indent)
    }

    private mutating func list(_ indent: Int) -> Tree {
        let start = lines[next].number
        var items: [Tree] = []
        while next < lines.count, lines[next].indent == indent, lines[next].text.hasPrefix("- ") {
            lines[next].text.removeFirst(2)
            lines[next].indent += 2
            if Outline.isEntry(lines[next].text) {
                items.append(map(indent + 2))
            } else {
                items.append(inline(lines[next].text, column: indent + 3))
                next += 1
            }
        }
        return Tree(line: start, column: indent + 1, content: .list(items))
    }

    private mutating func map(_ indent: Int) -> Tree {
        let start = lines[next].number
        var entries: [Tree.Entry] = []
        while next < lines.count, lines[next].indent == indent, !lines[next].text.hasPrefix("- ") {
            let line = lines[next]
            let key = String(line.text.prefix { $0 != ":" })
            let rest = line.text.dropFirst(key.count + 1)
            let value: Tree
            if rest.isEmpty, next + 1 < lines.count, lines[next + 1].indent > indent {
                next += 1
                value = block(lines[next].indent)
            } else {
                value = inline(String(rest.dropFirst()), column: indent + key.count + 3)
                next += 1
            }
            entries.append(
                Tree.Entry(key: key, line: line.number, column: indent + 1, value: value)
            )
        }
        return Tree(line: start, column: indent + 1, content: .map(entries))
    }

    private func inline(_ text: String, column: Int) -> Tree {
        var flow = Flow(text: Array(text), line: lines[next].number, column: column)
        return flow.value(until: [])
    }

    private static func isEntry(_ text: String) -> Bool {
        guard let first = text.first, !"{['\"".contains(first) else { return false }
        return text.contains(": ") || text.hasSuffix(":")
    }
}

/// Reads what stands on one line.
private struct Flow {
    let text: [Character]
    let line: Int
    let column: Int
    var place = 0

    mutating func value(until ends: Set<Character>) -> Tree {
        while place < text.count, text[place] == " " { place += 1 }
        let start = column + place
        guard place < text.count else { return tree(start, .text("")) }
        switch text[place] {
        case "[":
            var items: [Tree] = []
            while goesOn(to: "]") { items.append(value(until: [",", "]"])) }
            return tree(start, .list(items))
        case "{":
            var entries: [Tree.Entry] = []
            while goesOn(to: "}") {
                while text[place] == " " { place += 1 }
                let at = column + place
                let key = String(text[place...].prefix { $0 != ":" })
                place += key.count + 1
                entries.append(
                    Tree.Entry(key: key, line: line, column: at, value: value(until: [",", "}"]))
                )
            }
            return tree(start, .map(entries))
        case let quote where quote == "'" || quote == "\"":
            let content = text[(place + 1)...].prefix { $0 != quote }
            place += content.count + 2
            return tree(start, .text(String(content), isQuoted: true))
        default:
            let content = text[place...].prefix { !ends.contains($0) }
            place += content.count
            return tree(start, .text(String(content)))
        }
    }

    /// Steps over the bracket or comma; false at the closing bracket, which it steps over as well.
    private mutating func goesOn(to end: Character) -> Bool {
        if text[place] != end { place += 1 }
        while place < text.count, text[place] == " " { place += 1 }
        guard place < text.count, text[place] != end else {
            place += 1
            return false
        }
        return true
    }

    private func tree(_ column: Int, _ content: Tree.Content) -> Tree {
        Tree(line: line, column: column, content: content)
    }
}
