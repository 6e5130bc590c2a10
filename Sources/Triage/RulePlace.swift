/// Where a rule stands in `triage.yaml`, and what can be said of it from its words alone.
///
/// It is read from the file, not from the table made of it, so that a warning can name its line.
struct RulePlace {
    /// The table it stands in.
    let table: String
    /// Its name.
    let id: String
    /// All that is written of it.
    let tree: Tree

    /// The rules of a file, in its order: what has an id, in the lists of the root.
    static func all(in tree: Tree) -> [RulePlace] {
        guard case .map(let entries) = tree.content else { return [] }
        return entries.flatMap { entry -> [RulePlace] in
            guard case .list(let items) = entry.value.content else { return [] }
            return items.compactMap { item in
                item.text(of: "id").map { RulePlace(table: entry.key, id: $0, tree: item) }
            }
        }
    }

    /// The words of a rule, but for those that are for people.
    var words: Set<String> {
        guard case .map(let entries) = tree.content else { return [] }
        return entries.filter { !["says", "source"].contains($0.key) }
            .reduce(into: []) { $0.formUnion($1.value.words) }
    }
}

extension Tree {
    /// Every text in it.
    fileprivate var words: Set<String> {
        switch content {
        case .text(let text, _): [text]
        case .list(let items): items.reduce(into: []) { $0.formUnion($1.words) }
        case .map(let entries): entries.reduce(into: []) { $0.formUnion($1.value.words) }
        }
    }
}
