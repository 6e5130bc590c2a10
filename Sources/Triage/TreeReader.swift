import Referrals

/// A part of a file and the way to it.
struct Branch {
    let tree: Tree
    let path: String

    /// The whole of a file.
    init(root: Tree) {
        self.init(tree: root, path: "")
    }

    init(tree: Tree, path: String) {
        self.tree = tree
        self.path = path
    }
}

/// Reads one file of the bundle and gathers its mistakes, so that all are told at once.
///
/// A reader of a missing part gives nothing and tells nothing: whoever required it has told already.
struct TreeReader {
    let file: String
    private(set) var faults: [BundleFault] = []

    init(file: String) {
        self.file = file
    }

    /// Tells a mistake at a part of the file; what stands there is what was found, unless said.
    mutating func fault(_ branch: Branch, expected: String, found: String? = nil) {
        faults.append(
            BundleFault(
                file: file,
                line: branch.tree.line,
                column: branch.tree.column,
                path: branch.path,
                expected: expected,
                found: found ?? branch.tree.noun
            )
        )
    }

    /// The entries of a map whose keys are all known; a missing required one is a mistake.
    mutating func fields(
        _ branch: Branch,
        required: [String] = [],
        optional: [String] = []
    ) -> [String: Branch] {
        let known = required + optional
        guard case .map(let entries) = branch.tree.content else {
            fault(branch, expected: "a map with \(TreeReader.choice(known))")
            return [:]
        }
        var fields: [String: Branch] = [:]
        for entry in entries {
            let key = entry.key
            let path = branch.path.isEmpty ? key : "\(branch.path).\(key)"
            let mark = Branch(
                tree: Tree(line: entry.line, column: entry.column, content: .text(key)),
                path: path
            )
            if !known.contains(key) {
                fault(mark, expected: TreeReader.expectedKey(for: key, among: known))
            } else if fields.updateValue(Branch(tree: entry.value, path: path), forKey: key) != nil
            {
                fault(mark, expected: "each key once", found: "\(key) again")
            }
        }
        for name in required where fields[name] == nil {
            fault(branch, expected: "the key \(name)", found: "none")
        }
        return fields
    }

    /// The items of a list.
    mutating func items(_ branch: Branch?) -> [Branch] {
        guard let branch else { return [] }
        guard case .list(let items) = branch.tree.content else {
            fault(branch, expected: "a list")
            return []
        }
        return items.enumerated().map { place, item in
            Branch(tree: item, path: "\(branch.path)[\(place)]")
        }
    }

    /// A text that says something.
    @discardableResult
    mutating func text(_ branch: Branch?, _ expected: String = "a text") -> String? {
        guard let branch else { return nil }
        guard case .text(let text, let isQuoted) = branch.tree.content, !text.isEmpty,
            isQuoted || !Tree.nulls.contains(text)
        else {
            fault(branch, expected: expected)
            return nil
        }
        return text
    }

    /// A text that a reader understands; `among` are the words it knows, the nearest of which is told.
    @discardableResult
    mutating func value<Value>(
        _ branch: Branch?,
        _ expected: String,
        among known: [String] = [],
        _ read: (String) -> Value?
    ) -> Value? {
        guard let branch, let text = text(branch, expected) else { return nil }
        guard let value = read(text) else {
            let nearest = Spelling.nearest(to: text, among: known)
            fault(branch, expected: nearest.map { "\(expected), perhaps \($0)" } ?? expected)
            return nil
        }
        return value
    }

    /// A list of texts that a reader understands, none of them twice.
    @discardableResult
    mutating func values<Value: Hashable>(
        _ branch: Branch?,
        _ expected: String,
        among known: [String] = [],
        _ read: (String) -> Value?
    ) -> [Value] {
        var seen: Set<Value> = []
        var values: [Value] = []
        for item in items(branch) {
            guard let found = value(item, expected, among: known, read) else { continue }
            if seen.insert(found).inserted {
                values.append(found)
            } else {
                fault(item, expected: "each only once", found: "\(item.tree.noun) again")
            }
        }
        return values
    }

    /// Tells a list that was given and is empty.
    mutating func notEmpty(_ branch: Branch?, _ expected: String) {
        guard let branch, case .list(let items) = branch.tree.content, items.isEmpty else { return }
        fault(branch, expected: expected)
    }

    /// A whole number in a range, written without quotes.
    mutating func whole(
        _ branch: Branch?,
        _ range: ClosedRange<Int64>,
        of unit: String = "a whole number"
    ) -> Int64? {
        guard let branch else { return nil }
        guard case .text(let text, isQuoted: false) = branch.tree.content,
            let number = Int64(text), range.contains(number)
        else {
            fault(branch, expected: "\(unit) from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// Whole minutes, written without quotes.
    mutating func minutes(_ branch: Branch?, to most: Int64) -> Span? {
        whole(branch, 1...max(1, most), of: "whole minutes").map { .minutes($0) }
    }

    /// `true` or `false`, written without quotes.
    mutating func flag(_ branch: Branch?) -> Bool? {
        guard let branch else { return nil }
        switch branch.tree.content {
        case .text("true", isQuoted: false): return true
        case .text("false", isQuoted: false): return false
        case .text, .list, .map:
            fault(branch, expected: "true or false")
            return nil
        }
    }

    /// Tells a name that stands twice.
    mutating func once(_ seen: inout Set<String>, _ branch: Branch?, _ name: String?) {
        guard let branch, let name, !seen.insert(name).inserted else { return }
        fault(branch, expected: "each name once", found: "\"\(name)\" again")
    }

    private static func expectedKey(for key: String, among known: [String]) -> String {
        let keys = "one of the keys \(choice(known))"
        guard let nearest = Spelling.nearest(to: key, among: known) else { return keys }
        return "\(keys), perhaps \(nearest)"
    }

    /// `a, b or c`.
    static func choice(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
