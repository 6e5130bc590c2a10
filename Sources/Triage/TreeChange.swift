/// One thing that is another in one of two files of a bundle.
public struct TreeChange: Equatable, Sendable {
    /// What became of it.
    public enum Kind: String, CaseIterable, Sendable {
        /// It is only in the second.
        case added
        /// It is only in the first.
        case removed
        /// It says something else.
        case changed
        /// It stands elsewhere among its neighbours.
        case moved
    }

    /// The part of the file and, where that is a list of things with names, which: `rules T05`.
    public var entry: String
    /// What of it, with points between: `when.language`; empty for all of it.
    public var field: String
    /// What became of it.
    public var kind: Kind
    /// What the first says; nil where it says nothing.
    ///
    /// Of what has moved its place, from 1.
    public var before: String?
    /// What the second says; nil where it says nothing.
    ///
    /// Of what has moved its place, from 1.
    public var after: String?
    /// The line of the second, or of the first for what is only there, from 1.
    public var line: Int

    /// A change of these parts.
    public init(
        entry: String,
        field: String,
        kind: Kind,
        before: String?,
        after: String?,
        line: Int
    ) {
        self.entry = entry
        self.field = field
        self.kind = kind
        self.before = before
        self.after = after
        self.line = line
    }

    /// What two files say differently; where it stands in them and how it is written is not compared.
    ///
    /// The things of a list are told apart by their names, not by their places, wherever each has one.
    public static func between(_ first: Tree, and second: Tree) -> [TreeChange] {
        var comparison = TreeComparison()
        comparison.compare(first, second, TreeComparison.Way())
        return comparison.changes
    }
}

/// Compares two trees.
private struct TreeComparison {
    /// The way from the root.
    struct Way {
        var entry = ""
        var field = ""
        /// Whether the names of the entry are complete, so that what follows is a field.
        var isInside = false

        func key(_ key: String) -> Way {
            var way = self
            if entry.isEmpty {
                way.entry = key
            } else {
                way.isInside = true
                way.field += field.isEmpty ? key : ".\(key)"
            }
            return way
        }

        func name(_ name: String) -> Way {
            var way = self
            if isInside || field != "" {
                way.field += "[\(name)]"
            } else {
                way.entry += entry.isEmpty ? name : " \(name)"
                way.isInside = true
            }
            return way
        }
    }

    private(set) var changes: [TreeChange] = []

    mutating func compare(_ first: Tree, _ second: Tree, _ way: Way) {
        if case .map(let old) = first.content, case .map(let new) = second.content {
            return compare(old, new, way)
        }
        if let old = first.named, let new = second.named {
            return compare(old, new, way)
        }
        guard first.plain != second.plain else { return }
        add(way, .changed, first.plain, second.plain, second.line)
    }

    private mutating func compare(_ old: [Tree.Entry], _ new: [Tree.Entry], _ way: Way) {
        for entry in old {
            let way = way.key(entry.key)
            if let other = new.first(where: { $0.key == entry.key }) {
                compare(entry.value, other.value, way)
            } else {
                add(way, .removed, entry.value.plain, nil, entry.line)
            }
        }
        for entry in new where !old.contains(where: { $0.key == entry.key }) {
            add(way.key(entry.key), .added, nil, entry.value.plain, entry.line)
        }
    }

    private mutating func compare(
        _ old: [(name: String, tree: Tree)],
        _ new: [(name: String, tree: Tree)],
        _ way: Way
    ) {
        let oldPlaces = Dictionary(old.indices.map { (old[$0].name, $0) }) { first, _ in first }
        let newPlaces = Dictionary(new.indices.map { (new[$0].name, $0) }) { first, _ in first }
        for (name, tree) in old where newPlaces[name] == nil {
            add(way.name(name), .removed, tree.plain, nil, tree.line)
        }
        let stay = Set(TreeComparison.longestRise(new.compactMap { oldPlaces[$0.name] }))
        for (place, item) in new.enumerated() {
            let way = way.name(item.name)
            guard let was = oldPlaces[item.name] else {
                add(way, .added, nil, item.tree.plain, item.tree.line)
                continue
            }
            if !stay.contains(was) {
                add(way, .moved, "\(was + 1)", "\(place + 1)", item.tree.line)
            }
            compare(old[was].tree, item.tree, way)
        }
    }

    private mutating func add(
        _ way: Way,
        _ kind: TreeChange.Kind,
        _ before: String?,
        _ after: String?,
        _ line: Int
    ) {
        changes.append(
            TreeChange(
                entry: way.entry,
                field: way.field,
                kind: kind,
                before: before,
                after: after,
                line: line
            )
        )
    }

    /// As many of these different numbers as can stay where they are, each greater than the one before it.
    private static func longestRise(_ numbers: [Int]) -> [Int] {
        var rises: [[Int]] = []
        for (place, number) in numbers.enumerated() {
            let best = rises.indices.filter { $0 < place && (rises[$0].last ?? 0) < number }
                .max { rises[$0].count < rises[$1].count }
            rises.append((best.map { rises[$0] } ?? []) + [number])
        }
        return rises.max { $0.count < $1.count } ?? []
    }
}

extension Tree {
    /// The keys by which things of a list are told apart, the first that all have.
    private static let names = ["id", "name", "code", "label", "queue", "partner", "need", "class"]

    /// The things of a list, each with its name; nil unless each has one of its own.
    fileprivate var named: [(name: String, tree: Tree)]? {
        guard case .list(let items) = content else { return nil }
        for key in Tree.names {
            let names = items.compactMap { $0.text(of: key) }
            guard names.count == items.count, Set(names).count == names.count else { continue }
            return Array(zip(names, items))
        }
        return nil
    }

    /// What it says, on one line, however it is written.
    var plain: String {
        switch content {
        case .text(let text, _): text
        case .list(let items): "[\(items.map(\.plain).joined(separator: ", "))]"
        case .map(let entries):
            "{\(entries.map { "\($0.key): \($0.value.plain)" }.joined(separator: ", "))}"
        }
    }

    /// What stands under a key of a map; nil where it is no map or has no such key.
    subscript(key: String) -> Tree? {
        guard case .map(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// The text under a key of a map.
    func text(of key: String) -> String? {
        guard case .text(let text, _)? = self[key]?.content else { return nil }
        return text
    }
}
